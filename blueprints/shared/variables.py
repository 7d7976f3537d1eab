"""A variable of the environment: read, and refused with a sentence that names it."""

from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

# Of how many digits a number may be: Python refuses to read thousands of them.
MOST_DIGITS = 9
ESCAPES = "a port is a number up to 65535, and / ? # @ in a password are written %2F %3F %23 %40"


class BadSetting(Exception):
    """A variable of the environment has a value Wellmet cannot start with."""

    def __init__(self, variable: str, sentence: str) -> None:
        super().__init__(f"{variable} {sentence}")


def text(env: Mapping[str, str], variable: str) -> str:
    """What was given, empty if nothing was. Raises `BadSetting`."""
    given = env.get(variable, "")
    try:
        given.encode()
    except UnicodeEncodeError:
        # What is not UTF-8 in the environment, Python reads as halves of characters.
        raise BadSetting(variable, "must be text in UTF-8") from None
    return given


def number(variable: str, given: str, least: int, most: int) -> int:
    """A whole number in a range. Raises `BadSetting`."""
    is_one = given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS
    if not is_one or not least <= int(given) <= most:
        raise BadSetting(variable, f"must be a whole number from {least} to {most}")
    return int(given)


def split(variable: str, given: str) -> SplitResult:
    """The parts of a URL. Raises `BadSetting`."""
    try:
        parts = urlsplit(given.strip())
        _ = parts.port  # read only to see whether it is one
    except ValueError:
        # The error quotes what was given, and a password may be in that.
        raise BadSetting(variable, f"cannot be read; {ESCAPES}") from None
    return parts
