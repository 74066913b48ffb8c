from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Campaigns and news")

    def ready(self):
        from campaigns import placeholders as offered
        from campaigns import prepublish  # noqa: F401 (registers its checks)
        from campaigns.models import Campaign, NewsPost
        from publishing import links, placeholders

        links.register_model("campaign", lambda: Campaign)
        links.register_model("news", lambda: NewsPost)
        placeholders.register_texts(offered.decision_maker_texts)
        placeholders.register_blocks(offered.chart_names)
