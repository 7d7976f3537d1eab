"""Hashing gives way to whatever else a machine has to do."""

import os
from collections.abc import Iterator

import pytest
from werkzeug.security import generate_password_hash

from blueprints.accounts import passwords
from blueprints.accounts.passwords import NICE, hashed, matching
from blueprints.shared.posting import Wellmet
from blueprints.shared.serving.slots import Slots

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


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        ("a caf\u00e9 by the sea", "a cafe\u0301 by the sea"),
        ("a cafe\u0301 by the sea", "a caf\u00e9 by the sea"),
        ("three\u00a0nurses\u3000and a kite", "three nurses and a kite"),
        ("three nurses and a kite", "three\u00a0nurses and\u2009a kite"),
    ],
)
def test_a_password_is_the_same_from_whichever_keyboard(chosen: str, typed: str) -> None:
    assert matching(typed, [hashed(chosen), hashed(chosen.upper())]) == [True, False]


def test_what_was_kept_of_a_password_as_typed_stays_right(app: Wellmet) -> None:
    typed = "a cafe\u0301\u00a0by the sea"
    kept = generate_password_hash(typed, app.config["PASSWORD_METHOD"])

    assert matching(typed, [kept]) == [True]


def test_width_and_case_of_letters_are_a_passwords_own() -> None:
    assert matching("\uff54ide tables", [hashed("tide tables")]) == [False]
    assert matching("Tide tables", [hashed("tide tables")]) == [False]


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
    slots = Slots(NEVER)
    slots.limit()
    monkeypatch.setattr(passwords, "slots", slots)

    def as_others_do(*_: str) -> str:
        with slots.held():
            return "kept"

    monkeypatch.setattr(passwords, "generate_password_hash", as_others_do)

    with slots.held():
        assert hashed("tide tables") == "kept"


def _niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)
