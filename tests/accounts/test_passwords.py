"""Hashing gives way to whatever else a machine has to do."""

import os
from collections.abc import Iterator

import pytest

from blueprints.accounts import passwords
from blueprints.accounts.passwords import NICE, hashed, matching
from blueprints.shared.floor import Floor
from blueprints.shared.posting import Wellmet

pytestmark = pytest.mark.once

NEVER = 600.0


@pytest.fixture(autouse=True)
def in_the_app(app: Wellmet) -> Iterator[None]:
    with app.app_context():
        yield


def test_of_several_hashes_the_right_one_is_told() -> None:
    kept = [hashed("not this one"), hashed("tide tables"), hashed("nor this")]

    assert matching("tide tables", kept) == [False, True, False]
    assert matching("tide table", kept) == [False, False, False]


def test_hashing_stands_back_and_who_asked_for_it_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []

    def note(*_: str) -> str:
        seen.append(_niceness())
        return "kept"

    monkeypatch.setattr(passwords, "generate_password_hash", note)
    before = _niceness()

    assert hashed("tide tables") == "kept"

    assert seen == [min(before + NICE, 19)]
    assert _niceness() == before


def test_others_go_on_while_a_password_is_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    floor = Floor(NEVER)
    floor.keep()
    monkeypatch.setattr(passwords, "floor", floor)

    def as_others_do(*_: str) -> str:
        with floor.taken():
            return "kept"

    monkeypatch.setattr(passwords, "generate_password_hash", as_others_do)

    with floor.taken():
        assert hashed("tide tables") == "kept"


def _niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)
