"""A server that answers in a thread of the tests' own process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer

# How soon it sees that it is to end, in seconds. By itself it would look twice a second.
SOON = 0.02


@contextmanager
def running(server: BaseServer) -> Iterator[None]:
    """It answers meanwhile, and is closed in the end."""
    thread = threading.Thread(target=server.serve_forever, args=(SOON,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
