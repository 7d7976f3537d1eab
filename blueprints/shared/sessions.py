"""The cookie that keeps somebody signed in, also when the machine's clock is set back."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

# Clocks on two machines differ, and one is set right; beyond that, somebody is playing with it.
FAST = timedelta(days=1)


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()


class Sessions(SecureCookieSessionInterface):
    """Flask's, but for what was signed by a clock that went fast: that signed out whoever came."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        serializer = super().get_signing_serializer(app)
        if serializer:
            serializer.signer = Signer
        return serializer


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
