"""The colours of a document: the organisation's two, shades of them, and the house's own (look.md's tokens).

Documents are copied on grey printers. So words differ from their ground by light, not by hue alone, whatever the
organisation's colours are (tests/resources/test_grey.py), and rules are darker than on the site's pages: a hairline
in a light grey comes out of a printer as dots.
"""

from publishing.contrast import contrast

WHITE, PAPER, INK, SOFT, LINE, SUN, PALE = (
    "#ffffff", "#fbf7ef", "#1d1b17", "#57524a", "#b9ae9b", "#f2b632", "#eaf3f0",
)  # fmt: skip
DEEP = 0.68  # how much of the brand colour is left in the shadow of the arch
TINT = 0.09  # how much of it is in a panel's ground, at most
READABLE = 4.5  # the contrast that words need with their ground (WCAG 2.2, AA)


def _mixed(colour, end, share):
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(end + (channel - end) * share):02x}" for channel in channels)


def tint(colour, share):
    """`colour` mixed into white: `share` 1 is the colour itself, 0 is white."""
    return _mixed(colour, 255, share)


def shade(colour, share):
    """`colour` mixed into black."""
    return _mixed(colour, 0, share)


def _readable(colour, ground):
    """`colour`, or white where it could not be read on `ground`."""
    return colour if contrast(colour, ground) >= READABLE else WHITE


def _ground(colour):
    """A ground in which `colour` can be read, and as much of it as that leaves."""
    share = TINT
    while share > 0 and contrast(colour, tint(colour, share)) < READABLE:
        share = round(share - 0.01, 2)
    return tint(colour, share)


def palette(sender):
    """Names of custom properties and their colours, for a Sender."""
    return {
        "brand": sender.brand_colour,
        "branddeep": shade(sender.brand_colour, DEEP),
        "brandtint": _ground(sender.brand_colour),
        "accent": _readable(SUN, sender.brand_colour),
        "pale": _readable(PALE, sender.brand_colour),
        "action": sender.action_colour,
        "paper": PAPER,
        "ink": INK,
        "soft": SOFT,
        "line": LINE,
        "sun": SUN,
        "sunpale": tint(SUN, 0.24),
    }
