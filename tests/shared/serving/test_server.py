"""The start, for real: `python app.py` in a folder of its own."""

import contextlib
import os
import re
import signal
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask

from blueprints.shared import database
from blueprints.shared.folders import ROOT
from blueprints.shared.serving import server
from blueprints.shared.variables import BadSetting
from tests.shared.serving import ended_early, hung_up_early
from tests.shared.serving.started import PATIENCE, Start, page, soon


def test_it_starts_answers_stops_and_starts_again_on_the_same_database(
    start: Start, port: int, tmp_path: Path
) -> None:
    for starts_before in range(2):
        process = start(PORT=port, HOST="127.0.0.1")
        assert "Meet few" in page(f"http://127.0.0.1:{port}/")

        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        assert err == ""
        assert f"Wellmet is at http://127.0.0.1:{port}" in out
        assert _marks(tmp_path / "instance" / "wellmet.sqlite3") == starts_before


def test_it_ends_with_its_terminal(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1")
    page(f"http://127.0.0.1:{port}/")

    process.send_signal(signal.SIGHUP)

    assert process.communicate(timeout=PATIENCE)[1] == ""
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere gunicorn's own workers serve")
@pytest.mark.parametrize("told", [ended_early, hung_up_early])
def test_it_ends_also_when_it_is_told_while_it_begins(
    start: Start, port: int, told: ModuleType
) -> None:
    process = start(sys.executable, "-m", told.__name__, PORT=port, HOST="127.0.0.1")

    assert process.communicate(timeout=PATIENCE)[1] == ""
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="what is ignored is found in /proc")
def test_it_may_be_started_to_outlive_its_terminal(start: Start, port: int) -> None:
    process = start("nohup", PORT=port, HOST="127.0.0.1")
    page(f"http://127.0.0.1:{port}/")

    assert _ignores_its_terminal(process.pid)
    # All are hung up on: who serves, and who sends nudges.
    begun = 1 + server.WORKERS
    assert soon(lambda: [*map(_ignores_its_terminal, _children(process.pid))] == [True] * begun)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_what_runs_beside_it_is_started_again_and_ends_with_it(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1")
    page(f"http://127.0.0.1:{port}/")
    keeper = _keeper(process.pid)
    (first,) = _children(keeper)
    os.kill(first, signal.SIGKILL)
    second = soon(lambda: next((pid for pid in _children(keeper) if pid != first), 0))
    assert second

    process.kill()
    process.wait(PATIENCE)

    # Nobody told it: the pipe that the server held is gone.
    assert soon(lambda: not any(_lives(pid) for pid in (keeper, second)))
    with socket.create_server(("127.0.0.1", port)):
        pass


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://db/wellmet"),
        ("MAIL_URL", "mail.example"),
        ("PUBLIC_URL", "wellmet.example"),
        ("TRUSTED_PROXIES", "some"),
        ("REDIS_URL", "cache:6379"),
        ("VAPID_PRIVATE_KEY", "short"),
        ("PUSH_HOSTS", "push.example"),
        ("PORT", "eight"),
        ("WELLMET_INSTANCE", "/dev/null"),
    ],
)
def test_a_bad_setting_is_named_in_a_sentence(
    variable: str,
    value: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("WELLMET_INSTANCE", str(tmp_path))
    monkeypatch.setenv(variable, value)

    assert server.main() == 2

    captured = capsys.readouterr()
    assert captured.err.startswith(f"Wellmet cannot start: {variable} ")
    assert captured.err.count("\n") == 1
    assert captured.out == ""


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/wellmet"),
        ("REDIS_URL", "redis://127.0.0.1:1"),
        ("METRICS", "203.0.113.1:9464"),
        ("METRICS", "nowhere.invalid:9464"),
        ("METRICS", "no..where:9464"),
    ],
)
def test_what_cannot_be_reached_is_named_without_a_traceback(
    start: Start, port: int, variable: str, value: str
) -> None:
    process = start(PORT=port, **{variable: value})

    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert err.startswith(f"Wellmet cannot start: {variable} ")
    assert err.count("\n") == 1
    assert out == ""


def test_an_address_for_figures_that_somebody_has_is_named(start: Start, port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        process = start(PORT=port, HOST="127.0.0.1", METRICS=f"127.0.0.1:{taken}")

        out, err = process.communicate(timeout=PATIENCE)

    assert process.returncode == 2
    why = f"Wellmet cannot start: METRICS names 127.0.0.1:{taken}, which cannot be opened:"
    assert out == ""
    assert err.startswith(why)


def test_one_address_serves_people_or_figures(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1", METRICS=f"127.0.0.1:{port}")

    assert process.communicate(timeout=PATIENCE)[1].startswith("Wellmet cannot start: METRICS ")
    assert process.returncode == 2


def test_the_database_of_a_later_release_is_left_alone(
    start: Start, port: int, tmp_path: Path
) -> None:
    kept = tmp_path / "wellmet.sqlite3"
    with closing(sqlite3.connect(kept)) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('later')")

    process = start(PORT=port, DATABASE_URL=f"sqlite:///{kept}")

    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    sentence = "DATABASE_URL leads to a database of a later Wellmet; run that one"
    assert err == f"Wellmet cannot start: {sentence}\n"
    assert out == ""


@pytest.mark.parametrize("path", ["/no/such/folder/wellmet.sqlite3", f"{ROOT}/pyproject.toml"])
def test_a_file_that_is_no_database(path: str) -> None:
    app = Flask("no database")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{path}"
    database.init_app(app)

    with pytest.raises(BadSetting, match="DATABASE_URL leads to no database: "):
        server._reach_database(app)


def test_a_database_that_may_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "wellmet.sqlite3"
    app = Flask("to be read")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{kept}"
    database.init_app(app)
    server._reach_database(app)
    kept.chmod(0o400)
    # Root may write anywhere.
    monkeypatch.setattr(os, "access", lambda path, _how: bool(Path(path).stat().st_mode & 0o200))

    with pytest.raises(BadSetting, match=f"DATABASE_URL needs files .* {kept}: Permission denied"):
        server._reach_database(app)


@pytest.mark.parametrize("name", ["queue", "serving"])
@pytest.mark.parametrize("known", [False, True])
def test_a_file_beside_the_database_that_cannot_be_written_to(
    start: Start, port: int, tmp_path: Path, name: str, known: bool
) -> None:
    kept = tmp_path / "wellmet.sqlite3"
    if known:
        with closing(sqlite3.connect(kept)) as database:
            database.execute("PRAGMA journal_mode=WAL")
    # Even root, who may write anywhere, cannot write to a folder.
    beside = Path(f"{kept}-{name}")
    beside.mkdir()

    process = start(PORT=port, DATABASE_URL=f"sqlite:///{kept}")

    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    sentence = f"DATABASE_URL needs files that can be written to; {beside}: Is a directory"
    assert err == f"Wellmet cannot start: {sentence}\n"
    assert out == ""


@pytest.mark.parametrize("host", ["no host of ours", "[", "x" * 64, "192.0.2.1"])
def test_a_host_that_is_not_here(host: str, port: int) -> None:
    with pytest.raises(BadSetting, match="HOST must be an address of this machine"):
        server._open_door(host, port)


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as neighbour:
        port = neighbour.getsockname()[1]
        with pytest.raises(BadSetting, match=f"PORT {port} is taken; choose another"):
            server._open_door("0.0.0.0", port)


@pytest.mark.parametrize(
    ("public_url", "host", "here", "on_phone"),
    [
        ("", "0.0.0.0", "http://localhost:8000", "http://192.168.1.20:8000"),
        ("", "::", "http://localhost:8000", "http://192.168.1.20:8000"),
        ("", "192.168.1.7", "http://192.168.1.7:8000", "http://192.168.1.7:8000"),
        ("", "fd00::7", "http://[fd00::7]:8000", "http://[fd00::7]:8000"),
        ("", "127.0.0.1", "http://127.0.0.1:8000", ""),
        ("", "::1", "http://[::1]:8000", ""),
        ("https://wellmet.example", "127.0.0.1", "https://wellmet.example", "https://wellmet.exam"),
    ],
)
def test_it_says_where_it_is_and_shows_phones_the_way(
    public_url: str,
    host: str,
    here: str,
    on_phone: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(server, "_lan_address", lambda: "192.168.1.20")

    server._tell(public_url, host, 8000)

    told = capsys.readouterr().out
    assert f"Wellmet is at {here}\n" in told
    assert (f"On a phone: {on_phone}" in told) == bool(on_phone)
    assert ("█" in told) == bool(on_phone)


def test_without_a_network_there_is_no_way_for_a_phone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server, "_lan_address", lambda: "localhost")

    server._tell("", "0.0.0.0", 8000)

    assert "phone" not in capsys.readouterr().out


def _ignores_its_terminal(process: int) -> bool:
    status = Path(f"/proc/{process}/status").read_text()
    (ignored,) = re.findall(r"^SigIgn:\s*(\w+)$", status, re.MULTILINE)
    return bool(int(ignored, 16) & 1 << signal.SIGHUP - 1)


def _keeper(server: int) -> int:
    """The process that starts again what runs beside: the only child with a child."""
    return soon(lambda: next((pid for pid in _children(server) if _children(pid)), 0))


def _children(process: int) -> list[int]:
    found = [status for status in Path("/proc").glob("[0-9]*/stat") if status.exists()]
    return [int(stat.parent.name) for stat in found if _parent(stat) == process]


def _parent(stat: Path) -> int:
    with contextlib.suppress(OSError):
        state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        return int(parent) if state != "Z" else 0
    return 0


def _lives(process: int) -> bool:
    return _parent(Path(f"/proc/{process}/stat")) != 0


def _marks(database: Path) -> int:
    """How often this was asked of that very database."""
    with closing(sqlite3.connect(database)) as connection:
        (marks,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {marks + 1}")
        return int(marks)
