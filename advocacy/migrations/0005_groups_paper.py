"""Paper clerks receive and enter signed sheets; Publishers do too, and correct the names of groups.

Both read who has registered to collect: they write to them about their sheets.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ENTERING = {
    "paperbatch": ("view", "add", "change"),
    "paperentry": ("view", "add", "change"),
    "papergroup": ("view",),
}
RULES = {
    "Paper clerks": ENTERING,
    "Publishers": ENTERING | {"papergroup": ("view", "change")},
}


def add_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("petitions")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    give_permissions(apps, alias)


def give_permissions(apps, alias):
    Group = apps.get_model("auth", "Group")
    for name in RULES:
        group, _made = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*permissions(apps, alias, name))


def permissions(apps, alias, name):
    codes = [f"{verb}_{model}" for model, verbs in RULES[name].items() for verb in verbs]
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.using(alias).filter(content_type__app_label="petitions", codename__in=codes)


def take_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    Group.objects.using(alias).filter(name="Paper clerks").delete()
    for group in Group.objects.using(alias).filter(name="Publishers"):
        group.permissions.remove(*permissions(apps, alias, group.name))


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("petitions", "0003_petitions_to_be_trusted"),
        ("advocacy", "0004_group_data_stewards"),
    ]

    operations = [migrations.RunPython(add_permissions, take_permissions)]
