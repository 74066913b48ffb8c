"""Publishers answer requests for other formats; Data stewards read and delete them. Both groups of authors upload
finished files."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RULES = {
    "Publishers": {"formatrequest": ("view", "change"), "finishedfile": ("view", "add", "change", "delete")},
    "Writers": {"finishedfile": ("view", "add", "change", "delete")},
    "Data stewards": {"formatrequest": ("view", "delete")},
}


def add_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("resources")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    Group = apps.get_model("auth", "Group")
    for name in RULES:
        group, _made = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*permissions(apps, alias, name))


def permissions(apps, alias, name):
    codes = [f"{verb}_{model}" for model, verbs in RULES[name].items() for verb in verbs]
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.using(alias).filter(content_type__app_label="resources", codename__in=codes)


def take_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=RULES):
        group.permissions.remove(*permissions(apps, alias, group.name))


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0006_shelves_editions_requests_and_finished_files"),
        ("advocacy", "0009_offices_and_rosters"),
    ]

    operations = [migrations.RunPython(add_permissions, take_permissions)]
