"""Confirming: the button's post, against a bare view that changes the same row."""

from itertools import count

from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from benchmarks import rows as signatures
from benchmarks import turns
from benchmarks.database import FOLDER
from benchmarks.turns import Work

LEVELS = (10_000, 1_000_000)
ROUNDS, SECONDS = 4, 3
MOST = 3_000  # confirmations that a second could take
PENDING = {"state": "'pending'", "confirmed_at": "NULL", "counted_in_id": "NULL", "link_serial": "1"}
_numbers = count(100_000_000, MOST * SECONDS)


def measure(house):
    """A row for each server at the first level; at the others for granian, which the site runs under."""
    from petitions.models import Signature

    kinds = ("granian", "gunicorn") if house.level == LEVELS[0] else ("granian",)
    last = Signature.objects.order_by("-pk").values_list("pk", flat=True).first()
    confirmed = Signature.objects.confirmed().filter(pk__gt=last).count

    def prepare(server, is_site):
        newest = Signature.objects.order_by("-pk").values_list("pk", flat=True).first()
        number = next(_numbers)
        signatures.insert(house.petition, number, number + MOST * SECONDS - 1, **PENDING)
        path = _path_of_site(house) if is_site else lambda signature: f"/confirm/{signature.pk}/"
        new = Signature.objects.filter(pk__gt=newest).only("pk", "link_serial")
        file = FOLDER / "paths.txt"
        file.write_text("\n".join(map(path, new)), encoding="ascii")
        return Work(server.url("/"), "confirm.lua", (file,), confirmed)

    rows = [turns.take(house, kind, prepare, rounds=ROUNDS, seconds=SECONDS) for kind in kinds]
    with connection.cursor() as cursor:  # the next level begins where this one did
        cursor.execute("DELETE FROM petitions_signature WHERE id > %s", [last])
        cursor.execute("VACUUM")
    return rows


def _path_of_site(house):
    from petitions import confirmation

    with override("en"):
        pattern = reverse("petition-confirm", args=[house.petition.slug, "TOKEN"])
    return lambda signature: pattern.replace("TOKEN", confirmation.make_token(signature))


def judge(rows):
    return turns.judge("confirm", rows)
