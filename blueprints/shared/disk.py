"""What is to be there after a power cut."""

import os
from pathlib import Path


def reach(file: Path) -> None:
    """Wait until what is in the file, and its name in its folder, are on the disk."""
    for path in (file, file.parent):
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
