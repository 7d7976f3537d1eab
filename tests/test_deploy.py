"""What is given to whoever runs a place speaks of things that are there.

No container engine and no systemd run here: this holds what can be held without them.
"""

import configparser
import re
from pathlib import Path

import pytest

from blueprints.shared.folders import ROOT

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
SETTINGS = set(re.findall(r"`([A-Z_]+)`", (ROOT / "README.md").read_text().split("## Put it")[0]))
# Python's own, and what only the files of compose speak of.
OTHERS = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "TMPDIR", "DOMAIN", "POSTGRES_PASSWORD"}


def test_every_setting_is_told_in_the_readme() -> None:
    shared = "".join(file.read_text() for file in (ROOT / "blueprints/shared").glob("*.py"))
    read = set(re.findall(r"""(?:env\.get\(|\btext\((?:env|os\.environ), )"([A-Z_]+)\"""", shared))

    assert read == SETTINGS


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "example.env", "wellmet.service"])
def test_what_is_deployed_sets_only_what_wellmet_reads(name: str) -> None:
    text = (DEPLOY / name).read_text()
    own = text.split("\n  postgres:")[0]
    named = re.findall(r"\b([A-Z][A-Z_]{2,})(?==|:\s)|\$\{([A-Z_]+)", own)
    given = {one or other for one, other in named}

    assert given - {"CMD"} <= SETTINGS | OTHERS


def test_the_image_holds_what_the_app_is_made_of() -> None:
    copied = re.findall(r"--from=build /wellmet/(\S+)", DOCKERFILE)
    rooms = {path.parts[0] for path in map(Path, copied)}

    assert rooms == {".venv", "app.py", "blueprints", "migrations", "templates", "static"}
    assert re.search(r"^USER wellmet$", DOCKERFILE, re.MULTILINE)
    assert "/readyz" in DOCKERFILE


def test_the_unit_starts_what_make_run_starts() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "wellmet.service")
    started = unit["Service"]["ExecStart"].removeprefix("/opt/wellmet/")

    assert started == ".venv/bin/python app.py"
    assert "$(PY) app.py" in (ROOT / "Makefile").read_text()
    assert unit["Service"]["Type"] == "notify"
