"""Load shedding: a request that has waited too long is turned away, so that others are served.

A server that cannot keep up would else answer only those who have given up: each has waited longer
than the one before. What scripts ask by themselves, every so often, gives way first: who does
something would else wait behind a hall that only looks (`poll_shedding`).
"""

import math
from collections.abc import Callable

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from blueprints.shared import access
from blueprints.shared.access import View

from .retry_schedule import RetrySchedule

# The key in a WSGI environment of how long the request waited for a thread, in seconds.
WAITED = "wellmet.waited"
# Beyond that, in seconds, most have tapped again.
LONGEST = 3.0
# A poll is asked again before long: it is turned away after so many seconds.
POLL_PATIENCE = 0.15
# Where an app keeps its schedule; a phone adds some seconds of its own.
SCHEDULE = "wellmet-retry-schedule"
SENTENCE = "More people are here at once than Wellmet can serve. Go back and try again in a moment."


def init_app(app: Flask) -> None:
    app.extensions[SCHEDULE] = RetrySchedule()
    app.before_request(_turn_away)


def however_late(view: View) -> View:
    """Mark a view that answers whoever asks, however long they have waited."""
    view.waits = math.inf  # type: ignore[attr-defined]
    return view


def is_poll(given: str = "") -> Callable[[View], View]:
    """Mark a view that a script of ours asks again before long, whatever becomes of it.

    Where a name is `given`, only what holds a number other than 0 under that name is a poll.
    """

    def mark(view: View) -> View:
        view.poll = given  # type: ignore[attr-defined]
        return view

    return mark


def _turn_away() -> ResponseReturnValue | None:
    waited = request.environ.get(WAITED)
    if waited is None:
        # An act comes in with the request that brought it, which has waited for all of them.
        return None
    schedule: RetrySchedule = current_app.extensions[SCHEDULE]
    if waited <= getattr(access.view(), "waits", LONGEST):
        schedule.let_in(waited)
        return None
    again = schedule.next()
    if access.is_script():
        # Nobody sees it, and it is told to a hall: a page would cost as much as what was asked.
        return "", 429, {"Retry-After": str(again)}
    access.ask_no_more()
    raise TooManyRequests(SENTENCE, retry_after=again)
