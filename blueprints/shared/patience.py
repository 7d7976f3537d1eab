"""Whoever has waited too long to be asked in is told to come again, so that the others are served.

A server that cannot keep up would else answer only those who have given up: each has waited longer
than the one before.
"""

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from . import access
from .access import View

# Where the server says how long a request waited for a thread, in seconds.
WAITED = "wellmet.waited"
# Beyond that, in seconds, most have tapped again.
LONGEST = 3.0
# After so many seconds they may come again; a phone adds some of its own, each another number.
AGAIN = 10
SENTENCE = "More people are here at once than Wellmet can serve. Go back and try again in a moment."


def init_app(app: Flask) -> None:
    app.before_request(_turn_away)


def however_late(view: View) -> View:
    """Mark a view that answers however long it was waited for: whether this process lives."""
    view.is_however_late = True  # type: ignore[attr-defined]
    return view


def _turn_away() -> ResponseReturnValue | None:
    waited = request.environ.get(WAITED, 0.0)
    if waited <= LONGEST or getattr(access.view(), "is_however_late", False):
        return None
    if access.is_script():
        # Nobody sees it, and it is told to a hall: a page would cost as much as what was asked.
        return "", 429, {"Retry-After": str(AGAIN)}
    access.ask_no_more()
    raise TooManyRequests(SENTENCE, retry_after=AGAIN)
