"""Files as one ZIP, handed out while it is made."""

import io
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The pieces of a ZIP that holds the named files."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
            yield pipe.taken()
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """What a ZIP is written to; it cannot go back in it."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        """What was written since this was asked last."""
        piece = bytes(self._held)
        self._held.clear()
        return piece
