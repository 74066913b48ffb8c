import datetime

import factory

from advocacy.models import (
    CallCount,
    CallSheet,
    Letter,
    LetterPoint,
    MeetingPlan,
    MeetingReport,
    MeetingStep,
    Objection,
    Section,
    Way,
)
from tests.factories import CleanFactory, PublishableFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.parliament import DecisionMakerFactory, RidingFactory


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


class CallSheetFactory(PublishableFactory):
    campaign = factory.SubFactory(CampaignFactory)
    lead_en = "Ask your MP to speak up."
    lead_fr = "Demandez à votre député ou députée d’en parler."
    short_script_en = "<p>“I am {{caller.name}}, from {{riding.name}}. I ask {{member.full_name}} to act.”</p>"
    short_script_fr = "<p>« Ici {{caller.name}}, de {{riding.name}}. Je demande à {{member.full_name}} d’agir. »</p>"
    long_script_en = "<p>“Do you have a moment?”</p>"
    long_script_fr = "<p>« Auriez-vous un instant ? »</p>"
    voicemail_script_en = "<p>“Please call me at [your telephone].”</p>"
    voicemail_script_fr = "<p>« Rappelez-moi au [votre téléphone]. »</p>"

    class Meta:
        model = CallSheet


class ObjectionFactory(CleanFactory):
    sheet = factory.SubFactory(CallSheetFactory)
    position = factory.Sequence(lambda n: n % 20 + 1)
    objection_en = "What would it cost?"
    objection_fr = "Combien cela coûterait-il ?"
    answer_en = "Less than you think."
    answer_fr = "Moins qu’on ne le croit."

    class Meta:
        model = Objection


class CallCountFactory(factory.django.DjangoModelFactory):
    """Five calls of one week to an office whose record is gone."""

    campaign = factory.SubFactory(CampaignFactory)
    riding = None
    riding_number = factory.LazyAttribute(lambda row: row.riding.number if row.riding else "")
    office_label = "Mississauga, 905-555-0100"
    week = datetime.date(2026, 11, 16)
    outcome = CallCount.Outcome.REACHED
    answer = CallCount.Answer.SUPPORTS
    number = 5

    class Meta:
        model = CallCount


class MeetingPlanFactory(PublishableFactory):
    """With an agenda of half an hour, and a campaign with three asks."""

    campaign = factory.SubFactory(CampaignFactory, asks=3)
    lead_en = "A meeting lets them hear you."
    lead_fr = "Une rencontre vous fait entendre."
    bring_en = "A pen"
    bring_fr = "Un stylo"

    class Meta:
        model = MeetingPlan
        skip_postgeneration_save = True

    @factory.post_generation
    def steps(plan, create, extracted, **kwargs):  # noqa: N805 (factory_boy hands over the record)
        for position, (minutes, role) in enumerate([(5, "lead"), (10, "story"), (5, "ask"), (10, "")], 1):
            MeetingStepFactory(plan=plan, position=position, minutes=minutes, role=role)


class MeetingStepFactory(CleanFactory):
    plan = factory.SubFactory(MeetingPlanFactory)
    position = 1
    minutes = 5
    title_en = factory.LazyAttribute(lambda step: f"Point {step.position}")
    title_fr = factory.LazyAttribute(lambda step: f"Sujet {step.position}")

    class Meta:
        model = MeetingStep


class MeetingReportFactory(CleanFactory):
    campaign = factory.SubFactory(CampaignFactory)
    riding = factory.SubFactory(RidingFactory)
    member_name = "Noor Gagné"
    met_on = datetime.date(2026, 11, 16)
    met_with = MeetingReport.MetWith.MEMBER
    group_size = 3
    ask = "Waive the loans."
    said = "She had not known of the loans."
    promised = "To write to the Minister."
    language = "en"

    class Meta:
        model = MeetingReport

    class Params:
        named = factory.Trait(may_contact=True, name="Amina Qwertzoglou", email="amina.q@example.ca")


class LetterFactory(PublishableFactory):
    """To the decision-maker with a copy to the member, with three points; `LetterFactory(points=0)` has none."""

    campaign = factory.SubFactory(CampaignFactory)
    to = Letter.To.BOTH
    decision_maker = factory.SubFactory(DecisionMakerFactory)
    subject_en = "Travel loans"
    subject_fr = "Les prêts de voyage"
    introduction_en = "I write from {place}, in the riding of {riding}, with a copy to {member}.\n\nLoans are a burden."
    introduction_fr = "J’écris de {place}, dans la circonscription de {riding}.\n\nLes prêts pèsent."
    request_en = "Please waive them, {recipient}."
    request_fr = "Veuillez y renoncer."

    class Meta:
        model = Letter
        skip_postgeneration_save = True

    @factory.post_generation
    def points(letter, create, count, **kwargs):  # noqa: N805 (factory_boy hands over the record)
        for position in range(1, (3 if count is None else count) + 1):
            LetterPointFactory(letter=letter, position=position, **kwargs)


class LetterPointFactory(CleanFactory):
    letter = factory.SubFactory(LetterFactory, points=0)
    position = 1
    label_en = factory.Sequence(lambda n: f"Point {n}")
    label_fr = factory.Sequence(lambda n: f"Argument {n}")
    text_en = factory.LazyAttribute(lambda point: f"{point.label_en} says why.")
    text_fr = factory.LazyAttribute(lambda point: f"{point.label_fr} dit pourquoi.")
    source_name_en = "IRCC, 2015"
    source_name_fr = "IRCC, 2015"

    class Meta:
        model = LetterPoint
