"""Statements, each as a piece of a JavaScript template literal: HTML, or `${...}`."""

import re
from collections.abc import Callable, Iterable

from jinja2 import nodes

from .expressions import bound, expression, test
from .nodes import Place, quoted
from .sources import defined_in

# In a template literal.
_HAS_MEANING = re.compile(r"[`\\$]")


def literal(body: Iterable[nodes.Node], place: Place) -> str:
    """The statements as a template literal. Raises `Unknown` for what the phone does not know."""
    return f"`{''.join(_statement(node, place) for node in body)}`"


def _statement(node: nodes.Node, place: Place) -> str:
    kind = type(node).__name__
    emit = _EMITTED.get(kind)
    if emit is None:
        place.refuse(node)
    if place.is_child and kind in ("For", "Include"):
        place.refuse(node, f"{kind} outside of the blocks of a template that extends another")
    return emit(node, place)


def _output(node: nodes.Output, place: Place) -> str:
    return "" if place.is_child else "".join(_printed(one, place) for one in node.nodes)


def _printed(node: nodes.Expr, place: Place) -> str:
    if isinstance(node, nodes.TemplateData):
        return _HAS_MEANING.sub(r"\\\g<0>", node.data).replace("\r", "\\r")
    return f"${{print({expression(node, place)})}}"


def _if(node: nodes.If, place: Place) -> str:
    branch = place.branch()
    chosen = (
        f"{test(one.test, place)}?{literal(one.body, branch)}:" for one in (node, *node.elif_)
    )
    return f"${{{''.join(chosen)}{literal(node.else_, branch)}}}"


def _for(node: nodes.For, place: Place) -> str:
    if node.recursive or not isinstance(node.target, nodes.Name):
        place.refuse(node, "a recursive loop, or one over pairs,")
    inner = place.inner()
    name = bound(node.target.name, node, inner).removeprefix(f"{inner.scope}.")
    keep = f"{inner.scope}=>{test(node.test, inner)}" if node.test else "null"
    items = expression(node.iter, place)
    body = f"({inner.scope},loop)=>{literal(node.body, inner.loop())}"
    otherwise = f"{inner.scope}=>{literal(node.else_, place.inner())}" if node.else_ else "null"
    rest = f",{otherwise},{keep}".removesuffix(",null").removesuffix(",null")
    return f"${{each({place.scope},{quoted(name)},{items},{body}{rest})}}"


def _set(node: nodes.Assign, place: Place) -> str:
    if not isinstance(node.target, nodes.Name):
        place.refuse(node, "a set of several names")
    # What it is set to is read first.
    value = expression(node.node, place)
    return _silent(f"{bound(node.target.name, node, place)}={value}")


def _set_block(node: nodes.AssignBlock, place: Place) -> str:
    if node.filter or not isinstance(node.target, nodes.Name):
        place.refuse(node, "a set block with a filter")
    # A block of its own: what is set in it stays in it.
    inner = place.inner()
    made = f"captured({place.scope},{inner.scope}=>{literal(node.body, inner)})"
    return _silent(f"{bound(node.target.name, node, place)}={made}")


def _include(node: nodes.Include, place: Place) -> str:
    if not isinstance(node.template, nodes.Const) or node.ignore_missing or not node.with_context:
        place.refuse(node, "an include of a computed name, or with an option,")
    return f"${{include({quoted(node.template.value)},{place.scope})}}"


def _from_import(node: nodes.FromImport, place: Place) -> str:
    if not isinstance(node.template, nodes.Const) or node.with_context:
        place.refuse(node, "an import of a computed name, or with context,")
    module = node.template.value
    pairs = dict(name if isinstance(name, tuple) else (name, name) for name in node.names)
    for name in pairs.keys() - defined_in(place.env, module):
        place.refuse(node, f"the import of {name}, which {module} does not define,")
    return "".join(
        _silent(f"{bound(known, node, place)}=module({quoted(module)}).{name}")
        for name, known in pairs.items()
    )


def _block(node: nodes.Block, place: Place) -> str:
    if node.scoped or node.required:
        place.refuse(node, "a scoped or required block")
    if place.in_macro:
        place.refuse(node, "a block inside of a macro")
    inside = literal(node.body, place.block())
    if node.name in place.blocks:
        place.refuse(node, f"a second block {node.name}")
    place.blocks[node.name] = f"(c0,above)=>{inside}"
    return "" if place.is_child else f"${{block({quoted(node.name)})}}"


def _macro(node: nodes.Macro, place: Place) -> str:
    if place.depth or place.in_block:
        place.refuse(node, "a macro inside of a loop, block or macro")
    inside = place.macro()
    names = [argument.name for argument in node.args]
    if len(set(names)) < len(names):
        place.refuse(node, "a macro with two parameters of one name")
    defaults = dict(zip(reversed(names), reversed(node.defaults), strict=False))
    for argument in node.args:
        bound(argument.name, argument, inside)
    parameters = ",".join(_parameter(name, defaults.get(name), inside) for name in names)
    made = f"macro(c0,[{parameters}],c1=>{literal(node.body, inside)})"
    return _silent(f"{bound(node.name, node, place)}={made}")


def _parameter(name: str, default: nodes.Expr | None, place: Place) -> str:
    if default is None:
        return quoted(name)
    return f"[{quoted(name)},{place.scope}=>{expression(default, place)}]"


def _silent(act: str) -> str:
    return f'${{{act},""}}'


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
