"""Refusals and faults, each as a page with one sentence a person understands."""

from flask import Flask, Response, current_app
from flask.typing import ResponseReturnValue
from flask_limiter.errors import RateLimitExceeded
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from . import access, pages
from .database import db
from .limits import wait

# Codes of SQLite and of PostgreSQL for what passes by itself: another writer holds the lock, two
# wait for each other, no connection is free, the server is going away.
_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "40", "53", "55P03")
# It is not there, or goes away.
_GOING = ("08", "57P")
GONE = "Wellmet cannot get at its records just now. Nothing is lost; try again in a minute."

# What Werkzeug says for each code is for programmers; these are for guests.
SENTENCES = {
    400: "Part of that form did not arrive. Go back and send it again.",
    401: "Sign in first.",
    403: "That is not yours to change.",
    404: "There is nothing here. It may have moved, or it belongs to somebody else.",
    405: "That cannot be done here.",
    413: "That is more than fits. A photo may have up to 20 MB.",
    414: "That address is too long.",
    429: "That was a lot at once. Wait a minute and try again.",
    500: "Something went wrong on our side. Nothing you saved before is lost.",
    503: "Too many people are saving at once. Try again in a moment.",
}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(OperationalError, _database_failed)
    app.register_error_handler(500, _fault)


def _refused(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error.response, Response) or (error.code or 500) < 400:
        return error.get_response()
    code = error.code or 500
    page = pages.render_error(code, _own_words(error) or SENTENCES.get(code, SENTENCES[500]))
    if after := getattr(error, "retry_after", None) or (wait() if code == 429 else None):
        page.headers["Retry-After"] = str(after)
    return page


def _own_words(error: HTTPException) -> str | None:
    # What a limit says of itself ("10 per 1 minute") is for programmers too.
    is_limit = isinstance(error, RateLimitExceeded)
    is_ours = error.description != type(error).description and not is_limit
    return error.description if is_ours else None


def _database_failed(error: OperationalError) -> ResponseReturnValue:
    current_app.logger.exception("The database failed.")
    access.ask_no_more()
    if _is_gone(error):
        return _wait_for_it(GONE)
    return _wait_for_it(SENTENCES[503]) if _says(error, _PASSING) else _fault(error)


def _wait_for_it(sentence: str) -> ResponseReturnValue:
    db.session.rollback()
    page = pages.render_error(503, sentence)
    page.headers["Retry-After"] = "2"
    return page


def _is_gone(error: OperationalError) -> bool:
    # What the driver says by itself, when no database says anything, has no code.
    silent = getattr(error.orig, "sqlstate", "") is None
    return error.connection_invalidated or silent or _says(error, _GOING)


def _says(error: OperationalError, codes: tuple[str, ...]) -> bool:
    said = (getattr(error.orig, name, None) for name in ("sqlite_errorname", "sqlstate"))
    return any(code.startswith(codes) for code in said if code)


def _fault(_error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    return pages.render_error(500, SENTENCES[500])
