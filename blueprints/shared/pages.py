"""From a template and a context of plain values to a page."""

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote

import brotli
from flask import (
    Flask,
    Response,
    flash,
    get_flashed_messages,
    make_response,
    render_template,
    request,
)
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header
from werkzeug.urls import iri_to_uri

from . import access
from .carried import Carried
from .ids import IdConverter, new_id
from .languages import marked

Context = Mapping[str, Any]
# How tags leave the lines they stand on; the templates compiled for phones are read the same way.
WHITE_SPACE = {"trim_blocks": True, "lstrip_blocks": True}
# Why a post was refused, in one sentence, percent-encoded: for a phone that sends what waited.
REFUSAL_HEADER = "Refusal"
# What stands for itself in an address's query (RFC 3986, section 3.4), and what is quoted already.
_IN_A_QUERY = "!$&'()*+,;=:@/?%"
# What may have passed by the time somebody tries again.
_PASSING = {429, 500, 503}
# Only a phone, which renders the same templates, has changes that wait.
NOTHING_WAITS = {"unsent": 0, "needs_you": 0, "signed_out": False}
# What one packet of a network carries: less than that arrives no sooner.
A_PACKET = 1400
# The best first. Brotli at this quality makes a first pull a third smaller than gzip does, in a
# third of the time; browsers offer it to places they trust: behind TLS, and on their own machine.
_COMPRESSING: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=2),
    "gzip": partial(gzip.compress, compresslevel=6),
}


def init_app(app: Flask) -> None:
    app.url_map.converters["id"] = IdConverter
    # A form says whose page it is on: somebody else may sign in before it is sent.
    app.jinja_env.globals |= {"new_id": new_id, "whose": lambda: access.person_id() or ""}
    # Only a phone keeps what was refused, and knows which of it a form mends.
    app.jinja_env.globals["mends"] = str
    for option, value in WHITE_SPACE.items():
        setattr(app.jinja_env, option, value)


def render(template: str, context: Context, status: int = 200) -> Response:
    """The page, with what every page needs: who is asking, and what was just said."""
    shell = {
        "signed_in": access.signed_in(),
        "said": get_flashed_messages(),
        "answers_post": request.method == "POST",
        **NOTHING_WAITS,
    }
    html = render_template(template, **shell, **context)
    # A fault tells no days, and who asks may not be asked about any more.
    has_days = shell["signed_in"] and status < 500
    page = make_response(marked(html, access.me().locale) if has_days else html, status)
    if status >= 400 and (sentence := _refusal(context)):
        page.headers[REFUSAL_HEADER] = quote(sentence)
    return page


def render_error(status: int, sentence: str) -> Response:
    """A refusal or a fault as a page, from where one may try again what may work by then."""
    again = _again() if status in _PASSING else None
    told = {"status": status, "sentence": sentence, "again": again}
    return render("shared/error.html", told, status)


def _again() -> Context | None:
    """What was asked for, or the form that was sent; None where that is not ours to repeat."""
    query = quote(request.query_string, safe=_IN_A_QUERY)
    path = f"{quote(request.path)}?{query}".removesuffix("?")
    if request.method in access.SAFE_METHODS:
        return {"path": path, "fields": (), "typed": ()}
    form = Carried.of(path, _posted())
    return form.shown if form else None


def _posted() -> Iterable[tuple[str, str]]:
    # Another site's form must not come to stand on a page of ours; and no photo is read for this.
    if access.is_same_origin() and request.mimetype == "application/x-www-form-urlencoded":
        with suppress(HTTPException):
            return request.form.items(multi=True)
    return ()


def _refusal(context: Context) -> str:
    return context.get("sentence") or next(_errors(context), "")


def _errors(part: object) -> Iterator[str]:
    """What is wrong with the fields of the forms in a context, in their order."""
    if isinstance(part, Mapping):
        if isinstance(error := part.get("error"), str) and error:
            yield error
        for inner in part.values():
            yield from _errors(inner)


def compressed(answer: Response) -> Response:
    """The answer in brotli or gzip, for a browser that takes it, when that saves a packet."""
    answer.vary.add("Accept-Encoding")
    body = answer.get_data()
    if len(body) > A_PACKET and (encoding := _encoding(request.headers.get("Accept-Encoding"))):
        answer.set_data(_COMPRESSING[encoding](body))
        answer.content_encoding = encoding
    return answer


# Browsers know few of them, and to read one takes a twentieth of what a phone's question does.
@lru_cache(maxsize=32)
def _encoding(accepted: str | None) -> str | None:
    """The best of ours for a browser that accepts these."""
    known = parse_accept_header(accepted)
    return next(filter(known.quality, _COMPRESSING), None)


def say(text: str, undo: str = "", back: str = "") -> None:
    """Tell the person on the next page what happened.

    `undo` is the path of a post that reverts, `back` where it leads unless that post knows better.
    """
    # As a redirect writes it, and as a phone does.
    flash({"text": text, "undo": undo, "back": iri_to_uri(back)})  # type: ignore[arg-type]
