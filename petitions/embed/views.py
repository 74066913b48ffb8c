"""The card that other sites show of a petition, in a frame."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt

from petitions.models import Petition
from publishing.models import Organisation
from publishing.stylesheet import EMBED_FILES, stylesheet
from publishing.views import PublicDetailView

# Any site may frame it. It has no form, no script and no cookie: a click that somebody is tricked into opens a page.
FRAMED_BY_ALL = csp_replace(
    {
        "default-src": [NONE],
        "style-src": [SELF],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": ["*"],
    }
)


@method_decorator([FRAMED_BY_ALL, xframe_options_exempt], name="dispatch")
class EmbedView(PublicDetailView):
    model = Petition
    template_name = "petitions/embed.html"

    def get_queryset(self):
        return super().get_queryset().select_related("tally")

    def get_context_data(self, **kwargs):
        digest = stylesheet(Organisation.load(), EMBED_FILES).digest
        return super().get_context_data(style_url=reverse("embed-stylesheet", args=[digest]), **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        # For pages that let in only what says that it may be embedded (Cross-Origin-Embedder-Policy).
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
