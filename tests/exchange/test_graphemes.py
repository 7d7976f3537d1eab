import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.exchange.graphemes import pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Bob", ["B", "o", "b"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("👩🏽‍🚀!", ["👩🏽‍🚀", "!"]),
        ("👨‍👩‍👧", ["👨‍👩‍👧"]),
        ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿a", ["🏴󠁧󠁢󠁳󠁣󠁴󠁿", "a"]),
        ("❤️", ["❤️"]),
        ("नमस्ते", ["न", "म", "स्ते"]),
        ("क्षत्रिय", ["क्ष", "त्रि", "य"]),
        ("স্মৃতি", ["স্মৃ", "তি"]),
        ("क् क", ["क्", " ", "क"]),
        ("क्k", ["क्", "k"]),
        ("คำน้ำ", ["คำ", "น้ำ"]),
        ("ຄຳ", ["ຄຳ"]),
        ("ﾊﾞﾄ", ["ﾊﾞ", "ﾄ"]),
        ("\u1112\u1161\u11ab글", ["\u1112\u1161\u11ab", "글"]),
        ("\u0301", ["\u0301"]),
    ],
)
def test_the_pieces_a_reader_sees(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    assert "".join(pieces(text)) == text
