"""The start: settings checked, database migrated, address told, gunicorn run."""

import errno
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

import qrcode
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade
from gunicorn import systemd
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from sqlalchemy.exc import DBAPIError

from blueprints.shared import beside, config, metrics, sqlite
from blueprints.shared.assets import NotBuilt
from blueprints.shared.database import CONNECTIONS, db
from blueprints.shared.folders import ROOT
from blueprints.shared.limits import limiter
from blueprints.shared.variables import BadSetting

from .slots import slots

# Each thread has a connection of its own.
WORKERS, THREADS = 2, CONNECTIONS
# How many connections a process may have at once, where the system allows it as many files, and
# some more for all else.
MOST_CONNECTIONS, ELSE = 4000, 200
# How many connections may wait at the door while the first are let in.
BACKLOG = 2048
# What a worker that begins is told only once it listens.
_HELD = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)


def main(*companions: beside.Companion) -> int:
    """Serve until stopped, with each companion in a process beside.

    Returns 2, after a sentence, when the settings make no sense.
    """
    from app import create_app

    try:
        host, port = config.bind()
        app = create_app()
        _reach_database(app)
        _mark_database(app)
        _know_schema(app)
        _reach_redis()
        doors = _open_doors(host, port)
        metrics.reach(app)
        beside_it = (*companions, *metrics.companions(app))
    except (BadSetting, NotBuilt) as problem:
        print(f"Wellmet cannot start: {problem}", file=sys.stderr)
        return 2
    _migrate(app)
    _limit_slots(app)
    _tell(app.config["PUBLIC_URL"], host, port)
    end = beside.start([partial(companion, app) for companion in beside_it], doors)
    _Server(app, doors, end).run()
    return 0


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise BadSetting("DATABASE_URL", f"leads to no database: {_in_a_line(error)}") from None
    except OSError as error:
        # A file beside it, which somebody else may have made.
        why = f"{error.filename}: {error.strerror}"
        raise BadSetting("DATABASE_URL", f"needs files that can be written to; {why}") from None


@_asking()
def _reach_database(app: Flask) -> None:
    with app.app_context():
        db.engine.connect().close()
        url = db.engine.url
    # SQLite opens a file that may only be read, and refuses what people post.
    if url.get_backend_name() == "sqlite" and not os.access(str(url.database), os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), url.database)


@_asking()
def _mark_database(app: Flask) -> None:
    with app.app_context():
        url = db.engine.url
    if url.get_backend_name() == "sqlite":
        try:
            sqlite.serve(str(url.database))
        except BlockingIOError:
            raise BadSetting("DATABASE_URL", "leads to a database being restored") from None


@_asking()
def _know_schema(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        kept = MigrationContext.configure(connection).get_current_heads()
    ours = ScriptDirectory(str(ROOT / "migrations")).walk_revisions()
    if not {*kept} <= {script.revision for script in ours}:
        raise BadSetting("DATABASE_URL", "leads to a database of a later Wellmet; run that one")


def _reach_redis() -> None:
    if not limiter.storage.check():
        raise BadSetting("REDIS_URL", "leads to no Redis that answers")


def _in_a_line(error: DBAPIError) -> str:
    return " ".join(str(error.orig).split())


def _open_doors(host: str, port: int) -> list[socket.socket]:
    # A service manager that hands some over holds them open: over a restart nobody is turned away.
    first = systemd.SD_LISTEN_FDS_START
    handed = [socket.socket(fileno=first + at) for at in range(systemd.listen_fds())]
    return handed or [_open_door(host, port)]


def _open_door(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except (socket.gaierror, UnicodeError):
        raise BadSetting("HOST", f"must be an address of this machine; {host} is none") from None
    except OSError as error:
        raise _closed(error, host, port) from None


def _closed(error: OSError, host: str, port: int) -> BadSetting:
    if error.errno == errno.EADDRNOTAVAIL:
        return BadSetting("HOST", f"must be an address of this machine; {host} is none")
    if error.errno == errno.EADDRINUSE:
        return BadSetting("PORT", f"{port} is taken; choose another, as in: PORT={port + 1}")
    return BadSetting("PORT", f"{port} cannot be opened: {error.strerror}")


def _migrate(app: Flask) -> None:
    with app.app_context():
        upgrade()
        # A connection must not go through a fork: two processes would talk over each other.
        db.engine.dispose()


def _limit_slots(app: Flask) -> None:
    with app.app_context():
        slots.limit(1 if db.engine.dialect.name == "sqlite" else 2)


def _tell(public_url: str, host: str, port: int) -> None:
    here, on_phone = _addresses(public_url, host, port)
    print(f"\n  Wellmet is at {here}")
    if on_phone:
        print(f"  On a phone: {on_phone}\n")
        code = qrcode.QRCode(border=2)
        code.add_data(on_phone)
        code.print_ascii(invert=True)
    sys.stdout.flush()


def _addresses(public_url: str, host: str, port: int) -> tuple[str, str]:
    """Where Wellmet is for this machine and for a phone; the latter is empty if none gets here."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - only compared
        here, there = "localhost", _lan_address()
    else:
        here = there = f"[{host}]" if ":" in host else host
    on_phone = public_url or f"http://{there}:{port}"
    return public_url or f"http://{here}:{port}", "" if _is_local(on_phone) else on_phone


def _is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def _lan_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only picks the interface.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "localhost"


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn around the app that is built already: its workers fork and import nothing again."""

    def __init__(self, app: Flask, doors: Sequence[socket.socket], end: Callable[[], None]) -> None:
        self.built, self.end = app, end
        self.doors = [door.detach() for door in doors]
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": [f"fd://{door}" for door in self.doors],
            "worker_class": _worker_class(),
            "workers": WORKERS,
            "threads": THREADS,
            "worker_connections": min(MOST_CONNECTIONS, _files() - ELSE),
            "loglevel": "warning",
            "worker_tmp_dir": _memory_folder(),
            "control_socket_disable": True,
            # By itself gunicorn lets whoever comes by a proxy on this machine say where its paths
            # begin (SCRIPT_NAME): a stranger's page would be another's, or a fault.
            "forwarder_headers": "",
            "post_worker_init": _hear_what_was_held,
            "on_exit": self._end_companions,
            **({"logger_class": _InTheJournal} if self.built.config["LOG"] else {}),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.built

    def run(self) -> None:
        """Serve until told to end."""
        _Arbiter(self).run()

    def _end_companions(self, _arbiter: object) -> None:
        self.end()


class _Arbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's master, which ends with its terminal, but for nohup.

    Its workers hear from their first moment that they are to end. Until one has handlers of its own
    it has the master's: what came then was lost, and the end came half a minute later, by force.
    """

    def __init__(self, app: BaseApplication) -> None:
        super().__init__(app)
        # It removes the file of a door at the end, but for this: whoever holds the door open would
        # hold one that nobody finds any more.
        self.systemd = True
        if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
            self.SIGNALS = [each for each in Arbiter.SIGNALS if each != signal.SIGHUP]

    def handle_hup(self) -> None:
        """End. By itself gunicorn begins anew then, and goes on where nobody sees it."""
        self.handle_term()

    def spawn_worker(self) -> int:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
        try:
            return int(super().spawn_worker())
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _hear_what_was_held(_worker: object) -> None:
    # A terminal hangs up on all its processes; what becomes of them the master says.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)


class _InTheJournal(Logger):  # type: ignore[misc]  # gunicorn has no types
    """What gunicorn tells of itself, among the other lines and as they are."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def _worker_class() -> object:
    if sys.platform != "linux":
        # Good enough to work on Wellmet; a hall is served by what is written for Linux.
        return "gthread"
    from .worker import Worker

    return Worker


def _files() -> int:
    """How many files a process may have open: as many as are needed, if the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = (
        MOST_CONNECTIONS + ELSE
        if hard == resource.RLIM_INFINITY
        else min(MOST_CONNECTIONS + ELSE, hard)
    )
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
    return max(soft, allowed)


def _memory_folder() -> str:
    # gunicorn's heartbeat is a file; on a disk a slow fsync would look like a dead worker.
    return "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"  # noqa: S108, PTH112
