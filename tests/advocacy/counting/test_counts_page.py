"""What staff see of letters and calls: a page and a file."""

import csv
import datetime
import io

import pytest
from lxml import html
from openpyxl import load_workbook

from advocacy.models import LetterCount
from parliament.models import Office
from tests.factories.advocacy import CallCountFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.parliament import RidingFactory

pytestmark = pytest.mark.django_db
PAGE = "/admin/advocacy/callcount/"
MONDAY = datetime.date(2026, 11, 16)
WEEK = datetime.timedelta(weeks=1)
COLUMNS = ["Letters", "Calls", "reached", "message left", "no answer", "mailbox full"]
ANSWERS = ["supports", "opposed", "undecided", "will pass it on", "something else"]


@pytest.fixture
def campaign():
    """Eleven calls from one riding to two offices in two weeks, and two that named neither."""
    campaign = CampaignFactory(slug_en="waive")
    riding = RidingFactory(number="35001", name_en="North", name_fr="Nord")
    for changes in (
        {"number": 5},
        {"number": 3, "answer": "passes_on", "week": MONDAY - 2 * WEEK},
        {"number": 2, "answer": "other"},
        {"number": 1, "outcome": "message", "answer": "other", "office_label": "hill"},
    ):
        CallCountFactory(campaign=campaign, riding=riding, **{"week": MONDAY} | changes)
    CallCountFactory(campaign=campaign, number=2, outcome="full", answer="other", office_label="", week=MONDAY)
    return campaign


def rows_of(answer, place):
    """{first cell: [numbers]} of the table at `place`, the sums included."""
    assert answer.status_code == 200
    table = html.fromstring(answer.content).xpath("//table")[place]
    return {
        row.find("th").text: [int(cell.text) for cell in row.findall("td")]
        for row in [*table.find("tbody"), *table.find("tfoot")]
    }


def test_the_numbers_stand_there_by_week_with_their_sums(publisher, campaign):
    assert rows_of(publisher.get(PAGE, {"campaign": campaign.pk}), 0) == {
        "16 November 2026": [0, 10, 7, 1, 0, 2, 5, 0, 0, 0, 2],
        "2 November 2026": [0, 3, 3, 0, 0, 0, 0, 0, 0, 3, 0],
        "Together": [0, 13, 10, 1, 0, 2, 5, 0, 0, 3, 2],
    }


def test_and_by_riding_with_the_offices_below(publisher, campaign):
    answer = publisher.get(PAGE, {"campaign": campaign.pk})
    assert rows_of(answer, 1) == {
        "North": [0, 11, 8 + 2, 1, 0, 0, 5, 0, 0, 3, 2],
        "Riding not said": [0, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0],
        "Together": [0, 13, 10, 1, 0, 2, 5, 0, 0, 3, 2],
    }
    table = html.fromstring(answer.content).xpath("//table")[1]
    assert [office.text for office in table.find_class("by")] == [
        "Mississauga, 905-555-0100: 10",
        "Parliament Hill: 1",
        "office not said: 2",
    ]


def test_letters_stand_beside_the_calls(publisher, campaign):
    riding = campaign.call_counts.exclude(riding=None).first().riding
    LetterCount.objects.create(campaign=campaign, riding=riding, riding_number=riding.number, week=MONDAY, number=4)
    LetterCount.objects.create(campaign=campaign, riding=None, week=MONDAY - WEEK, number=3)
    answer = publisher.get(PAGE, {"campaign": campaign.pk})
    assert {first: numbers[:2] for first, numbers in rows_of(answer, 0).items()} == {
        "16 November 2026": [4, 10],
        "9 November 2026": [3, 0],
        "2 November 2026": [0, 3],
        "Together": [7, 13],
    }
    by_riding = rows_of(answer, 1)
    assert (by_riding["North"][:2], by_riding["Riding not said"][:2]) == ([4, 11], [3, 2])
    assert "14 letters and calls" in answer.text
    file = publisher.get(f"{PAGE}export.csv", {"campaign": campaign.pk})
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert "2026-11-16,North,35001,,4,0,0,0,0,0,0,0,0,0,0" in text
    assert "2026-11-09,Riding not said,,,3,0,0,0,0,0,0,0,0,0,0" in text


def test_counts_of_an_office_and_a_riding_that_are_gone_stay_understandable(publisher, campaign):
    Office.objects.all().delete()
    row = campaign.call_counts.exclude(riding=None).first()
    row.riding.delete()
    answer = publisher.get(PAGE, {"campaign": campaign.pk})
    assert rows_of(answer, 1)["35001"][1] == 11
    assert "Mississauga, 905-555-0100: 10" in answer.text


def test_another_campaign_has_numbers_of_its_own(publisher, campaign):
    other = CampaignFactory()
    assert "Nothing was counted in these weeks." in publisher.get(PAGE, {"campaign": other.pk}).text
    CallCountFactory(campaign=other, number=1)
    assert rows_of(publisher.get(PAGE, {"campaign": other.pk}), 0)["Together"][1] == 1


def test_a_period_narrows_them_down_to_whole_weeks(publisher, campaign):
    days = {"campaign": campaign.pk, "period": "own", "since": "2026-11-18", "until": "2026-11-30"}
    assert rows_of(publisher.get(PAGE, days), 0)["Together"][1] == 10
    days |= {"since": "", "until": "2026-11-15"}
    assert rows_of(publisher.get(PAGE, days), 0)["Together"][1] == 3
    assert rows_of(publisher.get(PAGE, days | {"period": ""}), 0)["Together"][1] == 13


def test_days_that_end_before_they_begin_are_refused_at_their_field(publisher, campaign):
    days = {"campaign": campaign.pk, "period": "own", "since": "2026-11-18", "until": "2026-11-01"}
    answer = publisher.get(PAGE, days)
    assert answer.context["form"].errors["until"] == ["The last day is before the first."]
    assert publisher.get(f"{PAGE}export.csv", days).status_code == 404


def test_the_chart_has_every_week_and_says_in_words_what_it_shows(publisher, campaign):
    tree = html.fromstring(publisher.get(PAGE, {"campaign": campaign.pk}).content)
    (drawing,) = tree.xpath("//svg[@role='img']")
    calls = drawing.xpath(".//rect[@class='calls']")
    assert [float(bar.get("height")) for bar in calls] == [30, 0, 100]
    assert "Most in the week of 16 November 2026: 10 letters and calls." in drawing.find("title").text
    assert tree.xpath("//*[@style]") == []


def test_the_page_takes_as_many_queries_for_many_ridings_and_weeks_as_for_one(publisher, queries_of):
    campaign = CampaignFactory()
    page = f"{PAGE}?campaign={campaign.pk}"
    CallCountFactory(campaign=campaign, riding=RidingFactory())
    one = queries_of(publisher, page)
    for weeks in range(4):
        CallCountFactory(campaign=campaign, riding=RidingFactory(), week=MONDAY - weeks * WEEK)
    assert queries_of(publisher, page) == one
    assert one <= 15


def test_the_csv_has_a_row_for_each_week_riding_and_office(publisher, campaign):
    answer = publisher.get(f"{PAGE}export.csv", {"campaign": campaign.pk})
    assert 'filename="waive-' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(text))
    assert heading == ["week from", "riding", "number of the riding", "office", *COLUMNS, *ANSWERS]
    assert rows == [
        ["2026-11-16", "North", "35001", "Mississauga, 905-555-0100", *"07700050002"],
        ["2026-11-16", "North", "35001", "Parliament Hill", *"01010000000"],
        ["2026-11-16", "Riding not said", "", "", *"02000200000"],
        ["2026-11-02", "North", "35001", "Mississauga, 905-555-0100", *"03300000030"],
    ]


def test_the_csv_keeps_the_riding_of_letters_whose_record_is_gone(publisher, campaign):
    riding = RidingFactory(number="35002")
    LetterCount.objects.create(campaign=campaign, riding=riding, riding_number="35002", week=MONDAY, number=4)
    riding.delete()
    answer = publisher.get(f"{PAGE}export.csv", {"campaign": campaign.pk})
    assert "2026-11-16,35002,35002,,4,0," in b"".join(answer.streaming_content).decode()


def test_what_a_spreadsheet_would_run_is_text(publisher, campaign):
    CallCountFactory(campaign=campaign, office_label="=HYPERLINK(1)", week=MONDAY)
    answer = publisher.get(f"{PAGE}export.csv", {"campaign": campaign.pk})
    assert ",'=HYPERLINK(1)," in b"".join(answer.streaming_content).decode()


def test_the_xlsx_has_numbers_that_can_be_added_up(publisher, campaign):
    answer = publisher.get(f"{PAGE}export.xlsx", {"campaign": campaign.pk})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.title == "Letters and calls"
    heading, first, *_rest = sheet.iter_rows(values_only=True)
    assert heading[:6] == ("week from", "riding", "number of the riding", "office", "Letters", "Calls")
    assert first[:7] == ("2026-11-16", "North", "35001", "Mississauga, 905-555-0100", 0, 7, 7)


def test_both_groups_see_the_numbers_and_others_do_not(writer, publisher, signed_in, campaign):
    for group in (writer, publisher):
        assert group.get(PAGE).status_code == 200
        assert group.get(f"{PAGE}export.csv").status_code == 200
    steward = signed_in("Data stewards")
    assert steward.get(PAGE).status_code == steward.get(f"{PAGE}export.csv").status_code == 403


def test_nobody_edits_them(superuser, campaign):
    row = campaign.call_counts.first()
    for path in (f"{PAGE}add/", f"{PAGE}{row.pk}/change/", f"{PAGE}{row.pk}/delete/"):
        assert superuser.get(path).status_code == 404
    assert superuser.get(f"{PAGE}export.pdf").status_code == 404


def test_the_page_is_linked_from_the_front_page_and_from_the_campaign(writer, campaign):
    assert f'href="{PAGE}"' in writer.get("/admin/").text
    assert (
        f'href="{PAGE}?campaign={campaign.pk}"' in writer.get(f"/admin/campaigns/campaign/{campaign.pk}/change/").text
    )


def test_a_site_without_campaigns_says_that_there_is_nothing(publisher):
    assert publisher.get(PAGE).status_code == 200
