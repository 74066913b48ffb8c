"""Writers draft call sheets, Publishers publish them; both read what was counted, which nobody edits."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RULES = {
    "Writers": {"callsheet": ("view", "add", "change"), "objection": ("view", "add", "change", "delete")},
    "Publishers": {
        "callsheet": ("view", "add", "change", "delete", "publish"),
        "objection": ("view", "add", "change", "delete"),
    },
}
COUNTS = ("view_callcount",)


def add_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("advocacy")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    for name, group in _groups(apps, alias):
        group.permissions.add(*permissions(apps, alias, name))


def _groups(apps, alias):
    Group = apps.get_model("auth", "Group").objects.using(alias)
    return [(name, Group.get_or_create(name=name)[0]) for name in RULES]


def permissions(apps, alias, name):
    codes = [f"{verb}_{model}" for model, verbs in RULES[name].items() for verb in verbs]
    Permission = apps.get_model("auth", "Permission").objects.using(alias)
    return Permission.filter(content_type__app_label="advocacy", codename__in=[*codes, *COUNTS])


def take_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    for name, group in _groups(apps, alias):
        group.permissions.remove(*permissions(apps, alias, name))


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0011_calls")]

    operations = [migrations.RunPython(add_permissions, take_permissions)]
