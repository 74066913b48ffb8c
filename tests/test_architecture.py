"""The order of the house, read from its files: who may import whom, and what stands in no file."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Each may import those to its left. `publishing` and `parliament` are leaves, but for parliament's fields.
APPS = ("publishing", "parliament", "campaigns", "resources", "petitions", "advocacy")
# Inside an app: a module reaches those of its own number or less, through whatever others it imports. A module of
# another name (petitions.confirmation, publishing.rich_text) is known by what it reaches: nothing above the actions.
LAYERS = (
    {"models", "querysets", "fields"},
    {"translation", "forms", "emails"},
    {"actions"},
    {"tasks"},
    {"views", "feeds", "admin", "signals", "commands", "templatetags", "context_processors", "middleware"},
    {"urls"},
    {"apps"},
)
BESIDE_ACTIONS = 2
# It holds the signal that actions send; the receivers of other apps stand in their `signals`.
SENT_BY_ACTIONS = "publishing.signals"
# Where rendered HTML leaves the renderers. Everything else is escaped by the templates.
MAY_MARK_SAFE = {f"resources/rendering/{name}.py" for name in ("page", "layout", "mail")}
# What decides who sees a record; written down in querysets and nowhere else.
RULE_FIELDS = {"state", "publish_at", "published_at", "opens_at", "closes_at", "is_hidden", "show_name", "confirmed_at"}
PUBLIC_MODELS = {"Campaign", "NewsPost", "Document", "Petition", "Section"}
PUBLIC_METHODS = {"public", "listed", "open"}
# The bases of tables, defaults and upload folders of columns, one validator, and the place of private files.
MIGRATIONS_MAY_IMPORT = re.compile(r"\.(models|querysets)(\.|$)|^publishing\.(colours|private_files)$")
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "lib", "shared", "tools", "base_utils"}


def python_files(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not {"migrations", "__pycache__"} & set(path.parts):
                yield path


def modules():
    """Every module of the site's apps: (dotted name, its syntax tree)."""
    for path in python_files(*APPS, "config"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def imports_of(tree):
    """The dotted names that a module imports, wherever in it; `from a import b` is a.b when that is a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole way"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = (ROOT / (whole.replace(".", "/") + ".py")).exists() or (
                    ROOT / whole.replace(".", "/")
                ).is_dir()
                yield whole if is_module else node.module


def layer_of(module):
    """The number of a module's layer, by its own name or that of the folder it stands in; None for other names."""
    parts = module.split(".")[1:]
    return next((number for number, names in enumerate(LAYERS) for part in parts if part in names), None)


def reached_from(module, imports):
    """All modules of its own app that `module` imports, and those that they import."""
    app, found, to_visit = module.partition(".")[0], set(), [module]
    while to_visit:
        for imported in imports.get(to_visit.pop(), ()):
            if imported.partition(".")[0] == app and imported not in found | {SENT_BY_ACTIONS}:
                found.add(imported)
                to_visit.append(imported)
    return found


def templates(*, without=()):
    for path in sorted((ROOT / "templates").rglob("*")):
        name = path.relative_to(ROOT / "templates").as_posix()
        if path.is_file() and not name.startswith(tuple(without)):
            yield name, path.read_text(encoding="utf-8")


def test_the_reader_of_imports_reads_them():
    found = {name: set(imports_of(tree)) for name, tree in modules()}
    assert "petitions.models" in found["petitions.actions.signing"]
    assert "publishing.fields" in found["petitions.models.petition"]
    assert "django.db.models" not in found["publishing.typography"]
    assert "campaigns.models" in found["campaigns.apps"], "imports inside functions count too"


class TestTheOrderBetweenApps:
    def test_imports_run_one_way(self):
        wrong = []
        for module, tree in modules():
            app = module.partition(".")[0]
            for imported in imports_of(tree):
                other = imported.partition(".")[0]
                if app in APPS and other in APPS and APPS.index(other) > APPS.index(app):
                    wrong.append(f"{module} imports {imported}")
        assert wrong == []

    def test_nobody_imports_the_configuration(self):
        wrong = [
            f"{module} imports {imported}"
            for module, tree in modules()
            for imported in imports_of(tree)
            if not module.startswith("config") and imported.partition(".")[0] == "config"
        ]
        assert wrong == []

    def test_the_site_does_not_import_its_tests(self):
        assert not any(i.partition(".")[0] == "tests" for _module, tree in modules() for i in imports_of(tree))

    def test_a_migration_needs_no_code_that_may_change(self):
        wrong = []
        for path in sorted(ROOT.glob("*/migrations/[0-9]*.py")):
            for imported in imports_of(ast.parse(path.read_text(encoding="utf-8"))):
                if imported.partition(".")[0] in APPS and not MIGRATIONS_MAY_IMPORT.search(imported):
                    wrong.append(f"{path.relative_to(ROOT)} imports {imported}")
        assert wrong == []


class TestTheOrderInsideAnApp:
    def test_models_know_no_actions_and_actions_no_views(self):
        imports = {module: set(imports_of(tree)) for module, tree in modules()}
        wrong = []
        for module in imports:
            if module.startswith("config"):
                continue
            own = layer_of(module)
            for reached in reached_from(module, imports):
                theirs = layer_of(reached)
                if theirs is not None and theirs > (BESIDE_ACTIONS if own is None else own):
                    wrong.append(f"{module} reaches {reached}")
        assert wrong == []

    def test_every_layer_is_there(self):
        names = {part for module, _tree in modules() for part in module.split(".")}
        missing = set().union(*LAYERS) - names
        assert missing == set(), "a layer without a module proves nothing"


class TestWhoSeesWhat:
    """The rule of what is public stands in querysets; pages ask for it by name."""

    def pages(self):
        for module, tree in modules():
            if re.search(r"\.(views|feeds|search|sitemaps|templatetags|context_processors)\b", module):
                yield module, tree

    def test_pages_filter_by_no_rule_of_their_own(self):
        wrong = []
        for module, tree in self.pages():
            for node in ast.walk(tree):
                name = getattr(getattr(node, "func", None), "attr", "")
                if isinstance(node, ast.Call) and name in ("filter", "exclude", "get", "get_or_create"):
                    for keyword in node.keywords:
                        if keyword.arg and keyword.arg.split("__")[0] in RULE_FIELDS:
                            wrong.append(f"{module}:{node.lineno} filters by {keyword.arg}")
        assert wrong == []

    def test_pages_ask_for_what_is_public(self):
        wrong, asked = [], 0
        for module, tree in self.pages():
            for node in ast.walk(tree):
                if (
                    isinstance(node, ast.Attribute)
                    and isinstance(node.value, ast.Attribute)
                    and node.value.attr == "objects"
                    and isinstance(node.value.value, ast.Name)
                    and node.value.value.id in PUBLIC_MODELS
                ):
                    asked += 1
                    if node.attr not in PUBLIC_METHODS:
                        wrong.append(f"{module}:{node.lineno} {node.value.value.id}.objects.{node.attr}")
        assert wrong == []
        assert asked > 10

    def test_pages_know_no_session_no_cookie_and_no_user(self):
        wrong = []
        for module, tree in self.pages():
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and node.attr in (
                    "session",
                    "user",
                    "COOKIES",
                    "set_cookie",
                    "set_signed_cookie",
                ):
                    wrong.append(f"{module}:{node.lineno} uses .{node.attr}")
            wrong += [
                f"{module} imports {i}" for i in imports_of(tree) if re.search(r"contrib\.(messages|sessions|auth)", i)
            ]
        assert wrong == []


class TestNames:
    def test_no_file_is_a_junk_drawer(self):
        names = [p for p in python_files(*APPS, "config", "tests", "benchmarks", "deploy") if p.stem in JUNK_DRAWERS]
        folders = [p for app in (*APPS, "templates", "static", "tests") for p in (ROOT / app).rglob("*") if p.is_dir()]
        assert names == []
        assert [folder for folder in folders if folder.name in JUNK_DRAWERS] == []

    def test_nothing_is_left_to_be_done(self):
        wrong = []
        for path in [*python_files(*APPS, "config"), *sorted((ROOT / "templates").rglob("*.html"))]:
            if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", path.read_text(encoding="utf-8")):
                wrong.append(str(path.relative_to(ROOT)))
        assert wrong == []


class TestWhatIsTrusted:
    def test_html_is_marked_as_safe_only_where_it_leaves_a_renderer(self):
        marking = {
            path.relative_to(ROOT).as_posix()
            for path in python_files(*APPS, "config")
            if re.search(r"\b(mark_safe|SafeString|SafeText|html_safe)\b|\.__html__", path.read_text(encoding="utf-8"))
        }
        assert marking == MAY_MARK_SAFE

    def test_format_html_gets_its_values_apart(self):
        """`format_html(f"…{value}…")` would trust the value."""
        wrong = []
        for module, tree in modules():
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "format_html":
                    first = node.args[0]
                    if not (isinstance(first, ast.Constant | ast.Call)):
                        wrong.append(f"{module}:{node.lineno}")
        assert wrong == []

    def test_templates_trust_nothing_but_text_mails(self):
        wrong = [
            name
            for name, text in templates()
            if re.search(r"\|\s*safe(seq)?\b|autoescape\s+off", text) and not re.fullmatch(r"emails/.+\.txt", name)
        ]
        assert wrong == []

    def test_text_mails_are_not_escaped(self):
        mails = [(name, text) for name, text in templates() if re.fullmatch(r"emails/.+\.txt", name)]
        assert len(mails) >= 4
        assert [name for name, text in mails if "{% autoescape off %}" not in text] == []


class TestTemplates:
    def test_no_script_and_no_style_stands_in_a_page(self):
        """The policy of the site's headers would refuse it. Printed documents and mails have no such headers."""
        inline = re.compile(
            r"<script(?![^>]*\bsrc=)|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"'{]|href\s*=\s*[\"']\s*javascript:",
            re.IGNORECASE,
        )
        wrong = [
            f"{name}: {match[0]}"
            for name, text in templates(without=("documents/", "emails/"))
            # JSON for a script is data: it runs nothing.
            for match in inline.finditer(re.sub(r'<script type="application/(ld\+)?json"', "<data", text))
        ]
        assert wrong == []

    @pytest.mark.parametrize("folder", ["templates", "static"])
    def test_nothing_comes_from_another_host(self, folder):
        loads = re.compile(
            r"<(?:link|script|img|source|iframe|video|audio|embed|object|form)\b[^>]*?"
            r"\b(?:href|src|srcset|data|action|poster)\s*=\s*[\"']?\s*(?:https?:)?//"
            r"|url\(\s*[\"']?(?:https?:)?//|@import\s|\bfetch\(\s*[\"'`]https?:|\bimport\b[^;\n]*[\"']https?:",
            re.IGNORECASE,
        )
        wrong = []
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".html", ".txt", ".css", ".js", ".svg"):
                wrong += [f"{path.relative_to(ROOT)}: {m[0]}" for m in loads.finditer(path.read_text(encoding="utf-8"))]
        assert wrong == []

    def test_public_pages_know_no_session_no_token_and_no_user(self):
        private = re.compile(
            r"csrf_token|csrf_input|request\.(user|session|COOKIES)|\{[{%][^}]*\buser\.|\bmessages\b\s*%\}"
        )
        wrong = [
            f"{name}: {match[0]}" for name, text in templates(without=("admin/",)) for match in private.finditer(text)
        ]
        assert wrong == []

    def test_every_picture_has_an_alternative_text(self):
        wrong = [
            f"{name}: {tag}"
            for name, text in templates()
            for tag in re.findall(r"<img\b[^>]*>", text)
            if not re.search(r"\balt=", tag)
        ]
        assert wrong == []
