import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.exchange import compact
from blueprints.exchange.graphemes import pieces
from blueprints.shared.card import CHANNELS, Card

EMAIL, PHONE = "alice.mueller+m@example.org", "+447911123456"
NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60).map(
    lambda name: " ".join(name.split())
)
CARDS = st.builds(
    Card,
    name=NAMES.filter(bool),
    email=st.sampled_from(["", EMAIL, "ü@example.org"]),
    phone=st.sampled_from(["", PHONE]),
    prefers=st.sampled_from(["", *CHANNELS]),
)


@pytest.mark.parametrize(
    ("card", "fragment"),
    [
        (Card("Alice"), "Alice"),
        (Card("Alice Müller", phone=PHONE), "Alice+M%C3%BCller;+447911123456"),
        (Card("Alice", email=EMAIL, phone=PHONE), f"Alice;{EMAIL}"),
        (Card("Alice", email=EMAIL, phone=PHONE, prefers="signal"), f"Alice;{PHONE}"),
        (Card("a+b;c"), "~YStiO2M"),
        (Card("Rock+Roll Ltd"), "Rock%2BRoll+Ltd"),
        (Card("~Alice~"), "%7EAlice~"),
        (Card("Иван"), "~0JjQstCw0L0"),
        (Card("😀", email="ü@x.org"), "~8J-YgA;%C3%BC@x.org"),
    ],
)
def test_a_card_in_few_characters(card: Card, fragment: str) -> None:
    assert compact.encode(card, 77) == fragment


@pytest.mark.parametrize("prefers", ["", *CHANNELS])
def test_who_prefers_a_way_that_takes_a_number_gives_the_number(prefers: str) -> None:
    card = Card("Alice", email=EMAIL, phone=PHONE, prefers=prefers)
    reach = EMAIL if prefers in ("", "email", "linkedin") else PHONE
    assert compact.decode(compact.encode(card, 77)) == ("Alice", reach)


def test_the_other_way_is_taken_before_a_name_is_shortened() -> None:
    card = Card("Alice " * 9, email=EMAIL, phone=PHONE)
    assert compact.encode(card, 77) == f"{'+'.join(['Alice'] * 9)};{PHONE}"


@pytest.mark.parametrize(
    ("room", "decoded"),
    [
        (60, ("Alexandra Maria von und zu Hohenstein…", PHONE)),
        (40, ("Alexandra Maria v…", PHONE)),
        (38, ("Alexandra Maria…", PHONE)),
        (37, ("Alexandra Maria von und zu H…", "")),
        (30, ("Alexandra Maria von u…", "")),
        (25, ("Alexandra Maria…", "")),
        (9, ("Ale…", "")),
        (5, None),
        (0, None),
        (-5, None),
    ],
)
def test_a_long_name_is_shortened(room: int, decoded: tuple[str, str] | None) -> None:
    card = Card("Alexandra Maria von und zu Hohenstein-Wildenberg", phone=PHONE)
    assert compact.decode(compact.encode(card, room)) == decoded


@pytest.mark.parametrize("room", range(10, 77))
def test_a_name_is_never_cut_inside_a_character(room: int) -> None:
    family = "👨‍👩‍👧"
    name, _ = compact.decode(compact.encode(Card(family * 9), room)) or ("…", "")
    assert set(name.split(family)) <= {"", "…"}


def test_a_way_to_reach_without_any_of_the_name_is_left_out() -> None:
    family = "👨‍👩‍👧"
    card = Card(family * 3, phone=PHONE)
    assert compact.decode(compact.encode(card, 40)) == (f"{family}…", "")


@given(CARDS, st.integers(-3, 120))
def test_a_fragment_fits_and_is_safe_in_a_url(card: Card, room: int) -> None:
    fragment = compact.encode(card, room)
    assert len(fragment) <= max(room, 0)
    assert re.fullmatch(r"[A-Za-z0-9._~%@+;-]*", fragment)


@given(CARDS, st.integers(0, 120))
def test_a_fragment_tells_the_name_and_a_way_to_reach(card: Card, room: int) -> None:
    decoded = compact.decode(compact.encode(card, room))
    if decoded:
        name, reach = decoded
        assert reach in ("", card.email, card.phone)
        kept = pieces(name.removesuffix("…").rstrip())
        assert name == card.name or pieces(card.name)[: len(kept)] == kept


@given(CARDS)
def test_with_room_enough_nothing_is_lost(card: Card) -> None:
    name, reach = compact.decode(compact.encode(card, 10_000)) or ("", "")
    assert name == card.name
    assert bool(reach) == bool(card.email or card.phone)


@given(CARDS)
def test_what_just_fits_is_not_shortened(card: Card) -> None:
    whole = compact.encode(card, 10_000)
    assert compact.encode(card, len(whole)) == whole


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "+",
        ";alice@example.org",
        "a;b;c",
        "a b",
        "a%",
        "a%4",
        "a%zz",
        "%FF",
        "~",
        "~A",
        "~_w",
        "~a=b",
        "~QWxp****",
        "Alice%0A",
        "~CgoK",
        "Alice;%00",
        "Müller",
        "<b>",
        "/c/x?y=z",
    ],
)
def test_what_is_no_card_is_nothing(fragment: str) -> None:
    assert compact.decode(fragment) is None


@given(st.text())
def test_anything_is_decoded_or_nothing(fragment: str) -> None:
    decoded = compact.decode(fragment)
    assert decoded is None or decoded[0].strip()
