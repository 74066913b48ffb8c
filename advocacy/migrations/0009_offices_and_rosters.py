"""Writers read the offices of members and the readings of the roster; Publishers also change offices."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GRANTED = {
    "Writers": ("view_office", "view_rosterreading"),
    "Publishers": ("view_office", "add_office", "change_office", "delete_office", "view_rosterreading"),
}


def add_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("parliament")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    for name, group in _groups(apps, alias):
        group.permissions.add(*_permissions(apps, alias, GRANTED[name]))


def _groups(apps, alias):
    Group = apps.get_model("auth", "Group").objects.using(alias)
    return [(name, Group.get_or_create(name=name)[0]) for name in GRANTED]


def _permissions(apps, alias, codes):
    Permission = apps.get_model("auth", "Permission").objects.using(alias)
    return Permission.filter(content_type__app_label="parliament", codename__in=codes)


def take_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    for name, group in _groups(apps, alias):
        group.permissions.remove(*_permissions(apps, alias, GRANTED[name]))


class Migration(migrations.Migration):
    dependencies = [
        ("parliament", "0003_offices_corrections_readings"),
        ("advocacy", "0008_groups_privacy"),
    ]

    operations = [migrations.RunPython(add_permissions, take_permissions)]
