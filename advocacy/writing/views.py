"""Write a letter: the form, the letter as it will look, its files, and a count for those who want to be counted.

The form's page is the same for everyone. What is typed comes in by a post, goes out with the answer, and is in no
address, table, session, cookie, cache or log.
"""

from functools import partial

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from advocacy import unmade
from advocacy.models import Letter
from advocacy.writing import actions
from advocacy.writing.composing import FEW, MANY, compose
from advocacy.writing.forms import WriteForm
from advocacy.writing.mailing import mail_link
from advocacy.writing.recipients import recipients_of
from advocacy.writing.setting import edition_of
from parliament.models import Riding
from petitions.models import Petition
from publishing.pace import is_too_fast, too_fast
from publishing.same_origin import same_origin_only
from publishing.views import PublicDetailView
from resources import while_waiting
from resources.rendering import layout

# A church hall writes from one connection; a program that asks for files without end does too.
POSTS_PER_MINUTE, COUNTED_PER_MINUTE = 120, 30
PDF, WORD = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class LetterPage(PublicDetailView):
    """A page of a campaign's letter, with a riding in its address or without."""

    model = Letter

    def get_object(self, queryset=None):
        letters = (queryset or self.get_queryset()).with_page_content()
        return get_object_or_404(letters, campaign__slug=self.kwargs["slug"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.riding = None

    def find(self):
        """Sets the letter and the riding, or raises Http404."""
        self.object = self.get_object()
        if "riding" in self.kwargs:
            ridings = Riding.objects.in_force().with_members()
            self.riding = get_object_or_404(ridings, number=self.kwargs["riding"])

    def get(self, request, *args, **kwargs):
        self.find()
        return self.render_to_response(self.get_context_data())

    def address_of(self, page=""):
        """The path of one of this letter's pages, for the same riding: "pdf", "docx", "count", "done" or the form's.

        A draft is seen with its preview token only, which each of them carries on.
        """
        name = "write-member" if self.riding else "write"
        arguments = [self.object.slug, *([self.riding.number] if self.riding else [])]
        address = reverse(f"{name}-{page}" if page else name, args=arguments)
        return address if self.object.is_public else f"{address}?{self.request.GET.urlencode()}"

    def get_context_data(self, **kwargs):
        addresses = {f"{name or 'form'}_address": self.address_of(name) for name in ("", "pdf", "docx", "count")}
        member = getattr(self.riding, "member", None) if self.riding else None
        return super().get_context_data(
            letter=self.object,
            campaign=self.object.campaign,
            riding=self.riding,
            member=member,
            then=f"write/{self.object.slug}",
            **addresses,
            **kwargs,
        )


@method_decorator([same_origin_only, sensitive_post_parameters()], name="dispatch")
class WriteView(LetterPage):
    """The form; by a post, the letter as it will look, or the form again with all that was typed."""

    template_name = "advocacy/writing/write.html"

    def get_context_data(self, **kwargs):
        recipients = recipients_of(self.object, self.riding, get_language())
        kwargs.setdefault("form", WriteForm(letter=self.object))
        return super().get_context_data(recipients=recipients, **kwargs)

    @sensitive_variables()
    def post(self, request, *args, **kwargs):
        if is_too_fast(request, allowed=POSTS_PER_MINUTE, what="write"):
            return too_fast()
        self.find()
        form = WriteForm(request.POST, letter=self.object)
        if "back" in request.POST:
            return self.shown("advocacy/writing/write.html", form=form, is_back=True)
        if not form.is_valid():
            return self.shown("advocacy/writing/write.html", status=422, form=form)
        recipients = recipients_of(self.object, self.riding, form.cleaned_data["language"])
        if recipients.to is None:
            return self.shown("advocacy/writing/write.html", status=409, form=form)
        return self.finish(form, compose(self.object, self.riding, recipients, form.cleaned_data))

    @sensitive_variables()
    def finish(self, form, own_letter):
        """Answer with the letter."""
        while_waiting.make_ready()
        return self.preview(form, own_letter)

    @sensitive_variables()
    def preview(self, form, own_letter, *, status=200, **context):
        return self.shown(
            "advocacy/writing/preview.html",
            status=status,
            form=form,
            own=own_letter,
            mail=mail_link(own_letter),
            is_much="few" if own_letter.own_share < FEW else "many" if own_letter.own_share >= MANY else "some",
            **context,
        )

    def shown(self, template, *, status=200, **context):
        """A page with what was typed: for whoever typed it and for nobody else."""
        self.template_name = template
        response = self.render_to_response(self.get_context_data(**context), status=status)
        response["Cache-Control"] = "no-store"
        return response


class FileView(WriteView):
    """The letter as a file. Opened by hand, its address leads to the form."""

    # Not `content_type`, which would be that of the page too that says why there is no file.
    file_type = extension = ""

    def get(self, request, *args, **kwargs):
        self.find()
        return HttpResponseRedirect(self.address_of())

    @sensitive_variables()
    def finish(self, form, own_letter):
        try:
            content = self.set(own_letter)
        except unmade.REASONS as problem:
            return unmade.explained(problem, partial(self.preview, form, own_letter))
        name = f"{self.object.slug}.{self.extension}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(content, content_type=self.file_type, headers=headers)


class PdfView(FileView):
    file_type, extension = PDF, "pdf"

    @sensitive_variables()
    def set(self, own_letter):
        edition = edition_of(own_letter)
        said = "".join([*own_letter.sender_lines, *own_letter.to.lines, own_letter.copy_line, own_letter.as_text])
        return while_waiting.set_letter(layout.print_html(edition), edition.layout, edition.variant, said)


class WordView(FileView):
    file_type, extension = WORD, "docx"

    @sensitive_variables()
    def set(self, own_letter):
        return while_waiting.set_word(edition_of(own_letter))


@method_decorator(same_origin_only, name="dispatch")
class CountView(LetterPage):
    """Takes the tap of somebody who has sent their letter, and nothing else of them."""

    def get(self, request, *args, **kwargs):
        self.find()
        return HttpResponseRedirect(self.address_of())

    def post(self, request, *args, **kwargs):
        if is_too_fast(request, allowed=COUNTED_PER_MINUTE, what="write-count"):
            return too_fast()
        self.find()
        actions.count_letter(campaign=self.object.campaign, riding=self.riding)
        return HttpResponseRedirect(self.address_of("done"), status=303)


class ThanksView(LetterPage):
    """What can be done next: the same page for all who wrote."""

    template_name = "advocacy/writing/thank_you.html"

    def get_context_data(self, **kwargs):
        petition = Petition.objects.open().with_page_content().filter(campaign=self.object.campaign).first()
        return super().get_context_data(petition=petition, **kwargs)
