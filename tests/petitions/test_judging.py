"""What makes a signature wait for a look, and what does not."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import time_machine

from petitions.judging import Reason, has_link, judge
from petitions.models import BlockedDomain, Signature, SigningPace, SigningRules
from tests.factories.parliament import PostalAreaFactory, RidingFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory, SigningEventFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
HERE, THERE = "a" * 32, "b" * 32


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def signed(petition):
    """`signed(3, every=2, ip_hash=…)`: signatures under one petition, so many seconds apart, the last one now."""
    names = (f"Tremblay {a}{b}{c}" for a, b, c in product("abcdefgh", repeat=3))

    def make(count=1, *, every=0, until=NOON, **fields):
        fields = {"petition": petition, "ip_hash": HERE} | fields
        return [
            SignatureFactory(
                created_at=until - timedelta(seconds=every * (count - 1 - n)),
                **{"last_name": next(names)} | fields,
            )
            for n in range(count)
        ]

    return make


def suspicions(signatures):
    """The reasons of each, from the database."""
    found = dict(Signature.objects.values_list("pk", "suspicions"))
    return [found[signature.pk] for signature in signatures]


def judged(signatures):
    judge(signatures)
    return suspicions(signatures)


class TestAnHonestSignature:
    def test_is_judged_and_goes_on(self, signed):
        (signature,) = signed(seconds_to_fill=20)
        assert judged([signature]) == [[]]
        signature.refresh_from_db()
        assert (signature.judged_at, signature.state) == (NOON, "pending")

    def test_is_judged_once(self, signed):
        (signature,) = signed()
        judge([signature])
        Signature.objects.update(suspicions=["fast"])
        assert judged([signature]) == [["fast"]]

    def test_knows_the_riding_where_its_postal_code_tells_one(self, signed):
        one, two = RidingFactory(), RidingFactory()
        PostalAreaFactory(fsa="K1A").ridings.set([one])
        PostalAreaFactory(fsa="H2X").ridings.set([one, two])
        signatures = signed(postal_code="K1A 0B1") + signed(postal_code="H2X 1Y4") + signed(postal_code="V5K 0A1")
        signatures += signed(residence="abroad", postal_code="")
        judge(signatures)
        assert [s.riding for s in signatures] == [one.number, "", "", ""]
        assert set(Signature.objects.values_list("riding", flat=True)) == {one.number, ""}

    def test_is_suspected_of_nothing_where_nothing_is_known_of_it(self, signed):
        assert judged(signed(20, ip_hash="", seconds_to_fill=None)) == [[]] * 20


class TestTheRateOfAConnection:
    @pytest.fixture(autouse=True)
    def rules(self):
        SigningRules.objects.create(pk=1, address_burst=3, address_sustained=5)

    def test_is_so_many_in_a_minute(self, signed):
        assert judged(signed(5, every=1)) == [[], [], [], ["connection"], ["connection"]]

    def test_counts_what_was_judged_before(self, signed):
        judge(signed(3, every=1))
        assert judged(signed(1)) == [["connection"]]

    def test_is_forgiven_after_a_minute(self, signed):
        judge(signed(3, until=NOON - timedelta(seconds=60)))
        assert judged(signed(1)) == [[]]

    def test_is_so_many_in_a_day_too(self, signed):
        assert judged(signed(7, every=3600)) == [[]] * 5 + [["connection"]] * 2
        assert judged(signed(1, until=NOON + timedelta(days=2))) == [[]]

    def test_is_that_of_one_connection_under_all_petitions(self, signed):
        judge(signed(3, every=1, petition=PetitionFactory()))
        here, there = signed(1, ip_hash=HERE), signed(1, ip_hash=THERE)
        assert judged(here + there) == [["connection"], []]

    def test_is_the_same_whatever_the_batches(self, signed):
        signatures = signed(6, every=1)
        for signature in signatures:
            judge([signature])
        one_by_one = suspicions(signatures)
        Signature.objects.update(judged_at=None, suspicions=[])
        assert judged(list(reversed(Signature.objects.order_by("pk")))) == one_by_one[::-1]

    def test_of_an_empty_batch_is_none(self):
        judge([])


class TestTheRateOfAPetition:
    @pytest.fixture(autouse=True)
    def rules(self):
        SigningRules.objects.create(pk=1, petition_burst=3, petition_sustained=5)

    def several(self, signed, count, **options):
        """From a connection each."""
        found = []
        for n in range(count):
            found += signed(1, ip_hash=f"{n:032}", until=NOON + timedelta(seconds=n), **options)
        return found

    def test_is_so_many_in_a_minute_of_the_clock(self, signed):
        assert judged(self.several(signed, 4)) == [[], [], [], ["petition"]]

    def test_counts_what_was_judged_before(self, signed):
        judge(self.several(signed, 2))
        judge(self.several(signed, 1))
        assert judged(self.several(signed, 1)) == [["petition"]]
        assert SigningPace.objects.get().count == 4

    def test_is_so_many_in_an_hour_too(self, signed):
        early = [signed(1, ip_hash=f"{n:032}", until=NOON + timedelta(minutes=9 * n))[0] for n in range(6)]
        assert judged(early) == [[]] * 5 + [["petition"]]
        assert judged(signed(1, ip_hash=THERE, until=NOON + timedelta(hours=2))) == [[]]

    def test_is_that_of_one_petition(self, signed):
        judge(self.several(signed, 3))
        assert judged(signed(1, petition=PetitionFactory(), ip_hash=THERE)) == [[]]

    def test_is_remembered_for_a_day(self, signed):
        judge(signed(1))
        judge(signed(1, until=NOON + timedelta(hours=25)))
        assert SigningPace.objects.count() == 1


class TestAnEvent:
    @pytest.fixture(autouse=True)
    def rules(self):
        SigningRules.objects.create(pk=1, address_burst=2, address_sustained=3, petition_burst=2)

    def test_expects_so_many_from_each_connection(self, signed, petition):
        event = SigningEventFactory(petition=petition, expected=5)
        here = judged(signed(7, every=1, event=event))
        assert here[:5] == [[]] * 5
        assert "connection" in here[5]
        assert "connection" in here[6]
        assert judged(signed(5, every=1, event=event, ip_hash=THERE)) == [[]] * 5

    def test_counts_what_was_judged_before(self, signed, petition):
        event = SigningEventFactory(petition=petition, expected=5)
        judge(signed(5, every=1, event=event, until=NOON - timedelta(minutes=5)))
        assert judged(signed(1, event=event)) == [["connection"]]

    def test_is_not_held_against_who_signs_from_there_later(self, signed, petition):
        event = SigningEventFactory(petition=petition, expected=5)
        judge(signed(5, every=1, event=event))
        assert judged(signed(1)) == [[]]

    def test_of_another_petition_expects_nobody(self, signed):
        event = SigningEventFactory(petition=PetitionFactory())
        assert judged(signed(3, event=event))[-1] == ["connection", "petition"]

    def test_lets_no_robot_through(self, signed, petition):
        event = SigningEventFactory(petition=petition)
        assert judged(signed(1, event=event, was_trapped=True)) == [["trap"]]


class TestDomains:
    @pytest.fixture(autouse=True)
    def lists(self):
        BlockedDomain.objects.create(domain="mailinator.example", kind="disposable")
        BlockedDomain.objects.create(domain="flood.example", kind="blocked")

    @pytest.mark.parametrize(
        ("email", "reasons"),
        [
            ("a@mailinator.example", ["disposable"]),
            ("a@Box.MAILINATOR.example", ["disposable"]),
            ("a@flood.example", ["blocked"]),
            ("a@notmailinator.example", []),
            ("a@mailinator.example.ca", []),
            ("mailinator.example@example.ca", []),
        ],
    )
    def test_are_known_by_lists_with_all_below_them(self, signed, email, reasons):
        assert judged(signed(email=email)) == [reasons]


class TestTheForm:
    @pytest.mark.parametrize(("seconds", "reasons"), [(None, []), (0, ["fast"]), (1, ["fast"]), (2, []), (90, [])])
    def test_is_not_filled_in_by_people_in_under_two_seconds(self, signed, seconds, reasons):
        assert judged(signed(seconds_to_fill=seconds)) == [reasons]

    def test_may_be_as_fast_as_staff_think(self, signed):
        SigningRules.objects.create(pk=1, least_seconds=0)
        assert judged(signed(seconds_to_fill=0)) == [[]]

    def test_has_a_field_that_only_programs_fill_in(self, signed):
        assert judged(signed(was_trapped=True)) == [["trap"]]

    def test_may_show_everything_at_once(self, signed):
        BlockedDomain.objects.create(domain="flood.example", kind="blocked")
        signature = signed(was_trapped=True, seconds_to_fill=0, first_name="t.me/win", email="a@flood.example")
        assert judged(signature) == [["trap", "fast", "name", "blocked"]]


class TestNames:
    @pytest.mark.parametrize(
        "name",
        [
            "t.me/win", "win24.com", "Win . com", "casino。com", "ｃａｓｉｎｏ．ｃｏｍ", "visit casino dot com",
            "https x", "www win", "call 5145550199", "x//y", "Bit.ly/abc",
        ],
    )  # fmt: skip
    def test_that_lead_somewhere_are_seen(self, name):
        assert has_link(name)

    @pytest.mark.parametrize(
        "name",
        [
            "Zoë", "J.R.R.", "A.Smith", "St. John", "O’Neil-N'Guyen", "d'Arc (née Durand)", "X Æ A-12", "李", "محمد",
            "Dot Commons", "Ann/Bob", "Jean-Net", "Mary & Ann", "A. Top", "Nguyễn",
        ],
    )  # fmt: skip
    def test_of_people_are_not(self, name):
        assert not has_link(name)


class TestTheSameName:
    def test_from_the_same_connection_with_another_address_is_seen(self, signed):
        first, second = signed(2, every=600, last_name="Tremblay")
        assert judged([first, second]) == [[], ["duplicate"]]

    def test_elsewhere_is_somebody_else(self, signed):
        judge(signed(last_name="Tremblay"))
        assert judged(signed(last_name="Tremblay", ip_hash=THERE)) == [[]]
        assert judged(signed(last_name="Tremblay", petition=PetitionFactory())) == [[]]
        assert judged(signed(last_name="Tremblay", ip_hash="") + signed(last_name="Tremblay", ip_hash="")) == [[], []]

    def test_of_somebody_who_withdrew_is_free_again(self, signed):
        signed(last_name="Tremblay", state="withdrawn", until=NOON - timedelta(minutes=1))
        assert judged(signed(last_name="Tremblay")) == [[]]


class TestWhatFollows:
    def test_a_confirmed_signature_that_looks_suspicious_is_held(self, signed):
        (signature,) = signed(confirmed=True, was_trapped=True)
        judge([signature])
        assert signature.state == "held"
        signature.refresh_from_db()
        assert (signature.state, signature.confirmed_at) == ("held", NOON)

    @pytest.mark.parametrize("state", ["pending", "invalidated", "withdrawn"])
    def test_others_stay_as_they_are(self, signed, state):
        (signature,) = signed(state=state, was_trapped=True)
        judge([signature])
        signature.refresh_from_db()
        assert (signature.state, signature.suspicions) == (state, ["trap"])

    def test_what_staff_accepted_stays_accepted(self, signed):
        (signature,) = signed(confirmed=True, was_trapped=True, is_cleared=True)
        assert judged([signature]) == [[]]
        signature.refresh_from_db()
        assert signature.state == "confirmed"

    def test_who_signs_anew_meanwhile_is_judged_again(self, signed):
        (signature,) = signed(was_trapped=True)
        Signature.objects.update(created_at=NOON + timedelta(seconds=1), was_trapped=False)
        judge([signature])
        signature.refresh_from_db()
        assert (signature.judged_at, signature.suspicions) == (None, [])

    def test_the_log_says_nothing(self, signed, caplog):
        caplog.set_level("DEBUG")
        judge(signed(was_trapped=True))
        assert [r for r in caplog.records if r.name.startswith("petitions")] == []


def test_a_batch_of_a_hundred_costs_the_queries_of_one(signed, petition, django_assert_max_num_queries):
    event = SigningEventFactory(petition=petition)
    signatures = [
        signed(1, ip_hash=f"{n:032}", event=event if n % 2 else None, seconds_to_fill=n % 4)[0] for n in range(100)
    ]
    with django_assert_max_num_queries(20):
        judge(signatures)
    assert Signature.objects.filter(judged_at=NOON).count() == 100


def test_every_reason_has_words_in_both_languages():
    assert all(reason.label and len(reason.value) <= 12 for reason in Reason)
