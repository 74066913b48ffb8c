"""Links of what stands around the text: to a document's page, to the terms under which it may be shared."""


def add_link(inline, paragraph, address, text, look="Hyperlink"):
    link = inline.link(address)
    link.append(inline.run(text, (look,)))
    paragraph.append(link)


def add_licence(inline, paragraph, words, look="Hyperlink"):
    """Under which terms the text may be shared, with a link to them where there is one."""
    if words["licence_url"]:
        add_link(inline, paragraph, words["licence_url"], words["licence"], look)
    else:
        inline.text(paragraph, words["licence"])
