"""Who signs with an address that has been used before: the same person, a second of the household, a third."""

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from petitions import actions, confirmation
from petitions.identity import canonical_email
from petitions.models import Signature, WaitingMail
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db
HOME = "home@example.ca"
HERE, THERE = "K1A 0B1", "H2X 1Y4"


@pytest.fixture
def earlier(petition):
    """`earlier("Amina", seat=2, confirmed=True)`: somebody has signed with the address before."""

    def make(first_name="Amina", **fields):
        return SignatureFactory(petition=petition, email=HOME, first_name=first_name, last_name="Oneil", **fields)

    return make


@pytest.fixture
def again(post):
    """`again("Bashir", postal_code=THERE)` signs with the address now."""

    def sign(first_name="Amina", **fields):
        answer = post(email=HOME, first_name=first_name, last_name="Oneil", **fields)
        assert answer.status_code == 303

    return sign


@pytest.fixture
def subject(work):
    """What the newest mail is about."""

    def find():
        work()
        return mail.outbox[-1].subject.partition(":")[0]

    return find


def rows(*fields):
    return list(Signature.objects.order_by("seat").values_list(*fields))


class TestTheSamePerson:
    def test_unconfirmed_the_newest_details_win_and_the_older_link_ends(self, earlier, again, subject):
        signature = earlier(show_name=True, judged_at=timezone.now(), suspicions=["rate"], mail_problem="refused")
        old_link = confirmation.make_token(signature)
        again("AMINA", postal_code=THERE, wants_news="on")
        assert rows("first_name", "postal_code", "province", "show_name", "wants_news", "state") == [
            ("AMINA", THERE, "QC", False, True, "pending")
        ]
        assert rows("judged_at", "suspicions", "mail_problem") == [(None, [], "")]
        with pytest.raises(confirmation.SupersededLink):
            confirmation.signature_for(old_link)
        assert subject() == "Confirm your signature"

    @pytest.mark.parametrize("state", ["confirmed", "held"])
    def test_confirmed_nothing_changes(self, earlier, again, subject, state):
        signature = earlier(state=state, confirmed_at=timezone.now(), show_name=True)
        again(postal_code=THERE)
        before = vars(signature)
        after = vars(Signature.objects.get())
        assert {k: after[k] for k in before if k[0] != "_"} == {k: v for k, v in before.items() if k[0] != "_"}
        assert subject() == "You have signed already"

    def test_withdrawn_it_is_pending_again(self, earlier, again, subject):
        earlier(state="withdrawn", confirmed_at=timezone.now(), mails_sent=5)
        again(postal_code=THERE)
        assert rows("state", "confirmed_at", "postal_code", "mails_sent") == [("pending", None, THERE, 0)]
        assert subject() == "Confirm your signature"

    def test_invalidated_nothing_changes_and_nobody_says_why(self, earlier, again, subject):
        earlier(state="invalidated")
        again(postal_code=THERE)
        assert rows("state", "postal_code") == [("invalidated", HERE)]
        assert subject() == "No further signature with this address"

    def test_after_five_mails_nothing_changes_as_no_mail_could_say_so(self, earlier, again, work):
        signature = earlier(mails_sent=5)
        again(postal_code=THERE)
        assert rows("postal_code", "link_serial") == [(HERE, signature.link_serial)]
        work()
        assert mail.outbox == []
        assert not WaitingMail.objects.exists()

    def test_who_shares_the_address_cannot_move_away_alone(self, earlier, again, subject):
        earlier()
        earlier("Bashir", seat=2)
        again(postal_code=THERE)
        assert rows("postal_code") == [(HERE,), (HERE,)]
        assert subject() == "This address is in use already"


class TestAnotherName:
    @pytest.mark.parametrize("state", ["pending", "confirmed", "withdrawn", "invalidated"])
    def test_at_the_same_postal_code_is_the_second_of_the_household(self, earlier, again, subject, state):
        earlier(state=state, confirmed_at=timezone.now() if state == "confirmed" else None)
        again("Bashir")
        assert rows("seat", "first_name", "state") == [(1, "Amina", state), (2, "Bashir", "pending")]
        assert subject() == "Confirm your signature"
        assert "Bashir" in mail.outbox[-1].body

    def test_two_abroad_are_a_household_too(self, earlier, again):
        earlier(residence="abroad", confirmed=True)
        again("Bashir", lives_abroad="on")
        assert rows("seat", "postal_code") == [(1, ""), (2, "")]

    def test_takes_the_first_seat_where_only_the_second_is_taken(self, earlier, again):
        earlier(seat=2)
        again("Bashir")
        assert rows("seat", "first_name") == [(1, "Bashir"), (2, "Amina")]

    def test_elsewhere_while_the_only_one_is_unconfirmed_corrects_a_slip(self, earlier, again, subject):
        signature = earlier("Anima", is_cleared=True)
        again("Amina", postal_code=THERE)
        assert rows("pk", "first_name", "postal_code", "is_cleared") == [(signature.pk, "Amina", THERE, False)]
        assert subject() == "Confirm your signature"

    @pytest.mark.parametrize("state", ["confirmed", "withdrawn", "invalidated"])
    def test_elsewhere_afterwards_is_not_taken(self, earlier, again, subject, state):
        earlier(state=state, confirmed_at=timezone.now())
        again("Bashir", postal_code=THERE)
        assert rows("first_name") == [("Amina",)]
        if state != "withdrawn":
            assert subject() == "This address is in use already"

    @pytest.mark.parametrize("postal_code", [HERE, THERE])
    def test_is_never_the_third(self, earlier, again, subject, postal_code):
        earlier(confirmed=True)
        earlier("Bashir", seat=2)
        again("Chloé", postal_code=postal_code)
        assert rows("first_name") == [("Amina",), ("Bashir",)]
        assert subject() == "This address is in use already"

    def test_does_not_take_away_the_link_that_somebody_waits_for(self, earlier, again, subject):
        again()
        again("Bashir")
        again("Chloé")
        work_subjects = {subject()} | {message.subject.partition(":")[0] for message in mail.outbox}
        assert work_subjects == {"Confirm your signature"}

    def test_word_of_a_third_gives_way_to_a_link(self, earlier, again, subject):
        earlier(confirmed=True)
        earlier("Bashir", seat=2)
        first = Signature.objects.get(seat=1)
        again("Chloé")
        Signature.objects.filter(pk=first.pk).update(state="withdrawn")
        again()
        assert subject() == "Confirm your signature"


CASES = {
    "new": [],
    "pending": [{}],
    "confirmed": [{"confirmed": True}],
    "held": [{"state": "held", "confirmed_at": timezone.now()}],
    "withdrawn": [{"state": "withdrawn"}],
    "invalidated": [{"state": "invalidated"}],
    "five mails": [{"mails_sent": 5}],
    "second": [{"first_name": "Bashir"}],
    "correction": [{"first_name": "Bashir", "postal_code": THERE}],
    "in use": [{"first_name": "Bashir", "postal_code": THERE, "confirmed": True}],
    "third": [{"first_name": "Bashir"}, {"first_name": "Chloé", "seat": 2}],
}


@pytest.mark.parametrize("case", CASES)
def test_every_case_takes_the_same_statements(petition, earlier, case):
    """A SELECT and two writes: who signed before can be told neither from the answer nor from its time."""
    for fields in CASES[case]:
        earlier(**fields)
    canonical_email(HOME)
    with CaptureQueriesContext(connection) as queries:
        actions.sign(
            petition=petition, language="en", first_name="Amina", last_name="Oneil", email=HOME,
            residence="canada", postal_code=HERE, show_name=False, wants_news=False,
        )  # fmt: skip
    kinds = [query["sql"].split()[0] for query in queries.captured_queries]
    first, change, mail_waits = [kind for kind in kinds if kind not in ("SAVEPOINT", "RELEASE")]
    assert (first, mail_waits) == ("SELECT", "INSERT")
    assert change == ("INSERT" if case in ("new", "second") else "UPDATE")


class TestTheDatabaseHoldsIt:
    """Whatever writes to the table: raw SQL here."""

    @pytest.fixture
    def insert(self, petition):
        template = SignatureFactory(petition=petition, email="template@example.ca")
        columns = [f.column for f in Signature._meta.concrete_fields if not f.primary_key and not f.generated]

        def run(name, seat, postal_code, email=HOME, petition_id=None):
            values = {
                "name_key": "%s", "seat": "%s", "postal_code": "%s", "canonical_email": "%s", "petition_id": "%s"
            }  # fmt: skip
            listed = ", ".join(columns)
            taken = ", ".join(values.get(column, column) for column in columns)
            given = {
                "name_key": name, "seat": seat, "postal_code": postal_code, "canonical_email": email,
                "petition_id": petition_id or petition.pk,
            }  # fmt: skip
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO petitions_signature ({listed}) SELECT {taken} FROM petitions_signature WHERE id = %s",  # noqa: S608
                    [*(given[c] for c in columns if c in values), template.pk],
                )

        return run

    def test_two_at_one_postal_code(self, insert, petition):
        insert("amina", 1, HERE)
        insert("bashir", 2, HERE)
        assert petition.signatures.filter(canonical_email=HOME).count() == 2

    @pytest.mark.parametrize(
        "second",
        [
            ("bashir", 2, THERE),  # another household
            ("amina", 2, HERE),  # the same person twice
            ("bashir", 1, HERE),  # the same seat twice
            ("bashir", 3, HERE),  # a third seat
            ("bashir", 0, HERE),
        ],
    )
    def test_and_nothing_else(self, insert, second):
        insert("amina", 1, HERE)
        with pytest.raises(IntegrityError):
            insert(*second)

    def test_the_first_seat_beside_a_second_that_was_left_alone(self, insert):
        insert("amina", 2, HERE)
        with pytest.raises(IntegrityError):
            insert("bashir", 1, THERE)
        insert("bashir", 1, HERE)

    def test_other_petitions_and_emptied_rows_are_no_household(self, insert):
        insert("amina", 1, HERE)
        insert("bashir", 2, THERE, petition_id=PetitionFactory().pk)
        insert("bashir", 2, THERE, email="")
        insert("chloe", 1, HERE, email="")

    @pytest.mark.parametrize("seat", [1, 2])
    def test_neither_moves_away_alone(self, insert, seat):
        insert("amina", 1, HERE)
        insert("bashir", 2, HERE)
        with pytest.raises(IntegrityError), transaction.atomic():
            Signature.objects.filter(canonical_email=HOME, seat=seat).update(postal_code=THERE)
        Signature.objects.filter(canonical_email=HOME, seat=seat).update(state="withdrawn", language="fr")

    def test_one_alone_moves(self, insert):
        insert("amina", 1, HERE)
        assert Signature.objects.filter(canonical_email=HOME).update(postal_code=THERE) == 1
