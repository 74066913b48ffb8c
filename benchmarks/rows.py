"""Signatures by the million, made by the database itself, with all indexes and constraints on.

One signature is made as the site makes it; every other row is a copy of it with another name, address, place
and time. New columns of the table are therefore copied without a change here.
"""

import time
from contextlib import contextmanager
from datetime import timedelta
from itertools import product

from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from tqdm import tqdm

from petitions import triggers
from petitions.models import Signature, Tally, TallyPart

CHUNK = 250_000
PROVINCES = ("NL", "PE", "NS", "NB", "QC", "ON", "MB", "SK", "AB", "BC")
RIDINGS, WEEKS = 34, 8  # in each province; weeks that are over


class Dialect:
    """How each database says what the other says differently. `n` is the number of the row, `p` its tally's part."""

    def __init__(self, vendor):
        self.is_postgresql = vendor == "postgresql"

    @property
    def mixed(self):
        """Ten hexadecimal digits, as good as random: addresses arrive in no order, and neither do these."""
        number = "(n * 2654435761) % 1099511627776"
        return f"lpad(to_hex({number}), 10, '0')" if self.is_postgresql else f"printf('%010x', {number})"

    @property
    def moment(self):
        """A moment of the Wednesday or Thursday of the part's week."""
        if self.is_postgresql:
            return "(p.week + interval '2 days 12 hours') AT TIME ZONE 'UTC' + (n % 86400) * interval '1 second'"
        return "strftime('%Y-%m-%d %H:%M:%f', p.week, '+2 days', '+12 hours', (n % 86400) || ' seconds')"

    def series(self, first, last):
        if self.is_postgresql:
            return f"generate_series({first}::bigint, {last}::bigint) AS s(n)"
        return (
            f"(WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {last}) SELECT n FROM s)"
        )

    @property
    def columns(self):
        """{column: SQL} for what is not copied."""
        yes, no = ("true", "false") if self.is_postgresql else ("1", "0")
        return {
            "state": "'confirmed'",
            "language": "p.language",
            "last_name": f"'Okafor ' || {self.mixed}",
            "name_key": f"'aminaokafor' || {self.mixed}",
            "email": f"{self.mixed} || n || '@example.ca'",
            "canonical_email": f"{self.mixed} || n || '@example.ca'",
            "postal_code": "'K1A ' || n % 10 || 'B' || (n / 10) % 10",
            "province": "p.province",
            "riding": "p.riding",
            "wants_news": f"CASE WHEN n % 3 = 0 THEN {yes} ELSE {no} END",
            "show_name": f"CASE WHEN n % 4 = 0 THEN {yes} ELSE {no} END",
            "created_at": self.moment,
            "confirmed_at": self.moment,
            "judged_at": self.moment,
            "mails_sent": "1",
            "counted_in_id": "p.id",
        }


def parts_of(petition):
    """The parts of the petition's tally, made before the rows that they count. Returns (the first key, how many)."""
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    groups = product(
        enumerate(PROVINCES), range(RIDINGS), ("en", "fr"), (monday - timedelta(weeks=1 + n) for n in range(WEEKS))
    )
    TallyPart.objects.bulk_create(
        (
            TallyPart(petition=petition, province=name, riding=f"{10 + place}{riding:03}", language=language, week=week)
            for (place, name), riding, language, week in groups
        ),
        ignore_conflicts=True,
    )
    keys = list(TallyPart.objects.filter(petition=petition, riding__gt="").order_by("pk").values_list("pk", flat=True))
    if keys[-1] - keys[0] + 1 != len(keys):
        raise SystemExit("The parts of the tally are not numbered one after the other.")
    return keys[0], len(keys)


def insert(petition, first, last, **changes):
    """Insert the rows numbered `first` to `last`, as the petition's template with `changes` ({column: SQL})."""
    template, (first_part, parts) = template_of(petition), parts_of(petition)
    dialect = Dialect(connection.vendor)
    own = dialect.columns | changes
    table = connection.ops.quote_name(Signature._meta.db_table)
    columns = [f.column for f in Signature._meta.concrete_fields if not f.primary_key and not f.generated]
    values = [own.get(column, f"t.{connection.ops.quote_name(column)}") for column in columns]
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({quoted}) SELECT {', '.join(values)} "
            # In this order: SQLite would else make the whole series anew for each part.
            f"FROM {dialect.series(first, last)} CROSS JOIN petitions_tallypart AS p CROSS JOIN {table} AS t "
            f"WHERE p.id = {first_part} + n % {parts} AND t.id = {int(template.pk)}"
        )


def fill(petition, level):
    """Bring `petition` to `level` confirmed signatures. Returns the seconds that it took."""
    started = time.monotonic()
    there = Signature.objects.filter(petition=petition, state="confirmed").count()
    if there >= level:
        return 0
    with connection.cursor() as cursor, _indexes_afterwards(cursor, many=level - there > CHUNK):
        bar = tqdm(total=level - there, unit="row", unit_scale=True, desc="  signatures", leave=False)
        for first in range(there + 1, level + 1, CHUNK):
            last = min(first + CHUNK - 1, level)
            insert(petition, first, last)
            bar.update(last - first + 1)
        bar.close()
    _write_tally(petition)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE petitions_signature" if connection.vendor == "postgresql" else "ANALYZE")
    return time.monotonic() - started


@contextmanager
def _indexes_afterwards(cursor, *, many):
    """Without the table's indexes millions of rows are made in a tenth of the time; they are all built at the end."""
    is_postgresql = connection.vendor == "postgresql"
    if is_postgresql:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:  # the rows copy keys that are known to exist
            cursor.execute("SET session_replication_role = replica")
    found = []
    if many:
        cursor.execute(_POSTGRESQL_INDEXES if is_postgresql else _SQLITE_INDEXES)
        found = cursor.fetchall()
        if not is_postgresql:  # the triggers look by the indexes that are about to go
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'petitions_signature'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    for _name, definition in tqdm(found, desc="  indexes", leave=False):
        cursor.execute(definition)
    if is_postgresql:
        cursor.execute("RESET ALL")
    triggers.install(connection.alias)


_POSTGRESQL_INDEXES = """SELECT i.indexname, i.indexdef FROM pg_indexes AS i
    WHERE i.tablename = 'petitions_signature'
    AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conname = i.indexname)"""
_SQLITE_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'petitions_signature' AND sql <> ''"
)


def _write_tally(petition):
    """The tally and its parts as they are when all rows have been counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE petitions_tallypart SET confirmed = f.n FROM (SELECT counted_in_id AS part, count(*) AS n "
            "FROM petitions_signature WHERE counted_in_id IS NOT NULL GROUP BY counted_in_id) AS f "
            "WHERE petitions_tallypart.id = f.part"
        )
    total = TallyPart.objects.filter(petition=petition).aggregate(n=Sum("confirmed"))["n"]
    Tally.objects.update_or_create(petition=petition, defaults={"confirmed": total})


def template_of(petition):
    """The one signature, never confirmed, that the others are copies of."""
    found = Signature.objects.filter(petition=petition, canonical_email="template@example.ca").first()
    return found or Signature.objects.create(
        petition=petition,
        version=petition.version,
        language="en",
        first_name="Amina",
        last_name="Okafor",
        name_key="aminaokafor",
        email="template@example.ca",
        canonical_email="template@example.ca",
        postal_code="K1A 0B1",
        province="ON",
    )
