"""Mail, when a server for it is configured."""

import smtplib
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask, Response, after_this_request, current_app
from flask_mailman import EmailMessage, Mail
from flask_mailman.backends.smtp import EmailBackend

from .reach import ascii_host

_mail = Mail()
# One mail at a time: nobody waits for the mail server, and it is never stormed.
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def init_app(app: Flask) -> None:
    if app.config["MAIL_SERVER"]:
        _mail.init_app(app)


def configured() -> bool:
    """Whether this Wellmet can send mail at all."""
    return bool(current_app.config["MAIL_SERVER"])


def send(to: str, subject: str, text: str, headers: Mapping[str, str] | None = None) -> None:
    """Send one plain-text mail, with further headers. Raises what smtplib raises."""
    connection, known = _mail.get_connection(_Backend), dict(headers or {})
    mailbox, _, host = to.rpartition("@")
    try:
        address = f"{mailbox}@{ascii_host(host)}"
        EmailMessage(subject, text, to=[address], headers=known, connection=connection).send()
    finally:
        # What is refused leaves it open.
        connection.close()


def send_later(to: str, subject: str, text: str) -> None:
    """Send one plain-text mail once this request has been answered, if it is answered well.

    The answer takes as long whether a mail goes out or not. A mail that cannot be sent is logged.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    @after_this_request
    def _hand_over(response: Response) -> Response:
        if response.status_code < 400:
            # Once the answer is out: sending would compete with it, and its time would tell.
            response.call_on_close(lambda: _postman.submit(_deliver, app, to, subject, text))
        return response


def _deliver(app: Flask, to: str, subject: str, text: str) -> None:
    with app.app_context():
        try:
            send(to, subject, text)
        except Exception as error:
            # Here nobody else would hear of it. Only what kind of error: its words hold addresses.
            app.logger.error("A mail could not be sent: %s", type(error).__name__)


class _Checking(smtplib.SMTP):
    """Begins TLS with the server that was meant, and no other.

    By itself it takes any certificate: whoever stands in between would be told the password.
    """

    def starttls(self, *_: Any, **__: Any) -> tuple[int, bytes]:  # noqa: ANN401 - it stands for overloads
        """Raises ssl.SSLCertVerificationError where nobody vouches for the server."""
        return super().starttls(context=ssl.create_default_context())


class _Backend(EmailBackend):  # type: ignore[misc]  # flask_mailman has no types
    """The library's, which checks a certificate over SMTPS alone."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return smtplib.SMTP_SSL if self.use_ssl else _Checking
