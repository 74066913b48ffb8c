"""What texts may take from records by name: decision-makers and charts."""

from django.utils.translation import override

from campaigns.models import Chart
from parliament.models import DecisionMaker


def decision_maker_texts(language):
    """{{minister.full_name}}, {{minister.salutation}} and the like, for every decision-maker's key."""
    values = {}
    with override(language):
        for person in DecisionMaker.objects.all():
            form = person.form_of_address(language)
            values |= {
                f"{person.key}.full_name": person.full_name,
                f"{person.key}.name_line": form.name_line,
                f"{person.key}.title": _in_a_sentence(form.title, language),
                f"{person.key}.salutation": form.salutation,
                f"{person.key}.closing": form.closing,
                f"{person.key}.email": person.email,
                f"{person.key}.riding": person.riding or "",
                f"{person.key}.address": ", ".join(person.address_lines),
            }
    return values


def _in_a_sentence(title, language):
    """A title behind a name: in French it begins with a small letter, as it does not in an address."""
    return title[:1].lower() + title[1:] if language == "fr" else title


def chart_names():
    return [f"chart.{key}" for key in Chart.objects.values_list("key", flat=True)]
