"""Looks that scripts repeat by themselves: told to come again before anybody reads them.

The app would take a third of what answering costs, and in a hall that is behind a good part of all
work is turning away. What is not to be waited for is known by its first line.
"""

import re
from email.utils import formatdate

from flask import Flask

from blueprints.shared import journal
from blueprints.shared.ids import new_id

from .hearing import Said
from .numbers import SOONEST
from .patience import GLANCE, LONGEST

_REFUSAL = "HTTP/1.1 429 Too Many Requests"


class Glances:
    """The app's views that are marked so (`patience.is_glance`), by their requests' first lines."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        views = {rule.rule: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
        self._lines = {
            route: re.compile(_line(route, view.glance).encode())
            for route, view in views.items()
            if hasattr(view, "glance")
        }

    def refusal(self, said: Said, waited: float) -> bytes | None:
        """The whole answer to a look that has waited for too long, in seconds; None to all else."""
        may_be_one = waited > GLANCE and said.only_looks and said.is_bare
        route = self._route(said.head) if may_be_one else None
        if route is None:
            return None
        name = new_id()
        journal.tell(self._app, journal.Answered(name, "GET", route, 429, 0.0))
        return _refusal(name, waited, said.is_last)

    def _route(self, head: bytes) -> str | None:
        return next((route for route, line in self._lines.items() if line.match(head)), None)


def _line(route: str, given: str) -> str:
    """How a request for a route begins; with what is `given`, a number that is not 0, if named."""
    query = rf"\?(?:\S*&)?{given}=0*[1-9]" if given else "[? ]"
    return f"GET {re.escape(route)}{query}"


def _refusal(name: str, waited: float, is_last: bool) -> bytes:
    lines = [
        *(_REFUSAL, f"Date: {formatdate(usegmt=True)}", f"{journal.HEADER}: {name}"),
        *("Content-Length: 0", "Cache-Control: no-store"),
        # A phone that is named a time keeps back until then whatever its person does.
        *([f"Retry-After: {SOONEST}"] if waited > LONGEST else []),
        *(["Connection: close"] if is_last else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode()
