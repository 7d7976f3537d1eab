"""The way to the server, and how long each answer took."""

import asyncio
import json
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import aiohttp

from .servers import Served

# As long as a phone waits for an answer, in seconds.
TIMEOUT = 30
# What scripts ask for, and nobody looks at.
BY_SCRIPT = (
    *("poll", "my code", "swap", "note", "first records"),
    *("swap again", "outbox", "outbox again", "last look"),
)
FORM = "application/x-www-form-urlencoded"
# What asyncio and aiohttp raise where there is no answer.
NO_ANSWER = (aiohttp.ClientError, TimeoutError, OSError)


@dataclass(frozen=True)
class Heard:
    """An answer; status 0 where there was none in time."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def retry_after(self) -> float:
        """After how many seconds to ask again; 0 where that was not said."""
        return float(self.headers.get("Retry-After", 0))

    def told(self) -> dict[str, Any]:
        """What a script is told."""
        told: dict[str, Any] = json.loads(self.body)
        return told


class Line:
    """Connections that are kept open, and a tally of what went over them."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.address = f"http://127.0.0.1:{served.port}"
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.statuses: dict[str, Counter[int]] = defaultdict(Counter)

    async def __aenter__(self) -> Self:
        _many_files()
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=1)
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        jar = aiohttp.DummyCookieJar()
        self.session = aiohttp.ClientSession(
            self.address, connector=connector, timeout=timeout, cookie_jar=jar
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.session.close()

    async def get(self, kind: str, path: str, cookie: str = "", due: float = 0.0) -> Heard:
        """Ask for something."""
        return await self._ask(kind, "GET", path, b"", FORM, cookie, due)

    async def post(
        self, kind: str, path: str, fields: Mapping[str, str], cookie: str = "", due: float = 0.0
    ) -> Heard:
        """Post a form."""
        return await self._ask(kind, "POST", path, urlencode(fields).encode(), FORM, cookie, due)

    async def send(
        self, kind: str, path: str, told: object, cookie: str, due: float = 0.0
    ) -> Heard:
        """Post what a script does."""
        body = json.dumps(told).encode()
        return await self._ask(kind, "POST", path, body, "application/json", cookie, due)

    async def _ask(
        self, kind: str, method: str, path: str, body: bytes, form: str, cookie: str, due: float
    ) -> Heard:
        began = due or time.monotonic()
        mode = "cors" if kind in BY_SCRIPT else "navigate"
        headers = {"Cookie": cookie, "Content-Type": form}
        headers |= {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": mode}
        try:
            async with self.session.request(
                method, path, data=body or None, headers=headers, allow_redirects=False
            ) as answer:
                heard = Heard(answer.status, await answer.read(), answer.headers)
        except NO_ANSWER:
            heard = Heard(0)
        self.seconds[kind].append(time.monotonic() - began)
        self.statuses[kind][heard.status] += 1
        return heard


def _many_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def at(moment: float) -> None:
    """Wait for a moment of the monotonic clock."""
    await asyncio.sleep(max(0.0, moment - time.monotonic()))
