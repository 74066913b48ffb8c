"""The site's first content passes its own check before publishing."""

from publishing.models import Page
from publishing.prepublish import registry
from resources.models import Document


def test_nothing_is_found_in_any_of_the_first_content(content):
    looked_at, found = set(), []
    for model in registry.models():
        for record in model._default_manager.all():
            looked_at.add(model)
            report = registry.report_on(record, thoroughly=True, seconds=120)
            found += [f"{model.__name__} {record}: {f.title} {f.words} ({f.field}, {f.near})" for f in report.findings]
    assert found == []
    assert looked_at == set(registry.models())
    assert {Page, Document} < looked_at
