"""What the first content has gained comes to a site that has content, beside what is there."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from advocacy.models import CallSheet, Letter, MeetingPlan, Way
from config.gained import REASON
from resources.models import Document
from tests.config.test_seed import everything

CALL = "page:call/safe-third-country-agreement"


def told(capsys):
    call_command("load_content", gained=True)
    return capsys.readouterr().out


@pytest.fixture
def older_site(content):
    """As it was loaded before campaigns had tools."""
    for model in (CallSheet, MeetingPlan, Letter):
        model.objects.all().delete()
    for way in Way.objects.filter(target__regex="^page:(call|write|meet)/"):
        Way.objects.filter(pk=way.pk).update(target="page:section/calling-your-mp", text_en="Older words.")


@pytest.fixture
def way():
    return lambda: Way.objects.get(title_en="Call your MP")


def test_tools_come_in_as_drafts_and_ways_wait_for_them(older_site, way, capsys):
    said = told(capsys)
    assert said.count("a draft for") == 6
    assert said.count("waits until") == 3
    for model in (CallSheet, MeetingPlan, Letter):
        assert [record.state for record in model.objects.all()] == ["draft", "draft"]
    assert CallSheet.objects.first().objections.exists()
    assert way().text_en == "Older words."


def test_ways_follow_once_their_targets_are_public(older_site, way, capsys):
    told(capsys)
    CallSheet.objects.update(state="published")
    assert f"“Call your MP” leads to {CALL}." in told(capsys)
    assert (way().target, way().history.first().history_change_reason) == (CALL, REASON)
    assert way().text_en.startswith("Your postal code finds the number")
    assert Way.objects.get(title_en="Write a letter").text_en == "Older words."


def test_a_way_that_was_taken_over_once_may_be_again(older_site, way, capsys):
    told(capsys)
    CallSheet.objects.update(state="published")
    told(capsys)
    Way.objects.filter(pk=way().pk).update(text_en="Words of a release between.")
    assert "“Call your MP” leads to" in told(capsys)


@pytest.mark.parametrize("how", ["changed", "made", "without history"])
def test_what_staff_wrote_is_never_touched(older_site, way, capsys, how):
    CallSheet.objects.update(state="published")
    staff = User.objects.create_user("ada")
    if how == "changed":
        mine = way()
        mine.text_en, mine._history_user = "Our own words.", staff
        mine.save()
    elif how == "made":
        way().history.update(history_user=staff)
    else:
        way().history.all().delete()
    before = Way.objects.filter(pk=way().pk).values().get()
    told(capsys)
    CallSheet.objects.update(state="published")
    assert "“Call your MP”" not in told(capsys)
    assert Way.objects.filter(pk=way().pk).values().get() == before


def test_a_campaign_that_has_a_tool_keeps_it_and_one_that_is_gone_gets_none(older_site, capsys):
    told(capsys)
    CallSheet.objects.update(lead_en="Our own lead.")
    assert "a draft for" not in told(capsys)
    assert set(CallSheet.objects.values_list("lead_en", flat=True)) == {"Our own lead."}


def test_a_tool_whose_papers_are_gone_is_told_and_the_others_come(older_site, capsys):
    Document.objects.filter(slug_en="sample-one-page-brief").update(slug_en="renamed")
    said = told(capsys)
    assert "meeting plans: none for" in said
    assert CallSheet.objects.count() == Letter.objects.count() == 2


def test_a_site_that_has_all_of_it_is_left_as_it_is(content, capsys):
    before = everything()
    assert told(capsys) == "Nothing is new; nothing was changed.\n"
    assert everything() == before
