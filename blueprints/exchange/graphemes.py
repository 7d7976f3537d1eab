"""Text in the pieces a reader sees, so that shortening never tears a character apart."""

import re
import unicodedata

_JOINER = "\u200d"
_FLAG_HALF = re.compile("[\U0001f1e6-\U0001f1ff]")
# Skin tones, and the tags that spell out the flags of regions; the vowels of Thai and Lao, and the
# marks of narrow Katakana, that Unicode counts among the letters.
_MODIFIER = re.compile("[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u0e33\u0eb3\uff9e\uff9f]")
# The sign that takes a consonant its vowel, in six scripts of India with 128 places each.
_BINDS = re.compile("[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d]")


def pieces(text: str) -> list[str]:
    """`text` in grapheme clusters, near enough to UAX #29 for names.

    What it does take apart is old Hangul that begins with several consonants, and the few signs
    that belong to the letter after them (GB9b).
    """
    found: list[str] = []
    for character in text:
        if found and _belongs(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _belongs(piece: str, character: str) -> bool:
    return (
        character == _JOINER
        or piece.endswith(_JOINER)
        or unicodedata.category(character)[0] == "M"
        or _MODIFIER.match(character) is not None
        or (len(piece) == 1 and all(map(_FLAG_HALF.match, (piece, character))))
        or _same_syllable(piece[-1], character)
        or _conjunct(piece[-1], character)
    )


def _same_syllable(before: str, after: str) -> bool:
    # Hangul written in its letters: a vowel or a final consonant joins what stands before it.
    return "\u1160" <= after <= "\u11ff" and (
        "\u1100" <= before <= "\u11ff" or "가" <= before <= "힣"
    )


def _conjunct(before: str, after: str) -> bool:
    # Consonants written as one: GB9c, and a vowel that stands there by itself, which nobody writes.
    same_script = ord(before) >> 7 == ord(after) >> 7
    return bool(_BINDS.match(before)) and same_script and unicodedata.category(after) == "Lo"
