"""The group that may take signatures out of the site, and make the packs that name signatories."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Data stewards"
# What Publishers may do too: packs that hold counts only. The admin keeps those with names from them.
DELIVERIES = ("view_delivery", "add_delivery", "change_delivery", "view_deliveryfile")
STEWARDS = ("export_signature", "view_export", *DELIVERIES)
RULES = {GROUP: STEWARDS, "Publishers": DELIVERIES}


def make_group(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("petitions")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    Group = apps.get_model("auth", "Group")
    for name in RULES:
        group, _made = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*permissions(apps, alias, name))


def permissions(apps, alias, name):
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.using(alias).filter(content_type__app_label="petitions", codename__in=RULES[name])


def remove_group(apps, schema_editor):
    alias = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    Group.objects.using(alias).filter(name=GROUP).delete()
    for group in Group.objects.using(alias).filter(name="Publishers"):
        group.permissions.remove(*permissions(apps, alias, group.name))


class Migration(migrations.Migration):
    dependencies = [
        ("petitions", "0005_each_signature_knows_its_version"),
        ("advocacy", "0003_groups_parliament"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]
