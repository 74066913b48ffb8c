"""Writers write updates to signers; Publishers send them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VERBS = {"Writers": ("view", "add", "change"), "Publishers": ("view", "add", "change", "delete", "send")}


def add_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("petitions")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    for group in groups(apps, alias):
        group.permissions.add(*permissions(apps, alias, group.name))


def groups(apps, alias):
    return apps.get_model("auth", "Group").objects.using(alias).filter(name__in=VERBS)


def permissions(apps, alias, name):
    codes = [f"{verb}_signerupdate" for verb in VERBS[name]]
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.using(alias).filter(content_type__app_label="petitions", codename__in=codes)


def take_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in groups(apps, alias):
        group.permissions.remove(*permissions(apps, alias, group.name))


class Migration(migrations.Migration):
    dependencies = [
        ("petitions", "0005_each_signature_knows_its_version"),
        ("advocacy", "0006_group_reviewers"),
    ]

    operations = [migrations.RunPython(add_permissions, take_permissions)]
