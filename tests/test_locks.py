"""What is installed, by hash: one lock has to do for every Python that Wellmet is for."""

import re
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
# Debian 12 has 3.11.2, for which redis asks more than for 3.11.3.
PYTHONS = ("3.11.0", "3.11.2", "3.11.9", "3.12.0", "3.13.0", "3.14.0")


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_a_lock_has_what_its_packages_ask_for(lock: str, python: str) -> None:
    locked = re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(), re.MULTILINE)
    names = {canonicalize_name(name) for name in locked}
    missing = {(name, asked) for name in names for asked in _asked(name, python) - names}
    assert not missing


@pytest.mark.parametrize("lock", [lock.name for lock in ROOT.glob("requirements*.txt")])
def test_a_lock_names_a_hash_for_each_package_and_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text()
    entries = re.split(r"\n(?=\S)", re.sub("^#.*\n", "", text.strip(), flags=re.MULTILINE))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def _asked(name: str, python: str) -> set[str]:
    return {canonicalize_name(asked.name) for asked in _required(name) if _holds(asked, python)}


def _required(name: str) -> Iterator[Requirement]:
    return map(Requirement, requires(name) or ())


def _holds(asked: Requirement, python: str) -> bool:
    short = python.rpartition(".")[0]
    about = {"python_full_version": python, "python_version": short, "extra": ""}
    return asked.marker is None or asked.marker.evaluate(about)
