"""How the bytes of a PDF are written."""

import zlib
from io import BytesIO

import pikepdf
import pydyf
import pytest

from resources.rendering import conformance, layout, pdf
from tests.resources.editions import edition

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def html():
    return layout.print_html(edition("<h2>First</h2><p>Some words.</p>", layout="guide"))


def test_every_stream_is_compressed_once(html, monkeypatch):
    made, compressobj = [], zlib.compressobj
    monkeypatch.setattr(pydyf.zlib, "compressobj", lambda **options: made.append(1) or compressobj(**options))
    content = pdf.set_pdf(html, "guide").content
    with pikepdf.open(BytesIO(content)) as file:
        compressed = [each for each in file.objects if isinstance(each, pikepdf.Stream) and "/Filter" in each]
    assert 0 < len(made) <= len(compressed) + 2  # and the table of objects with the objects in it


def test_objects_that_are_settled_have_the_bytes_that_pydyf_writes(html, monkeypatch):
    settled = pdf.set_pdf(html, "guide").content
    monkeypatch.setattr(conformance, "Settled", lambda each: each)
    assert pdf.set_pdf(html, "guide").content == settled
