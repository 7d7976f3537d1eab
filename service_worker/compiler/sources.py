"""Which templates the worker needs, and how they are parsed: as the server does."""

import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, nodes

from blueprints.shared.config import ROOT
from blueprints.shared.pages import WHITE_SPACE

_NAMED = re.compile(r'"([a-z_]+/[a-z_]+\.html)"')


def environment(loader: BaseLoader | None = None) -> Environment:
    """Jinja2 with the app's settings; over the app's templates, unless another loader is given."""
    templates = loader or FileSystemLoader(ROOT / "templates")
    return Environment(loader=templates, autoescape=True, **WHITE_SPACE)


def named_in(folder: Path) -> list[str]:
    """The templates that the scripts in a folder name: what the worker shows."""
    scripts = sorted(folder.rglob("*.js"))
    found = {name for script in scripts for name in _NAMED.findall(script.read_text())}
    return sorted(found)


def reachable(env: Environment, roots: Iterable[str]) -> list[str]:
    """The roots, and all they extend, include and import."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_uses(env, name))
    return sorted(found)


def parse(env: Environment, name: str) -> nodes.Template:
    """A template's syntax tree."""
    assert env.loader
    source, filename, _ = env.loader.get_source(env, name)
    return env.parse(source, name, filename)


def _uses(env: Environment, name: str) -> list[str]:
    kinds = (nodes.Extends, nodes.Include, nodes.FromImport)
    used = [node.template for node in parse(env, name).find_all(kinds)]
    return [node.value for node in used if isinstance(node, nodes.Const)]
