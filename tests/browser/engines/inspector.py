"""The protocol that Chromium's and WebKit's developer tools speak with a page."""

import json
import re
from abc import abstractmethod
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import websocket

from tests.processes import PATIENCE, wait_until

from .surf import TO_JSON, PageError, Surf

# The mark goes with the page that bears it, also where the next one has the same URL.
LEAVE = "return (document.isLeft = true)"


class Inspector:
    """A connection to one page."""

    def __init__(self, address: str) -> None:
        # Chromium refuses whoever names an origin.
        self.socket = websocket.create_connection(address, PATIENCE, suppress_origin=True)
        self.asked = 0

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a method. Raises PageError when there is none."""
        self.asked += 1
        try:
            self.send({"id": self.asked, "method": method, "params": parameters})
            answer = self._answer()
        except (websocket.WebSocketException, OSError) as gone:
            raise PageError(f"{method}: {gone!r}") from None
        if "error" in answer:
            raise PageError(f"{method}: {answer['error']['message']}")
        return dict(answer["result"])

    def send(self, message: dict[str, Any]) -> None:
        self.socket.send(json.dumps(message))

    def hear(self) -> dict[str, Any]:
        """The next message, whatever it is about. Raises PageError when the page is left."""
        return dict(json.loads(self.socket.recv()))

    def _answer(self) -> dict[str, Any]:
        while True:
            message = self.hear()
            if message.get("id") == self.asked:
                return message


class Inspected(Surf):
    """A browser that is driven through its developer tools."""

    page: Inspector

    def kill(self) -> None:
        super().kill()
        if hasattr(self, "page"):
            self.page.socket.shutdown()  # type: ignore[no-untyped-call]

    def run(self, js: str) -> Any:
        return json.loads(self._value_of(f"(async () => {{{js}\n}})().then({TO_JSON})"))

    @abstractmethod
    def _value_of(self, promise: str) -> str:
        """What an expression of a promise comes to. Raises PageError."""

    def _open(self, url: str) -> None:
        self.wait_for_js(LEAVE, "No page to leave")
        self.page.ask("Page.navigate", url=url)
        self.wait_for_js("return !document.isLeft && document.readyState === 'complete'", url)


def find_page(port: int, path: str, pattern: str) -> str:
    """The first match in a list of pages that the browser serves, once it does."""

    def look() -> str | None:
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
                found = re.search(pattern, answer.read().decode())
        except (URLError, ConnectionError):
            return None
        return found[0] if found else None

    return wait_until(look, f"No page to inspect on port {port}")
