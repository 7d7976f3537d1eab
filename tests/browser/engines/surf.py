"""The one vocabulary in which a journey is told to any browser."""

import json
import subprocess
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from tests import processes
from tests.browser.leaving import TAKEN_IN_HAND
from tests.processes import wait_until

TO_JSON = "it => JSON.stringify(it ?? null)"
PAGE = (Path(__file__).parent / "page.js").read_text()


class PageError(Exception):
    """A script raised, or its page went away before it answered."""


class Surf(ABC):
    """A browser with one tab and a profile of its own, which stays when the browser dies.

    `what` is a CSS selector when it begins with "#", "." or "[", else visible text: exact where
    some element says just that, else contained. Nothing waits for the page that a click leads to:
    `wait_for` what it says before going on.
    """

    name: str

    def __init__(self, profile: Path) -> None:
        profile.mkdir()
        self.profile = profile
        self.origin = "about:blank"
        self._processes: list[subprocess.Popen[bytes]] = []

    @staticmethod
    @abstractmethod
    def missing() -> str | None:
        """A sentence about what this machine lacks for it, or None."""

    @abstractmethod
    def start(self) -> None:
        """Start the browser on its profile."""

    @abstractmethod
    def run(self, js: str) -> Any:
        """What the body of an async function returns on the page, by way of JSON.

        The page's CSP does not bind it. Raises PageError.
        """

    @abstractmethod
    def _open(self, url: str) -> None: ...

    def kill(self) -> None:
        """End the browser at once, as a dead battery does."""
        while self._processes:
            processes.kill(self._processes.pop())

    def restart(self) -> None:
        """End the browser at once, and start it again on the same profile."""
        self.kill()
        self.start()

    def go(self, path: str) -> None:
        """Open a path of Wellmet, or any URL, and wait until that or an error page is there."""
        self.wait_for_js(TAKEN_IN_HAND, "A page that loads itself again and again")
        self._open(urljoin(self.origin, path))

    def click(self, what: str) -> None:
        """Click, as soon as it is there."""
        self._wait_telling(
            f"return Boolean(target({json.dumps(what)}))", f"Nothing to click: {what}"
        )
        try:
            self._act(f"tap({json.dumps(what)})")
        except PageError:
            # The page may be left before it has answered.
            return

    def fill(self, what: str, text: str) -> None:
        """Write into a field, named by its label, as soon as it is there."""
        self._wait_telling(f"return Boolean(field({json.dumps(what)}))", f"No field: {what}")
        self._act(f"fill({json.dumps(what)}, {json.dumps(text)})")

    def wait_for(self, text: str) -> None:
        """Wait until the page shows the text. Raises AssertionError, showing what it does show."""
        self._wait_telling(f"return {_shows(text)}", f"No “{text}”")

    def wait_away(self, text: str) -> None:
        """Wait until the text is gone, be it for another page or for an error of the browser's."""
        self._wait_telling(f"return !{_shows(text)}", f"Still “{text}”")

    def wait_for_js(self, js: str, what: str) -> Any:
        """What the script returns, once that is true. Raises AssertionError, saying `what`."""
        return wait_until(lambda: self._try(f"{PAGE}\n{js}"), what)

    def ask(self, js: str) -> Any:
        """What the script returns, whatever it is, on a page that stays until it has."""
        told = f"return {{ told: await (async () => {{{js}}})() ?? null }}"
        return self.wait_for_js(told, "No page to ask")["told"]

    def look_again(self) -> None:
        """Take the phone out again, with this page on it."""
        taken_out = 'document.dispatchEvent(new Event("visibilitychange")); return true'
        self.wait_for_js(taken_out, "No page to look at")

    def choose_photo(self, what: str, png: bytes) -> None:
        """Give a picture to the field that takes one."""
        self._act(f"choosePhoto({json.dumps(what)}, {json.dumps(b64encode(png).decode())})")

    def text(self) -> str:
        """What the page shows."""
        return str(self.ask("return document.body.innerText"))

    @property
    def html(self) -> str:
        return str(self.ask("return document.documentElement.outerHTML"))

    @property
    def url(self) -> str:
        return str(self.ask("return location.href"))

    def _launch(self, command: Sequence[object], log: str, **variables: object) -> None:
        at_home = {"HOME": self.profile, "TZ": "Europe/London", **variables}
        self._processes.append(processes.start(command, self.profile / log, at_home))

    def _act(self, js: str) -> Any:
        return self.run(f"{PAGE}\n{js}")

    def _wait_telling(self, js: str, what: str) -> None:
        try:
            self.wait_for_js(js, what)
        except AssertionError as never:
            raise AssertionError(f"{never}\n{self.url}\n{self.text()}") from None

    def _try(self, js: str) -> Any:
        try:
            return self.run(js)
        except PageError:
            # Between two pages there is nothing to ask.
            return None


def _shows(text: str) -> str:
    return f"words(document.body.innerText).includes({json.dumps(text)})"
