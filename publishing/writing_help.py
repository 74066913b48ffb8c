"""What the toolbar of the rich text editor has no button for, told to the writer with what is there to use."""

from django.utils.translation import get_language

from publishing import links, placeholders


def writing_help():
    """{"texts": [("{{name}}", what it stands for now)], "charts": ["{{name}}"], "tokens": ["page:kind/…"]}."""
    return {
        "texts": [(_braced(name), text) for name, text in sorted(placeholders.texts(get_language()).items())],
        "charts": [_braced(name) for name in sorted(placeholders.block_names())],
        "tokens": links.known_tokens(),
    }


def _braced(name):
    return "{{" + name + "}}"
