from datetime import timedelta

import factory
from django.utils import timezone

from petitions.models import Petition, Signature
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
    canonical_email = factory.LazyAttribute(lambda signature: signature.email.casefold())
    residence = Signature.Residence.CANADA
    postal_code = factory.LazyAttribute(
        lambda signature: "K1A 0B1" if signature.residence == Signature.Residence.CANADA else ""
    )

    class Meta:
        model = Signature

    class Params:
        confirmed = factory.Trait(
            state=Signature.State.CONFIRMED, confirmed_at=factory.LazyFunction(timezone.now), mails_sent=1
        )
