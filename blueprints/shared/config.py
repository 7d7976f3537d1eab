"""Settings from the environment. A bad one stops the start with a sentence that names it."""

import os
import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from redis.connection import parse_url

from . import vapid
from .database_url import database_url
from .folders import instance_path
from .kept_secrets import SHORTEST_SECRET, kept_secret
from .variables import ESCAPES, BadSetting, number, split, text

# A name or an address, with a port or without: nothing before an "@", no space.
_HOST = re.compile(r"([\w.-]+|\[[0-9a-f:]+\])(:\d+)?", re.IGNORECASE)
# Who sends a mail: an address, by itself or after a name.
_SENDER = re.compile(r"([^@:<>\r\n]*<)?[^@:<>\s]+@[\w.-]+>?")
_LIKE_REDIS = "must look like redis://localhost:6379"
_LIKE_MAIL = "must look like smtp://user:password@mail.example:587/sender@mail.example"


def load(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The Flask config the environment asks for. Raises `BadSetting`."""
    env = os.environ if environ is None else environ
    public_url = _public_url(text(env, "PUBLIC_URL"))
    redis_url = _redis_url(text(env, "REDIS_URL"))
    return {
        "SECRET_KEY": _secret_key(text(env, "SECRET_KEY")),
        "SQLALCHEMY_DATABASE_URI": database_url(text(env, "DATABASE_URL")),
        "PUBLIC_URL": public_url,
        "PASSWORD_METHOD": "scrypt",
        "TRUSTED_PROXIES": number("TRUSTED_PROXIES", env.get("TRUSTED_PROXIES") or "0", 0, 8),
        "RATELIMIT_STORAGE_URI": redis_url or "process://",
        "MAX_CONTENT_LENGTH": 256 * 1024,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=90),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SESSION_COOKIE_NAME": "wellmet",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": public_url.startswith("https://"),
        **_mail(text(env, "MAIL_URL"), public_url),
        "VAPID_PRIVATE_KEY": _vapid_key(text(env, "VAPID_PRIVATE_KEY")),
        "PUSH_HOSTS": _push_hosts(text(env, "PUSH_HOSTS")),
        "QUEUE_URL": redis_url,
        "LOG": _log(text(env, "LOG")),
        "METRICS": _metrics(text(env, "METRICS")),
    }


def bind(environ: Mapping[str, str] | None = None) -> tuple[str, int]:
    """The host and port to listen on. Raises `BadSetting`."""
    env = os.environ if environ is None else environ
    return env.get("HOST") or "0.0.0.0", number("PORT", env.get("PORT") or "8000", 1, 65535)  # noqa: S104 - phones on the same network are the point


def _secret_key(given: str) -> str:
    if given and len(given) < SHORTEST_SECRET:
        raise BadSetting("SECRET_KEY", "needs at least 16 characters; leave it out and one is kept")
    return given or kept_secret(Path(instance_path()) / "secret_key", _new_secret)


def _new_secret() -> str:
    return secrets.token_urlsafe(48)


def _redis_url(given: str) -> str:
    if not given:
        return ""
    parts = split("REDIS_URL", given)
    if parts.scheme not in ("redis", "rediss") or not parts.hostname or parts.fragment:
        raise BadSetting("REDIS_URL", _LIKE_REDIS)
    try:
        parse_url(parts.geturl())  # type: ignore[no-untyped-call]
    except ValueError:
        raise BadSetting("REDIS_URL", _LIKE_REDIS) from None
    return parts.geturl()


def _public_url(given: str) -> str:
    if not given:
        return ""
    parts = split("PUBLIC_URL", given)
    beyond = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or beyond or not _HOST.fullmatch(parts.netloc):
        raise BadSetting("PUBLIC_URL", "must look like https://wellmet.example, without a path")
    # In lower case, as a browser's Origin names it.
    return f"{parts.scheme}://{parts.netloc}".lower()


def _mail(given: str, public_url: str) -> dict[str, Any]:
    if not given:
        return {"MAIL_SERVER": ""}
    parts = split("MAIL_URL", given)
    beyond = parts.query or parts.fragment
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or beyond:
        raise BadSetting("MAIL_URL", f"{_LIKE_MAIL}; {ESCAPES}")
    if not public_url:
        # A link in a mail must never be built from a request's Host header: anybody can forge it.
        raise BadSetting("PUBLIC_URL", "is needed with MAIL_URL: mails carry links to this place")
    sender = _sender(parts.path) or f"wellmet@{urlsplit(public_url).hostname}"
    return {
        "MAIL_SERVER": parts.hostname,
        "MAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "MAIL_USE_SSL": parts.scheme == "smtps",
        # A password never travels in clear.
        "MAIL_USE_TLS": parts.scheme == "smtp" and (parts.port == 587 or bool(parts.username)),
        "MAIL_USERNAME": unquote(parts.username) if parts.username else None,
        "MAIL_PASSWORD": unquote(parts.password) if parts.password else None,
        "MAIL_DEFAULT_SENDER": sender,
        "MAIL_TIMEOUT": 10,
    }


def _sender(path: str) -> str:
    sender = unquote(path.strip("/"))
    if sender and not _SENDER.fullmatch(sender):
        raise BadSetting("MAIL_URL", f"names a sender that is no address; it {_LIKE_MAIL}")
    return sender


def _vapid_key(given: str) -> str:
    key = given.strip() or kept_secret(Path(instance_path()) / "vapid_key", vapid.new_key)
    try:
        vapid.public_half(key)
    except ValueError:
        raise BadSetting(
            "VAPID_PRIVATE_KEY",
            "must be a P-256 key, 32 bytes in base64url; leave it out and one is kept",
        ) from None
    return key


def _push_hosts(given: str) -> tuple[str, ...]:
    """Origins of push services of one's own, beside those that browsers come with."""
    return tuple(_push_host(origin) for origin in given.replace(",", " ").split())


def _push_host(given: str) -> str:
    parts = split("PUSH_HOSTS", given)
    beyond = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme != "https" or beyond or not _HOST.fullmatch(parts.netloc):
        raise BadSetting("PUSH_HOSTS", "must look like https://push.example, without a path")
    return f"https://{parts.netloc}".lower()


def _log(given: str) -> str:
    if given not in ("", "json"):
        raise BadSetting("LOG", "is json, or left out")
    return given


def _metrics(given: str) -> tuple[str, int] | None:
    """Where a Prometheus asks, if one does."""
    if not given:
        return None
    host, _, port = given.rpartition(":")
    if not host:
        raise BadSetting("METRICS", "must look like 127.0.0.1:9464")
    return host.strip("[]"), number("METRICS", port, 1, 65535)
