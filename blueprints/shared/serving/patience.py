"""Whoever has waited too long to be asked in is told to come again, so that the others are served.

A server that cannot keep up would else answer only those who have given up: each has waited longer
than the one before. What scripts ask by themselves, every so often, gives way first: who does
something would else wait behind a hall that only looks (`glances`).
"""

import math
from collections.abc import Callable

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from blueprints.shared import access
from blueprints.shared.access import View

from .numbers import Numbers

# Where the server says how long a request waited for a thread, in seconds.
WAITED = "wellmet.waited"
# Beyond that, in seconds, most have tapped again.
LONGEST = 3.0
# What is asked again before long may be left out when a queue is as long as that, in seconds.
GLANCE = 0.15
# Where an app keeps who is told when to come again; a phone adds some seconds of its own.
NUMBERS = "wellmet-numbers"
SENTENCE = "More people are here at once than Wellmet can serve. Go back and try again in a moment."


def init_app(app: Flask) -> None:
    app.extensions[NUMBERS] = Numbers()
    app.before_request(_turn_away)


def however_late(view: View) -> View:
    """Mark a view that answers whoever asks, however long they have waited."""
    view.waits = math.inf  # type: ignore[attr-defined]
    return view


def is_glance(given: str = "") -> Callable[[View], View]:
    """Mark a view that a script of ours asks again before long, whatever becomes of it.

    Where a name is `given`, only what holds a number other than 0 under that name is a glance.
    """

    def mark(view: View) -> View:
        view.glance = given  # type: ignore[attr-defined]
        return view

    return mark


def _turn_away() -> ResponseReturnValue | None:
    waited = request.environ.get(WAITED)
    if waited is None:
        # An act comes in with the request that brought it, which has waited for all of them.
        return None
    numbers: Numbers = current_app.extensions[NUMBERS]
    if waited <= getattr(access.view(), "waits", LONGEST):
        numbers.let_in(waited)
        return None
    again = numbers.next()
    if access.is_script():
        # Nobody sees it, and it is told to a hall: a page would cost as much as what was asked.
        return "", 429, {"Retry-After": str(again)}
    access.ask_no_more()
    raise TooManyRequests(SENTENCE, retry_after=again)
