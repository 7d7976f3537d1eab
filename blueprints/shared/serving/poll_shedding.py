"""Polls, which scripts repeat by themselves, are turned away before anybody parses them.

The app would take a third of what answering costs, and in a hall that is behind a good part of all
work is turning away. What is not to be waited for is known by its first line.
"""

import re
from email.utils import formatdate

from flask import Flask

from blueprints.shared import journal
from blueprints.shared.ids import new_id

from .load_shedding import LONGEST, POLL_PATIENCE
from .request_buffer import RequestBuffer
from .retry_schedule import SOONEST

_REFUSAL = "HTTP/1.1 429 Too Many Requests"


class PollShedding:
    """The app's views marked `load_shedding.is_poll`, known by their requests' first lines."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        views = {rule.rule: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
        self._lines = {
            route: re.compile(_line(route, view.poll).encode())
            for route, view in views.items()
            if hasattr(view, "poll")
        }

    def refusal(self, buffer: RequestBuffer, waited: float) -> bytes | None:
        """The whole answer to a poll that has waited too long, in seconds; None to all else."""
        may_be_one = waited > POLL_PATIENCE and buffer.is_script_get and buffer.has_no_body
        route = self._route(buffer.head) if may_be_one else None
        if route is None:
            return None
        name = new_id()
        journal.tell(self._app, journal.Answered(name, "GET", route, 429, 0.0))
        return _refusal(name, waited, buffer.closes)

    def _route(self, head: bytes) -> str | None:
        return next((route for route, line in self._lines.items() if line.match(head)), None)


def _line(route: str, given: str) -> str:
    """How a request for a route begins; with what is `given`, a number that is not 0, if named."""
    query = rf"\?(?:\S*&)?{given}=0*[1-9]" if given else "[? ]"
    return f"GET {re.escape(route)}{query}"


def _refusal(name: str, waited: float, closes: bool) -> bytes:
    lines = [
        *(_REFUSAL, f"Date: {formatdate(usegmt=True)}", f"{journal.HEADER}: {name}"),
        *("Content-Length: 0", "Cache-Control: no-store"),
        # A phone that is named a time keeps back until then whatever its person does.
        *([f"Retry-After: {SOONEST}"] if waited > LONGEST else []),
        *(["Connection: close"] if closes else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode()
