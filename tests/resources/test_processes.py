"""Which process does what: the web process never sets a file, and every process that does gives the same bytes."""

import dataclasses
import os
import pickle
import subprocess
import sys

from django.conf import settings

from resources.models import Rendition
from resources.rendering import layout
from tests.resources.editions import EVERYTHING, edition

THE_WEB = """
import sys, django
django.setup()
import config.wsgi, config.urls, resources.actions, resources.progress, resources.covers
from django.contrib import admin
admin.autodiscover()
heavy = {"weasyprint", "pydyf", "tinycss2", "fontTools", "typst", "docx"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""
SET_ALL = """
import hashlib, pickle, sys
from resources.rendering import epub, pdf, plain_text, word
made, pages = pickle.load(sys.stdin.buffer)
files = {variant or "pdf": pdf.set_pdf(html, made.layout, variant).content for variant, html in pages.items()}
files |= {"word": word.set_word(made), "epub": epub.set_epub(made), "text": plain_text.set_text(made)}
print({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})
"""


def said_by(program, *, handed=b"", **environment):
    """What `program` prints in a process of its own."""
    known = {"DJANGO_SETTINGS_MODULE": "tests.settings"} | environment
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input=handed,
        capture_output=True,
        check=False,
        cwd=settings.BASE_DIR,
        env=os.environ | known,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode().strip()


def test_the_web_process_with_its_admin_and_all_that_queues_work_loads_no_typesetter():
    assert said_by(THE_WEB) == "[]"


def test_every_format_and_variant_is_the_same_bytes_whatever_the_process_and_its_hash_seed():
    made = edition(EVERYTHING, layout="guide")
    pages = {v: layout.print_html(dataclasses.replace(made, variant=v)) for v in Rendition.Variant.values}
    handed = pickle.dumps((made, pages))
    first, second = (said_by(SET_ALL, handed=handed, PYTHONHASHSEED=seed) for seed in ("1", "20261102"))
    assert first == second
    assert first.count(":") == 7, "four PDFs, Word, EPUB and plain text"
