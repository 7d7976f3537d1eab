"""A mail server of the tests' own, and what it was handed."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from queue import Empty, Queue
from typing import Any

from aiosmtpd.controller import Controller

from blueprints.shared import config, mail
from blueprints.shared.posting import Wellmet

PLACE = "https://wellmet.example"
PATIENCE = 5


class Postbox:
    """The mails that arrived, in order.

    `handed_to` are the addresses at which the mail server was told to deliver them, each time.
    """

    def __init__(self) -> None:
        self._mails: Queue[EmailMessage] = Queue()
        self.handed_to: list[list[str]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.handed_to.append(envelope.rcpt_tos)
        self._mails.put(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def next(self) -> EmailMessage:
        """The next mail, once it is there."""
        return self._mails.get(timeout=PATIENCE)

    def next_path(self) -> str:
        """Where the link in the next mail leads, on this host."""
        lines: list[str] = self.next().get_content().splitlines()
        (line,) = [line for line in lines if PLACE in line]
        return line.removeprefix(PLACE)

    def is_empty(self) -> bool:
        """Whether nothing is there, nor on its way."""
        mail._postman.submit(lambda: None).result(timeout=PATIENCE)
        try:
            self._mails.get_nowait()
        except Empty:
            return True
        return False


@contextmanager
def opened(app: Wellmet) -> Iterator[Postbox]:
    """A Wellmet that can send mail, and the box where it arrives. No mail may be left unread."""
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=_free_port())
    server.start()
    before = dict(app.config)
    url = f"smtp://127.0.0.1:{server.port}"
    app.config.update(config._mail(url, PLACE), PUBLIC_URL=PLACE, MAIL_BACKEND="smtp")
    mail.init_app(app)
    yield box
    assert box.is_empty()
    app.config.clear()
    app.config.update(before)
    server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
