"""Chromium, driven through its developer tools."""

from pathlib import Path
from typing import Any

from tests.browser import install
from tests.browser.flags import FLAGS
from tests.processes import free_port

from .inspector import Inspected, Inspector, find_page
from .surf import PageError

ALONE = [
    *FLAGS,
    "--headless=new",
    "--disable-dev-shm-usage",
    "--password-store=basic",
    "--window-size=390,844",
]
PAGE = r'ws://[^"]+/devtools/page/[^"]+'


class Chromium(Inspected):
    """Debian's Chromium, or Playwright's."""

    name = "chromium"

    def __init__(self, profile: Path) -> None:
        super().__init__(profile)
        self.cookies: list[dict[str, Any]] = []

    @staticmethod
    def missing() -> str | None:
        return None if _path() else "Chromium is not installed."

    def start(self) -> None:
        port = free_port()
        own = [f"--user-data-dir={self.profile}", f"--remote-debugging-port={port}"]
        self._launch([_path(), *ALONE, *own, "about:blank"], "chromium.log")
        self.page = Inspector(find_page(port, "/json/list", PAGE))
        self.page.ask("Network.setCookies", cookies=self.cookies)

    def restart(self) -> None:
        # Chromium writes cookies to its disk every half a minute, which is too long to wait for.
        cookies = self.page.ask("Network.getAllCookies")["cookies"]
        self.cookies = [cookie for cookie in cookies if not cookie["session"]]
        super().restart()

    def _value_of(self, promise: str) -> str:
        how = {"awaitPromise": True, "returnByValue": True, "userGesture": True}
        answer = self.page.ask("Runtime.evaluate", expression=promise, **how)
        if "exceptionDetails" in answer:
            raise PageError(str(answer["exceptionDetails"]))
        return str(answer["result"]["value"])


def _path() -> str | None:
    return install.chromium() or install.playwrights_chromium()
