"""A stranger's page that posts a form to Wellmet as soon as somebody opens it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.servers import in_a_thread

TEXT = "A page of a stranger's."
PAGE = """<!doctype html><title>A stranger</title><p>{text}</p>
<form method="post" action="{action}">{fields}</form><script>document.forms[0].submit()</script>"""
FIELD = '<input name="{}" value="{}">'


@contextmanager
def stranger(action: str, fields: Mapping[str, str]) -> Iterator[str]:
    """The address of the page, on another site than Wellmet's "localhost"."""
    drawn = "".join(FIELD.format(escape(name), escape(value)) for name, value in fields.items())
    page = PAGE.format(text=TEXT, action=escape(action), fields=drawn).encode()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(page))
    with in_a_thread.running(server):
        yield f"http://127.0.0.1:{server.server_port}/"


def _handler(page: bytes) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
