"""Settings from the environment. A bad one stops the start with a sentence that names it."""

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from redis.connection import parse_url
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from . import disk, vapid

ROOT = Path(__file__).resolve().parents[2]
# How long a database on another machine may take to say hello, in seconds; after how many
# milliseconds what its machine has not taken note of is given up; and how soon and how often one
# that says nothing is asked whether it is there, in seconds. Of a machine that was cut off nobody
# hears by themselves: who asked it would wait for a quarter of an hour, and keep a thread.
PATIENCE = {
    "connect_timeout": "10",
    "tcp_user_timeout": "10000",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "2",
}
SHORTEST_SECRET = 16
# Of how many digits a number may be: Python refuses to read thousands of them.
MOST_DIGITS = 9
_NOT_WHOLE = "holds no whole secret; bring it back from a backup, or remove it to have another"
# A name or an address, with a port or without: nothing before an "@", no space.
_HOST = re.compile(r"([\w.-]+|\[[0-9a-f:]+\])(:\d+)?", re.IGNORECASE)
# Who sends a mail: an address, by itself or after a name.
_SENDER = re.compile(r"([^@:<>\r\n]*<)?[^@:<>\s]+@[\w.-]+>?")
_LIKE_REDIS = "must look like redis://localhost:6379"
_LIKE_MAIL = "must look like smtp://user:password@mail.example:587/sender@mail.example"
_LIKE_A_DATABASE = (
    "must look like sqlite:////folder/wellmet.sqlite3 or postgresql://user:password@host/name"
)
_ESCAPES = "a port is a number up to 65535, and / ? # @ in a password are written %2F %3F %23 %40"


class BadSetting(Exception):
    """A variable of the environment has a value Wellmet cannot start with."""

    def __init__(self, variable: str, sentence: str) -> None:
        super().__init__(f"{variable} {sentence}")


def load(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The Flask config the environment asks for. Raises `BadSetting`."""
    env = os.environ if environ is None else environ
    public_url = _public_url(_text(env, "PUBLIC_URL"))
    redis_url = _redis_url(_text(env, "REDIS_URL"))
    return {
        "SECRET_KEY": _secret_key(_text(env, "SECRET_KEY")),
        "SQLALCHEMY_DATABASE_URI": database_url(_text(env, "DATABASE_URL")),
        "PUBLIC_URL": public_url,
        "PASSWORD_METHOD": "scrypt",
        "TRUSTED_PROXIES": _number("TRUSTED_PROXIES", env.get("TRUSTED_PROXIES") or "0", 0, 8),
        "RATELIMIT_STORAGE_URI": redis_url or "process://",
        "MAX_CONTENT_LENGTH": 256 * 1024,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=90),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SESSION_COOKIE_NAME": "wellmet",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": public_url.startswith("https://"),
        **_mail(_text(env, "MAIL_URL"), public_url),
        "VAPID_PRIVATE_KEY": _vapid_key(_text(env, "VAPID_PRIVATE_KEY")),
        "PUSH_HOSTS": _push_hosts(_text(env, "PUSH_HOSTS")),
        "QUEUE_URL": redis_url,
        "LOG": _log(_text(env, "LOG")),
        "METRICS": _metrics(_text(env, "METRICS")),
    }


def bind(environ: Mapping[str, str] | None = None) -> tuple[str, int]:
    """The host and port to listen on. Raises `BadSetting`."""
    env = os.environ if environ is None else environ
    return env.get("HOST") or "0.0.0.0", _number("PORT", env.get("PORT") or "8000", 1, 65535)  # noqa: S104 - phones on the same network are the point


def instance_path() -> str:
    """Where the database and the kept secret live, made if missing. Raises `BadSetting`."""
    path = Path(_text(os.environ, "WELLMET_INSTANCE") or ROOT / "instance").absolute()
    with writing(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(path)


def _text(env: Mapping[str, str], variable: str) -> str:
    given = env.get(variable, "")
    try:
        given.encode()
    except UnicodeEncodeError:
        # What is not UTF-8 in the environment, Python reads as halves of characters.
        raise BadSetting(variable, "must be text in UTF-8") from None
    return given


def _secret_key(given: str) -> str:
    if given and len(given) < SHORTEST_SECRET:
        raise BadSetting("SECRET_KEY", "needs at least 16 characters; leave it out and one is kept")
    return given or _kept_secret(Path(instance_path()) / "secret_key", _new_secret)


def _new_secret() -> str:
    return secrets.token_urlsafe(48)


def _kept_secret(file: Path, make: Callable[[], str]) -> str:
    with writing(file.parent):
        if not file.exists():
            _keep_secret(file, make())
        kept = file.read_bytes()
    # With an empty one nobody gets in, and anybody could sign a link that does.
    if len(kept.strip()) < SHORTEST_SECRET or not kept.isascii():
        raise BadSetting("WELLMET_INSTANCE", f"{_NOT_WHOLE}: {file}")
    return kept.decode()


def _keep_secret(file: Path, secret: str) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secret)
    # Or a power cut leaves the name without what is in it.
    disk.reach(draft)
    # A link appears whole or not at all: two processes starting at once keep one secret.
    with contextlib.suppress(FileExistsError):
        file.hardlink_to(draft)
    draft.unlink()
    disk.reach(file)


def database_url(given: str) -> str:
    """SQLAlchemy's URL for a given one; SQLite in the instance folder for none."""
    if not given:
        return _shown(URL.create("sqlite", database=f"{instance_path()}/wellmet.sqlite3"))
    scheme, _, rest = given.partition(":")
    if scheme == "sqlite":
        return _sqlite_url(_database_parts(given))
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        parts = _database_parts(f"postgresql+psycopg:{rest}")
        return _shown(parts.update_query_dict(_patience(parts)))
    raise BadSetting("DATABASE_URL", "must begin with sqlite:/// or postgresql://")


def _database_parts(given: str) -> URL:
    try:
        parts = make_url(given)
    except (ArgumentError, ValueError):
        raise BadSetting("DATABASE_URL", _LIKE_A_DATABASE) from None
    if "@" in (parts.host or ""):
        # It is half of a password: whoever tries to reach it would quote that.
        raise BadSetting("DATABASE_URL", f"{_LIKE_A_DATABASE}; {_ESCAPES}")
    return parts


def _sqlite_url(parts: URL) -> str:
    if parts.database in (None, "", ":memory:"):
        # Each process would have a database of its own, and all would be lost at the end.
        raise BadSetting("DATABASE_URL", "must name a file: sqlite:////folder/wellmet.sqlite3")
    _know_options(parts)
    if Path(parts.database).is_absolute():
        return _shown(parts)
    # As Flask-SQLAlchemy takes it; a backup, too, has to know where that is.
    return _shown(parts.set(database=f"{instance_path()}/{parts.database}"))


def _know_options(parts: URL) -> None:
    try:
        parts.get_dialect()().create_connect_args(parts)
    except (TypeError, ValueError):
        raise BadSetting(
            "DATABASE_URL", "has an option after its ? that SQLite cannot take"
        ) from None


def _patience(parts: URL) -> dict[str, str]:
    return {name: value for name, value in PATIENCE.items() if name not in parts.query}


def _shown(parts: URL) -> str:
    return parts.render_as_string(hide_password=False)


def _redis_url(given: str) -> str:
    if not given:
        return ""
    parts = _split("REDIS_URL", given)
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
    parts = _split("PUBLIC_URL", given)
    beyond = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or beyond or not _HOST.fullmatch(parts.netloc):
        raise BadSetting("PUBLIC_URL", "must look like https://wellmet.example, without a path")
    # In lower case, as a browser's Origin names it.
    return f"{parts.scheme}://{parts.netloc}".lower()


def _mail(given: str, public_url: str) -> dict[str, Any]:
    if not given:
        return {"MAIL_SERVER": ""}
    parts = _split("MAIL_URL", given)
    beyond = parts.query or parts.fragment
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or beyond:
        raise BadSetting("MAIL_URL", f"{_LIKE_MAIL}; {_ESCAPES}")
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
    key = given.strip() or _kept_secret(Path(instance_path()) / "vapid_key", vapid.new_key)
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
    parts = _split("PUSH_HOSTS", given)
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
    return host.strip("[]"), _number("METRICS", port, 1, 65535)


def _number(variable: str, given: str, least: int, most: int) -> int:
    is_one = given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS
    if not is_one or not least <= int(given) <= most:
        raise BadSetting(variable, f"must be a whole number from {least} to {most}")
    return int(given)


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """What writes to the folder. Raises `BadSetting` where that cannot be."""
    try:
        yield
    except OSError as error:
        raise BadSetting(
            "WELLMET_INSTANCE", f"needs a folder that can be written to; {folder}: {error.strerror}"
        ) from None


def _split(variable: str, given: str) -> SplitResult:
    try:
        parts = urlsplit(given.strip())
        _ = parts.port  # read only to see whether it is one
    except ValueError:
        # The error quotes what was given, and a password may be in that.
        raise BadSetting(variable, f"cannot be read; {_ESCAPES}") from None
    return parts
