"""Passwords, hashed by scrypt: slow by design, and behind everything that is quick."""

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import current_app
from werkzeug.security import check_password_hash, generate_password_hash

from blueprints.shared.floor import floor

# How far hashing stands back for whatever else runs on the machine, in the steps of nice(2).
# It gets a quarter of what a request gets: who signs up waits longer, and is not forgotten.
NICE = 6
Result = TypeVar("Result")


def hashed(password: str) -> str:
    """The password as it is kept."""
    method = current_app.config["PASSWORD_METHOD"]
    return _behind_others(lambda: generate_password_hash(password, method))


def matching(password: str, kept: Sequence[str]) -> list[bool]:
    """Of which of these hashes it is the password. All are tried, whichever is right."""
    return _behind_others(lambda: [check_password_hash(one, password) for one in kept])


def _behind_others(work: Callable[[], Result]) -> Result:
    # In a thread of its own: without privileges, who has stood back never comes forward again.
    with floor.left(), ThreadPoolExecutor(1, "hashing", _stand_back) as thread:
        return thread.submit(work).result()


def _stand_back() -> None:
    # Only Linux has a priority for each thread; elsewhere the whole server would stand back.
    if sys.platform == "linux":
        os.nice(NICE)
