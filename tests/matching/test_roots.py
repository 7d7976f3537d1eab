"""The roots that every index is made of: a table that the phone's own tests read too."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.contacts.roots import roots

TABLE = json.loads((Path(__file__).parent / "roots.json").read_text())


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_text_has_these_roots(text: str, expected: list[str]) -> None:
    assert roots(text) == expected


@given(st.text())
def test_no_root_can_be_mistaken_for_an_operator_of_an_index(text: str) -> None:
    for root in roots(text):
        assert root
        assert not any(character in " \t\n\r'\"\\|&!()*:<>" for character in root)
