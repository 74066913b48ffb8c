"""What is looked at in a campaign's letter before it is published."""

from django.utils.translation import gettext as _

from advocacy.letter_names import OF_A_RIDING, names_in, paragraphs_of
from advocacy.models import Letter
from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import check, register
from publishing.prepublish.subject import LANGUAGES

register(Letter, relations=("points",), essential=("subject", "introduction", "request"))

# Two points make a letter that is not its neighbour's; so many words beside the writer's own fill a page.
LEAST_POINTS = 2
MOST_WORDS = 330
POINTS_OF_A_LETTER = 3


@check
def letter_like_all_others(subject):
    """Fewer than two points to choose from: whoever writes has nothing to choose."""
    letter = subject.record
    if isinstance(letter, Letter) and len(subject.parts) - 1 < LEAST_POINTS:
        words = _("Write two points at least, so that letters differ: offices set identical ones aside.")
        yield Finding(_("All letters would be alike"), words, letter)


@check
def letter_nobody_can_mail(subject):
    """The decision-maker has no e-mail: of four ways to send the letter one is missing."""
    letter = subject.record
    if isinstance(letter, Letter) and letter.decision_maker and not letter.decision_maker.email:
        words = _("%(person)s has no e-mail in the records: the letter can be printed, but not mailed from a program.")
        yield Finding(_("No e-mail"), words % {"person": letter.decision_maker}, letter, "decision_maker")


@check
def letter_without_a_request(subject):
    """Every paragraph of the request names the riding or its member: without a riding none is left."""
    letter = subject.record
    if not isinstance(letter, Letter) or letter.needs_riding:
        return
    for language in LANGUAGES:
        paragraphs = paragraphs_of(getattr(letter, f"request_{language}") or "")
        if paragraphs and all(names_in(paragraph) & OF_A_RIDING for paragraph in paragraphs):
            words = _("People may write without having found their riding. Leave one paragraph without {riding}.")
            yield Finding(_("The request would be left out"), words, letter, f"request_{language}", blocks=True)


@check
def letter_too_long(subject):
    """With three of its longest points a letter that takes more than a page, whatever the writer adds."""
    letter = subject.record
    if not isinstance(letter, Letter):
        return
    for language in LANGUAGES:
        own = sum(len((getattr(letter, f"{name}_{language}") or "").split()) for name in ("introduction", "request"))
        points = sorted(len((getattr(point, f"text_{language}") or "").split()) for point in subject.parts[1:])
        number = own + sum(points[-POINTS_OF_A_LETTER:])
        if number > MOST_WORDS:
            words = _("With three points this letter has %(number)d words, and the writer adds their own. Shorten it.")
            yield Finding(_("Too long for a page"), words % {"number": number}, letter, f"introduction_{language}")
