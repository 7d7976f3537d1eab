"""Which word stands when one person says something on two phones."""

import pytest

from blueprints.shared.saying import Verdict, Word, weigh

EARLY, NOON, LATE = (f"2026-12-03T{hour}:00:00.000000Z" for hour in ("08", "12", "20"))
STANDS, STANDS_OVER = Verdict(True, False), Verdict(True, True)
LOSES = Verdict(False, True)


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        # nothing was said before
        (None, Word(NOON, 5, "mine"), STANDS),
        # later, and what it replaces had been seen
        (Word(NOON, 5, "other"), Word(LATE, 5, "mine"), STANDS),
        # later, without having seen what it replaces
        (Word(NOON, 6, "other"), Word(LATE, 5, "mine"), STANDS_OVER),
        (Word(NOON, 6, ""), Word(LATE, 5, "mine"), STANDS_OVER),
        # earlier than what stands
        (Word(NOON, 6, "other"), Word(EARLY, 5, "mine"), LOSES),
        (Word(NOON, 6, "other"), Word(EARLY, 9, "mine"), LOSES),
        # at the same moment, whoever arrives later
        (Word(NOON, 6, "other"), Word(NOON, 5, "mine"), STANDS_OVER),
        # one phone's own words, in the order in which it sends them
        (Word(NOON, 6, "mine"), Word(LATE, 5, "mine"), STANDS),
        (Word(NOON, 6, "mine"), Word(EARLY, 5, "mine"), STANDS),
        # a page that was open on no phone has seen everything
        (Word(NOON, 6, "other"), Word(LATE, 99, ""), STANDS),
        (Word(NOON, 6, ""), Word(LATE, 99, ""), STANDS),
    ],
)
def test_the_later_word_stands_and_none_is_lost(
    old: Word | None, new: Word, verdict: Verdict
) -> None:
    assert weigh(old, new) == verdict
