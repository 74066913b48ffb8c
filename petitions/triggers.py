"""Rules that join two rows, or two states of one: what no constraint of a single row can say.

Both databases hold them with triggers. They are installed after every migration and not by one, because
SQLite changes a table by making it anew, and its triggers are gone with the old one.
"""

from django.db import connections

from petitions.models.petition import Petition

_WORDS = [f"{name}_{code}" for name in Petition.TEXT_FIELDS for code in ("en", "fr")]
# SQLite finds the index of addresses by the words of its condition, though they follow from what stands before them.
_OTHER_SEAT = """FROM petitions_signature AS other
    WHERE other.petition_id = NEW.petition_id AND other.canonical_email = NEW.canonical_email
      AND NOT (other.canonical_email = '') AND other.seat <> NEW.seat"""
# What decides in which part of the tally a row is counted.
_GROUP = ("province", "riding", "language", "confirmed_at")
_HOUSEHOLD_BROKEN = "two people who share an address have one postal code"
_VERSION_BROKEN = "a version of a petition''s text is never changed"

# A counted row that is deleted is taken out of the tally first and of its part then: the window locks in this order.
_UNCOUNT = """
    UPDATE petitions_tally SET confirmed = confirmed - 1, outside_canada = outside_canada - (
        SELECT count(*) FROM petitions_tallypart WHERE id = OLD.counted_in_id AND province = '' AND outside_canada > 0
    ) WHERE petition_id = OLD.petition_id AND confirmed > 0;
    UPDATE petitions_tallypart SET confirmed = confirmed - 1 WHERE id = OLD.counted_in_id AND confirmed > 0;
"""


def _changed(names, differs):
    return " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in names)


POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION petitions_household() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    theirs text;
BEGIN
    -- Locked, so that neither of two that change at once goes by what the other was.
    SELECT other.postal_code INTO theirs {_OTHER_SEAT} FOR SHARE;
    IF FOUND AND theirs <> NEW.postal_code THEN
        RAISE EXCEPTION '{_HOUSEHOLD_BROKEN}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS petitions_household ON petitions_signature;
DROP TRIGGER IF EXISTS petitions_household_insert ON petitions_signature;
CREATE TRIGGER petitions_household_insert BEFORE INSERT ON petitions_signature
    FOR EACH ROW WHEN (NEW.canonical_email <> '') EXECUTE FUNCTION petitions_household();
DROP TRIGGER IF EXISTS petitions_household_update ON petitions_signature;
CREATE TRIGGER petitions_household_update BEFORE UPDATE OF seat, canonical_email, postal_code ON petitions_signature
    FOR EACH ROW WHEN (NEW.canonical_email <> '' AND (OLD.seat, OLD.canonical_email, OLD.postal_code)
        IS DISTINCT FROM (NEW.seat, NEW.canonical_email, NEW.postal_code))
    EXECUTE FUNCTION petitions_household();

CREATE OR REPLACE FUNCTION petitions_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_VERSION_BROKEN}' USING ERRCODE = 'check_violation';
END $$;
DROP TRIGGER IF EXISTS petitions_version_is_kept ON petitions_textversion;
CREATE TRIGGER petitions_version_is_kept BEFORE UPDATE ON petitions_textversion FOR EACH ROW
    WHEN ({_changed(_WORDS, "IS DISTINCT FROM")})
    EXECUTE FUNCTION petitions_version_is_kept();

CREATE OR REPLACE FUNCTION petitions_counted_row_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.has_moved := true;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS petitions_counted_row_moves ON petitions_signature;
CREATE TRIGGER petitions_counted_row_moves BEFORE UPDATE OF {", ".join(_GROUP)} ON petitions_signature FOR EACH ROW
    WHEN (OLD.counted_in_id IS NOT NULL AND ({_changed(_GROUP, "IS DISTINCT FROM")}))
    EXECUTE FUNCTION petitions_counted_row_moves();

CREATE OR REPLACE FUNCTION petitions_counted_row_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {_UNCOUNT}
    RETURN OLD;
END $$;
DROP TRIGGER IF EXISTS petitions_counted_row_goes ON petitions_signature;
CREATE TRIGGER petitions_counted_row_goes AFTER DELETE ON petitions_signature FOR EACH ROW
    WHEN (OLD.counted_in_id IS NOT NULL) EXECUTE FUNCTION petitions_counted_row_goes();
"""  # noqa: S608 (made of this module's own words)

_SQLITE_HOUSEHOLD = """CREATE TRIGGER IF NOT EXISTS petitions_household_{when} BEFORE {event} ON petitions_signature
WHEN NEW.canonical_email <> '' AND EXISTS (SELECT 1 {other} AND other.postal_code <> NEW.postal_code)
BEGIN SELECT RAISE(ABORT, '{words}'); END"""

SQLITE = [
    *(f"DROP TRIGGER IF EXISTS petitions_household_{when}" for when in ("insert", "update")),
    *(
        _SQLITE_HOUSEHOLD.format(when=when, event=event, other=_OTHER_SEAT, words=_HOUSEHOLD_BROKEN)
        for when, event in (("insert", "INSERT"), ("update", "UPDATE OF seat, canonical_email, postal_code"))
    ),
    f"""CREATE TRIGGER IF NOT EXISTS petitions_version_is_kept BEFORE UPDATE ON petitions_textversion
WHEN {_changed(_WORDS, "IS NOT")}
BEGIN SELECT RAISE(ABORT, '{_VERSION_BROKEN}'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS petitions_counted_row_moves
AFTER UPDATE OF {", ".join(_GROUP)} ON petitions_signature
WHEN OLD.counted_in_id IS NOT NULL AND ({_changed(_GROUP, "IS NOT")})
BEGIN UPDATE petitions_signature SET has_moved = 1 WHERE id = NEW.id; END""",  # noqa: S608 (the names stand above)
    f"""CREATE TRIGGER IF NOT EXISTS petitions_counted_row_goes AFTER DELETE ON petitions_signature
WHEN OLD.counted_in_id IS NOT NULL
BEGIN {_UNCOUNT} END""",
]


def install(using, **_signal):
    """Put the triggers into the database `using`, where its tables are complete. Safe to repeat."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if "petitions_textversion" not in tables:
            return
        for statement in [POSTGRESQL] if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)
