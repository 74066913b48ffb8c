import factory

from publishing.models import Organisation, Page
from tests.factories import CleanFactory


class OrganisationFactory(CleanFactory):
    """The one record; made again, it is replaced."""

    pk = 1
    name_en = "Citizens for Public Justice"
    name_fr = "Citoyens pour une politique juste"
    website = "https://example.org"
    email = "office@example.org"

    class Meta:
        model = Organisation

    @staticmethod
    def _save(record):
        # Unchecked: it may leave out what staff have to enter, and replaces the record that is there.
        record.save()
        return record


class PageFactory(CleanFactory):
    key = Page.Key.PRIVACY
    title_en = factory.LazyAttribute(lambda page: f"The {page.key} page")
    title_fr = factory.LazyAttribute(lambda page: f"La page {page.key}")
    lead_en = "A lead."
    lead_fr = "Un chapeau."

    class Meta:
        model = Page
        django_get_or_create = ("key",)
