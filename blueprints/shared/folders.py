"""Where Wellmet lies on the disk, and where it keeps what people tell it."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from .variables import BadSetting, text

ROOT = Path(__file__).resolve().parents[2]


def instance_path() -> str:
    """Where the database and the kept secret live, made if missing. Raises `BadSetting`."""
    path = Path(text(os.environ, "WELLMET_INSTANCE") or ROOT / "instance").absolute()
    with writing(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(path)


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """What writes to the folder. Raises `BadSetting` where that cannot be."""
    try:
        yield
    except OSError as error:
        raise BadSetting(
            "WELLMET_INSTANCE", f"needs a folder that can be written to; {folder}: {error.strerror}"
        ) from None
