"""Expressions, each as a JavaScript expression over the functions of values.js and runtime.js."""

import json
from collections.abc import Callable

from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE

from .nodes import Place, quoted

# Each with how many arguments it takes at most.
FILTERS = {"urlencode": 0, "length": 0, "join": 1, "default": 2}
TESTS = {"defined": "!==undefined", "undefined": "===undefined", "none": "===null"}
COMPARED = {
    "eq": "eq({0},{1})",
    "ne": "!eq({0},{1})",
    "lt": "before({0},{1})",
    "lteq": "!before({1},{0})",
    "gt": "before({1},{0})",
    "gteq": "!before({0},{1})",
    "in": "within({0},{1})",
    "notin": "!within({0},{1})",
}
# Python finds these on the dict itself, before any key of that name.
DICTS_OWN = frozenset(dir(dict))
JINJAS = {*DEFAULT_NAMESPACE, "self", "super", "caller", "varargs", "kwargs"}
FLASKS = {"config", "g", "get_flashed_messages", "request", "session", "url_for"}


def expression(node: nodes.Node, place: Place) -> str:
    """The expression in JavaScript. Raises `Unknown` for what the phone does not know."""
    emit = _EMITTED.get(type(node).__name__)
    if emit is None:
        place.refuse(node)
    return emit(node, place)


def _name(node: nodes.Name, place: Place) -> str:
    if node.name in JINJAS | FLASKS:
        place.refuse(node, f"the name {node.name}")
    place.read(node.name)
    # It is no variable: what is included does not see it.
    return "loop" if node.name == "loop" and place.in_loop else f"{place.scope}.{node.name}"


def _const(node: nodes.Const, place: Place) -> str:
    value = node.value
    # JavaScript counts exactly up to here.
    if isinstance(value, int) and abs(value) >= 2**53:
        place.refuse(node, f"the large number {value}")
    if value is not None and not isinstance(value, bool | int | str):
        place.refuse(node, f"the constant {value!r}")
    return json.dumps(value, ensure_ascii=False)


def _attribute(node: nodes.Getattr, place: Place) -> str:
    if node.attr in DICTS_OWN:
        place.refuse(node, f"the attribute {node.attr}, which every dict has,")
    return f"attr({expression(node.node, place)},{quoted(node.attr)})"


def _item(node: nodes.Getitem, place: Place) -> str:
    if isinstance(node.arg, nodes.Slice):
        place.refuse(node.arg)
    return f"item({expression(node.node, place)},{expression(node.arg, place)})"


def _list(node: nodes.List | nodes.Tuple, place: Place) -> str:
    return f"[{_joined(node.items, place)}]"


def _dict(node: nodes.Dict, place: Place) -> str:
    pairs = (f"[{expression(p.key, place)},{expression(p.value, place)}]" for p in node.items)
    return f"dict([{','.join(pairs)}])"


def _both(node: nodes.And, place: Place) -> str:
    return f"and({expression(node.left, place)},()=>{expression(node.right, place)})"


def _either(node: nodes.Or, place: Place) -> str:
    return f"or({expression(node.left, place)},()=>{expression(node.right, place)})"


def _not(node: nodes.Not, place: Place) -> str:
    return f"!{test(node.node, place)}"


def _choice(node: nodes.CondExpr, place: Place) -> str:
    other = expression(node.expr2, place) if node.expr2 else "undefined"
    return f"({test(node.test, place)}?{expression(node.expr1, place)}:{other})"


def _compared(node: nodes.Compare, place: Place) -> str:
    [operand, *more] = node.ops
    if more or operand.op not in COMPARED:
        place.refuse(node, "a chain of comparisons" if more else operand.op)
    sides = expression(node.expr, place), expression(operand.expr, place)
    return COMPARED[operand.op].format(*sides)


def _concatenated(node: nodes.Concat, place: Place) -> str:
    return f"concat([{_joined(node.nodes, place)}])"


def _added(node: nodes.Add, place: Place) -> str:
    return f"add({expression(node.left, place)},{expression(node.right, place)})"


def _filtered(node: nodes.Filter, place: Place) -> str:
    if node.name not in FILTERS or node.node is None:
        place.refuse(node, f"the filter {node.name}")
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) > FILTERS[node.name]:
        place.refuse(node, f"the filter {node.name} with such arguments")
    return f"filters.{node.name}({_joined([node.node, *node.args], place)})"


def _tested(node: nodes.Test, place: Place) -> str:
    if node.name not in TESTS or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        place.refuse(node, f"the test {node.name}")
    return f"({expression(node.node, place)}{TESTS[node.name]})"


def _called(node: nodes.Call, place: Place) -> str:
    if node.dyn_args or node.dyn_kwargs:
        place.refuse(node, "a call with * or **")
    if not isinstance(node.node, nodes.Name):
        place.refuse(node, "a call of anything but a name")
    if node.node.name == "super":
        return _super(node, place)
    if len({pair.key for pair in node.kwargs}) < len(node.kwargs):
        place.refuse(node, "a call with two arguments of one name")
    named = ",".join(f"{quoted(pair.key)}:{expression(pair.value, place)}" for pair in node.kwargs)
    arguments = f"[{_joined(node.args, place)}]" + (f",{{{named}}}" if named else "")
    return f"call({expression(node.node, place)},{arguments})"


def _super(node: nodes.Call, place: Place) -> str:
    if not place.in_block or node.args or node.kwargs:
        place.refuse(node, "super() outside of a block, or with arguments,")
    return "safe(above())"


def _joined(expressions: list[nodes.Expr], place: Place) -> str:
    return ",".join(expression(one, place) for one in expressions)


def bound(name: str, node: nodes.Node, place: Place) -> str:
    """Where a value of that name is kept. Raises `Unknown` for a name that means something."""
    if name in JINJAS | FLASKS | {"loop"}:
        place.refuse(node, f"another meaning for {name}")
    place.write(name, node)
    return f"{place.scope}.{name}"


def test(node: nodes.Node, place: Place) -> str:
    """Whether Python would take the expression for true."""
    match node:
        case nodes.And():
            return f"({test(node.left, place)}&&{test(node.right, place)})"
        case nodes.Or():
            return f"({test(node.left, place)}||{test(node.right, place)})"
        case nodes.Not() | nodes.Compare() | nodes.Test():
            return expression(node, place)
    return f"truth({expression(node, place)})"


_EMITTED: dict[str, Callable[..., str]] = {
    "Name": _name,
    "Const": _const,
    "Getattr": _attribute,
    "Getitem": _item,
    "List": _list,
    "Tuple": _list,
    "Dict": _dict,
    "And": _both,
    "Or": _either,
    "Not": _not,
    "CondExpr": _choice,
    "Compare": _compared,
    "Concat": _concatenated,
    "Add": _added,
    "Filter": _filtered,
    "Test": _tested,
    "Call": _called,
}
