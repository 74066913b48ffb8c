from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from publishing.querysets import PublishableQuerySet

MOST_WORDS = 40  # of a file's name that is looked for


class DocumentQuerySet(PublishableQuerySet):
    def on_shelf(self, shelf):
        return self.filter(shelf=shelf)

    def with_files(self):
        """With what a list shows of each: its files, topics, cover and downloads, in three queries more."""
        return self.with_downloads().prefetch_related("renditions", "topics", "covers")

    def with_downloads(self):
        """`downloads_total`: how often its files were downloaded, in all formats and languages."""
        counts = self.model.download_counts.rel.related_model.objects.filter(document=OuterRef("pk")).order_by()
        total = counts.values("document").annotate(total=Sum("number")).values("total")
        return self.annotate(downloads_total=Coalesce(Subquery(total), Value(0)))

    def of(self, *, kind="", topic="", format="", language=""):
        """Narrowed by whichever filters are set."""
        queryset = self
        if kind:
            queryset = queryset.filter(kind=kind)
        if topic:
            queryset = queryset.filter(topics__key=topic)
        if format:
            queryset = queryset.filter(**{f"has_{format}": True})
        if language:
            queryset = queryset.in_language(language)
        return queryset

    def in_language(self, language):
        """Those with a text or a finished file in `language`."""
        finished = self.model.finished_files.rel.related_model.objects
        has_file = Exists(finished.filter(document=OuterRef("pk"), language=language))
        has_text = ~Q(**{f"body_{language}": ""}) & Q(**{f"body_{language}__isnull": False})
        return self.filter(has_text | has_file)

    def in_doubt(self):
        """Those of whose files nobody knows yet whether they are current. One without any has a task of its own."""
        renditions = self.model.renditions.rel.related_model.objects.filter(document=OuterRef("pk"))
        return self.filter(Exists(renditions.in_doubt()))

    def packages(self):
        """Those that gather the sections of the toolkit."""
        return self.filter(layout=self.model.Layout.PACKAGE)

    def related_to(self, document):
        """Those that staff chose for `document`, or else those with the most topics in common, newest first."""
        others = self.exclude(pk=document.pk)
        chosen = others.filter(related_from=document)
        if chosen.exists():
            return chosen
        shared = Count("topics", filter=Q(topics__in=document.topics.all()))
        return others.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "-issued_on", "pk")

    def in_order_of(self, keys):
        """The records of these primary keys as a list, in their order."""
        found = {record.pk: record for record in self.filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]


class RenditionQuerySet(models.QuerySet):
    def in_doubt(self):
        return self.filter(in_doubt_since__isnull=False)

    def believe(self, rendition):
        """Doubt `rendition`, which has been compared, no longer; unless something was saved since it was read."""
        return self.filter(pk=rendition.pk, in_doubt_since=rendition.in_doubt_since).update(in_doubt_since=None)

    def with_problems(self):
        return self.exclude(problem="")

    def perhaps_called(self, filename):
        """Those whose document has an address that `filename` begins with; few, and without a look at every file."""
        stem, _dot, file_format = filename.rpartition(".")
        words = stem.split("-")[:MOST_WORDS]
        slugs = ["-".join(words[:number]) for number in range(1, len(words) + 1)]
        in_english = Q(language="en", document__slug_en__in=slugs)
        return self.filter(in_english | Q(language="fr", document__slug_fr__in=slugs), format=file_format)

    def downloadable(self):
        return self.exclude(Q(file="") | Q(digest=""))


class FormatRequestQuerySet(models.QuerySet):
    def unsettled(self):
        return self.filter(settled_at__isnull=True)

    def telling_who(self):
        """Those that still hold what somebody wrote or where an answer goes."""
        return self.filter(erased_at__isnull=True)

    def of_address(self, email):
        return self.filter(email__iexact=email)

    def over_since(self, before):
        """Settled before then; what nobody has settled counts from when it was asked."""
        return self.annotate(over=Coalesce(F("settled_at"), F("asked_at"))).filter(over__lt=before)
