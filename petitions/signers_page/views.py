"""Each address carries the token, which is all that opens it. GET changes nothing; what a post did has its own page."""

from functools import wraps

from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from petitions import actions, receipts
from petitions.clocks import due_dates
from petitions.models import Petition, PrivacyClocks
from petitions.signers_page import kept
from petitions.signers_page.forms import ChoicesForm, NameForm
from publishing.same_origin import same_origin_only

DONE = ("name", "choices", "withdrawn")


def _own_page(view):
    """A page of one signature: kept by no cache, found by no search engine, named to nobody as a referrer.

    The view gets the signature instead of the token. A link that opens nothing is answered in words.
    """

    @never_cache
    @same_origin_only(may_hide_origin=True)
    @wraps(view)
    def found(request, slug, token, **kwargs):
        try:
            response = view(request, receipts.signature_for(token), token, **kwargs)
        except receipts.EmptiedLink as link:
            context = {"petition": link.signature.petition, "signature": link.signature}
            response = render(request, "petitions/signers_page/emptied.html", context, status=410)
        except receipts.InvalidLink:
            petition = Petition.objects.public().filter(slug=slug).first()
            response = render(request, "petitions/link_invalid.html", {"petition": petition}, status=404)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return found


def _page(request, signature, token, *, name_form=None, choices_form=None, status=200):
    clocks = PrivacyClocks.load()
    context = _context(signature, token) | {
        "name_form": name_form or NameForm(initial=vars(signature)),
        "choices_form": choices_form or ChoicesForm(initial=vars(signature)),
        "form": name_form or choices_form,
        "deliveries": kept.deliveries_of(signature),
        "clocks": clocks,
        "dates": due_dates(signature, clocks),
    }
    return render(request, "petitions/signers_page/page.html", context, status=status)


def _context(signature, token):
    return {
        "petition": signature.petition,
        "signature": signature,
        "state": kept.state_of(signature),
        "is_standing": signature.is_standing,
        "token": token,
    }


def _go_on(name, signature, token, *more):
    return HttpResponseRedirect(reverse(name, args=[signature.petition.slug, token, *more]), status=303)


@_own_page
@require_safe
def page(request, signature, token):
    return _page(request, signature, token)


@_own_page
@require_http_methods(["GET", "HEAD", "POST"])
def name(request, signature, token):
    if request.method != "POST" or not signature.is_standing:
        return _go_on("petition-receipt", signature, token)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            actions.correct_name(signature=signature, **form.cleaned_data)
            return _go_on("petition-receipt-done", signature, token, "name")
        except actions.AnotherPerson:
            form.refuse_another_person()
        except actions.NameIsTaken:
            form.refuse_taken_name()
        except actions.NotPossible:
            return _go_on("petition-receipt", signature, token)
    return _page(request, signature, token, name_form=form, status=422)


@_own_page
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request, signature, token):
    form = ChoicesForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return _go_on("petition-receipt", signature, token)
    try:
        actions.change_choices(signature=signature, **form.cleaned_data)
    except actions.NotPossible:
        return _go_on("petition-receipt", signature, token)
    return _go_on("petition-receipt-done", signature, token, "choices")


@_own_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, signature, token):
    """A page that asks whether to, and its button."""
    if not signature.is_standing:
        return _go_on("petition-receipt", signature, token)
    if request.method != "POST":
        return render(request, "petitions/signers_page/withdraw.html", _asking(signature, token))
    try:
        actions.withdraw(signature=signature)
    except actions.NotPossible:
        return _go_on("petition-receipt", signature, token)
    return _go_on("petition-receipt-done", signature, token, "withdrawn")


@_own_page
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request, signature, token):
    """A page that asks whether to, and its button. Afterwards the link itself says that nothing is kept."""
    if request.method != "POST":
        return render(request, "petitions/signers_page/erase.html", _asking(signature, token))
    actions.erase(signature=signature)
    return _go_on("petition-receipt", signature, token)


def _asking(signature, token):
    return _context(signature, token) | {"deliveries": kept.deliveries_of(signature)}


@_own_page
@require_safe
def done(request, signature, token, what):
    if what not in DONE:
        raise Http404
    return render(request, "petitions/signers_page/done.html", _context(signature, token) | {"what": what})


@_own_page
@require_safe
def download(request, signature, token):
    """Everything that is kept, as a JSON file."""
    response = JsonResponse(
        kept.everything(signature, get_language()), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="my-signature.json"'
    return response
