"""The arrows between the rooms, as docs/architecture.md draws them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLUEPRINTS = ROOT / "blueprints"

# Each room may use the rooms on its right.
MAY_USE = {
    "shared": set(),
    "accounts": {"shared"},
    "goals": {"accounts", "shared"},
    "contacts": {"goals", "accounts", "shared"},
    "exchange": {"contacts", "goals", "accounts", "shared"},
    "followups": {"contacts", "goals", "accounts", "shared"},
    "notifications": {"followups", "contacts", "goals", "accounts", "shared"},
    "offline": {"exchange", "today", "followups", "contacts", "goals", "accounts", "shared"},
    "reports": {"shared"},
    "today": {"followups", "contacts", "goals", "accounts", "shared"},
    "health": {"shared"},
}
PURE = {
    *("consent", "introducing", "kinship", "matching", "reasons", "roots"),
    "balance",
    "cadence",
    "depth",
    "room",
    "strata",
    "channels",
    "drafting",
    "warm",
    "wording",
    "moment",
    "queue",
    "vcard",
    "compact",
    "qr",
    "photo",
    "card",
    "reach",
    "words",
    "zones",
    "moments",
    "saying",
    "icalendar",
    "written_lines",
    "nudging",
    "telling",
    "push_services",
    "vapid",
    "proposing",
    "zone_guess",
    "verdict",
    "series",
    "year",
}
# Only its types: who is signed in is a person, and everybody asks who is signed in.
NAMES_A_TYPE = {"shared/access.py": {"accounts"}}
MODULES = sorted(BLUEPRINTS.glob("*/**/*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def imports(module: Path) -> Iterator[tuple[str, ...]]:
    """What a module imports, each as a dotted name's parts, relative ones made whole."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield from _from(module, node)
        elif isinstance(node, ast.Import):
            yield from (tuple(name.name.split(".")) for name in node.names)


def _from(module: Path, node: ast.ImportFrom) -> Iterator[tuple[str, ...]]:
    base = module.relative_to(ROOT).parts[: -node.level] if node.level else ()
    path = tuple(node.module.split(".")) if node.module else ()
    yield from ((*base, *path, name.name) for name in node.names)


def room(module: Path) -> str:
    """Whose a module is: the folder it stands in, however deep."""
    return module.relative_to(BLUEPRINTS).parts[0]


def place(module: Path) -> str:
    """Where it stands, as in "shared/access.py"."""
    return str(module.relative_to(BLUEPRINTS))


def test_every_room_is_known() -> None:
    assert {room(path) for path in MODULES} == set(MAY_USE)


@pytest.mark.parametrize("module", MODULES, ids=place)
def test_a_module_uses_only_the_rooms_below_its_own(module: Path) -> None:
    own = room(module)
    used = {name[1] for name in imports(module) if name[0] == "blueprints" and len(name) > 1}

    assert used <= MAY_USE[own] | {own} | NAMES_A_TYPE.get(place(module), set())


@pytest.mark.parametrize("module", MODULES, ids=place)
def test_nobody_uses_anothers_routes(module: Path) -> None:
    others = {
        name[1]
        for name in imports(module)
        if name[:1] == ("blueprints",) and "routes" in name and name[1] != room(module)
    }

    assert not others


@pytest.mark.parametrize(
    "module", [path for path in MODULES if path.stem in {*PURE, "forms"}], ids=place
)
def test_forms_and_pure_modules_know_no_database(module: Path) -> None:
    used = {part for name in imports(module) for part in name}

    assert not used & {"sqlalchemy", "flask_sqlalchemy", "db"}
    assert module.stem == "forms" or "flask" not in used


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_keep_to_what_the_headers_allow(template: Path) -> None:
    source = template.read_text()

    assert " style=" not in source
    assert "<script>" not in source


# Getting in and out, passwords and addresses need the network; a review creates nothing.
WITHOUT_ID = (
    *("/sign-in", "/sign-out", "/me/address", "/me/password", "/me/delete"),
    *("/password-reset", "{{ another }}", "/confirmation/", "/scan/card"),
    *("{{ path }}", "{{ again.path }}", "{{ refusal }}"),
)
# Whoever is signed in, if anybody, is not who sends these.
FOR_ANYBODY = (
    *("/sign-up", "{{ href }}/return"),
    *("/nudges/stop/{{ token }}", "/nudges/stop/{{ token }}/return"),
)
ITS_OWN = '{% include "components/its_own.html" %}'
ITS_ID = 'name="id"'
FORM = re.compile(r'<form[^>]*method="post"[^>]*action="([^"]+)".*?</form>', re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_changes_something_carries_an_id_and_says_whose_it_is(
    template: Path,
) -> None:
    bare = [
        form[1]
        for form in FORM.finditer(template.read_text())
        if (ITS_ID if form[1] in FOR_ANYBODY else ITS_OWN) not in form[0]
        and not form[1].startswith(WITHOUT_ID)
    ]

    assert bare == []
