"""A QR code as plain data: one path, which templates draw as an inline SVG."""

import segno

QUIET = 4  # modules of white around it, as the standard asks


def qr_words(text, title):
    """{"title", "side" (modules, with the white around), "path"} for an SVG whose unit is one module."""
    rows = list(segno.make(text, error="m", micro=False).matrix)
    drawn = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                drawn.append(f"M{start + QUIET} {y + QUIET}h{x - start}v1h-{x - start}z")
            x += 1
    return {"title": title, "side": len(rows) + 2 * QUIET, "path": "".join(drawn)}
