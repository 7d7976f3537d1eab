"""The one clock. Whatever asks for the time asks here, so that a test can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, current_app

from . import acts

Clock = Callable[[], datetime]


def init_app(app: Flask) -> None:
    app.extensions.setdefault("clock", lambda: datetime.now(UTC))


def now() -> datetime:
    """This moment in UTC, always aware of it; for what waited on a phone, when it was done."""
    act = acts.current()
    return act.made_at if act else arrival()


def arrival() -> datetime:
    """This moment, whatever waited where: what is done late must not end early."""
    clock: Clock = current_app.extensions["clock"]
    return clock()
