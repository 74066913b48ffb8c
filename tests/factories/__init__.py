"""Records for tests. They pass full_clean(), so that their rich text is sanitised like that of staff."""

from datetime import timedelta

import factory
from django.utils import timezone


class CleanFactory(factory.django.DjangoModelFactory):
    """With `django_get_or_create`, a record that is there already is returned as it is."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        keys = cls._meta.django_get_or_create
        found = model_class._default_manager.filter(**{key: kwargs[key] for key in keys}).first() if keys else None
        return found or cls._save(model_class(*args, **kwargs))

    @staticmethod
    def _save(record):
        record.full_clean()
        record.save()
        return record


class PublishableFactory(CleanFactory):
    """Published, unless a trait says otherwise: CampaignFactory(draft=True)."""

    state = "published"
    published_at = factory.LazyAttribute(lambda record: timezone.now() if record.state == "published" else None)

    class Meta:
        abstract = True

    class Params:
        draft = factory.Trait(state="draft")
        scheduled = factory.Trait(
            state="scheduled",
            publish_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=1)),
        )
        archived = factory.Trait(state="archived")
