"""What the guides tell people to type is there."""

import re

import pytest
from django.core.management import get_commands

from tests.deploy.nginx import PROJECT

GUIDES = [
    PROJECT / name
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "deploy/README.md", "docs/writing.md")
]
GUIDES += sorted((PROJECT / "docs" / "decisions").glob("*.md"))


def name(path):
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_every_link_within_the_project_leads_somewhere(guide):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", guide.read_text(encoding="utf-8")):
        assert (guide.parent / target).exists(), target


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_every_command_exists(guide):
    text = guide.read_text(encoding="utf-8")
    for command in re.findall(r"manage\.py ([a-z_]+)", text):
        assert command in get_commands(), command
    targets = re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for line in re.findall(r"(?:^|`)make ([a-z -]+)", text, re.MULTILINE):
        assert line.split()[0] in targets, line


def test_the_decisions_are_numbered_without_a_gap():
    files = sorted((PROJECT / "docs" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in files]
    assert numbers == list(range(1, len(files) + 1))
    for number, path in zip(numbers, files, strict=True):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. "), path.name
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences")), path.name


def test_the_guide_to_a_server_names_the_places_that_the_units_and_nginx_use():
    guide = (PROJECT / "deploy" / "README.md").read_text(encoding="utf-8")
    for path in ("/srv/take-action", "/var/lib/take-action", "/var/log/nginx/take-action.log"):
        assert path in guide
    for unit in (PROJECT / "deploy" / "systemd").glob("take-action*.*"):
        if unit.is_file():
            told = unit.name in guide or unit.stem in guide
            assert told, f"{unit.name} is not in the guide"
