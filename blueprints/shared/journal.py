"""A line of JSON for each request, where `LOG=json` asks for it: what was asked, and how it went.

A line never says by whom or about whom. The route stands for the path, which holds ids and codes;
of what went wrong it tells the kind and the place in the code, not the message, which may quote
what somebody typed.
"""

import json
import logging
import re
import sys
import time
import traceback
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from types import TracebackType

from flask import Flask, Response, current_app, g, request
from flask.logging import default_handler

from .ids import new_id

HEADER = "X-Request-Id"
# What a proxy in front may have named a request: nothing that could break a line, or fill a disk.
_NAME = re.compile(r"[\w-]{8,64}", re.ASCII)

log = logging.getLogger("wellmet.requests")


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked, by its route's rule if it has one, and how it went, in how many seconds."""

    request: str
    method: str
    route: str | None
    status: int
    seconds: float


# Where an app keeps who else is told of each answer.
HEARERS = "wellmet-hearers"


def init_app(app: Flask) -> None:
    app.extensions[HEARERS] = [_write]
    app.before_request(_begin)
    app.after_request(_end)
    if app.config["LOG"] == "json":
        _write_json(app.logger)


class Lines(logging.Formatter):
    """Each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "says": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info and (error := record.exc_info[1]):
            told |= {"error": type(error).__qualname__, "at": _places(error.__traceback__)}
        return json.dumps(told)


def request_id() -> str:
    """What this request is called in the journal, and in the answer's `X-Request-Id`."""
    if "request_id" not in g:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _NAME.fullmatch(given) else new_id()
    return str(g.request_id)


def tell(app: Flask, answered: Answered) -> None:
    """Tell whoever is to hear of an answer."""
    for hear in app.extensions[HEARERS]:
        hear(answered)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers[HEADER] = name = request_id()
    route = request.url_rule.rule if request.url_rule else None
    now = time.perf_counter()
    # What fails before it began took no time that anybody counted.
    seconds = now - float(g.get("began", now))
    tell(current_app, Answered(name, request.method, route, response.status_code, seconds))
    return response


def _write(answered: Answered) -> None:
    if log.isEnabledFor(logging.INFO):
        told = asdict(answered)
        told["ms"] = round(told.pop("seconds") * 1000, 1)
        log.info("answered", extra={"told": told})


def _write_json(of_app: logging.Logger) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    # gunicorn and huey tell of themselves too.
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    of_app.removeHandler(default_handler)
    log.setLevel(logging.INFO)


def _places(trace: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
