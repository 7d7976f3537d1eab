"""A secret that nobody gave: made at the first start, and kept in a file for its owner alone."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from . import disk
from .folders import writing
from .variables import BadSetting

# In characters.
SHORTEST_SECRET = 16
_NOT_WHOLE = "holds no whole secret; bring it back from a backup, or remove it to have another"


def kept_secret(file: Path, make: Callable[[], str]) -> str:
    """The secret in a file, made if there is none. Raises `BadSetting`."""
    with writing(file.parent):
        if not file.exists():
            _keep_secret(file, make())
        kept = file.read_bytes()
    # With an empty one nobody gets in, and anybody could sign a link that does.
    if len(kept.strip()) < SHORTEST_SECRET or not kept.isascii():
        raise BadSetting("WELLMET_INSTANCE", f"{_NOT_WHOLE}: {file}")
    return kept.decode()


def _keep_secret(file: Path, secret: str) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secret)
    # Or a power cut leaves the name without what is in it.
    disk.reach(draft)
    # A link appears whole or not at all: two processes starting at once keep one secret.
    with contextlib.suppress(FileExistsError):
        file.hardlink_to(draft)
    draft.unlink()
    disk.reach(file)
