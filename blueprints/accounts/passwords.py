"""Passwords, hashed by scrypt: slow by design, and behind everything that is quick."""

import os
import sys
import unicodedata
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import current_app
from werkzeug.security import check_password_hash, generate_password_hash

from blueprints.shared.serving.slots import slots

# How far hashing stands back for whatever else runs on the machine, in the steps of nice(2).
# It gets a quarter of what a request gets: who signs up waits longer, and is not forgotten.
NICE = 6
Result = TypeVar("Result")


def hashed(password: str) -> str:
    """The password as it is kept."""
    method, enforced = current_app.config["PASSWORD_METHOD"], opaque(password)
    return _behind_others(lambda: generate_password_hash(enforced, method))


def matching(password: str, kept: Sequence[str]) -> list[bool]:
    """Of which of these hashes it is the password. All are tried, whichever is right."""
    # What was kept before passwords were made regular is of what was typed.
    written = {opaque(password), password}
    return _behind_others(lambda: [_is_of(one, written) for one in kept])


def opaque(password: str) -> str:
    """The same text whichever keyboard it comes from (RFC 8265, 4.2.2: OpaqueString).

    One letter with an accent may arrive as one character or as two, and spaces of many kinds.
    """
    spaced = (" " if unicodedata.category(one) == "Zs" else one for one in password)
    return unicodedata.normalize("NFC", "".join(spaced))


def _is_of(kept: str, written: Collection[str]) -> bool:
    # Each is tried, whichever is right: that is what takes the same time.
    return any([check_password_hash(kept, one) for one in written])


def _behind_others(work: Callable[[], Result]) -> Result:
    # In a thread of its own: without privileges, who has stood back never comes forward again.
    with slots.given_up(), ThreadPoolExecutor(1, "hashing", _stand_back) as thread:
        return thread.submit(work).result()


def _stand_back() -> None:
    # Only Linux has a priority for each thread; elsewhere the whole server would stand back.
    if sys.platform == "linux":
        os.nice(NICE)
