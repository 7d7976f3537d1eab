"""Statements, each as JavaScript statements that add to the text `o`."""

from collections.abc import Callable, Iterable

from jinja2 import nodes

from .expressions import expression, test
from .nodes import Place, quoted


def statements(body: Iterable[nodes.Node], place: Place) -> str:
    """The statements in JavaScript. Raises `Unknown` for what the phone does not know."""
    return "".join(_statement(node, place) for node in body)


def _statement(node: nodes.Node, place: Place) -> str:
    emit = _EMITTED.get(type(node).__name__)
    if emit is None:
        place.refuse(node)
    return emit(node, place)


def _output(node: nodes.Output, place: Place) -> str:
    return "".join(_printed(one, place) for one in node.nodes)


def _printed(node: nodes.Expr, place: Place) -> str:
    if isinstance(node, nodes.TemplateData):
        return f"o+={quoted(node.data)};"
    return f"o+=r.print({expression(node, place)});"


def _if(node: nodes.If, place: Place) -> str:
    written = f"if({test(node.test, place)}){{{statements(node.body, place)}}}"
    for other in node.elif_:
        written += f"else if({test(other.test, place)}){{{statements(other.body, place)}}}"
    return written + (f"else{{{statements(node.else_, place)}}}" if node.else_ else "")


def _for(node: nodes.For, place: Place) -> str:
    if node.recursive or not isinstance(node.target, nodes.Name):
        place.refuse(node, "a recursive loop, or one over pairs,")
    inner = place.inner()
    begin = f"const {inner.scope}=r.scope({place.scope});{inner.scope}.{node.target.name}=one;"
    keep = f"one=>{{{begin}return {test(node.test, inner)}}}" if node.test else "null"
    items = f"r.each({expression(node.iter, place)},{keep})"
    body = f"(one,loop)=>{{{begin}{inner.scope}.loop=loop;{statements(node.body, inner)}}}"
    otherwise = f"()=>{{{statements(node.else_, place)}}}" if node.else_ else "null"
    return f"r.loop({items},{body},{otherwise});"


def _set(node: nodes.Assign, place: Place) -> str:
    if not isinstance(node.target, nodes.Name):
        place.refuse(node, "a set of several names")
    return f"{place.scope}.{node.target.name}={expression(node.node, place)};"


def _set_block(node: nodes.AssignBlock, place: Place) -> str:
    if node.filter or not isinstance(node.target, nodes.Name):
        place.refuse(node, "a set block with a filter")
    # A block of its own: what is set in it stays in it.
    inner = place.inner()
    begin = f"let o='';const {inner.scope}=r.scope({place.scope});"
    made = f"(()=>{{{begin}{statements(node.body, inner)}return r.safe(o)}})()"
    return f"{place.scope}.{node.target.name}={made};"


def _include(node: nodes.Include, place: Place) -> str:
    if not isinstance(node.template, nodes.Const) or node.ignore_missing or not node.with_context:
        place.refuse(node, "an include of a computed name, or with an option,")
    return f"o+=r.include({quoted(node.template.value)},{place.scope});"


def _from_import(node: nodes.FromImport, place: Place) -> str:
    if not isinstance(node.template, nodes.Const) or node.with_context:
        place.refuse(node, "an import of a computed name, or with context,")
    pairs = (name if isinstance(name, tuple) else (name, name) for name in node.names)
    module = f"r.module({quoted(node.template.value)})"
    return "".join(f"{place.scope}.{known}={module}.{name};" for name, known in pairs)


def _block(node: nodes.Block, place: Place) -> str:
    if node.scoped or node.required:
        place.refuse(node, "a scoped or required block")
    inside = place.afresh(in_block=node.name)
    place.blocks[node.name] = f"(r,c0,above)=>{{let o='';{statements(node.body, inside)}return o}}"
    return f"o+=r.block({quoted(node.name)});"


def _macro(node: nodes.Macro, place: Place) -> str:
    if place.depth or place.in_block:
        place.refuse(node, "a macro inside of a loop or block")
    inside = Place(place.template, 1)
    names = [argument.name for argument in node.args]
    defaults = dict(zip(reversed(names), reversed(node.defaults), strict=False))
    written = ",".join(f"[{quoted(name)},{_default(defaults.get(name), inside)}]" for name in names)
    body = f"c1=>{{let o='';{statements(node.body, inside)}return o}}"
    return f"c0.{node.name}=r.macro(c0,[{written}],{body});"


def _default(value: nodes.Expr | None, place: Place) -> str:
    return f"{place.scope}=>{expression(value, place)}" if value else "null"


_EMITTED: dict[str, Callable[..., str]] = {
    "Output": _output,
    "If": _if,
    "For": _for,
    "Assign": _set,
    "AssignBlock": _set_block,
    "Include": _include,
    "FromImport": _from_import,
    "Block": _block,
    "Macro": _macro,
}
