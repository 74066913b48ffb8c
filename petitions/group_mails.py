"""The mail that a group with paper sheets waits for: the link to its page. For petitions.postman."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from petitions import actions, group_links

TEMPLATE = "group_sheets"


class GroupMails:
    """Where mails to groups wait; see petitions.postman.SOURCES."""

    def claim(self, limit):
        return actions.claim_mails(of="group", limit=limit)

    def compose(self, mail, desk):
        """The mail with the link; None for a group that has no address any more, or has had all its mails."""
        group = mail.group
        if not group.email or group.erased_at or group.mails_sent >= actions.MAX_GROUP_MAILS:
            return None
        with override(group.language):
            own = reverse("petition-group", args=[group.petition.slug, group_links.make_token(group)])
            context = {
                "group": group,
                "group_url": settings.SITE_URL + own,
                **desk.shared_by(group.petition, group.language),
            }
            return desk.write(TEMPLATE, context, to=group.email)

    sent = staticmethod(lambda mail: actions.mail_was_sent(mail=mail))
    dropped = staticmethod(lambda mail: actions.drop_mail(mail=mail))
    refused = staticmethod(lambda mail, problem: actions.mail_was_refused(mail=mail, problem=problem))
    put_off = staticmethod(lambda mail, problem: actions.mail_was_put_off(mail=mail, problem=problem))
    put_back = staticmethod(lambda mails: actions.put_back(mails=mails))
