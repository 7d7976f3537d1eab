"""What a Prometheus may ask of this place, where `METRICS` names an address for it to ask at.

Each process counts for itself, in files of one folder; a process beside the server adds them up
and answers at that address. It is no route of ours: nobody gets there from outside.
"""

import os
import shutil
import socket
from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from . import journal
from .beside import Companion, Gone
from .folders import writing
from .variables import BadSetting

A_MINUTE = 60.0
# In seconds: from what feels immediate to what nobody waits for.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
# How much has to be free on the disk, in bytes, for anything to be counted. The files are written
# as memory: where the disk has no room for a page of it, the kernel kills the process (SIGBUS).
ROOM = 4 * 1024 * 1024


def init_app(app: Flask) -> None:
    if app.config["METRICS"]:
        _count_requests(app)


def reach(app: Flask) -> None:
    """Raise `BadSetting` where nobody can answer at that address."""
    if not app.config["METRICS"]:
        return
    host, port = app.config["METRICS"]
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address[:2], family=family).close()
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it is no address"
        raise BadSetting("METRICS", f"names {host}:{port}, which cannot be opened: {why}") from None


def companions(app: Flask) -> Sequence[Companion]:
    """What has to run beside the server for that. It forgets what an earlier one counted.

    Raises `BadSetting` where it cannot.
    """
    if not app.config["METRICS"]:
        return ()
    folder = _folder(app)
    with writing(folder):
        shutil.rmtree(folder)
    _folder(app)
    return (serve,)


def serve(app: Flask, gone: Gone) -> None:
    """Answer until `gone` says to end."""
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    host, port = app.config["METRICS"]
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(_folder(app)))  # type: ignore[no-untyped-call]
    server, _ = start_http_server(port, host, registry=registry)
    while not gone(A_MINUTE):
        pass
    server.shutdown()


def _count_requests(app: Flask) -> None:
    # The library decides when it is imported whether several processes will count.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_folder(app))
    from prometheus_client import CollectorRegistry, Histogram

    seconds = Histogram(
        "wellmet_request_seconds",
        "How long requests took, an act of a phone's outbox being one.",
        ("method", "route", "status"),
        buckets=BUCKETS,
        registry=CollectorRegistry(),
    )

    def count(answered: journal.Answered) -> None:
        if not _has_room(app):
            return
        method, route = (answered.method, answered.route) if answered.route else ("any", "none")
        labels = (method, route, f"{answered.status // 100}xx")
        seconds.labels(*labels).observe(answered.seconds)

    app.extensions[journal.HEARERS].append(count)


def _has_room(app: Flask) -> bool:
    there = os.statvfs(app.instance_path)
    return there.f_bavail * there.f_frsize > ROOM


def _folder(app: Flask) -> Path:
    folder = Path(app.instance_path) / "metrics"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
