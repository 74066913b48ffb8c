"""The plan as an edition: the same words for PDF and Word.

What a visitor has typed is put into the tree as text, element by element: no markup, placeholder or note of theirs
is read.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from publishing.models import Organisation
from publishing.templatetags.typeset import long_date
from resources.rendering.edition import Edition, bare
from resources.rendering.gathering import sender_of
from resources.rendering.source import HEADINGS, place_of, semantic_tree
from resources.rendering.trees import element

# Lines to write on; a person fills about one a minute.
NOTE_LINES = 6
LINE_HEIGHT = 22  # points
# Per cent of the text's width for each column: a name of 25 letters stands on one line.
FACTS, PEOPLE, AGENDA, NOTES = (20, 80), (20, 30, 50), (13, 48, 10, 29), (44, 40, 16)
# The class of a heading that begins a page, in Word too.
NEW_PAGE = "sample"


def planner_address(plan):
    """The planner's page for this riding, with the site's own address, in the active language."""
    return settings.SITE_URL + reverse("meet-member", args=[plan.campaign.slug, plan.riding.number])


def report_address(plan):
    return settings.SITE_URL + reverse("meet-report", args=[plan.campaign.slug, plan.riding.number])


def plan_edition(plan, *, with_papers=False):
    """The Edition of a plan, in the active language, which is the plan's. `with_papers`: their words follow it."""
    today, organisation = timezone.localdate(), Organisation.load()
    tree = element("div", lang=plan.language)
    for part in _parts(plan):
        tree.append(part)
    for number, paper in enumerate(plan.papers if with_papers else (), 1):
        tree.extend(_paper(paper, plan.language, f"paper-{number}"))
    address, day = planner_address(plan), long_date(today)
    return Edition(
        language=plan.language,
        layout="plan",
        kind=_("Meeting plan"),
        title=plan.title,
        subtitle=plan.campaign.title or "",
        summary=_("%(title)s on %(day)s: who does what, the agenda and what we ask.")
        % {"title": plan.title, "day": plan.day},
        audience="",
        issued_on=today,
        date_in_words=day,
        address=address,
        sender=sender_of(organisation),
        words={
            "note": _("Note"),
            "imprint": _("Made with the meeting planner of %(name)s, %(day)s")
            % {"name": organisation.name, "day": day},
            "online": _("Plan another meeting:"),
            "licence": "",
            "licence_url": "",
            "version": "",
        },
        letter=None,
        body=etree.tostring(tree, encoding="unicode"),
    )


def _parts(plan):
    """On the first page what is done before the meeting; on the second what lies on the table, with room to write."""
    yield _table([], _facts(plan), FACTS, class_="facts")
    if plan.people:
        yield _heading(_("Who does what"))
        rows = [(person.role.label, person.name or _("(name)"), person.duty) for person in plan.people]
        yield _table([_("Role"), _("Who"), _("What to do")], rows, PEOPLE)
    yield _heading(_("What to bring"))
    yield _list("ul", things_to_bring(plan))
    yield _heading(_("What we ask"), class_=NEW_PAGE)
    yield _list("ol", plan.asks)
    yield _heading(_("Agenda"))
    rows = [(item.hour, item.title, item.minutes, item.who) for item in plan.agenda]
    yield _table([_("Time"), _("What happens"), _("Minutes"), _("Who")], rows, AGENDA, class_="agenda")
    yield _heading(_("Notes"))
    heads = [_("What was said"), _("What was promised, and by whom"), _("By when")]
    yield _table(heads, [("", "", "")] * NOTE_LINES, NOTES, class_="lines", named=False, height=LINE_HEIGHT)
    yield _heading(_("Afterwards"))
    yield _list("ol", _afterwards())
    report = element("p", _("Tell us how it went, and get a letter of thanks to send:") + " ")
    address = report_address(plan)
    report.append(element("a", bare(address), href=address))
    yield report


def _facts(plan):
    yield _("Day"), plan.day
    yield _("Time"), plan.hours
    yield _("Place"), plan.place
    yield _("With"), plan.name
    yield _("Riding"), plan.riding.name


def things_to_bring(plan):
    """A line each, in the active language: the papers, this plan, and what the campaign adds."""
    if plan.brief:
        yield _("Two copies of “%(title)s”, to put on the table") % {"title": plan.brief.title}
    if plan.leave_behind:
        yield _("“%(title)s”, to leave behind") % {"title": plan.leave_behind.title}
    yield _("This plan, a copy for each of you")
    yield from plan.bring


def _afterwards():
    yield _("The same day, sit together: what did you hear, and who promised what?")
    yield _("Within two days, send thanks to the member and the staff, with what was agreed.")


def _paper(paper, language, prefix):
    """A paper under its own heading on a new page, its headings a level down; `prefix` is that of their ids.

    Nothing of one that has no words in this language: it is brought along by itself, as the plan says.
    """
    text = semantic_tree(paper.text_in(language), language, in_file=True, prefix=prefix)
    if not len(text):
        return
    yield element("h2", paper.title, id=prefix, class_=NEW_PAGE)
    if paper.subtitle:
        yield element("p", paper.subtitle)
    for heading in text.iter(*HEADINGS):
        heading.tag = f"h{min(int(heading.tag[1]) + 1, 4)}"
    yield from list(text)


def _heading(words, **attributes):
    return element("h2", words, id=f"plan-{place_of(words)}", **attributes)


def _list(tag, lines):
    made = element(tag)
    made.extend(element("li", line) for line in lines)
    return made


def _table(heads, rows, widths, *, named=True, height=0, **attributes):
    """A table in the form of resources.rendering.tables; `named`: the first cell of a row names it."""
    made = element("table", widths=" ".join(map(str, widths)), **attributes)
    if heads:
        made.append(head := element("thead"))
        head.append(line := element("tr"))
        line.extend(element("th", words, scope="col") for words in heads)
    made.append(body := element("tbody"))
    for cells in rows:
        body.append(line := element("tr", **({"height": height} if height else {})))
        for place, words in enumerate(cells):
            line.append(element("th", str(words), scope="row") if named and place == 0 else element("td", str(words)))
    made.set("columns", str(len(line)))
    return made
