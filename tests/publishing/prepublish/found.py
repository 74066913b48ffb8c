"""What the check before publishing says of a record, in short."""

from publishing.prepublish import registry


def found(record, **how):
    """[(title, field, near)] of the findings about `record` as it is stored."""
    record.refresh_from_db()
    return [(f.title, f.field, f.near) for f in registry.report_on(record, **how).findings]


def titles(record, **how):
    return [title for title, _field, _near in found(record, **how)]


def words(record):
    record.refresh_from_db()
    return [finding.words for finding in registry.report_on(record).findings]


def blocking(record, **how):
    record.refresh_from_db()
    return [(finding.title, finding.field) for finding in registry.report_on(record, **how).blocks]


def write(record, **columns):
    """Store `columns` as they are, past the forms, as an import or an older version would have left them."""
    type(record).objects.filter(pk=record.pk).update(**columns)
    return record
