from django.urls import reverse

from publishing.models import Stateful


class OfCampaign(Stateful):
    """What stands at the address of its `campaign`, on the page called `page_name`.

    It is public when it is published and its campaign is public too.
    """

    page_name = ""

    class Meta(Stateful.Meta):
        abstract = True
        ordering = ["campaign__position", "pk"]

    def __str__(self):
        return str(self.campaign)

    @property
    def slug(self):
        return self.campaign.slug

    @property
    def is_public(self):
        return super().is_public and self.campaign.is_public

    def get_absolute_url(self):
        return reverse(self.page_name, args=[self.slug])
