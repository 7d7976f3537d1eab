"""The outbox: acts that waited on a phone, each run as a request of its own, in their order."""

import contextvars
import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit
from wsgiref.types import WSGIEnvironment

from flask import Flask
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from blueprints.shared import access, acts, clock, journal
from blueprints.shared.acts import ENVIRON_KEY, KEY_HEADER, Act
from blueprints.shared.pages import REFUSAL_HEADER
from blueprints.shared.posting import RENAMED_HEADER

from .batch import Batch, WaitingAct

Answer = dict[str, Any]

NOT_HERE = "This cannot be done for a phone that was away. Open the page and try it there."
# What an act takes over from the request that brought it: who asks, from where, by which door.
_KEPT = (
    *("REMOTE_ADDR", "SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL"),
    *("HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE", "HTTP_HOST", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE"),
    *("HTTP_USER_AGENT", "wsgi.errors", "wsgi.multiprocess", "wsgi.multithread", "wsgi.run_once"),
    *("wsgi.url_scheme", "wsgi.version"),
)


@dataclass(frozen=True)
class Run:
    """What came of a batch: an answer for each act that was done or refused.

    `stopped_by` is the status that kept the next act waiting, 0 when none does; `retry_after` is
    in how many seconds it may be sent again, where that was said.
    """

    answers: list[Answer]
    stopped_by: int = 0
    retry_after: int | None = None


def run(app: Flask, batch: Batch, environ: WSGIEnvironment) -> Run:
    """Run each act in order, until one has to wait. `environ` is that of the batch's request."""
    answers: list[Answer] = []
    names: dict[str, str] = {}
    for waiting in batch.acts:
        response = _run_one(app, waiting.renamed(names), batch.phone, environ)
        if _has_to_wait(response):
            after = response.headers.get("Retry-After", type=int)
            return Run(answers, response.status_code, after)
        answers.append(_answer(waiting.key, response))
        names |= answers[-1]["renamed"]
    return Run(answers)


def _run_one(app: Flask, act: WaitingAct, phone: str, environ: WSGIEnvironment) -> Response:
    told = Act(act.made_at(clock.arrival()), phone, act.seen)
    own = {**_environ(act, environ), ENVIRON_KEY: told}
    # A context without anything in it: the act finds out for itself who is asking.
    return contextvars.Context().run(Response.from_app, app.wsgi_app, own, buffered=True)


def refuse_what_cannot_wait() -> ResponseReturnValue | None:
    """The answer to an act that no phone may do by itself; None for any other request."""
    if acts.current() is None or getattr(access.view(), "may_wait", False):
        return None
    return "", 404, {REFUSAL_HEADER: quote(NOT_HERE)}


def _environ(act: WaitingAct, outer: WSGIEnvironment) -> WSGIEnvironment:
    body, parts = urlencode(act.fields, errors="replace").encode(), urlsplit(act.path)
    return {
        **{name: outer[name] for name in _KEPT if name in outer},
        "REQUEST_METHOD": "POST",
        # WSGI takes octets for characters (PEP 3333).
        "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
        "QUERY_STRING": parts.query.encode().decode("latin-1"),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        _header(KEY_HEADER): act.key,
        _header(journal.HEADER): journal.request_id(),
    }


def _header(name: str) -> str:
    return f"HTTP_{name.upper().replace('-', '_')}"


def _has_to_wait(response: Response) -> bool:
    return response.status_code in (401, 429) or response.status_code >= 500


def _answer(key: str, response: Response) -> Answer:
    refused = response.status_code >= 400
    return {
        "key": key,
        "status": response.status_code,
        "location": response.location,
        "renamed": json.loads(response.headers.get(RENAMED_HEADER, "{}")),
        "sentence": unquote(response.headers.get(REFUSAL_HEADER, "")),
        "html": response.get_data(as_text=True) if refused else "",
    }
