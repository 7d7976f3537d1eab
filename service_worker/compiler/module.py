"""Templates put together as one ES module."""

from collections.abc import Iterable
from dataclasses import replace

from jinja2 import Environment, nodes

from .nodes import Place, quoted
from .sources import parse
from .statements import literal

_HEAD = """// Made by service_worker/compiler from templates/.
/** @type {import("../compiler/runtime.js").Templates} */
"""
# What templates stand on, of values.js and runtime.js.
_FUNCTIONS = (
    *("add", "and", "attr", "before", "block", "call", "captured", "concat", "dict", "each", "eq"),
    *("filters", "include", "item", "macro", "module", "or", "print", "safe", "truth", "within"),
)


def module(env: Environment, names: Iterable[str]) -> str:
    """An ES module: `templates`, each by its name. Raises `Unknown`, naming file and line.

    Their code is what a phone fetches most of, so each is one template literal, over functions that
    the bundler gives short names.
    """
    written = ",\n".join(f"{quoted(name)}:{_template(env, name)}" for name in names)
    return f"{_HEAD}export const templates=({{{','.join(_FUNCTIONS)}}})=>({{\n{written}\n}});\n"


def _template(env: Environment, name: str) -> str:
    body, place = parse(env, name).body, Place(env, name)
    parent, rest = _parent(body, place)
    text = literal(rest, replace(place, is_child=parent is not None))
    blocks = ",".join(f"{block}:{function}" for block, function in place.blocks.items())
    more = f",blocks:{{{blocks}}}" if blocks else ""
    return f"{{body:c0=>{text}{more}{f',parent:{quoted(parent)}' if parent else ''}}}"


def _parent(body: list[nodes.Node], place: Place) -> tuple[str | None, list[nodes.Node]]:
    [first, *rest] = body or [nodes.Output([])]
    for later in rest:
        if isinstance(later, nodes.Extends):
            place.refuse(later, "extends after something else")
    if not isinstance(first, nodes.Extends):
        return None, body
    if not isinstance(first.template, nodes.Const):
        place.refuse(first, "extends of a computed name")
    return first.template.value, rest
