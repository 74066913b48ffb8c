"""A petition's page and the way of a signature: sign → check your inbox → confirm → thank you."""

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from petitions import actions, confirmation, numbers, unsubscribing
from petitions.api.answers import let_others_read
from petitions.at_hand import at_hand
from petitions.forms import SignForm
from petitions.models import Petition, Sheet, SigningEvent
from petitions.pace import at_a_human_pace, is_too_fast, signing_rules, too_fast
from petitions.timeline import Timeline
from petitions.visitors import Evidence, ip_hash_of
from publishing.same_origin import same_origin_only
from publishing.views import PublicDetailView, language_of
from resources.serving import serve_file

NAMES_SHOWN = 12


class PetitionView(PublicDetailView):
    model = Petition

    def get_queryset(self):
        return super().get_queryset().with_page_content()

    def get_context_data(self, **kwargs):
        names = self.object.signatures.named_in_public()[:NAMES_SHOWN]
        provinces = numbers.shares(numbers.by_province(self.object))
        form, timeline = SignForm.of(self.object), Timeline(self.object)
        return super().get_context_data(form=form, names=names, provinces=provinces, timeline=timeline, **kwargs)


class EventView(PetitionView):
    """The petition's page for those who sign in one place at one time; before and after that, the ordinary page."""

    def get(self, request, *args, **kwargs):
        self.event = _event(**kwargs)
        if self.event is None:
            return redirect(_public_petition(kwargs["slug"]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(event=self.event, **kwargs)


def _event(slug, code):
    """The event that is going on now under this petition, or None."""
    return SigningEvent.objects.going_on().filter(code=code, petition__slug=slug).first()


@require_safe
def event_by_code(request, code):
    """The short address that stands on a poster: leads to the event's page in the visitor's language."""
    event = get_object_or_404(SigningEvent.objects.select_related("petition"), code=code.lower())
    with override(language_of(request)):
        response = redirect("petition-event", event.petition.slug, event.code)
    response["Vary"] = "Accept-Language"
    return response


class CheckYourEmailView(PublicDetailView):
    """Says the same to everyone, whatever became of the post before it."""

    model = Petition
    template_name = "petitions/check_your_email.html"


class ThankYouView(PublicDetailView):
    """The next action, once the signature counts."""

    model = Petition
    template_name = "petitions/thank_you.html"

    def get_queryset(self):
        return super().get_queryset().with_page_content()


def _public_petition(slug):
    return get_object_or_404(Petition.objects.public().with_page_content(), slug=slug)


@same_origin_only
@at_a_human_pace
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, slug):
    """Take a post of the form. Whoever opens the address by hand is led to the petition."""
    return _take(request, slug)


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def sign_at_event(request, slug, code):
    """As `sign`, from an event's page: many may sign at once. After its end it is like any other post."""
    event = _event(slug, code)
    allowed = signing_rules().posts_per_minute
    if event:
        allowed = max(allowed, event.expected)
    if request.method == "POST" and is_too_fast(request, allowed=allowed, what=event.code if event else ""):
        return too_fast()
    return _take(request, slug, event)


def _take(request, slug, event=None):
    petition = at_hand(slug, _public_petition)
    if request.method != "POST":
        return redirect(petition)
    form = SignForm.of(petition, request.POST)
    if not petition.is_open or form.has_older_text:  # or staff have just changed it
        petition = _public_petition(slug)
        form = SignForm.of(petition, request.POST)
    if not petition.is_open:
        return _closed(request, petition)
    if not form.is_valid() or form.has_older_text:
        context = {"petition": petition, "form": form, "event": event}
        return render(request, "petitions/sign.html", context, status=422)
    typed = form.cleaned_data
    evidence = Evidence(ip_hash_of(request), typed["seconds"], typed["homepage"], event)
    try:
        actions.sign(petition=petition, language=get_language(), evidence=evidence, **form.signature)
    except actions.PetitionClosed:
        return _closed(request, petition)
    return _see_other("petition-check-email", petition)


def _closed(request, petition):
    return render(request, "petitions/closed.html", {"petition": petition}, status=409)


@never_cache
@same_origin_only
@at_a_human_pace
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, slug, token):
    """An inert page with a button; only the button's post confirms, so that a mail scanner cannot."""
    try:
        if "again" in request.POST:
            signature = actions.send_link_again(token=token)
            return _see_other("petition-check-email", signature.petition)
        if request.method == "POST":
            return _see_other("petition-thank-you", _confirmed(slug, token))
        signature = confirmation.signature_for(token)
    except confirmation.LinkOfSignature as link:
        return render(request, _PAGES_OF_LINKS[type(link)], {"petition": link.signature.petition}, status=410)
    except confirmation.InvalidLink:
        petition = Petition.objects.public().filter(slug=slug).first()
        return render(request, "petitions/link_invalid.html", {"petition": petition}, status=404)
    return render(request, "petitions/confirm.html", {"petition": signature.petition})


def _confirmed(slug, token):
    """The petition of the signature that `token` has confirmed. Raises what actions.confirm raises."""
    petition = at_hand(slug, lambda slug: Petition.objects.public().with_page_content().filter(slug=slug).first())
    if petition and actions.confirm_at_once(petition=petition, token=token):
        return petition
    return actions.confirm(token=token).petition


_PAGES_OF_LINKS = {
    confirmation.ExpiredLink: "petitions/link_expired.html",
    confirmation.SupersededLink: "petitions/link_superseded.html",
    confirmation.EndedLink: "petitions/link_ended.html",
}


def _see_other(name, petition):
    return HttpResponseRedirect(reverse(name, args=[petition.slug]), status=303)


@require_safe
def version(request, slug, number):
    """An earlier text, as it was signed. The present one stands on the petition's own page."""
    petition = _public_petition(slug)
    if number == petition.text_number:
        return redirect(petition)
    found = get_object_or_404(petition.versions.earlier_than(petition.text_number), number=number)
    follower = get_object_or_404(petition.versions, number=found.number + 1)
    since = petition.opens_at if found.number == 1 else found.made_at
    context = {"petition": petition, "version": found, "follower": follower, "since": since}
    return render(request, "petitions/version.html", context)


@require_safe
def count(request, slug):
    """The tally, for scripts: {"count": int, "web": int, "paper": int, "goal": int, "counted_at": ISO 8601 or None}."""
    petition = _public_petition(slug)
    tally = getattr(petition, "tally", None)
    return let_others_read(
        JsonResponse(
            {
                "count": petition.count,
                "web": petition.counts["web"],
                "paper": petition.counts["paper"],
                "goal": petition.goal,
                "counted_at": tally.counted_at.isoformat() if tally else None,
            }
        )
    )


@require_safe
def sheet(request, slug):
    """The sheet for signing by hand, as PDF. As long as it is not made, the petition's page stands for it."""
    petition = _public_petition(slug)
    made = petition.sheets.filter(kind=Sheet.Kind.SITE, language=get_language()).first()
    if made is None:
        return HttpResponseRedirect(petition.get_absolute_url(), status=303)
    return serve_file(
        request,
        made.file,
        digest=made.digest,
        size=made.size,
        content_type="application/pdf",
        filename=f"{petition.slug}.pdf",
        language=made.language,
    )


@never_cache
@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, slug, token):
    """An inert page with a button; its post, and that of a mail program's own button (RFC 8058), end the updates."""
    try:
        signature = unsubscribing.signature_for(token)
    except unsubscribing.InvalidLink:
        petition = Petition.objects.public().filter(slug=slug).first()
        return render(request, "petitions/unsubscribe_invalid.html", {"petition": petition}, status=404)
    if request.method == "POST":
        actions.unsubscribe(signature=signature)
    is_done = request.method == "POST" or not signature.wants_news
    return render(request, "petitions/unsubscribe.html", {"petition": signature.petition, "is_done": is_done})
