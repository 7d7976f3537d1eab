"""What makes a message one person's own: tables, and the measure the phone has too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.followups.wording import alike, is_particular

HEARD = "Stuck on hiring her first nurse lead; sold to two clinics in Malmö"


@pytest.mark.parametrize(
    ("message", "details", "particular"),
    [
        ("You are stuck on hiring a nurse.", [HEARD], True),
        ("How do the CLINICS of malmö do?", [HEARD], True),
        ("Nurses and a clinic", [HEARD], True),
        ("It was nice to meet you. Shall we talk?", [HEARD], False),
        ("Malmö", [HEARD], False),
        ("How is the boat?", ["Boat"], True),
        ("How are the boats?", ["Boat"], True),
        (
            "It would be good to talk about work.",
            ["Would like to talk about work, something"],
            True,
        ),
        ("It would have been good.", ["Would have been"], False),
        ("Anything", [], False),
        ("Anything", ["", " ", "a b c"], False),
        ("", [HEARD], False),
        ("護理師的事我記得", ["護理師"], True),
        ("幸会", ["護理師"], False),
        ("E\u0301lodie spoke of glaciers", ["Élodie: glaciers"], True),
    ],
)
def test_particular(message: str, details: list[str], particular: bool) -> None:
    assert is_particular(message, details) is particular


FORM = "I remember what you said about hiring. Would a short call this week or next suit you?"


@pytest.mark.parametrize(
    ("message", "other", "same"),
    [
        (FORM, FORM, True),
        (FORM, FORM.replace("hiring", "selling"), True),
        (FORM, FORM.upper(), True),
        (FORM, "You told me about the boat. Coffee on Friday?", False),
        (FORM, "", False),
        ("", "", False),
        ("a b c d e f g h i j", "a b c d e f g x y z", True),
        ("a b c d e f g h i j", "a b c d e f x x y z", False),
    ],
)
def test_a_form_letter(message: str, other: str, same: bool) -> None:
    assert alike(message, other) is same
    assert alike(other, message) is same


@given(st.text(), st.text())
def test_any_text_is_measured(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    is_particular(one, [other])
