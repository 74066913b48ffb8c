from datetime import timedelta

import factory
from django.utils import timezone

from parliament.provinces import province_of_postal_code
from petitions import actions
from petitions.identity import canonical_email, name_key
from petitions.models import PaperBatch, PaperGroup, Petition, Signature, SignerUpdate, SigningEvent
from tests.factories import CleanFactory
from tests.factories.parliament import DecisionMakerFactory


class PetitionFactory(CleanFactory):
    """A petition that opened a month ago and closes in a month."""

    state = Petition.State.OPEN
    title_en = factory.Sequence(lambda n: f"Petition {n}")
    title_fr = factory.Sequence(lambda n: f"Pétition {n}")
    slug_en = factory.Sequence(lambda n: f"petition-{n}")
    slug_fr = factory.Sequence(lambda n: f"petition-fr-{n}")
    lead_en = "Add your name."
    lead_fr = "Ajoutez votre nom."
    recipient = factory.SubFactory(DecisionMakerFactory)
    addressee_en = "To the Minister"
    addressee_fr = "À la ministre"
    prayer_en = "<p>We ask.</p>"
    prayer_fr = "<p>Nous demandons.</p>"
    goal = 1000
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))

    class Meta:
        model = Petition
        skip_postgeneration_save = True

    @factory.post_generation
    def _text_version(petition, create, _extracted, **_kwargs):  # noqa: N805 (factory_boy gives the record)
        if create and petition.state != Petition.State.DRAFT:
            actions.keep_text(petition=petition)

    class Params:
        draft = factory.Trait(state=Petition.State.DRAFT)
        scheduled = factory.Trait(
            state=Petition.State.SCHEDULED,
            opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=1)),
        )
        closed = factory.Trait(
            state=Petition.State.CLOSED,
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )


class SignatureFactory(CleanFactory):
    petition = factory.SubFactory(PetitionFactory)
    language = "en"
    first_name = "Amina"
    last_name = "O’Neil"
    email = factory.Sequence(lambda n: f"amina{n}@example.ca")
    canonical_email = factory.LazyAttribute(lambda signature: canonical_email(signature.email, {}))
    name_key = factory.LazyAttribute(lambda signature: name_key(signature.first_name, signature.last_name))
    residence = Signature.Residence.CANADA
    postal_code = factory.LazyAttribute(
        lambda signature: "K1A 0B1" if signature.residence == Signature.Residence.CANADA else ""
    )
    province = factory.LazyAttribute(lambda signature: province_of_postal_code(signature.postal_code))
    version = factory.LazyAttribute(lambda signature: actions.keep_text(petition=signature.petition))

    class Meta:
        model = Signature

    class Params:
        confirmed = factory.Trait(
            state=Signature.State.CONFIRMED, confirmed_at=factory.LazyFunction(timezone.now), mails_sent=1
        )
        held = factory.Trait(
            state=Signature.State.HELD,
            confirmed_at=factory.LazyFunction(timezone.now),
            judged_at=factory.LazyFunction(timezone.now),
            suspicions=["connection"],
            mails_sent=1,
        )


class SigningEventFactory(CleanFactory):
    """A service that began half an hour ago and ends in an hour."""

    petition = factory.SubFactory(PetitionFactory)
    place_en = "First Church, Halifax"
    place_fr = "Première Église, Halifax"
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=30))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))

    class Meta:
        model = SigningEvent


class PaperGroupFactory(CleanFactory):
    petition = factory.SubFactory(PetitionFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "First Church"
    place = "Hamilton"
    contact_name = "Ruth Okoro"
    email = factory.Sequence(lambda n: f"ruth{n}@example.ca")
    language = "en"
    sheets = 2
    has_consented = True

    class Meta:
        model = PaperGroup

    class Params:
        confirmed = factory.Trait(confirmed_at=factory.LazyFunction(timezone.now))


class PaperBatchFactory(CleanFactory):
    petition = factory.SubFactory(PetitionFactory)

    class Meta:
        model = PaperBatch


class SignerUpdateFactory(CleanFactory):
    """A draft that was tested; `sending=True` has begun."""

    petition = factory.SubFactory(PetitionFactory)
    subject_en = "The Minister has answered"
    subject_fr = "La ministre a répondu"
    body_en = "<p>The answer is <strong>yes</strong>.</p>"
    body_fr = "<p>La réponse est <strong>oui</strong>.</p>"
    tested_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = SignerUpdate

    class Params:
        sending = factory.Trait(state=SignerUpdate.State.SENDING, started_at=factory.LazyFunction(timezone.now))
