"""The forms of a page as a browser would send them."""

from lxml import html

NOT_SENT = {"file", "submit", "button", "image", "reset"}


def page_of(response):
    return html.fromstring(response.content.decode())


def form_of(response, form_id):
    """{name: value or list of values} of the form with this id, as it stands on the page."""
    values = {}
    for field in page_of(response).get_element_by_id(form_id).inputs:
        if field.name and "__prefix__" not in field.name and field.get("type") not in NOT_SENT:
            values.setdefault(field.name, []).extend(_values(field))
    return {name: found[0] if len(found) == 1 else found for name, found in values.items() if found}


def _values(field):
    if field.tag == "select":
        return list(field.value) if field.multiple else [field.value or ""]
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.checked else []
    # A browser takes the line break right after <textarea> for none.
    return [(field.value or "").removeprefix("\n")]


def errors_at(response, name):
    """The words of the errors that stand right before the field `name`."""
    (field,) = page_of(response).xpath(f"//*[@name='{name}']")
    lists = field.xpath("ancestor::div[ul[contains(@class, 'errorlist')]][1]/ul[contains(@class, 'errorlist')]/li")
    return [" ".join(item.text_content().split()) for item in lists]


def words_of(response):
    """The text of the page on one line."""
    return " ".join(page_of(response).text_content().split())
