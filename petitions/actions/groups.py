"""Groups that collect on paper: registered, confirmed, given their numbered sheets."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from petitions import group_links, group_sheets, sheets
from petitions.actions.signing import PetitionClosed
from petitions.models import PaperGroup, Petition, Signature, WaitingMail
from publishing.signals import content_saved

# To one address about one petition, however many groups it registers; the database holds it for each group.
MAX_GROUP_MAILS = 5


def register_group(*, petition, language, name, place, contact_name, email, number_of_sheets):
    """Register a group that wants sheets of `petition`; its contact has agreed to be written to about them.

    Effects, in one transaction: the group is stored with the petition's next number, and its mail waits. A group
    of the same name that this address has registered before gets no second number, only its mail again; an
    address that has had five mails gets no more. The caller cannot tell the cases apart. Raises PetitionClosed.
    """
    if not petition.is_open:
        raise PetitionClosed(petition.pk)
    with transaction.atomic():
        # One at a time for each petition, so that numbers have no gaps; signing, which only refers to the row,
        # does not wait for this lock.
        Petition.objects.select_for_update(no_key=True).get(pk=petition.pk)
        of_address = petition.groups.of_address(email)
        if (of_address.aggregate(sent=Sum("mails_sent"))["sent"] or 0) >= MAX_GROUP_MAILS:
            return
        # As many groups wait for their first mail as mails may go out.
        if of_address.unconfirmed().count() >= MAX_GROUP_MAILS and not of_address.named(name).exists():
            return
        group = of_address.named(name).first() or PaperGroup.objects.create(
            petition=petition,
            number=(petition.groups.aggregate(last=Max("number"))["last"] or 0) + 1,
            language=language,
            name=name,
            place=place,
            contact_name=contact_name,
            email=email,
            sheets=number_of_sheets,
            has_consented=True,
        )
        if group.mail_problem:  # it is tried anew; a mailbox that was full may not be
            petition.groups.filter(pk=group.pk).update(mail_problem=Signature.MailProblem.NONE)
        now = timezone.now()
        WaitingMail.objects.update_or_create(
            group=group, defaults={"asked_at": now, "due_at": now, "attempts": 0, "problem": ""}
        )


def confirm_group(*, token):
    """Confirm the group that `token` was mailed to: somebody who reads that mailbox wants its sheets.

    Effects: the one row is marked, once, and `content_saved` is sent, upon which its sheets are made; repeating it
    changes nothing. Returns the group. Raises group_links.InvalidGroupLink and PetitionClosed.
    """
    group = group_links.group_for(token)
    if group.is_confirmed:
        return group
    if not group.petition.is_open:
        raise PetitionClosed(group.petition_id)
    with transaction.atomic():
        moment = timezone.now()
        if PaperGroup.objects.unconfirmed().filter(pk=group.pk).update(confirmed_at=moment):
            content_saved.send(sender=PaperGroup, instance=group)
        group.refresh_from_db(fields=["confirmed_at"])
    return group


def make_group_sheets(*, group):
    """Make the numbered sheets of a group, unless they are current.

    Effects: the file is stored in the private storage under the hash of what is printed on it, the group names it,
    and the file before it is deleted. Raises resources.rendering.problems.RenderingProblem. Returns the group.
    """
    edition = group_sheets.group_edition(group)
    digest = sheets.digest_of(edition, "pdf")
    if group.digest == digest and group.file and group.file.storage.exists(group.file.name):
        return group
    content, pages = sheets.set_sheet(edition)
    before = group.file.name
    group.digest, group.pages, group.size = digest, pages, len(content)
    group.file.save(f"{digest}.pdf", ContentFile(content), save=False)
    group.save(update_fields=["digest", "pages", "size", "file"])
    if before and before != group.file.name:
        group.file.storage.delete(before)
    return group
