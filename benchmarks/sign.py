"""Signing: post, form, rules, signature and waiting mail, commit; against a bare view that makes the same rows."""

from itertools import count

from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from benchmarks import turns
from benchmarks.turns import Work

LEVELS = (10_000, 1_000_000)
ROUNDS, SECONDS = 4, 4
_runs = count()


def measure(house):
    """A row for each server at the first level; at the others for granian, which the site runs under."""
    from petitions.models import Signature

    kinds = ("granian", "gunicorn") if house.level == LEVELS[0] else ("granian",)
    last = Signature.objects.order_by("-pk").values_list("pk", flat=True).first()
    with override("en"):
        path = reverse("petition-sign", args=[house.petition.slug])
    bare_path = f"/sign/{house.petition.pk}/{house.petition.version_id}/"

    def prepare(server, is_site):
        url = server.url(path if is_site else bare_path)
        return Work(url, "sign.lua", (f"run{next(_runs)}",), Signature.objects.filter(pk__gt=last).count)

    rows = [turns.take(house, kind, prepare, rounds=ROUNDS, seconds=SECONDS) for kind in kinds]
    with connection.cursor() as cursor:  # the next level begins where this one did
        cursor.execute("DELETE FROM petitions_waitingmail")
        cursor.execute("DELETE FROM petitions_signature WHERE id > %s", [last])
        cursor.execute("VACUUM")
    return rows


def judge(rows):
    return turns.judge("sign", rows)
