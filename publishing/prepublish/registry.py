"""Which records are looked at before publishing, and by which checks."""

from time import monotonic
from typing import NamedTuple

from publishing.prepublish.subject import Subject


class _Rules(NamedTuple):
    relations: tuple
    essential: object
    has_gaps: object
    cites: object


_rules = {}
_checks = []
_thorough = []


def never(record):
    return False


def always(record):
    return True


def register(model, *, relations=(), essential=(), has_gaps=never, cites=never):
    """`relations`: names of what is edited as parts of `model`'s form.

    `essential`: translated fields without which its page has nothing to read, or a function of the record that
    names them. `has_gaps(record)`: whether [words in brackets] are gaps for readers to fill in, as in a letter.
    `cites(record)`: whether its figures are to come with their source, as in a report.
    """
    _rules[model] = _Rules(tuple(relations), essential, has_gaps, cites)


def check(function):
    """Decorates `function(subject) -> findings`, which is asked about every record."""
    _checks.append(function)
    return function


def thorough(function):
    """The same, for a check that takes long."""
    _thorough.append(function)
    return function


def is_checked(model):
    return model in _rules


def subject_of(record):
    rules = _rules[type(record)]
    essential = rules.essential(record) if callable(rules.essential) else rules.essential
    subject = Subject(record, rules.relations, essential)
    subject.has_gaps, subject.cites = rules.has_gaps(record), rules.cites(record)
    return subject


class Report(NamedTuple):
    """What was found about a record; what blocks stands first."""

    subject: Subject
    findings: list

    @property
    def blocks(self):
        return [finding for finding in self.findings if finding.blocks]

    @property
    def warnings(self):
        return [finding for finding in self.findings if not finding.blocks]


def report_on(record, *, thoroughly=False, seconds=0):
    """The Report on `record` as it is stored.

    `seconds`: for how long thorough checks, all together, may wait for another process. Without any they tell what is
    known: that is for a save, in whose transaction others may be waiting for the database.
    """
    subject = subject_of(record)
    subject.wait_until = monotonic() + seconds
    found = {}
    for ask in [*_checks, *(_thorough if thoroughly else ())]:
        for finding in ask(subject):
            # What two checks say in the same words is said once.
            found.setdefault((id(finding.record), finding.field, finding.near, finding.words), finding)
    return Report(subject, sorted(found.values(), key=lambda finding: not finding.blocks))


def models():
    """Every kind of record that is looked at."""
    return list(_rules)
