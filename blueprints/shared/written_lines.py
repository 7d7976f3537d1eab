"""The lines that vCards and calendars are written in: escaped, folded, in UTF-8."""

import re

_LONGEST = 75


def fold(line: str) -> bytes:
    """`line` in UTF-8 with CRLF, no more than 75 octets to a piece (RFC 5545, 3.1).

    In a vCard it may be as many characters (RFC 2426, 2.6). A break never falls inside a character.
    """
    pieces, room = [""], _LONGEST
    for character in line:
        size = len(character.encode(errors="replace"))
        if size > room:
            pieces.append("")
            room = _LONGEST - len(" ")
        pieces[-1] += character
        room -= size
    return "\r\n ".join(pieces).encode(errors="replace") + b"\r\n"


def escape(text: str) -> str:
    """`text` as a value on one line (RFC 2426, 4; RFC 5545, 3.3.11), without control characters."""
    one_kind = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text)
    escaped = re.sub(r"([\\;,])", r"\\\1", one_kind).replace("\n", r"\n")
    return re.sub("[\x00-\x1f\x7f-\x9f]", "", escaped)
