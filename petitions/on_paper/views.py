"""Collect on paper: the sheets of a petition, and the private page of a group that carries them round."""

from functools import wraps

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from petitions import actions, group_links
from petitions.models import Petition, PrivacyClocks, Sheet
from petitions.on_paper.forms import GroupForm
from petitions.pace import at_a_human_pace
from publishing.same_origin import same_origin_only
from publishing.views import PublicDetailView
from resources.serving import serve_file

BOTH = "both"


class PaperView(PublicDetailView):
    """Both ways to collect on paper, told apart."""

    model = Petition
    template_name = "petitions/on_paper/page.html"

    def get_queryset(self):
        return super().get_queryset().with_page_content()

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=GroupForm(), **_about_paper(self.object), **kwargs)


def _about_paper(petition):
    """The sheets that there are, for this page's language, and for how long a group's details are kept."""
    found = {(sheet.kind, sheet.language): sheet for sheet in petition.sheets.all()}
    language = get_language()
    wanted = {
        "site_sheet": (Sheet.Kind.SITE, language),
        "house_sheet": (Sheet.Kind.HOUSE, language),
        "house_sheet_both": (Sheet.Kind.HOUSE, BOTH),
        "instructions": (Sheet.Kind.INSTRUCTIONS, language),
    }
    return {name: found.get(key) for name, key in wanted.items()} | {"group_days": PrivacyClocks.load().group_days}


class CheckYourEmailView(PublicDetailView):
    """Says the same to everyone, whatever became of the post before it."""

    model = Petition
    template_name = "petitions/on_paper/check_your_email.html"


def _public_petition(slug):
    return get_object_or_404(Petition.objects.public().with_page_content(), slug=slug)


def _sheet(request, slug, kind, language):
    """A sheet as PDF. As long as it is not made, or not offered, the page about paper stands for it."""
    petition = _public_petition(slug)
    made = petition.sheets.filter(kind=kind, language=language).first()
    if made is None:
        return HttpResponseRedirect(reverse("petition-paper", args=[petition.slug]), status=303)
    return serve_file(
        request,
        made.file,
        digest=made.digest,
        size=made.size,
        content_type="application/pdf",
        filename=f"{petition.slug}-{kind}.pdf",
        language=get_language(),
    )


@require_safe
def house_sheet(request, slug):
    return _sheet(request, slug, Sheet.Kind.HOUSE, get_language())


@require_safe
def house_sheet_both(request, slug):
    return _sheet(request, slug, Sheet.Kind.HOUSE, BOTH)


@require_safe
def instructions(request, slug):
    return _sheet(request, slug, Sheet.Kind.INSTRUCTIONS, get_language())


@same_origin_only
@at_a_human_pace
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, slug):
    """Take a post of the group's form. Whoever opens the address by hand is led to the page about paper."""
    petition = _public_petition(slug)
    if request.method != "POST":
        return redirect("petition-paper", petition.slug)
    if not petition.is_open:
        return _closed(request, petition)
    form = GroupForm(request.POST)
    if not form.is_valid():
        context = {"petition": petition, "form": form, **_about_paper(petition)}
        return render(request, "petitions/on_paper/register.html", context, status=422)
    data = form.cleaned_data
    data.pop("has_consented")
    try:
        actions.register_group(petition=petition, language=get_language(), **data)
    except actions.PetitionClosed:
        return _closed(request, petition)
    return HttpResponseRedirect(reverse("petition-paper-check-email", args=[petition.slug]), status=303)


def _closed(request, petition):
    return render(request, "petitions/closed.html", {"petition": petition}, status=409)


def _of_group(view):
    """A page of one group: kept by no cache and found by no search engine. The view gets the group, not the token."""

    @never_cache
    @same_origin_only
    @wraps(view)
    def found(request, slug, token):
        try:
            group = group_links.group_for(token)
        except group_links.InvalidGroupLink:
            petition = Petition.objects.public().filter(slug=slug).first()
            return render(request, "petitions/on_paper/link_invalid.html", {"petition": petition}, status=404)
        return view(request, group, token)

    return found


@_of_group
@require_http_methods(["GET", "HEAD", "POST"])
def group(request, group, token):
    """Before it is confirmed, an inert page with a button; then the group's page."""
    if request.method == "POST":
        try:
            actions.confirm_group(token=token)
        except actions.PetitionClosed:
            return _closed(request, group.petition)
        own = reverse("petition-group", args=[group.petition.slug, token])
        return HttpResponseRedirect(own, status=303)
    context = {"petition": group.petition, "group": group, "token": token}
    if not group.is_confirmed:
        return render(request, "petitions/on_paper/confirm.html", context)
    context |= {"batches": group.batches.with_numbers(), **_about_paper(group.petition)}
    return render(request, "petitions/on_paper/group.html", context)


@_of_group
@require_safe
def group_sheets(request, group, token):
    """The group's numbered sheets. As long as they are not made, its page stands for them."""
    if not (group.is_confirmed and group.file):
        return HttpResponseRedirect(reverse("petition-group", args=[group.petition.slug, token]), status=303)
    response = serve_file(
        request,
        group.file,
        digest=group.digest,
        size=group.size,
        content_type="application/pdf",
        filename=f"{group.petition.slug}-{group.number}.pdf",
        language=group.language,
    )
    response["Cache-Control"] = "private, no-store"
    return response
