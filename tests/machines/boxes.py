"""A mail server of one machine's own: it can keep whoever sends waiting, and be slow."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from tests.processes import free_port

# Longer than any test has to end whoever waits.
FOR_EVER = 60.0


@dataclass
class Box:
    """What arrived, each mail as whom it is for and its Message-ID, and how it answers."""

    port: int
    mails: list[tuple[str, str]] = field(default_factory=list)
    # Whether whoever sends is kept waiting, "before" or "after" the mail is here, and who is.
    hold: str = ""
    held: list[str] = field(default_factory=list)
    delay: float = 0

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        await self._hold(address, "before")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        (address,) = envelope.rcpt_tos
        self.mails.append((address, message_from_bytes(envelope.content)["Message-ID"]))
        await self._hold(address, "after")
        await asyncio.sleep(self.delay)
        return "250 OK"

    async def _hold(self, address: str, when: str) -> None:
        if self.hold == when:
            self.held.append(address)
            await asyncio.sleep(FOR_EVER)


@contextmanager
def opened() -> Iterator[Box]:
    """The box, on a port of this machine."""
    box = Box(free_port())
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    yield box
    server.stop()
