"""What every part of the compiler needs: where a node stands, and how to refuse it."""

import json
from dataclasses import dataclass, field
from typing import NoReturn

from jinja2 import nodes


class Unknown(Exception):
    """A template holds something the phone could not render. Names the file and the line."""


@dataclass
class Place:
    """Where the compiler is: in which template, and in the how-many-th scope."""

    template: str
    depth: int = 0
    in_block: str = ""
    blocks: dict[str, str] = field(default_factory=dict)

    @property
    def scope(self) -> str:
        """The JavaScript name of the present scope."""
        return f"c{self.depth}"

    def inner(self) -> "Place":
        """The place inside of a loop."""
        return Place(self.template, self.depth + 1, self.in_block, self.blocks)

    def afresh(self, in_block: str = "") -> "Place":
        """The place inside of a block or a macro, which see no scope but the outermost."""
        return Place(self.template, 0, in_block, self.blocks)

    def refuse(self, node: nodes.Node, what: str = "") -> NoReturn:
        """Stop the build.

        Raises:
            Unknown: always.
        """
        kind = what or type(node).__name__
        raise Unknown(f"{self.template}:{node.lineno}: {kind} is not known to the phone")


def quoted(text: str) -> str:
    """A text as a JavaScript string."""
    return json.dumps(text, ensure_ascii=False)
