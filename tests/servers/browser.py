"""Somebody's browser, as far as a server sees it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from blueprints.shared.acts import KEY_HEADER
from blueprints.shared.ids import new_id
from tests.cast import PASSWORD

from . import proxy
from .proxy import Answer

FORM = "application/x-www-form-urlencoded"


@dataclass
class Browser:
    """Somebody's browser. It asks at a port; the proxy's where none is named."""

    id: str
    port: int
    cookie: str = field(default="", repr=False)

    def get(self, path: str, at: int = 0) -> Answer:
        return self._ask("GET", path, b"", at, FORM)

    def post(
        self, path: str, fields: Mapping[str, str] | None = None, at: int = 0, key: str = ""
    ) -> Answer:
        form = urlencode({"id": new_id(), **(fields or {})}).encode()
        return self._ask("POST", path, form, at, FORM, key)

    def send(self, path: str, told: object, at: int = 0) -> Answer:
        """Post what a script does."""
        return self._ask("POST", path, json.dumps(told).encode(), at, "application/json")

    def sign_in(self, email: str) -> None:
        signing_in = {"email": email, "password": PASSWORD}
        assert self.post("/sign-in", signing_in).status == 303

    def _ask(
        self, method: str, path: str, body: bytes, at: int, kind: str, key: str = ""
    ) -> Answer:
        headers = {
            "Cookie": self.cookie,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": kind,
            **({KEY_HEADER: key} if key else {}),
        }
        answer = proxy.ask(at or self.port, method, path, body, headers)
        for name, value in answer.headers:
            if name.lower() == "set-cookie" and value.startswith("wellmet="):
                self.cookie = value.partition(";")[0]
        return answer

    def word(self) -> str:
        """The code that they show."""
        found = re.search(rb"code__word[^>]*>([^<]+)<", self.get("/swap").body)
        assert found, "no code on the page"
        return found[1].decode().replace(" ", "").lower()
