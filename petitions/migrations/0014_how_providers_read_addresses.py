"""How the large providers read addresses, as their own help pages say.

Gmail ignores dots and what follows a +; googlemail.com is the same mailboxes. iCloud, Outlook, Fastmail and Proton
ignore what follows a + (Proton dots as well, as no two of its addresses differ by dots alone). Yahoo, Bell, Rogers,
Videotron and most others read neither: they have no rule.
"""

from django.db import migrations

RULES = [
    # domain, ignores_dots, ignores_tags, same_as
    ("gmail.com", True, True, ""),
    ("googlemail.com", True, True, "gmail.com"),
    ("outlook.com", False, True, ""),
    ("hotmail.com", False, True, ""),
    ("hotmail.ca", False, True, ""),
    ("hotmail.fr", False, True, ""),
    ("live.com", False, True, ""),
    ("live.ca", False, True, ""),
    ("msn.com", False, True, ""),
    ("icloud.com", False, True, ""),
    ("me.com", False, True, "icloud.com"),
    ("mac.com", False, True, "icloud.com"),
    ("fastmail.com", False, True, ""),
    ("proton.me", True, True, ""),
    ("protonmail.com", True, True, "proton.me"),
    ("pm.me", True, True, "proton.me"),
]


def add(apps, schema_editor):
    rules = apps.get_model("petitions", "AddressRule").objects.using(schema_editor.connection.alias)
    for domain, dots, tags, same_as in RULES:
        values = {"ignores_dots": dots, "ignores_tags": tags, "same_as": same_as}
        rules.get_or_create(domain=domain, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("petitions", "0013_first_entries_of_the_timeline")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
