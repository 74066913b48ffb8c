"""What the migration lets Writers and Publishers do."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection

pytestmark = pytest.mark.django_db

DRAFTED = [
    "campaigns.campaign",
    "campaigns.newspost",
    "resources.document",
    "advocacy.section",
    "advocacy.callsheet",
    "advocacy.meetingplan",
    "advocacy.letter",
    "petitions.petition",
]
PUBLIC_AT_ONCE = [
    "publishing.organisation",
    "publishing.page",
    "parliament.decisionmaker",
    "parliament.member",
    "parliament.postalarea",
    "parliament.riding",
    "campaigns.partner",
    "campaigns.chart",
    "campaigns.chartbar",
    "campaigns.latestpost",
    "resources.topic",
    "advocacy.way",
]
NOTED = ["parliament.rosterreading", "advocacy.callcount", "advocacy.lettercount"]
UPDATES = ["petitions.signerupdate"]
PAPER = ["petitions.paperbatch", "petitions.papergroup"]
REQUESTS = ["resources.formatrequest"]
REPORTS = ["advocacy.meetingreport"]
PERSONAL = [
    "petitions.signature",
    "petitions.export",
    "petitions.privacyclocks",
    "petitions.forgettingreport",
    "auth.user",
    "auth.group",
    "otp_totp.totpdevice",
    "axes.accessattempt",
]
# Each of these has a test of its own below.
REVIEWERS = [
    "petitions.addressrule",
    "petitions.blockeddomain",
    "petitions.reviewdecision",
    "petitions.signatureforreview",
    "petitions.signingevent",
    "petitions.signingrules",
]


def verbs(group, model):
    app, name = model.split(".")
    codes = Permission.objects.filter(
        group__name=group, content_type__app_label=app, content_type__model=name
    ).values_list("codename", flat=True)
    return {code.removesuffix(f"_{name}") for code in codes}


@pytest.mark.parametrize("model", DRAFTED)
def test_writers_add_and_change_what_has_drafts_and_publishers_publish_it(model):
    assert verbs("Writers", model) == {"view", "add", "change"}
    assert verbs("Publishers", model) == {"view", "add", "change", "delete", "publish"}


@pytest.mark.parametrize("model", PUBLIC_AT_ONCE)
def test_writers_only_read_what_is_public_at_once_and_publishers_change_it(model):
    assert verbs("Writers", model) == {"view"}
    assert {"view", "change"} <= verbs("Publishers", model)


@pytest.mark.parametrize("model", NOTED)
def test_both_groups_read_what_the_site_notes_by_itself(model):
    assert verbs("Writers", model) == verbs("Publishers", model) == {"view"}


def test_writers_read_the_offices_of_members_and_publishers_change_them():
    assert verbs("Writers", "parliament.office") == {"view"}
    assert verbs("Publishers", "parliament.office") == {"view", "add", "change", "delete"}


@pytest.mark.parametrize("model", PERSONAL)
def test_neither_group_sees_signatures_or_logins(model):
    assert verbs("Writers", model) == verbs("Publishers", model) == set()


@pytest.mark.parametrize("model", UPDATES)
def test_writers_write_updates_to_signers_and_publishers_send_them(model):
    assert verbs("Writers", model) == {"view", "add", "change"}
    assert verbs("Publishers", model) == {"view", "add", "change", "delete", "send"}


def test_every_model_in_the_admin_is_known_to_the_groups_or_kept_from_them():
    own = {"publishing", "parliament", "campaigns", "resources", "petitions", "advocacy"}
    registered = {model._meta.label_lower for model in admin.site._registry if model._meta.app_label in own}
    personal = {model for model in PERSONAL if model.startswith("petitions.")}
    known = {
        *DRAFTED,
        *PUBLIC_AT_ONCE,
        *NOTED,
        *PAPER,
        *REVIEWERS,
        *UPDATES,
        *REQUESTS,
        *personal,
        *REPORTS,
        "petitions.delivery",
    }
    # These are read and changed within another's page.
    assert registered == known - {"campaigns.chartbar", "advocacy.lettercount"}


@pytest.mark.parametrize("model", REQUESTS)
def test_requests_of_readers_are_answered_by_publishers_and_deleted_by_stewards(model):
    assert verbs("Publishers", model) == {"view", "change"}
    assert verbs("Data stewards", model) == {"view", "delete"}
    assert verbs("Writers", model) == set()


@pytest.mark.parametrize("model", REPORTS)
def test_reports_of_groups_are_read_by_writers_and_tell_who_to_those_who_answer_or_delete(model):
    assert verbs("Writers", model) == {"view"}
    assert verbs("Publishers", model) == {"view", "change", "contact"}
    assert verbs("Data stewards", model) == {"view", "delete", "contact"}


def test_the_permissions_for_meetings_can_be_taken_and_given_again():
    migration = importlib.import_module("advocacy.migrations.0014_groups_meetings")
    editor = SimpleNamespace(connection=connection)
    migration.take_permissions(apps, editor)
    assert verbs("Publishers", "advocacy.meetingreport") == verbs("Writers", "advocacy.meetingstep") == set()
    assert verbs("Publishers", "advocacy.section")
    migration.add_permissions(apps, editor)
    assert verbs("Data stewards", "advocacy.meetingreport") == {"view", "delete", "contact"}


@pytest.mark.parametrize("group", ["Writers", "Publishers"])
def test_finished_files_are_uploaded_by_those_who_write(group):
    assert verbs(group, "resources.finishedfile") == {"view", "add", "change", "delete"}


def test_the_permissions_for_the_library_can_be_taken_and_given_again():
    migration = importlib.import_module("advocacy.migrations.0010_groups_library")
    editor = SimpleNamespace(connection=connection)
    migration.take_permissions(apps, editor)
    assert verbs("Publishers", "resources.formatrequest") == set()
    assert verbs("Publishers", "resources.document")
    migration.add_permissions(apps, editor)
    assert verbs("Data stewards", "resources.formatrequest") == {"view", "delete"}


@pytest.mark.parametrize("group", ["Writers", "Publishers"])
def test_the_objections_of_a_call_sheet_are_written_with_it(group):
    assert verbs(group, "advocacy.objection") == {"view", "add", "change", "delete"}


def test_the_permissions_for_calls_can_be_taken_and_given_again():
    migration = importlib.import_module("advocacy.migrations.0012_groups_calls")
    editor = SimpleNamespace(connection=connection)
    migration.take_permissions(apps, editor)
    assert verbs("Publishers", "advocacy.callsheet") == verbs("Writers", "advocacy.callcount") == set()
    assert verbs("Publishers", "advocacy.section")
    migration.add_permissions(apps, editor)
    assert verbs("Writers", "advocacy.callsheet") == {"view", "add", "change"}
    assert verbs("Writers", "advocacy.callcount") == {"view"}


def test_reviewers_review_and_set_what_is_suspicious():
    assert verbs("Reviewers", "petitions.signature") == {"review"}
    assert verbs("Reviewers", "petitions.reviewdecision") == {"view"}
    assert verbs("Reviewers", "petitions.signingrules") == {"view", "add", "change"}
    assert verbs("Reviewers", "petitions.blockeddomain") == {"view", "add", "change", "delete"}
    assert verbs("Reviewers", "petitions.addressrule") == {"view", "add", "change", "delete"}
    for group in ("Writers", "Publishers"):
        assert verbs(group, "petitions.reviewdecision") == verbs(group, "petitions.blockeddomain") == set()


@pytest.mark.parametrize("group", ["Reviewers", "Publishers"])
def test_events_are_prepared_by_reviewers_and_publishers(group):
    assert verbs(group, "petitions.signingevent") == {"view", "add", "change", "delete"}


def test_data_stewards_take_signatures_out_and_erase_them_for_those_who_ask():
    assert verbs("Data stewards", "petitions.signature") == {"export", "delete"}
    assert verbs("Data stewards", "petitions.export") == {"view"}


def test_data_stewards_keep_the_clocks_of_privacy_and_read_what_was_forgotten():
    assert verbs("Data stewards", "petitions.privacyclocks") == {"view", "add", "change"}
    assert verbs("Data stewards", "petitions.forgettingreport") == {"view"}


@pytest.mark.parametrize("group", ["Data stewards", "Publishers"])
def test_packs_are_made_by_stewards_and_publishers(group):
    assert verbs(group, "petitions.delivery") == {"view", "add", "change"}
    assert verbs("Writers", "petitions.delivery") == set()


def test_the_group_of_stewards_can_be_taken_back_and_made_again():
    migration = importlib.import_module("advocacy.migrations.0004_group_data_stewards")
    editor = SimpleNamespace(connection=connection)
    migration.remove_group(apps, editor)
    assert not Group.objects.filter(name="Data stewards").exists()
    assert verbs("Publishers", "petitions.delivery") == set()
    assert verbs("Publishers", "petitions.petition")
    migration.make_group(apps, editor)
    assert verbs("Data stewards", "petitions.signature") == {"export"}


@pytest.mark.parametrize("group", ["Paper clerks", "Publishers"])
def test_signed_sheets_are_entered_by_clerks_and_publishers(group):
    assert verbs(group, "petitions.paperbatch") == verbs(group, "petitions.paperentry") == {"view", "add", "change"}
    assert "view" in verbs(group, "petitions.papergroup")
    assert verbs("Writers", "petitions.paperbatch") == set()


def test_clerks_see_nothing_but_paper():
    codes = Permission.objects.filter(group__name="Paper clerks").values_list("content_type__model", flat=True)
    assert set(codes) == {"paperbatch", "paperentry", "papergroup"}


def test_the_group_of_clerks_can_be_taken_back_and_made_again():
    migration = importlib.import_module("advocacy.migrations.0005_groups_paper")
    editor = SimpleNamespace(connection=connection)
    migration.take_permissions(apps, editor)
    assert not Group.objects.filter(name="Paper clerks").exists()
    assert verbs("Publishers", "petitions.paperbatch") == set()
    migration.add_permissions(apps, editor)
    assert verbs("Paper clerks", "petitions.paperentry") == {"view", "add", "change"}


def test_the_migration_can_be_undone_and_done_again():
    migration = importlib.import_module("advocacy.migrations.0002_groups_writers_and_publishers")
    editor = SimpleNamespace(connection=connection)
    migration.remove_groups(apps, editor)
    assert not Group.objects.filter(name__in=["Writers", "Publishers"]).exists()
    migration.make_groups(apps, editor)
    assert verbs("Writers", "campaigns.ask") == {"view", "add", "change", "delete"}


def test_the_permissions_for_parliament_can_be_taken_and_given_again():
    migration = importlib.import_module("advocacy.migrations.0003_groups_parliament")
    editor = SimpleNamespace(connection=connection)
    migration.take_permissions(apps, editor)
    assert verbs("Publishers", "parliament.riding") == set()
    assert verbs("Publishers", "parliament.decisionmaker") == {"view", "add", "change", "delete"}
    migration.add_permissions(apps, editor)
    assert verbs("Publishers", "parliament.riding") == {"view", "add", "change", "delete"}
    assert verbs("Writers", "parliament.postalarea") == {"view"}


def test_writers_write_the_points_of_a_letter():
    for group in ("Writers", "Publishers"):
        assert verbs(group, "advocacy.letterpoint") == {"view", "add", "change", "delete"}


def test_the_permissions_for_letters_can_be_taken_and_given_again():
    migration = importlib.import_module("advocacy.migrations.0016_groups_letters")
    editor = SimpleNamespace(connection=connection)
    migration.take_permissions(apps, editor)
    assert verbs("Publishers", "advocacy.letter") == set()
    assert verbs("Publishers", "advocacy.section") == {"view", "add", "change", "delete", "publish"}
    migration.add_permissions(apps, editor)
    assert verbs("Writers", "advocacy.letter") == {"view", "add", "change"}
