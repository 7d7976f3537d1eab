"""The lines a vCard is made of: RFC 2426 and RFC 6350 as written, vCard 2.1 as phones export it.

vobject was tried first and measured: a line of 24 commas kept its parser busy for ten seconds, a
name with a plain comma came back cut at it, one that ends in a backslash came back with "eof" after
it, and folding counted characters where the RFC counts octets. It reads what we write in the tests.
"""

import quopri
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

_LINE = re.compile(
    r"""(?:[\w-]+\.)?            # a group, as Apple's item1.
        (?P<name>[\w-]+)
        (?P<parameters>(?:;[^:"]*(?:"[^"]*"[^:"]*)*)?)
        :(?P<value>.*)""",
    re.VERBOSE | re.DOTALL,
)
# Base64 in lines that are indented, and nothing that is read here.
_ATTACHED = re.compile(
    r"""(?<![^\r\n])(?:[\w-]+\.)?(?:PHOTO|X-MS-CARDPICTURE|LOGO|SOUND|KEY)[;:][^\r\n]*
        (?:[\r\n]+[ \t][^\r\n]*)*""",
    re.VERBOSE | re.IGNORECASE,
)
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*)')
_FOLD = re.compile(rb"\r?\n[ \t]")
_CHARSET = re.compile(rb'CHARSET="?([\w-]+)', re.IGNORECASE)
# What Outlook writes, by its system's language. Browsers take ISO-8859-1 for Windows-1252.
_CHARSETS = {
    "utf-8": "utf-8",
    "iso-8859-1": "cp1252",
    **{f"windows-125{n}": f"cp125{n}" for n in range(9)},
}
# Where a charset has no character, and one of Hebrew: there browsers and Python differ.
_UNLIKE = re.compile("[\x80-\x9f\u05ba]")

_PREFERENCE = re.compile(r"[1-9]\d?|100", re.ASCII)
# What says nothing of it comes after all that does.
UNPREFERRED = 101


@dataclass(frozen=True)
class Line:
    """One property: its name and kinds in upper case, its value with the escapes still in it.

    `preference` says which of several comes first: 1 does, 100 comes last (RFC 6350, section 5.3).
    """

    name: str
    kinds: frozenset[str]
    value: str
    preference: int = UNPREFERRED


def decode(octets: bytes) -> str:
    """The text of a file: UTF-8, or else what Outlook writes, in the charset that it names.

    Simple programs fold lines within a character, too (RFC 5545, 3.1 warns of them).
    """
    for whole in (octets, _FOLD.sub(b"", octets)):
        with suppress(UnicodeDecodeError):
            return whole.decode("utf-8-sig")
    return _UNLIKE.sub("\ufffd", octets.decode(_charset(octets), errors="replace"))


def unfold(text: str) -> Iterator[Line]:
    """The properties in `text`; a line that is none is passed over."""
    for whole in _wholes(text):
        match = _LINE.fullmatch(whole)
        if match:
            yield _line(match)


def without_attachments(text: str) -> str:
    """`text` without its pictures, sounds and keys: of a contact with a photo they are most."""
    return _ATTACHED.sub("", text)


def unescape(value: str) -> str:
    """The text in `value`; Apple's escaped colon is taken for a colon."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value, flags=re.DOTALL)


def split(value: str, separator: str) -> list[str]:
    """The parts of `value` between separators that are not escaped, escapes still in them."""
    parts = [""]
    for piece in re.findall(r"\\.|.", value, flags=re.DOTALL):
        if piece == separator:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _charset(octets: bytes) -> str:
    named = _CHARSET.search(octets)
    return _CHARSETS.get(named[1].decode().lower() if named else "", "cp1252")


def _wholes(text: str) -> Iterator[str]:
    whole = ""
    for line in re.split(r"\r+\n?|\n", text.removeprefix("\ufeff")):
        # Asked first: after a soft break, a space at the beginning is part of the text.
        if _goes_on(whole) and line.upper() != "END:VCARD":
            whole = whole[:-1] + line
        elif line[:1] in (" ", "\t"):
            whole += line[1:]
        else:
            yield whole
            whole = line
    yield whole


def _goes_on(whole: str) -> bool:
    # vCard 2.1 wraps quoted-printable at a trailing "=", and the next line is not indented.
    return whole.endswith("=") and "QUOTED-PRINTABLE" in whole.partition(":")[0].upper()


def _line(match: re.Match[str]) -> Line:
    parameters = _parameters(match["parameters"])
    kinds = frozenset(kind for name, kind in parameters if name != "CHARSET")
    value = match["value"]
    if "QUOTED-PRINTABLE" in kinds:
        value = _decoded(value, dict(parameters).get("CHARSET", "UTF-8"))
    return Line(match["name"].upper(), kinds, value, _preference(parameters))


def _preference(parameters: list[tuple[str, str]]) -> int:
    # vCard 3.0 knows one that is preferred (TYPE=pref), 4.0 an order of them (PREF=1).
    given = [int(v) for n, v in parameters if n == "PREF" and _PREFERENCE.fullmatch(v)]
    plain = [1 for name, kind in parameters if name != "PREF" and kind == "PREF"]
    return min([*given, *plain, UNPREFERRED])


def _parameters(text: str) -> list[tuple[str, str]]:
    # vCard 2.1 leaves out the names ("TEL;CELL:").
    found = []
    for parameter in _PARAMETER.findall(text.upper()):
        name, _, values = parameter.replace('"', "").rpartition("=")
        found += [(name, value.strip()) for value in values.split(",")]
    return found


def _decoded(value: str, charset: str) -> str:
    octets = quopri.decodestring(value.encode(errors="replace"))
    try:
        text = octets.decode(charset, errors="replace")
    except (LookupError, UnicodeError):
        text = octets.decode(errors="replace")
    # Some charsets know halves of characters, which no page can be written with.
    return text.encode(errors="replace").decode()
