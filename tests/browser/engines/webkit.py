"""WebKitGTK's MiniBrowser, driven through its developer tools.

Not by WebKitWebDriver: a browser under automation keeps its profile in memory, so that cookies,
Cache Storage and workers go with its process, and Cache Storage even sooner.
"""

import json
import re
from contextlib import suppress
from select import select
from typing import Any

from tests.browser import install
from tests.processes import free_port, wait_until

from .inspector import Inspected, Inspector, find_page
from .surf import PageError

SCREEN_NUMBER = re.compile(r"^(\d+)\n", re.M)
SCREEN = ["-screen", "0", "390x844x24", "-nolisten", "tcp"]
ENVIRONMENT = {
    "GDK_BACKEND": "x11",
    "LIBGL_ALWAYS_SOFTWARE": 1,
    "NO_AT_BRIDGE": 1,
    "GSETTINGS_BACKEND": "memory",
}
FOLDERS = {
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_RUNTIME_DIR": "runtime",
}


class WebKit(Inspected):
    """MiniBrowser on a screen that nobody sees."""

    name = "webkit"

    @staticmethod
    def missing() -> str | None:
        if install.minibrowser() is None:
            return "WebKitGTK's MiniBrowser is not installed."
        return None if install.screen() else "Xvfb is not installed."

    def start(self) -> None:
        port = free_port()
        cookies = f"--cookies-file={self.profile}/cookies.db"
        self._launch(
            [install.minibrowser(), cookies, "about:blank"],
            "webkit.log",
            **ENVIRONMENT,
            **self._folders(),
            DISPLAY=f":{self._screen()}",
            WEBKIT_INSPECTOR_HTTP_SERVER=f"127.0.0.1:{port}",
        )
        page = find_page(port, "/", r"/socket/\d+/\d+/WebPage")
        self.page = Target(f"ws://127.0.0.1:{port}{page}")

    def _folders(self) -> dict[str, object]:
        (self.profile / "runtime").mkdir(mode=0o700, exist_ok=True)
        return {variable: self.profile / name for variable, name in FOLDERS.items()}

    def _screen(self) -> str:
        self._launch(["Xvfb", "-displayfd", "1", *SCREEN], "screen.log")
        log = self.profile / "screen.log"
        return wait_until(lambda: SCREEN_NUMBER.search(log.read_text()), "No screen")[1]

    def _value_of(self, promise: str) -> str:
        made = self._result("Runtime.evaluate", expression=promise, emulateUserGesture=True)
        how = {"promiseObjectId": made["objectId"], "returnByValue": True}
        return str(self._result("Runtime.awaitPromise", **how)["value"])

    def _result(self, method: str, **parameters: Any) -> dict[str, Any]:
        answer = self.page.ask(method, **parameters)
        if answer.get("wasThrown"):
            raise PageError(str(answer["result"].get("description")))
        return dict(answer["result"])


class Target(Inspector):
    """A page of WebKit's, which becomes another target where its site changes."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.target = ""
        while not self.target:
            self.hear()

    def send(self, message: dict[str, Any]) -> None:
        self._catch_up()
        wrapped = {"targetId": self.target, "message": json.dumps(message)}
        # The answer to the envelope is of no interest; that of the message has its number.
        super().send(
            {"id": -message["id"], "method": "Target.sendMessageToTarget", "params": wrapped}
        )

    def hear(self) -> dict[str, Any]:
        message = super().hear()
        given = message.get("params", {})
        match message.get("method"):
            case "Target.targetCreated" if not given["targetInfo"].get("isProvisional"):
                self.target = given["targetInfo"]["targetId"]
            case "Target.didCommitProvisionalTarget":
                self.target = given["newTargetId"]
                raise PageError("The page was left.")
            case "Target.dispatchMessageFromTarget":
                return dict(json.loads(given["message"]))
        if "error" in message:
            raise PageError(message["error"]["message"])
        return message

    def _catch_up(self) -> None:
        while select([self.socket], [], [], 0)[0]:
            with suppress(PageError):
                self.hear()
