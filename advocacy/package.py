"""The advocacy package as one text: its public sections in their order, each a chapter."""

import re

from django.utils.html import escape

from advocacy.models import Section
from resources.models import Document

_HEADING = re.compile(r"<(/?)h([234])>")


def package_text(language):
    """Rich text in `language`: of each section its introduction, its document and "Do it now"."""
    sections = Section.objects.public().select_related("document")
    return "\n".join(_chapter(section, language) for section in sections)


def _chapter(section, language):
    def words(record, name):
        return getattr(record, f"{name}_{language}") or ""

    parts = [_heading(2, words(section, "title")), _lowered(words(section, "introduction"), 1)]
    document = section.document
    if document and document.is_public:
        is_guide = document.layout == Document.Layout.GUIDE
        parts += [] if is_guide else [_heading(3, words(document, "title"))]
        parts.append(_lowered(words(document, "body"), 1 if is_guide else 2))
    if words(section, "tool_text"):
        parts += [_heading(3, words(section, "tool_title")), _lowered(words(section, "tool_text"), 2)]
    return "\n".join(parts)


def _heading(level, words):
    return f"<h{level}>{escape(words)}</h{level}>" if words else ""


def _lowered(text, levels):
    """`text` with its headings below the section's own; there are three levels in all."""
    return _HEADING.sub(lambda match: f"<{match[1]}h{min(4, int(match[2]) + levels)}>", text)
