import factory

from advocacy.models import Section, Way
from tests.factories import CleanFactory, PublishableFactory


class SectionFactory(PublishableFactory):
    number = factory.Sequence(lambda n: n + 1)
    title_en = factory.Sequence(lambda n: f"Section {n}")
    title_fr = factory.Sequence(lambda n: f"Étape {n}")
    slug_en = factory.Sequence(lambda n: f"section-{n}")
    slug_fr = factory.Sequence(lambda n: f"etape-{n}")
    teaser_en = "What it is for."
    teaser_fr = "À quoi elle sert."

    class Meta:
        model = Section


class WayFactory(CleanFactory):
    position = factory.Sequence(lambda n: n + 1)
    minutes_label_en = "5 minutes"
    minutes_label_fr = "5 minutes"
    title_en = factory.Sequence(lambda n: f"Call {n}")
    title_fr = factory.Sequence(lambda n: f"Appeler {n}")
    text_en = "In a sentence."
    text_fr = "En une phrase."
    target = "page:take-action"

    class Meta:
        model = Way
