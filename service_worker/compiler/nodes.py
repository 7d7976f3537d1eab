"""What every part of the compiler needs: where a node stands, and how to refuse it."""

import json
from dataclasses import dataclass, field, replace
from typing import NoReturn

from jinja2 import Environment, nodes


class Unknown(Exception):
    """A template holds something the phone could not render. Names the file and the line."""


@dataclass(frozen=True)
class Place:
    """Where the compiler is: in which template, and in the how-many-th scope.

    `is_child` is the outside of the blocks of a template that extends another: what it sets counts,
    what it prints goes nowhere.
    """

    env: Environment
    template: str
    depth: int = 0
    is_child: bool = False
    in_loop: bool = False
    in_block: bool = False
    in_macro: bool = False
    blocks: dict[str, str] = field(default_factory=dict)

    @property
    def scope(self) -> str:
        """The JavaScript name of the present scope."""
        return f"c{self.depth}"

    def inner(self) -> "Place":
        """The place inside of a loop's else, or of a set block."""
        return replace(self, depth=self.depth + 1, is_child=False)

    def loop(self) -> "Place":
        """The place inside of a loop."""
        return replace(self.inner(), in_loop=True)

    def block(self) -> "Place":
        """The place inside of a block, which sees no scope but the outermost."""
        return replace(self, depth=0, is_child=False, in_loop=False, in_block=True)

    def macro(self) -> "Place":
        """The place inside of a macro."""
        return replace(self, depth=1, is_child=False, in_macro=True)

    def refuse(self, node: nodes.Node, what: str = "") -> NoReturn:
        """Stop the build.

        Raises:
            Unknown: always.
        """
        kind = what or type(node).__name__
        # Some nodes have no line, only what is in them has.
        lines = (one.lineno for one in (node, *node.find_all(nodes.Node)) if one.lineno)
        raise Unknown(f"{self.template}:{next(lines, 1)}: {kind} is not known to the phone")


def quoted(text: str) -> str:
    """A text as a JavaScript string."""
    return json.dumps(text, ensure_ascii=False)
