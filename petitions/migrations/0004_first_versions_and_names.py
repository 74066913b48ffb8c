"""Petitions that have been signed get the first version of their text, signatures what they are compared by."""

import re
import unicodedata

from django.db import migrations

TEXT = [f"{name}_{code}" for name in ("title", "addressee", "whereas", "prayer") for code in ("en", "fr")]
PROVINCES = {
    "A": "NL", "B": "NS", "C": "PE", "E": "NB", "G": "QC", "H": "QC", "J": "QC", "K": "ON", "L": "ON", "M": "ON",
    "N": "ON", "P": "ON", "R": "MB", "S": "SK", "T": "AB", "V": "BC", "Y": "YT",
}
NUNAVUT = ("X0A", "X0B", "X0C")


def name_key(first_name, last_name):
    bare = unicodedata.normalize("NFKD", f"{first_name} {last_name}".casefold())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "", letters)[:170] or bare[:170]


def province(code):
    if code.startswith("X"):
        return "NU" if code[:3] in NUNAVUT else "NT"
    return PROVINCES.get(code[:1], "")


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    Petition = apps.get_model("petitions", "Petition")
    TextVersion = apps.get_model("petitions", "TextVersion")
    Signature = apps.get_model("petitions", "Signature")
    for petition in Petition.objects.using(alias).exclude(state="draft"):
        words = {name: getattr(petition, name) or "" for name in TEXT}
        untranslated = {name[:-3]: words[name] for name in TEXT if name.endswith("_en")}
        version = TextVersion.objects.using(alias).create(petition=petition, number=1, **words, **untranslated)
        Petition.objects.using(alias).filter(pk=petition.pk).update(version=version)
    versions = dict(TextVersion.objects.using(alias).values_list("petition_id", "pk"))
    for signature in Signature.objects.using(alias).iterator(chunk_size=1000):
        signature.version_id = versions[signature.petition_id]
        signature.name_key = name_key(signature.first_name, signature.last_name)
        signature.province = province(signature.postal_code)
        signature.save(update_fields=["version", "name_key", "province"])


class Migration(migrations.Migration):
    dependencies = [("petitions", "0003_petitions_to_be_trusted")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
