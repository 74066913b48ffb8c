"""Confirmation mails from one postman to a mail server on this machine, beside smtplib alone."""

import json
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from django.db import connection

from benchmarks import rows
from benchmarks.processes import ROOT, cpu_seconds, free_port
from benchmarks.report import Verdict

LEVELS = (10_000,)
MAILS = 10_000
BARE_MAILS = 3_000
# Numbers of signatures that no other benchmark makes.
FIRST = 60_000_000


@contextmanager
def _sink():
    """Yields (port, results): the results are there once it has ended."""
    port, results = free_port(), {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sink.json"
        process = subprocess.Popen([sys.executable, "-m", "benchmarks.sink", str(port), str(file)], cwd=ROOT)
        _wait_for(port)
        yield port, results
        process.terminate()
        process.wait()
        results |= json.loads(file.read_text())


def _wait_for(port):
    for _ in range(100):
        try:
            smtplib.SMTP("127.0.0.1", port).quit()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The mail server of the benchmark did not start.")


def _bare():
    """Mails a second that smtplib alone sends over one connection, of about the size of ours."""
    with _sink() as (port, _results):
        message = EmailMessage()
        message["Subject"], message["From"] = "A mail", "act@example.org"
        message.set_content("Words. " * 200)
        message.add_alternative("<p>Words.</p>" * 400, subtype="html")
        ready = message.as_bytes()
        began = time.perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as server:
            for number in range(BARE_MAILS):
                server.sendmail("act@example.org", [f"{number}@example.ca"], ready)
        return BARE_MAILS / (time.perf_counter() - began)


def _queue(house):
    """MAILS pending signatures with their mails, as so many people who have just signed."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM petitions_waitingmail")
    now = "now()" if house.vendor == "postgresql" else "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    changes = {"state": "'pending'", "confirmed_at": "NULL", "counted_in_id": "NULL", "created_at": now}
    changes |= {"judged_at": "NULL", "mails_sent": "0"}
    rows.insert(house.petition, FIRST, FIRST + MAILS - 1, **changes)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO petitions_waitingmail (signature_id, kind, asked_at, due_at, attempts, problem) "
            f"SELECT id, '', {now}, {now}, 0, '' FROM petitions_signature "
            "WHERE state = 'pending' AND mails_sent = 0 AND email <> 'template@example.ca'"
        )
        return cursor.rowcount


def measure(house):
    """One row: mails a second of one postman, processor time for each, whether any came twice or not at all."""
    bare, queued = _bare(), _queue(house)
    with _sink() as (port, results):
        environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        command = [sys.executable, "manage.py", "send_mails", "--until-empty"]
        began = time.perf_counter()
        postman = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        cpu = 0
        while postman.poll() is None:
            cpu = cpu_seconds(postman.pid) or cpu
            time.sleep(0.05)
        seconds = time.perf_counter() - began
    return [
        {
            "queued": queued,
            "mails": results["mails"],
            "twice": results["mails"] - results["recipients"],
            "mails/s": results["mails"] / seconds,
            "ms of processor": 1000 * cpu / max(1, results["mails"]),
            "smtplib alone/s": bare,
            # The one that asked whether the server was there is not the postman's.
            "connections": results["connections"] - 1,
        }
    ]


def judge(found):
    row = found[0]
    all_there = row["mails"] == row["queued"] and not row["twice"]
    rate = f"{row['mails/s']:.0f} a second, {row['ms of processor']:.1f} ms of processor each"
    return [
        Verdict("confirmation mails of one postman", rate, "at least 200 a second", row["mails/s"] >= 200),
        Verdict(
            f"{row['queued']:,} queued, sent once each",
            f"{row['mails']:,} mails, {row['twice']} twice, over {row['connections']} connections",
            "all, none twice",
            all_there,
        ),
    ]
