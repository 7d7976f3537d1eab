"""The least a browser can do: the same pages, kept for ever in its own HTTP cache."""

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from blueprints.shared.assets import DIST
from blueprints.shared.headers import SECURITY_HEADERS

STATIC = "/static/"


@contextmanager
def served(pages: dict[str, str]) -> Iterator[str]:
    """The origin of a server that knows some pages by their paths, and the built files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(pages))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _handler(pages: dict[str, str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = _found(pages, self.path)
            self.send_response(200 if body else 404)
            headers = SECURITY_HEADERS | {"Content-Type": kind, "Content-Length": str(len(body))}
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Cache-Control", "max-age=31536000, immutable")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _found(pages: dict[str, str], path: str) -> tuple[str, bytes]:
    if path in pages:
        return "text/html; charset=utf-8", pages[path].encode()
    file = DIST / path.removeprefix(STATIC)
    if not (path.startswith(STATIC) and file.parent == DIST and file.exists()):
        return "text/plain", b""
    return mimetypes.guess_type(file.name)[0] or "text/plain", file.read_bytes()
