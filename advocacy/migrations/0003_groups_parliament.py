"""Writers read ridings, members and postal areas; Publishers bring them in and correct them.

They have no draft: what changes in them is on the site at once.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = ("riding", "member", "postalarea")
VERBS = {"Writers": ("view",), "Publishers": ("view", "add", "change", "delete")}


def add_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("parliament")
    # Without a models module Django takes an app for one without models.
    former, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0, using=alias)
    config.models_module = former
    Group = apps.get_model("auth", "Group")
    for name in VERBS:
        group, _made = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*permissions(apps, alias, name))


def permissions(apps, alias, name):
    codes = [f"{verb}_{model}" for model in MODELS for verb in VERBS[name]]
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.using(alias).filter(content_type__app_label="parliament", codename__in=codes)


def take_permissions(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=VERBS):
        group.permissions.remove(*permissions(apps, alias, group.name))


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("parliament", "0002_ridings_members_postal_areas"),
        ("advocacy", "0002_groups_writers_and_publishers"),
    ]

    operations = [migrations.RunPython(add_permissions, take_permissions)]
