"""Which templates the worker needs, and how they are parsed: as the server does."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, nodes

from blueprints.shared.folders import ROOT
from blueprints.shared.pages import WHITE_SPACE

from .nodes import Place

_NAMED = re.compile(r'"([a-z_]+/[a-z_]+\.html)"')


def environment(loader: BaseLoader | None = None) -> Environment:
    """Jinja2 with the app's settings; over the app's templates, unless another loader is given."""
    templates = loader or FileSystemLoader(ROOT / "templates")
    env = Environment(loader=templates, autoescape=True)
    for option, value in WHITE_SPACE.items():
        setattr(env, option, value)
    return env


def named_in(folder: Path) -> list[str]:
    """The templates that the scripts in a folder name: what the worker shows."""
    # What was built names every template of its time, and some are gone since.
    scripts = (path for path in folder.rglob("*.js") if path.parent.name != "built")
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


def _uses(env: Environment, name: str) -> Iterator[str]:
    tree, known = parse(env, name), env.list_templates()
    for node in tree.find_all(nodes.Stmt):
        used = getattr(node, "template", None)
        if isinstance(used, nodes.Const):
            if used.value not in known:
                Place(env, name).refuse(node, f"the template {used.value}")
            yield used.value


def defined_in(env: Environment, name: str) -> set[str]:
    """What others can import from a template."""
    body = parse(env, name).body
    macros = {node.name for node in body if isinstance(node, nodes.Macro)}
    targets = [node.target for node in body if isinstance(node, nodes.Assign | nodes.AssignBlock)]
    return macros | {target.name for target in targets if isinstance(target, nodes.Name)}
