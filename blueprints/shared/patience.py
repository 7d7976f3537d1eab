"""Whoever has waited too long to be asked in is told to come again, so that the others are served.

A server that cannot keep up would else answer only those who have given up: each has waited longer
than the one before. What phones ask by themselves, every so often, gives way first: who does
something would else wait behind a hall that only looks.
"""

import math
from collections.abc import Callable

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from . import access
from .access import View

# Where the server says how long a request waited for a thread, in seconds.
WAITED = "wellmet.waited"
# Beyond that, in seconds, most have tapped again.
LONGEST = 3.0
# What is asked again before long may be left out when a queue is as long as that, in seconds.
GLANCE = 0.25
# After so many seconds they may come again; a phone adds some of its own, each another number.
AGAIN = 10
SENTENCE = "More people are here at once than Wellmet can serve. Go back and try again in a moment."


def init_app(app: Flask) -> None:
    app.before_request(_turn_away)


def waits(seconds: Callable[[], float]) -> Callable[[View], View]:
    """Mark a view that answers whoever has waited for a thread for so many seconds at most."""

    def mark(view: View) -> View:
        view.waits = seconds  # type: ignore[attr-defined]
        return view

    return mark


def as_anybody() -> float:
    """How long whoever does something, or opens a page, is waited for."""
    return LONGEST


def a_glance() -> float:
    """How long a look is waited for that is asked again before long."""
    return GLANCE


def whenever() -> float:
    """However long."""
    return math.inf


def _turn_away() -> ResponseReturnValue | None:
    waited = request.environ.get(WAITED, 0.0)
    longest: Callable[[], float] = getattr(access.view(), "waits", as_anybody)
    if waited <= longest():
        return None
    if access.is_script():
        # Nobody sees it, and it is told to a hall: a page would cost as much as what was asked.
        return "", 429, _when(waited)
    access.ask_no_more()
    raise TooManyRequests(SENTENCE, retry_after=AGAIN)


def _when(waited: float) -> dict[str, str]:
    # A phone that is named a time keeps back until then whatever its person does.
    return {"Retry-After": str(AGAIN)} if waited > LONGEST else {}
