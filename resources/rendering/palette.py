"""The colours of a document: the organisation's two, shades of them, and the house's own (look.md's tokens)."""

PAPER, INK, SOFT, LINE, SUN = "#fbf7ef", "#1d1b17", "#57524a", "#ddd4c4", "#f2b632"
DEEP = 0.68  # how much of the brand colour is left in the shadow of the arch


def _mixed(colour, end, share):
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(end + (channel - end) * share):02x}" for channel in channels)


def tint(colour, share):
    """`colour` mixed into white: `share` 1 is the colour itself, 0 is white."""
    return _mixed(colour, 255, share)


def shade(colour, share):
    """`colour` mixed into black."""
    return _mixed(colour, 0, share)


def palette(sender):
    """Names of custom properties and their colours, for a Sender."""
    return {
        "brand": sender.brand_colour,
        "branddeep": shade(sender.brand_colour, DEEP),
        "brandtint": tint(sender.brand_colour, 0.09),
        "action": sender.action_colour,
        "paper": PAPER,
        "ink": INK,
        "soft": SOFT,
        "line": LINE,
        "sun": SUN,
        "sunpale": tint(SUN, 0.24),
    }
