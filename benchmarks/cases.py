"""What a stranger could tell from the time of an answer: nothing. One post after the other, the cases by turns."""

import http.client
import statistics
import time
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from benchmarks.report import Verdict

LEVELS = (10_000,)
ROUNDS = 400
CASES = ("new", "pending", "signed", "taken by two others")
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def measure(house):
    """A row for each case: median and tenth and ninetieth percentile of an answer, in ms."""
    from petitions.models import Signature, WaitingMail

    with override("en"):
        path = reverse("petition-sign", args=[house.petition.slug])
    last = Signature.objects.order_by("-pk").values_list("pk", flat=True).first()
    new = Signature.objects.filter(pk__gt=last)
    times = {case: [] for case in CASES}
    with house.site() as server:
        asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        for number in range(ROUNDS):
            for case in ("pending", "signed", "taken by two others"):
                _post(asked, path, case, number, "Amina")
            _post(asked, path, "taken by two others", number, "Yusuf")
        new.filter(email__startswith="signed").update(state=Signature.State.CONFIRMED, confirmed_at=timezone.now())
        for number in range(ROUNDS):
            for case in CASES:
                times[case].append(_post(asked, path, case, number, "Ruth" if case.startswith("taken") else "Amina"))
    WaitingMail.objects.filter(signature__pk__gt=last).delete()
    new.delete()
    return [{"case": case, "answers": ROUNDS} | _percentiles(times[case]) for case in CASES]


def _post(asked, path, case, number, first_name):
    """Seconds until the answer is there; it is the same redirect whatever the case."""
    fields = {
        "first_name": first_name,
        "last_name": "Okafor",
        "email": f"{case.split()[0]}{number}@example.ca",
        "postal_code": "K1A 0B1",
    }
    headers = HEADERS | {"X-Forwarded-For": f"10.9.{number // 200}.{number % 200 + 1}"}
    began = time.perf_counter()
    asked.request("POST", path, urlencode(fields), headers)
    answer = asked.getresponse()
    answer.read()
    if answer.status != 303:
        raise SystemExit(f"The site answered {answer.status} where it should have taken the post ({case}).")
    return time.perf_counter() - began


def _percentiles(seconds):
    tenths = statistics.quantiles(seconds, n=10)
    return {"p10 ms": tenths[0] * 1000, "median ms": tenths[4] * 1000, "p90 ms": tenths[8] * 1000}


def judge(rows):
    medians = {row["case"]: row["median ms"] for row in rows}
    spread = max(medians.values()) / min(medians.values())
    said = ", ".join(f"{case} {median:.2f} ms" for case, median in medians.items())
    return [Verdict("signing, medians of the cases", said, "within a fifth of each other", spread < 1.2)]
