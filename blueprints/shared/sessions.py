"""The cookie that keeps somebody signed in, also when the machine's clock is set back."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from . import acts

# Clocks on two machines differ, and one is set right; beyond that, somebody is playing with it.
FAST = timedelta(days=1)


def init_app(app: Flask) -> None:
    app.session_interface = Sessions(app)


class Sessions(SecureCookieSessionInterface):
    """Flask's, but for what was signed by a clock that went fast: that signed out whoever came."""

    def __init__(self, app: Flask) -> None:
        # Once: each request reads its cookie by it, and it stays the same.
        self._serializer = super().get_signing_serializer(app)
        if self._serializer:
            self._serializer.signer = Signer

    def get_signing_serializer(self, _app: Flask) -> URLSafeTimedSerializer | None:
        return self._serializer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        # The answer to an act comes to its phone inside another: no browser would keep its cookie.
        if acts.current() is None:
            super().save_session(app, session, response)


class Signer(TimestampSigner):
    """Takes a signature from the next day for one from now."""

    def unsign(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - it stands for overloads
        try:
            return super().unsign(*given, **named)
        except SignatureExpired as expired:
            signed = expired.date_signed
            if signed and timedelta() < signed - datetime.now(UTC) <= FAST:
                return super().unsign(*given, **{**named, "max_age": None})
            raise
