import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.shared.card import Card

ALICE = Card(
    name="Alice",
    headline="Builds bridges",
    email="alice@example.org",
    links=("https://example.org/alice",),
    prefers="email",
)


def test_only_keeps_the_name_and_what_is_named() -> None:
    assert ALICE.only({"email"}) == Card(name="Alice", email="alice@example.org")


def test_only_ignores_fields_that_are_not_there() -> None:
    assert ALICE.only({"name", "salary"}) == Card(name="Alice")


@given(
    st.builds(
        Card,
        *[st.text()] * 5,
        links=st.lists(st.text(min_size=1)).map(tuple),
        looking_for=st.text(),
        can_help=st.text(),
        prefers=st.text(),
    )
)
def test_a_card_comes_back_from_json_as_it_was(card: Card) -> None:
    assert Card.from_json(json.loads(json.dumps(card.to_json()))) == card


@pytest.mark.parametrize(
    "data",
    [
        {"name": 7, "links": "https://example.org"},
        {"name": None, "links": [None, 3, ""]},
        {"links": {"a": "b"}, "colour": "pine"},
    ],
)
def test_values_of_another_type_are_empty(data: dict[str, object]) -> None:
    assert Card.from_json(data) == Card()
