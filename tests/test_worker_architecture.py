"""The arrows inside the service worker, as docs/offline.md draws them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORKER = ROOT / "service_worker"
IMPORT = re.compile(r'^import .*?from "(\.[^"]+)";', re.MULTILINE | re.DOTALL)
MODULES = sorted(path for path in WORKER.rglob("*.js") if "built" not in path.parts)

# Around the twin stands what needs a browser; the plain modules know nothing of either.
BROWSER = {"worker", "fetching", "signing", "answers", "sharing", "keeping", "nudges", "responses"}
BROWSER |= {"assets"}
PHONE = {"phone", "doing", "settling", "whose", "view", "telling"}
STATE = PHONE | {"sync", "store", "outbox", "replica", "waiting"}
TWIN = {"twin", "routes", "posts", "pages"}
MAY_USE = {
    "worker": BROWSER,
    "fetching": BROWSER | STATE | TWIN,
    "signing": {"answers", "assets", "keeping", "waiting"},
    "answers": {"keeping", "responses", "waiting"} | TWIN,
    "sharing": BROWSER | TWIN,
    "keeping": {"assets"} | STATE | TWIN,
    "nudges": set(),
    "responses": {"assets"},
    "assets": set(),
    "phone": {"doing", "settling", "whose", "view", "store"},
    "doing": {"outbox", "store", "twin"},
    "settling": {"outbox", "replica", "store"},
    "whose": {"store"},
    "view": {"telling", "outbox", "replica", "store", "twin"},
    "telling": {"store"},
    "sync": {"outbox", "replica"},
    "waiting": {"outbox", "twin", "posts"},
    "store": set(),
    "outbox": set(),
    "replica": set(),
    "twin": {"routes"},
    "routes": {"pages", "posts"},
    "posts": {"posts", "pages"},
    "pages": {"pages"},
}


def room(module: Path) -> str:
    """The folder of pages and posts, else the module itself."""
    within = module.relative_to(WORKER)
    return within.parts[0] if within.parts[0] in TWIN else within.stem


def used(module: Path) -> Iterator[str]:
    """The rooms a module imports from; what stands in none of them is plain."""
    for name in IMPORT.findall(module.read_text()):
        path = (module.parent / name).resolve()
        if path.is_relative_to(WORKER) and room(path) in BROWSER | STATE | TWIN:
            yield room(path)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(WORKER)))
def test_a_module_uses_only_the_rooms_below_its_own(module: Path) -> None:
    assert set(used(module)) <= MAY_USE.get(room(module), set())


@pytest.mark.parametrize("feature", ["contacts", "exchange", "followups", "goals"])
def test_the_twin_of_each_feature_stands_where_its_name_is(feature: str) -> None:
    for folder in ("pages", "posts", "forms"):
        assert (WORKER / folder / f"{feature}.js").exists()
    assert (ROOT / "blueprints" / feature / "routes.py").exists()
