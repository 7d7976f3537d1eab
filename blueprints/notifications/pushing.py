"""One message to one browser, by way of its push service (RFC 8030, 8291, 8292)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import requests
from flask import current_app
from py_vapid import Vapid
from pywebpush import WebPusher
from werkzeug.http import parse_date

from blueprints.shared import clock

from .push_services import known

# How long a push service may take to be there, and to answer, in seconds.
PATIENCE = (5, 10)
# How long the proof of who sends is good for: a day at most (RFC 8292, 2).
PROOF_LASTS = timedelta(hours=12)
LONGEST_WAIT = timedelta(hours=6)
_BUSY = (408, 429)
_GONE = (404, 410)


@dataclass(frozen=True)
class Address:
    """Where one browser is reached, and by which keys."""

    id: str
    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Message:
    """What is sent. Of two messages with one topic, a push service keeps the later."""

    content: bytes
    topic: str
    lasts: timedelta


@dataclass(frozen=True)
class Answer:
    """What a push service said: taken, gone (for ever), later (try again), or refused."""

    verdict: str
    wait: timedelta = timedelta()


def push(message: Message, to: Address) -> Answer:
    """Send a message to a browser. Follows nobody elsewhere, and waits for nobody long."""
    if not known(to.endpoint, current_app.config["PUSH_HOSTS"]):
        return Answer("gone")
    try:
        with requests.post(
            to.endpoint,
            data=_encrypted(message, to),
            headers=_headers(message, to),
            timeout=PATIENCE,
            allow_redirects=False,
            stream=True,
        ) as answer:
            return _read(answer.status_code, answer.headers.get("Retry-After", ""))
    except requests.RequestException:
        return Answer("later")


def _read(status: int, retry_after: str) -> Answer:
    if 200 <= status < 300:
        return Answer("taken")
    if status in _GONE:
        return Answer("gone")
    if status >= 500 or status in _BUSY:
        return Answer("later", _wait(retry_after))
    current_app.logger.error("A push service refused a nudge with status %s", status)
    return Answer("refused")


def _wait(retry_after: str) -> timedelta:
    """Seconds, or a date (RFC 9110, 10.2.3)."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(timedelta(seconds=int(retry_after[:9])), LONGEST_WAIT)
    until = _date(retry_after)
    return min(max(until - clock.arrival(), timedelta()), LONGEST_WAIT) if until else timedelta()


def _date(text: str) -> datetime | None:
    try:
        return parse_date(text)
    except OverflowError:
        # Of other nonsense it says None.
        return None


def _encrypted(message: Message, to: Address) -> bytes:
    keys = {"p256dh": to.p256dh, "auth": to.auth}
    pusher = WebPusher({"endpoint": to.endpoint, "keys": keys})
    body: bytes = pusher.encode(message.content)["body"]
    return body


def _headers(message: Message, to: Address) -> Mapping[str, str]:
    return {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(int(message.lasts.total_seconds())),
        "Topic": message.topic,
        "Urgency": "normal",
        **_proof(to.endpoint),
    }


def _proof(endpoint: str) -> dict[str, str]:
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((clock.arrival() + PROOF_LASTS).timestamp()),
        "sub": _whom_to_ask(),
    }
    proof: dict[str, str] = Vapid.from_string(current_app.config["VAPID_PRIVATE_KEY"]).sign(claims)
    return proof


def _whom_to_ask() -> str:
    """Where a push service finds whoever runs this place (RFC 8292, 2.1)."""
    sender, place = (current_app.config.get(k) for k in ("MAIL_DEFAULT_SENDER", "PUBLIC_URL"))
    if sender:
        return f"mailto:{sender}"
    return str(place) if place and place.startswith("https://") else "mailto:wellmet@localhost"
