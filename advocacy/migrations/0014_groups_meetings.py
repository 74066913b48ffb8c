"""Writers draft plans for meetings and Publishers publish them. Writers read what groups report; Publishers follow it
up and see who reported; Data stewards see that too, and delete."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

PARTS = ("view", "add", "change", "delete")
GRANTED = {
    "Writers": {"meetingplan": ("view", "add", "change"), "meetingstep": PARTS, "meetingreport": ("view",)},
    "Publishers": {
        "meetingplan": (*PARTS, "publish"),
        "meetingstep": PARTS,
        "meetingreport": ("view", "change", "contact"),
    },
    "Data stewards": {"meetingreport": ("view", "delete", "contact")},
}


def add_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("advocacy")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    for name in GRANTED:
        group, _made = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=name)
        group.permissions.add(*permissions(apps, alias, name))


def permissions(apps, alias, name):
    codes = [f"{verb}_{model}" for model, verbs in GRANTED[name].items() for verb in verbs]
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.using(alias).filter(content_type__app_label="advocacy", codename__in=codes)


def take_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GRANTED):
        group.permissions.remove(*permissions(apps, alias, group.name))


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0013_meetings")]

    operations = [migrations.RunPython(add_permissions, take_permissions)]
