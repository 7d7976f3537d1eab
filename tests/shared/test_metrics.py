"""What a Prometheus may ask: where it is answered, and what is counted while a disk is full."""

import shutil
import socket
from errno import EACCES
from pathlib import Path

import pytest
from flask import Flask

from blueprints.shared import journal, metrics
from blueprints.shared.variables import BadSetting

ANSWERED = journal.Answered("a-request", "GET", "/people", 200, 0.01)
FULL = 2**62


def test_while_the_disk_is_full_nothing_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    monkeypatch.setattr(metrics, "ROOM", FULL)
    app = _app(tmp_path, ("127.0.0.1", 9464))
    app.extensions[journal.HEARERS] = []
    metrics.init_app(app)

    journal.tell(app, ANSWERED)

    # It would be written as memory: the kernel ends whoever has no room for that.
    assert not list((tmp_path / "metrics").iterdir())


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1", "a b", "x" * 300])
def test_an_address_that_is_not_here_stops_the_start(tmp_path: Path, host: str) -> None:
    with pytest.raises(BadSetting, match=f"^METRICS names {host}:9464"):
        metrics.reach(_app(tmp_path, (host, 9464)))


def test_so_does_one_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(BadSetting, match="already in use"):
            metrics.reach(_app(tmp_path, ("127.0.0.1", port)))

    metrics.reach(_app(tmp_path, ("127.0.0.1", port)))


def test_without_metrics_there_is_nothing_to_reach(tmp_path: Path) -> None:
    metrics.reach(_app(tmp_path, None))


def test_a_folder_for_figures_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "metrics").write_text("a file in its place")

    with pytest.raises(BadSetting, match="WELLMET_INSTANCE needs a folder"):
        metrics.init_app(_app(tmp_path, ("127.0.0.1", 9464)))


def test_figures_of_an_earlier_start_that_cannot_be_forgotten_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(EACCES, "Permission denied", str(folder))

    monkeypatch.setattr(shutil, "rmtree", refuse)

    with pytest.raises(BadSetting, match="WELLMET_INSTANCE needs a folder"):
        metrics.companions(_app(tmp_path, ("127.0.0.1", 9464)))


def _app(folder: Path, address: tuple[str, int] | None) -> Flask:
    app = Flask(__name__, instance_path=str(folder))
    app.config["METRICS"] = address
    return app
