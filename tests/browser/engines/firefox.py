"""Firefox ESR, driven by Marionette.

Not by way of the package marionette_driver: it brings fifteen others, and cannot be imported from
Python 3.13 on. The protocol is numbered commands in JSON, each after its length.
"""

import json
import socket
from itertools import takewhile
from typing import Any

from tests.browser import install
from tests.processes import PATIENCE, answers, free_port, wait_until

from .surf import TO_JSON, PageError, Surf

# A worker stops soon after its work, so that tests meet a cold one, as a phone does. While it works
# it has as long as anywhere: one that is stopped in the middle of its install never gets there.
PREFERENCES: dict[str, object] = {
    "app.update.auto": False,
    "browser.sessionstore.resume_from_crash": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.serviceWorkers.idle_timeout": 1000,
    "intl.accept_languages": "en-GB",
    "toolkit.startup.max_resumed_crashes": -1,
}
FLAGS = ["--headless", "--marionette", "--no-remote"]
ERROR_PAGE = "Reached error page"


class Firefox(Surf):
    """Firefox without a screen."""

    name = "firefox"
    marionette: "Marionette"

    @staticmethod
    def missing() -> str | None:
        return None if install.firefox() else "Firefox ESR is not installed."

    def start(self) -> None:
        port = free_port()
        self._prefer(PREFERENCES | {"marionette.port": port})
        self._launch([install.firefox(), *FLAGS, "--profile", self.profile], "firefox.log")
        wait_until(lambda: answers(port), f"No Firefox on port {port}")
        self.marionette = Marionette(port)
        self.marionette.ask("NewSession")

    def restart(self) -> None:
        # Firefox writes new cookies to its disk within a second. To die sooner is another story.
        values = [cookie["value"].encode() for cookie in self.marionette.ask("GetCookies")]
        wait_until(lambda: all(value in self._cookies() for value in values), "No cookies on disk")
        super().restart()

    def kill(self) -> None:
        super().kill()
        if hasattr(self, "marionette"):
            self.marionette.close()

    def run(self, js: str) -> Any:
        script = f"return (async () => {{{js}\n}})().then({TO_JSON})"
        told = self.marionette.ask("ExecuteScript", script=script)["value"]
        if told is None:
            raise PageError("The page was left.")
        return json.loads(told)

    def _open(self, url: str) -> None:
        try:
            self.marionette.ask("Navigate", url=url)
        except PageError as error:
            if ERROR_PAGE not in str(error):
                raise

    def _cookies(self) -> bytes:
        return b"".join(it.read_bytes() for it in self.profile.glob("cookies.sqlite*"))

    def _prefer(self, preferences: dict[str, object]) -> None:
        lines = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in preferences.items()
        )
        (self.profile / "user.js").write_text("".join(lines))


class Marionette:
    """A connection to Firefox."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.heard = self.socket.makefile("rb")
        self.asked = 0
        self._hear()

    def ask(self, command: str, **parameters: Any) -> Any:
        """The result of a command of WebDriver's. Raises PageError when there is none."""
        self.asked += 1
        message = json.dumps([0, self.asked, f"WebDriver:{command}", parameters]).encode()
        try:
            self.socket.sendall(b"%d:%b" % (len(message), message))
            _, _, error, result = self._hear()
        except (OSError, ValueError) as gone:
            raise PageError(f"{command}: {gone!r}") from None
        if error:
            raise PageError(f"{command}: {error['message']}")
        return result

    def close(self) -> None:
        """Let go of it."""
        self.heard.close()
        self.socket.close()

    def _hear(self) -> Any:
        digits = iter(lambda: self.heard.read(1), b":")
        length = int(b"".join(takewhile(bool, digits)))
        return json.loads(self.heard.read(length))
