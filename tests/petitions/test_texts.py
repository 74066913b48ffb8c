"""Versions of a petition's text: free until somebody has signed, then kept as it was signed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from petitions import actions, steps, tasks
from petitions.confirmation import make_token
from petitions.models import Petition, TextVersion
from publishing.signals import content_saved
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.page_forms import page_of

pytestmark = pytest.mark.django_db
REASONS = {"reason_en": "A law has changed.", "reason_fr": "Une loi a changé."}


def reworded(petition, **changes):
    return actions.words_of(petition) | (changes or {"prayer_en": "<p>We ask more.</p>"})


def change(petition, user=None, reasons=REASONS, **changes):
    return actions.change_text(petition=petition, words=reworded(petition, **changes), reasons=reasons, by=user)


def save_words(petition, **changes):
    """As the form does."""
    for name, words in changes.items():
        setattr(petition, name, words)
    petition.save()
    actions.keep_in_step(petition=petition)


class TestANewVersion:
    def test_leaves_every_signature_with_what_was_signed(self):
        petition = PetitionFactory()
        first = SignatureFactory(petition=petition, confirmed=True)
        change(petition, prayer_en="<p>We ask more.</p>", title_fr="Autrement")
        second = SignatureFactory(petition=petition, confirmed=True)
        first.refresh_from_db()
        assert (first.version.number, first.version.prayer_en) == (1, "<p>We ask.</p>")
        assert (second.version.number, second.version.prayer_en) == (2, "<p>We ask more.</p>")
        assert (petition.prayer_en, petition.title_fr) == ("<p>We ask more.</p>", "Autrement")
        assert petition.signatures.count() == 2, "one petition, one count"

    def test_is_told_in_the_timeline_and_announced_so_that_sheets_are_made_again(self, publisher):
        petition, told = PetitionFactory(), []

        def hear(sender, instance, **kwargs):
            told.append(instance.prayer_en)

        content_saved.connect(hear, sender=Petition)
        version = change(petition, user=publisher.user)
        content_saved.disconnect(hear, sender=Petition)
        assert told == ["<p>We ask more.</p>"]
        assert (version.made_by, version.reason_fr) == (publisher.user, "Une loi a changé.")
        entry = petition.entries.get()
        assert (entry.kind, entry.version) == ("new_text", version)

    @pytest.mark.parametrize("missing", ["reason_en", "reason_fr"])
    def test_needs_its_reason_in_both_languages(self, missing):
        petition = PetitionFactory()
        with pytest.raises(ValidationError, match="both languages why"):
            change(petition, reasons=REASONS | {missing: ""})
        petition.refresh_from_db()
        assert (petition.version.number, petition.prayer_en) == (1, "<p>We ask.</p>")

    @pytest.mark.parametrize("reasons", [{"reason_en": ""}, {"reason_en": "Yes."}, {"reason_fr": "Oui."}])
    def test_needs_it_in_the_database_too(self, reasons):
        petition = PetitionFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            TextVersion.objects.create(petition=petition, number=2, title_en="x", **reasons)
        TextVersion.objects.create(petition=petition, number=2, title_en="x", **REASONS)

    def test_says_something_new(self):
        petition = PetitionFactory()
        with pytest.raises(actions.SameText):
            change(petition, prayer_en="<p>We ask.</p>")
        petition.refresh_from_db()
        assert petition.version.number == 1
        assert petition.versions.count() == 1

    @pytest.mark.parametrize("state", ["closed", "delivered", "answered", "withdrawn"])
    def test_comes_to_nothing_once_nobody_can_sign_it(self, state):
        petition = PetitionFactory(closed=True, state=state)
        with pytest.raises(steps.NotAllowed):
            change(petition)
        assert petition.versions.count() == 1

    def test_is_sanitised(self):
        petition = PetitionFactory()
        change(petition, prayer_en='<p onclick="x()">We "ask".</p>')
        assert petition.prayer_en == petition.version.prayer_en == "<p>We “ask”.</p>"

    def test_is_never_rewritten(self):
        petition = PetitionFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            TextVersion.objects.filter(pk=petition.version_id).update(prayer_fr="<p>Autre.</p>")
        TextVersion.objects.filter(pk=petition.version_id).update(signed=5)


class TestAFormThatWasOpenMeanwhile:
    def test_is_shown_again_under_the_new_text_and_keeps_what_was_typed(self, organisation, post, petition):
        SignatureFactory(petition=petition)
        change(petition)
        answer = post(email="amina@example.ca", version="1")
        assert answer.status_code == 422
        form = page_of(answer).xpath("//form[contains(@class, 'sign-form')]")[0]
        assert (form.fields["email"], form.fields["version"]) == ("amina@example.ca", "2")
        assert petition.signatures.count() == 1
        assert post(email="amina@example.ca", version="2").status_code == 303
        assert petition.signatures.get(version__number=2)


class TestBeforeTheFirstSignature:
    def test_a_draft_has_no_version_to_be_kept(self):
        petition = PetitionFactory(draft=True)
        save_words(petition, prayer_en="<p>Better.</p>")
        assert petition.versions.count() == 0

    def test_what_is_only_scheduled_keeps_one_version_with_the_newest_words(self):
        petition = PetitionFactory(scheduled=True)
        for words in ("<p>Better.</p>", "<p>Best.</p>"):
            save_words(petition, prayer_en=words)
        version = petition.versions.get()
        assert (version.number, version.prayer_en, petition.version) == (1, "<p>Best.</p>", version)

    def test_what_is_on_the_site_keeps_both_so_that_a_signature_under_way_finds_its_words(self):
        petition = PetitionFactory()
        shown = petition.version
        save_words(petition, prayer_en="<p>Better.</p>")
        assert petition.version.number == 2
        assert (petition.version.reason_en, petition.version.reason_fr) != ("", "")
        assert petition.entries.count() == 0, "nobody had signed: there is nothing to tell"
        under_way = SignatureFactory(petition=petition, version=shown)
        assert under_way.version.prayer_en == "<p>We ask.</p>"

    def test_other_fields_make_no_version(self):
        petition = PetitionFactory()
        save_words(petition, lead_en="Sign today.", goal=5000)
        assert petition.versions.count() == 1

    def test_and_what_follows_a_signed_version_needs_its_own_reason_even_unsigned(self):
        petition = SignatureFactory().petition
        change(petition)
        with pytest.raises(actions.TextIsSigned):
            save_words(petition, prayer_en="<p>Something else again.</p>")
        assert petition.versions.count() == 2

    @pytest.mark.parametrize("state", ["pending", "confirmed", "held", "invalidated", "withdrawn"])
    def test_any_signature_whatever_has_become_of_it_ends_that(self, state):
        petition = PetitionFactory()
        SignatureFactory(petition=petition, state=state, confirmed=state in ("confirmed", "held"))
        with pytest.raises(actions.TextIsSigned):
            save_words(petition, prayer_en="<p>Better.</p>")
        assert petition.versions.count() == 1


class TestByHowManyEachWasSigned:
    def test_is_written_down_when_another_follows_and_put_right_each_night(self, django_assert_num_queries):
        petition = PetitionFactory()
        SignatureFactory.create_batch(6, petition=petition, confirmed=True)
        pending = SignatureFactory(petition=petition)
        first = petition.version
        change(petition)
        first.refresh_from_db()
        assert first.signed == 6
        SignatureFactory(petition=petition, confirmed=True)
        actions.confirm(token=make_token(pending))
        tasks.count_text_versions.call()
        first.refresh_from_db()
        assert first.signed == 7
        with django_assert_num_queries(2):
            actions.count_versions()
