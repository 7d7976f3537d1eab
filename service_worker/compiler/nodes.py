"""What every part of the compiler needs: where a node stands, and how to refuse it."""

import json
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NoReturn

from jinja2 import Environment, nodes


class Unknown(Exception):
    """A template holds something the phone could not render. Names the file and the line."""


@dataclass
class Frame:
    """Names in one scope: those it used itself, and those that only scopes inside of it read.

    A macro's body reads later than it stands, so what only macros read is kept apart.
    """

    used: set[str] = field(default_factory=set)
    read_inside: set[str] = field(default_factory=set)
    read_in_macros: set[str] = field(default_factory=set)


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
    in_branch: bool = False
    blocks: dict[str, str] = field(default_factory=dict)
    frames: tuple[Frame, ...] = field(default_factory=lambda: (Frame(),))

    @property
    def scope(self) -> str:
        """The JavaScript name of the present scope."""
        return f"c{self.depth}"

    def inner(self) -> "Place":
        """The place inside of a loop's else, or of a set block."""
        frames = (*self.frames, Frame())
        return replace(self, depth=self.depth + 1, is_child=False, in_branch=False, frames=frames)

    def branch(self) -> "Place":
        """The place inside of an `if`, which has no scope of its own."""
        return replace(self, in_branch=True)

    def loop(self) -> "Place":
        """The same place, where `loop` is known."""
        return replace(self, in_loop=True)

    def block(self) -> "Place":
        """The place inside of a block, which sees no scope but the outermost."""
        outside = replace(self, depth=0, is_child=False, in_loop=False, in_branch=False)
        return replace(outside, in_block=True, frames=(Frame(),))

    def macro(self) -> "Place":
        """The place inside of a macro."""
        return replace(self.inner(), depth=1, in_macro=True)

    def read(self, name: str) -> None:
        """Remember that a name was read here."""
        *outer, own = self.frames
        if name not in own.used:
            for frame in takewhile(lambda frame: name not in frame.used, reversed(outer)):
                (frame.read_in_macros if self.in_macro else frame.read_inside).add(name)
        own.used.add(name)

    def write(self, name: str, node: nodes.Node) -> None:
        """Remember that a name was set here; in a branch also that it may be read from outside.

        Raises:
            Unknown: when a scope inside has read it before. To Jinja2 it was undefined there, even
                if the page was given such a value.
        """
        if self.in_branch:
            self.read(name)
        own = self.frames[-1]
        # Macros may call those that follow: they are there by then.
        late = set() if isinstance(node, nodes.Macro) else own.read_in_macros
        if name in (own.read_inside | late) - own.used:
            self.refuse(node, f"a set of {name}, after something inside has read it,")
        own.used.add(name)

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
