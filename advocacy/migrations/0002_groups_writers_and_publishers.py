"""The two groups of staff: Writers work on drafts, Publishers on all that the public sees.

Stands in this app because it needs the models of all others. Permissions are made after migrations by Django;
here they are needed before, so they are made now.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

APPS = ("publishing", "parliament", "campaigns", "resources", "petitions", "advocacy")

# Records with a draft. What Writers may do with them the admin narrows to drafts.
DRAFTED = ("campaigns.campaign", "campaigns.newspost", "resources.document", "advocacy.section", "petitions.petition")
PARTS = ("campaigns.ask", "campaigns.figure", "campaigns.timelineentry", "resources.download")
# Records without a draft: whatever changes is on the site at once.
PUBLIC_AT_ONCE = (
    "campaigns.partner",
    "campaigns.chart",
    "campaigns.chartbar",
    "resources.topic",
    "advocacy.way",
    "parliament.decisionmaker",
)
CHANGED_ONLY = ("publishing.organisation", "publishing.page", "campaigns.latestpost")
READ_ONLY = ("resources.rendition",)

EVERYTHING = ("view", "add", "change", "delete")

WRITERS = (
    (DRAFTED, ("view", "add", "change")),
    (PARTS, EVERYTHING),
    (PUBLIC_AT_ONCE + CHANGED_ONLY + READ_ONLY, ("view",)),
)
PUBLISHERS = (
    (DRAFTED, (*EVERYTHING, "publish")),
    (PARTS, EVERYTHING),
    (PUBLIC_AT_ONCE, EVERYTHING),
    (CHANGED_ONLY, ("view", "change")),
    (READ_ONLY, ("view",)),
)


def make_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    for label in APPS:
        config = apps.get_app_config(label)
        # Without a models module Django takes an app for one without models.
        former, config.models_module = getattr(config, "models_module", None), True
        create_permissions(config, apps=apps, verbosity=0, using=alias)
        config.models_module = former
    Group = apps.get_model("auth", "Group")
    for name, rules in (("Writers", WRITERS), ("Publishers", PUBLISHERS)):
        group, _made = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*permissions(apps, alias, rules))


def permissions(apps, alias, rules):
    Permission = apps.get_model("auth", "Permission")
    for models, verbs in rules:
        for label in models:
            app, model = label.split(".")
            for verb in verbs:
                yield Permission.objects.using(alias).get(content_type__app_label=app, codename=f"{verb}_{model}")


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.using(schema_editor.connection.alias).filter(name__in=["Writers", "Publishers"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("publishing", "0001_initial"),
        ("parliament", "0001_initial"),
        ("campaigns", "0001_initial"),
        ("resources", "0001_initial"),
        ("petitions", "0001_initial"),
        ("advocacy", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
