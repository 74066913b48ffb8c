"""Data stewards set the clocks of privacy, read what was forgotten, and erase for those who ask for it."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Data stewards"
STEWARDS = ("view_privacyclocks", "add_privacyclocks", "change_privacyclocks", "view_forgettingreport", "delete_signature")


def add_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("petitions")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    group, _made = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=GROUP)
    group.permissions.add(*permissions(apps, alias))


def permissions(apps, alias):
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.using(alias).filter(content_type__app_label="petitions", codename__in=STEWARDS)


def take_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name=GROUP):
        group.permissions.remove(*permissions(apps, alias))


class Migration(migrations.Migration):
    dependencies = [
        ("petitions", "0009_what_is_never_delivered_is_forgotten_too"),
        ("advocacy", "0007_updates_to_signers"),
    ]

    operations = [migrations.RunPython(add_permissions, take_permissions)]
