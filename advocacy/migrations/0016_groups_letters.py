"""Writers draft the letters of campaigns and Publishers publish them; both read how many were counted."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

PARTS = ("view", "add", "change", "delete")
GRANTED = {
    "Writers": {"letter": ("view", "add", "change"), "letterpoint": PARTS, "lettercount": ("view",)},
    "Publishers": {"letter": (*PARTS, "publish"), "letterpoint": PARTS, "lettercount": ("view",)},
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
    dependencies = [("advocacy", "0015_letters")]

    operations = [migrations.RunPython(add_permissions, take_permissions)]
