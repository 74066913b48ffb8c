"""What is cut out of logs and reports of errors, and what stays to find the fault by."""

import pytest

from publishing.error_reports import without_persons

SIGNED = "x" * 20 + "-_A" + "1" * 20


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (f"Gone: /en/petitions/loans/receipt/Mg:{SIGNED}/", "Gone: /en/petitions/loans/receipt/(cut)/"),
        ("Not Found: /fr/petitions/prets/recu/Mg:brok/nom/", "Not Found: /fr/petitions/prets/recu/(cut)/nom/"),
        (f"/fr/petitions/prets/confirmer/Mg:{SIGNED}/?a=b", "/fr/petitions/prets/confirmer/(cut)/?a=b"),
        (f"/en/elsewhere/Mg:1tXyZ:{SIGNED}/", "/en/elsewhere/(cut)/"),
        (f"GET '/en/x/?preview=Mg:{SIGNED}'", "GET '/en/x/?preview=(cut)'"),
        (
            "duplicate key\nDETAIL:  Key (email)=(a@b.ca) already exists.\n\nTraceback",
            "duplicate key\nDETAIL: (cut)\n\nTraceback",
        ),
    ],
)
def test_tokens_and_quoted_rows_are_cut(text, cut):
    assert without_persons(text) == cut


@pytest.mark.parametrize(
    "text",
    [
        "Not Found: /en/petitions/loans/",
        "http://127.0.0.1:8000/en/",
        "2026-11-25 04:40:04,123 INFO petitions.actions.forgetting: forgotten: {'pending': 2}",
        'File "petitions/views.py", line 12, in sign',
    ],
)
def test_what_is_nobodys_stays(text):
    assert without_persons(text) == text
