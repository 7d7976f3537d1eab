"""The security headers, one list for every answer."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response

if TYPE_CHECKING:
    from _typeshed import OptExcInfo

Header = tuple[str, str]
Write = Callable[[bytes], object]

# Where browsers tell that a page wanted what its policy forbids.
REPORTS = "/policy-reports"
# Never to be reached without TLS again, for a year (RFC 6797, 6.1).
STAY = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        f"report-uri {REPORTS}",
    )
)

# The reader of codes is WebAssembly; only its own worker script may compile any.
READER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

# The phone's twin of this app renders pages, and talks to nobody but us.
WORKER_POLICY = "default-src 'none'; connect-src 'self'; script-src 'self'"

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), screen-wake-lock=(self), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

# What a page says of itself, whether the server or the phone's own worker made it. Pages hold notes
# about people: no shared cache may keep one.
PAGE_HEADERS = {**SECURITY_HEADERS, "Cache-Control": "private, no-cache"}


def init_app(app: Flask) -> None:
    app.after_request(_keep_private)
    # Around the files as well, and whatever they refuse: they never come to the app.
    app.wsgi_app = _guarded(app, app.wsgi_app)  # type: ignore[assignment, method-assign]


def _keep_private(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", PAGE_HEADERS["Cache-Control"])
    return response


def _guarded(app: Flask, inner: WSGIApplication) -> WSGIApplication:
    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[Header], failed: "OptExcInfo | None" = None) -> Write:
            return start_response(status, _guard(app, headers), failed)

        return inner(environ, start)

    return answer


def _guard(app: Flask, headers: list[Header]) -> list[Header]:
    said = {name.lower() for name, _ in headers}
    missing = [one for one in SECURITY_HEADERS.items() if one[0].lower() not in said]
    # Only a place that is reached by TLS may ask never to be reached without.
    if app.config["PUBLIC_URL"].startswith("https://"):
        missing.append(STAY)
    return headers + missing
