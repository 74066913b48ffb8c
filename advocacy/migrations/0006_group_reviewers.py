"""Reviewers look at signatures that seem suspicious, and set by what they are judged; Publishers prepare events."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EVERYTHING = ("view", "add", "change", "delete")
REVIEWERS = {
    "signature": ("review",),
    "reviewdecision": ("view",),
    "blockeddomain": EVERYTHING,
    "addressrule": EVERYTHING,
    "signingrules": ("view", "add", "change"),
    "signingevent": EVERYTHING,
    "petition": ("view",),
}
GRANTS = {"Reviewers": REVIEWERS, "Publishers": {"signingevent": EVERYTHING}, "Writers": {"signingevent": ("view",)}}


def make_group(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("petitions")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    for name in GRANTS:
        group, _made = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=name)
        group.permissions.add(*permissions(apps, alias, name))


def permissions(apps, alias, name):
    codes = [f"{verb}_{model}" for model, verbs in GRANTS[name].items() for verb in verbs]
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.using(alias).filter(content_type__app_label="petitions", codename__in=codes)


def remove_group(apps, schema_editor):
    alias = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(alias)
    groups.filter(name="Reviewers").delete()
    for group in groups.filter(name__in=["Publishers", "Writers"]):
        events = permissions(apps, alias, group.name)
        group.permissions.remove(*events)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("petitions", "0010_signatures_to_review"),
        ("advocacy", "0005_groups_paper"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]
