"""The small picture of a document's first page, for lists."""

import io

import pypdfium2
from PIL import Image

# Twice as many pixels as a card shows; what is taller than a page of legal paper is made narrower.
WIDTH, MAX_HEIGHT = 240, 420
AVIF = {"quality": 50, "speed": 4}
WEBP = {"quality": 70, "method": 6}


def draw_cover(content):
    """(AVIF, WebP, width, height) of the first page of the PDF `content`."""
    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0]
        width, height = page.get_size()
        scale = min(WIDTH / width, MAX_HEIGHT / height)
        # Drawn large and made small: PDFium's own small type has ragged edges.
        picture = page.render(scale=scale * 3).to_pil().convert("RGB")
        page.close()
    size = max(1, round(width * scale)), max(1, round(height * scale))
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    return _saved(picture, "AVIF", AVIF), _saved(picture, "WEBP", WEBP), *size


def _saved(picture, format, options):
    file = io.BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()
