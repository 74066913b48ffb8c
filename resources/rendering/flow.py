"""What stands in an item, a quote or a cell, as blocks: every word is put into a paragraph."""

from resources.rendering.trees import BLOCKS, element, put_parts, take_parts


def paragraphs_of(holder):
    """The blocks in `holder`, with words that stand loose in it as paragraphs; empties `holder`."""
    blocks, loose = [], None
    for part in take_parts(holder):
        if not isinstance(part, str) and part.tag in BLOCKS:
            blocks.append(part)
            loose = None
        elif loose is not None or not isinstance(part, str) or part.strip():
            if loose is None:
                loose = element("p")
                blocks.append(loose)
            put_parts(loose, [part])
    return blocks
