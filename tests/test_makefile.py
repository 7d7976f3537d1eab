"""The Makefile, wherever somebody puts the folder that it is in."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ("requirements-pip.txt", "requirements.txt")
ASKS = "versions: ; @$(NODE) --version && $(NPM) --version"


@pytest.mark.parametrize("name", ["wellmet", "Wellmet, for me & Ann's"])
def test_node_is_found_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    (folder / ".venv").symlink_to(sys.prefix)

    asked = ["make", "--no-print-directory", f"--eval={ASKS}", "versions"]
    told = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stderr
    node, npm = told.stdout.split()
    assert node.startswith("v")
    assert npm[0].isdigit()


@pytest.mark.parametrize(("made", "again"), [(("python", "pip"), False), (("python",), True)])
def test_an_environment_that_was_cut_off_in_the_making_is_made_once_more(
    tmp_path: Path, made: tuple[str, ...], again: bool
) -> None:
    for name in ("Makefile", *REQUIREMENTS):
        shutil.copy(ROOT / name, tmp_path)
    scripts = tmp_path / ".venv" / "bin"
    scripts.mkdir(parents=True)
    for name in made:
        (scripts / name).touch()

    asked = ["make", "--no-print-directory", "--dry-run", ".venv/run"]
    told = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert ("-m venv .venv" in told.stdout) == again
    assert "-r requirements.txt" in told.stdout
