"""Text as somebody looks for it: in small letters, and without the accents they may not have."""

import re
import unicodedata

# Letters that no accent was put on, but that people without them write as others.
LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
# Accents of Latin, Greek and Cyrillic; what hangs on letters elsewhere is no accent.
ACCENTS = "[\u0300-\u036f]"

_TABLE = str.maketrans(LETTERS)
_ACCENTS = re.compile(ACCENTS)


def fold(text: str) -> str:
    """A text to be looked for, or in: "Łódź" and "Malmö" become "lodz" and "malmo".

    Whoever calls it sees to it that the text is not long: thousands of accents on one letter are
    put in their order one by one, while everybody waits.
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text.lower())
    return _ACCENTS.sub("", plain).translate(_TABLE)
