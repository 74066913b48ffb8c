"""The versions of a petition's text: what was signed stays as it was signed."""

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext, override

from petitions import steps
from petitions.models import Petition, PetitionEntry, Signature, TextVersion
from publishing.signals import content_saved

# The columns of a petition that a version repeats.
TEXT_COLUMNS = tuple(f"{name}_{code}" for name in Petition.TEXT_FIELDS for code, _name in settings.LANGUAGES)


class TextIsSigned(Exception):
    """Somebody has signed these words. They are followed by a new version, and not replaced."""


class SameText(Exception):
    """The new version would say what the present one says."""


def keep_text(*, petition):
    """Give a petition that has none the first version of its text: its words as they stand.

    Effects: the version is stored, and the petition names it. Returns the version that is signed now.
    """
    if petition.version_id:
        return petition.version
    with transaction.atomic():
        petition.version, _made = TextVersion.objects.get_or_create(
            petition=petition, number=1, defaults=words_of(petition)
        )
        petition.save(update_fields=["version"])
    return petition.version


def keep_in_step(*, petition):
    """Let the version that is signed from now on say what was saved as the words of `petition`.

    Effects: none for a draft that has no version yet, nor where the words are the same. Otherwise another version
    takes the place of the present one, as nobody has signed the petition yet. What the public cannot have read is
    deleted; what it can have read stays, under its own number, because a signature of it may arrive at this moment.
    Raises TextIsSigned.
    """
    with transaction.atomic():
        current = Petition.objects.locked(petition.pk)
        former = current.version
        if former is None or words_of(former) == words_of(current):
            return
        if current.is_signed:
            raise TextIsSigned(petition.pk)
        if current.is_public:
            _follow(current, former, words_of(current), _reasons_before_the_first_signature())
        else:
            Petition.objects.filter(pk=current.pk).update(version=None)
            former.delete()
            _follow(current, None, words_of(current), {})
    petition.refresh_from_db()


def change_text(*, petition, words, reasons, by):
    """Ask for something else than what people have signed so far.

    `words`: {column: text} for TEXT_COLUMNS; `reasons`: {"reason_en": …, "reason_fr": …}; `by`: the user.

    Effects, in one transaction: a new version is stored, with its reason; the petition says its words; the public
    timeline tells of it; what the former one was signed by is written down; `content_saved` is sent, upon which
    paper sheets are made again. Signatures stay with the version that was signed. Raises steps.NotAllowed, SameText
    and, for words that no field takes or a missing reason, ValidationError. Returns the version.
    """
    with transaction.atomic():
        current = Petition.objects.locked(petition.pk)
        steps.check("change_text", current)
        former = keep_text(petition=current)
        version = _follow(current, former, words, reasons, by)
        if words_of(version) == words_of(former):
            raise SameText(petition.pk)
        _write_down([former])
        PetitionEntry.objects.create(petition=current, kind=PetitionEntry.Kind.NEW_TEXT, version=version)
        for column in TEXT_COLUMNS:
            setattr(current, column, getattr(version, column))
        current.save()
        content_saved.send(sender=Petition, instance=current)
    petition.refresh_from_db()
    return version


def count_versions():
    """Write down by how many each version was signed that another has followed. The present one is in the tally."""
    _write_down(TextVersion.objects.exclude(pk=F("petition__version")).order_by("pk"))


def words_of(text):
    """{column: words} of a petition or of a version."""
    return {column: getattr(text, column) or "" for column in TEXT_COLUMNS}


def _follow(petition, former, words, reasons, by=None):
    version = TextVersion(petition=petition, number=former.number + 1 if former else 1, made_by=by, **words, **reasons)
    version.full_clean()
    version.save()
    petition.version = version
    petition.save(update_fields=["version", "changed_at"])
    return version


def _reasons_before_the_first_signature():
    reasons = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            reasons[f"reason_{code}"] = gettext("Changed before anyone had signed.")
    return reasons


def _write_down(versions):
    signed = Signature.objects.confirmed().filter(version__in=versions)
    counts = dict(signed.order_by().values_list("version").annotate(Count("pk")))
    for version in versions:
        if version.signed != counts.get(version.pk, 0):
            TextVersion.objects.filter(pk=version.pk).update(signed=counts.get(version.pk, 0))
