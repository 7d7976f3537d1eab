"""The security headers, one list for every answer."""

from flask import Flask, Response, current_app

# Where browsers tell that a page wanted what its policy forbids.
REPORTS = "/policy-reports"
A_YEAR = 31_536_000

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
    app.after_request(_guard)


def _guard(response: Response) -> Response:
    for name, value in PAGE_HEADERS.items():
        response.headers.setdefault(name, value)
    # Only a place that is reached by TLS may ask never to be reached without.
    if current_app.config["PUBLIC_URL"].startswith("https://"):
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    return response
