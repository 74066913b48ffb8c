"""The letter in the visitor's own mail program, by an address that begins with mailto: (RFC 6068)."""

from dataclasses import dataclass
from urllib.parse import quote

# Windows hands programs at most 2,048 characters of an address, some browsers a little fewer.
LONGEST_ADDRESS = 1900


@dataclass(frozen=True)
class MailLink:
    """`address` opens the mail program; `has_text` is false where the letter was too long to go with it."""

    address: str
    has_text: bool
    to: str
    copy: str


def mail_link(own_letter):
    """The MailLink of an OwnLetter; None where the recipient has no e-mail."""
    to, copy = own_letter.to.email, own_letter.copy.email if own_letter.copy else ""
    if not to:
        return None
    fields = {"cc": copy, "subject": own_letter.subject}
    whole = _address(to, fields | {"body": own_letter.as_text})
    if len(whole) <= LONGEST_ADDRESS:
        return MailLink(whole, True, to, copy)
    return MailLink(_address(to, fields), False, to, copy)


def _address(to, fields):
    lines = [(name, "\r\n".join(text.splitlines())) for name, text in fields.items() if text]
    said = "&".join(f"{name}={quote(text, safe='@' if name == 'cc' else '')}" for name, text in lines)
    return f"mailto:{quote(to, safe='@')}?{said}"
