"""Passwords that many people have, which a stranger tries first (NIST SP 800-63B, 3.1.1.2)."""

import re
from functools import cache

# What people add to a word to make it count as a password.
_ENDING = re.compile(r"[\d\W_]+$")


def is_common(password: str) -> bool:
    """Whether it is one of thirty thousand that leaked most often, or one with figures after it."""
    lower = password.lower()
    return lower in _common() or _ENDING.sub("", lower) in _common()


@cache
def _common() -> frozenset[str]:
    # Read when somebody first chooses a password: the lists take 12 MB.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])
