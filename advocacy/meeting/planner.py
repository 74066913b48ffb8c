"""The planner: its form and its rows as one, offered, changed and sent."""

from django.utils.translation import gettext as _

from advocacy.meeting import agenda
from advocacy.meeting.choices import USUAL_ROLES
from advocacy.meeting.forms import MOST_PEOPLE, ROWS, PeopleRows, PlanForm, StepRows
from advocacy.models import Role


class Planner:
    """The form and its rows as one: `form`, `people`, `steps`."""

    def __init__(self, offer, form, people, steps):
        self.offer, self.form, self.people, self.steps = offer, form, people, steps

    @classmethod
    def offered(cls, offer, language):
        """What a page shows before anybody has typed."""
        length = agenda.USUAL_LENGTH
        return cls._showing(
            offer,
            offer.initial(language, length),
            [{"role": role} for role in USUAL_ROLES],
            offer.suggested_steps(length),
        )

    @classmethod
    def again(cls, offer, data, *, add="", suggests=False):
        """What was typed, to be changed, without looking for mistakes.

        `add`: "person" or "step", of which there is one more row. `suggests`: with the minutes that suit the length.
        """
        steps = _typed_rows("step", data, add)
        if suggests:
            steps = offer.suggested_steps(_length_of(data), steps)
        initial = {name: data.get(name, "") for name in PlanForm.base_fields}
        return cls._showing(offer, initial, _typed_rows("person", data, add), steps)

    @classmethod
    def _showing(cls, offer, initial, people, steps):
        return cls(
            offer,
            PlanForm(initial=initial, offer=offer),
            PeopleRows(initial=people, prefix="person"),
            StepRows(initial=steps, prefix="step"),
        )

    @classmethod
    def sent(cls, offer, data):
        return cls(offer, PlanForm(data, offer=offer), PeopleRows(data, prefix="person"), StepRows(data, prefix="step"))

    @property
    def rows(self):
        """All rows, as forms."""
        return [*self.people, *self.steps]

    @property
    def has_room(self):
        """{kind: whether one more row may be added}."""
        return {"person": len(self.people.forms) < MOST_PEOPLE, "step": len(self.steps.forms) < agenda.MOST_POINTS}

    @property
    def hidden(self):
        """[(name, value)] of everything that was sent, for the buttons of the finished plan."""
        kept = [(name, self.form.data.get(name, "")) for name in self.form.fields]
        for kind, rows in (("person", self.people), ("step", self.steps)):
            kept.append((f"{kind}-TOTAL_FORMS", len(rows.forms)))
            kept.append((f"{kind}-INITIAL_FORMS", 0))
            kept += [
                (row.add_prefix(name), row.data.get(row.add_prefix(name), "")) for row in rows for name in row.fields
            ]
        return kept

    def is_valid(self):
        """Whether all of it is whole, and the agenda fills the meeting."""
        whole = all([self.form.is_valid(), self.people.is_valid(), self.steps.is_valid()])
        if whole:
            self._check_minutes()
        return not self.form.errors and whole

    def _check_minutes(self):
        length = self.form.cleaned_data["length"]
        total = sum(step["minutes"] for step in self.agenda)
        if total != length:
            words = _(
                "The agenda takes %(total)d minutes, the meeting %(length)d. Change the minutes, or let us do it."
            )
            self.form.add_error("length", words % {"total": total, "length": length})

    @property
    def agenda(self):
        """The rows of the agenda that are not empty, as {"title", "minutes", "role"}."""
        return [row.cleaned_data for row in self.steps if row.cleaned_data.get("title")]

    @property
    def group(self):
        """The rows of the group that are not empty, as {"name", "role"}; a name without a role comes along."""
        rows = [row.cleaned_data for row in self.people]
        named = [row for row in rows if row.get("name") or row.get("role")]
        return [{"name": row.get("name", ""), "role": row.get("role") or str(Role.COMPANY)} for row in named]


def _length_of(data):
    chosen = data.get("length", "")
    return int(chosen) if chosen in map(str, agenda.LENGTHS) else agenda.USUAL_LENGTH


def _typed_rows(kind, data, add):
    rows_class, most = ROWS[kind]
    typed = data.get(f"{kind}-TOTAL_FORMS", "")
    count = min(int(typed), most) if typed.isdecimal() and len(typed) < 10 else 0
    names = rows_class.form.base_fields
    rows = [{name: data.get(f"{kind}-{number}-{name}", "") for name in names} for number in range(count)]
    return rows + [{}] * (add == kind and count < most)
