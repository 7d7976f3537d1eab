"""What makes a message one person's own: tables, and the measure the phone has too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.followups.wording import alike, is_for_one, is_particular, lines_alike

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


LINE = "Hello Jonas, this is Alice: thank you for our talk at Founders Evening, and do write to me."


@pytest.mark.parametrize(
    ("line", "name", "event", "details", "is_theirs"),
    [
        (LINE, "Jonas Berg", "Founders Evening", [], True),
        (LINE.upper(), "Berg, Jonas", "founders  evening", [], True),
        (LINE, "Nadia El-Amin", "Founders Evening", [], False),
        (LINE, "Jonas Berg", "Harbour Lunch", [], False),
        (LINE, "Jonas Berg", "", [], False),
        ("Jonas, you read every tender yourself.", "Jonas", "", ["Reads every tender"], True),
        ("You read every tender yourself.", "Jonas", "", ["Reads every tender"], False),
        # A short name is no part of a longer word, and a short title no part of one either.
        ("Also nice at AI 5", "Al", "AI 5", [], False),
        ("Al, nice at AI 5", "Al", "AI 5", [], True),
        ("Al, nice at AIs 52", "Al", "AI 5", [], False),
        ("小明你好,很高兴在护理之夜认识你", "小明", "护理之夜", [], True),
        ("你好,很高兴在护理之夜认识你", "小明", "护理之夜", [], False),
        ("Hello ☺ of Founders Evening", "☺", "Founders Evening", [], True),
    ],
)
def test_a_line_for_one(
    line: str, name: str, event: str, details: list[str], is_theirs: bool
) -> None:
    assert is_for_one(line, name, event, details) is is_theirs


@pytest.mark.parametrize(
    ("other", "frame", "same"),
    [
        (LINE, "Jonas Founders Evening", True),
        (LINE.replace("Jonas", "Nadia"), "Nadia Founders Evening", True),
        (
            LINE.replace("Jonas", "Wei").replace("Founders Evening", "the Harbour Lunch"),
            "Wei The Harbour Lunch",
            True,
        ),
        (LINE.replace(", and", " about tenders in the county, and"), "Founders Evening", False),
        ("Wei, how did the ward like it?", "Wei", False),
    ],
)
def test_a_line_like_another(other: str, frame: str, same: bool) -> None:
    mine = "Jonas Founders Evening"
    assert lines_alike(LINE, mine, other, frame) is same
    assert lines_alike(other, frame, LINE, mine) is same


@given(st.text(), st.text())
def test_any_text_is_measured(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    is_particular(one, [other])
    is_for_one(one, other, other, [other])
    assert lines_alike(one, "", other, "") == lines_alike(other, "", one, "")
