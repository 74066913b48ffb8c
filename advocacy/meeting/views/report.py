"""The report back, and the letter of thanks that comes of it, from the same words."""

from functools import partial

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from advocacy import unmade
from advocacy.meeting import reporting
from advocacy.meeting.report_forms import LetterForm, ReportForm
from advocacy.meeting.thanks import letter_of, letter_paragraphs, thanks_edition
from advocacy.meeting.views.planner import FILES_A_MINUTE, offer_of
from publishing.pace import is_too_fast, too_fast
from publishing.same_origin import same_origin_only
from resources import while_waiting
from resources.views import CONTENT_TYPES

# Of one connection: whoever sends a form with a mistake in it sends it again.
REPORTS_A_MINUTE = 12


@same_origin_only
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug, riding):
    """The form. What is sent is written down for staff, and answered with the letter of thanks."""
    offer = offer_of(slug, riding)
    if request.method != "POST":
        first_ask = offer.asks[0].title if offer.asks else ""
        return _form(request, offer, ReportForm(initial={"ask": first_ask}))
    if is_too_fast(request, allowed=REPORTS_A_MINUTE, what="meet-report"):
        return too_fast()
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form(request, offer, form, status=422)
    if not form.cleaned_data["homepage"]:  # a program that fills in everything is told the same as everybody
        reporting.report_meeting(
            campaign=offer.campaign,
            riding=offer.riding,
            member=offer.member,
            language=get_language(),
            **form.report,
        )
    return _letter(request, offer, form)


@same_origin_only
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request, slug, riding):
    """The letter as a file. Nothing is written down; whoever opens the address by hand is led to the form."""
    offer, make = offer_of(slug, riding), _FILES.get(request.POST.get("file", ""))
    form = LetterForm(request.POST)
    if request.method != "POST" or make is None or not form.is_valid():
        return HttpResponseRedirect(reverse("meet-report", args=[slug, riding]), status=303)
    if is_too_fast(request, allowed=FILES_A_MINUTE, what="meet-file"):
        return too_fast()
    try:
        content, content_type, ending = make(thanks_edition(form.cleaned_data, offer, get_language()))
    except unmade.REASONS as problem:
        return unmade.explained(problem, partial(_letter, request, offer, form))
    name = _("thank-you")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _pdf(edition):
    return while_waiting.set_edition(edition), CONTENT_TYPES["pdf"], "pdf"


def _word(edition):
    return while_waiting.set_word(edition), CONTENT_TYPES["docx"], "docx"


def _text(edition):
    return while_waiting.set_text(edition), CONTENT_TYPES["txt"], "txt"


_FILES = {"pdf": _pdf, "docx": _word, "txt": _text}


def _context(offer, form, **more):
    return {"form": form, "object": offer.plan, "campaign": offer.campaign, "riding": offer.riding,
            "member": offer.member, **more}  # fmt: skip


def _form(request, offer, form, status=200):
    return render(request, "advocacy/meeting/report.html", _context(offer, form), status=status)


def _letter(request, offer, form, status=200, **problem):
    letter = letter_of(form.cleaned_data, offer, get_language())
    paragraphs = list(letter_paragraphs(form.cleaned_data, offer.campaign))
    context = _context(offer, form, letter=letter, paragraphs=paragraphs, **problem)
    return render(request, "advocacy/meeting/thanks.html", context, status=status)
