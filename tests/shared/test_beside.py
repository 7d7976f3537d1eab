"""What runs beside the server ends with it."""

import socket
from functools import partial
from pathlib import Path

import pytest

from blueprints.shared import beside
from tests.processes import wait_until

LONG = 60


@pytest.mark.once
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_several_end_when_they_are_told_to(tmp_path: Path) -> None:
    def said() -> set[str]:
        return {file.name for file in tmp_path.iterdir()}

    def companion(name: str, gone: beside.Gone) -> None:
        (tmp_path / f"{name} began").touch()
        if gone(LONG):
            (tmp_path / f"{name} ended").touch()

    with socket.socket() as door:
        end = beside.start([partial(companion, name) for name in ("one", "other")], [door])
        wait_until(lambda: said() == {"one began", "other began"}, "both")
        end()

    assert {"one ended", "other ended"} < said()
