"""Templates put together as one ES module."""

from collections.abc import Iterable
from dataclasses import replace

from jinja2 import Environment, nodes

from .nodes import Place, quoted
from .sources import parse
from .statements import statements

_HEAD = """// Made by service_worker/compiler from templates/.
/** @type {Record<string, import("../compiler/runtime.js").Template>} */
"""


def module(env: Environment, names: Iterable[str]) -> str:
    """An ES module: `templates`, each by its name. Raises `Unknown`, naming file and line."""
    written = ",\n".join(f"{quoted(name)}:{_template(env, name)}" for name in names)
    return f"{_HEAD}export const templates={{\n{written}\n}};\n"


def _template(env: Environment, name: str) -> str:
    body, place = parse(env, name).body, Place(env, name)
    parent, rest = _parent(body, place)
    text = statements(rest, replace(place, is_child=parent != "null"))
    blocks = ",".join(f"{block}:{function}" for block, function in place.blocks.items())
    return f"{{parent:{parent},body:(r,c0)=>{{let o='';{text}return o}},blocks:{{{blocks}}}}}"


def _parent(body: list[nodes.Node], place: Place) -> tuple[str, list[nodes.Node]]:
    [first, *rest] = body or [nodes.Output([])]
    for later in rest:
        if isinstance(later, nodes.Extends):
            place.refuse(later, "extends after something else")
    if not isinstance(first, nodes.Extends):
        return "null", body
    if not isinstance(first.template, nodes.Const):
        place.refuse(first, "extends of a computed name")
    return quoted(first.template.value), rest
