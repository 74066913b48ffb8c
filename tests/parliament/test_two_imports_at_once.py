"""Two who bring in the same file at the same moment: one waits for the other, and nothing is there twice."""

import threading

import pytest
from django.db import connection, transaction

from parliament import actions
from parliament.models import Member
from tests.parliament.csv_samples import GASPE, MEMBERS, bring_in, file_of, member_row, ridings_file, sheet_of


@pytest.mark.django_db(transaction=True)
def test_members_come_in_once():
    bring_in(ridings_file())
    sheet = sheet_of(file_of(MEMBERS, member_row(GASPE)))
    over, failed = threading.Event(), []

    def import_second():
        try:
            actions.import_sheet(sheet=sheet, provenance=actions.Provenance())
        except Exception as problem:  # noqa: BLE001 (told by the test)
            failed.append(problem)
        finally:
            connection.close()
            over.set()

    second = threading.Thread(target=import_second)
    with transaction.atomic():
        actions.import_sheet(sheet=sheet, provenance=actions.Provenance())
        second.start()
        over.wait(1)  # in vain, where the second waits for this one
    second.join()
    assert failed == []
    assert Member.objects.count() == 1
