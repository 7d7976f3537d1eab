"""QR codes, drawn once as SVG path data.

Fewer modules beat more error correction (measured on tilted, blurred, dim and glaring frames): a
bare link stands at level M, anything that carries a card at L.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import (
    BIT_LIMIT_TABLE,
    BitBuffer,
    QRData,
    length_in_bits,
)

QUIET = 4
"""Light modules around a code (ISO/IEC 18004, 6.3.8)."""
_CARD_VERSION = 5
_CODES_KEPT = 512


@dataclass(frozen=True)
class Drawing:
    """A code: its modules a side, and SVG path data that fills the dark ones.

    One unit of the path is one module; the quiet zone is in it, so that the view box is
    `0 0 size size`. `bits` is each module row by row, 1 for a dark one, eight to a byte, the
    first in the highest bit: what a phone draws the path from.
    """

    modules: int
    path: str
    bits: bytes

    @property
    def size(self) -> int:
        """Units a side, the quiet zone on both sides included."""
        return self.modules + 2 * QUIET


@lru_cache(maxsize=_CODES_KEPT)
def link_code(url: str) -> Drawing:
    """The small code of a bare link, in capitals: `url` has to be blind to case."""
    return _drawing([QRData(url.upper())], ERROR_CORRECT_M)


@lru_cache(maxsize=_CODES_KEPT)
def card_code(url: str, fragment: str) -> Drawing:
    """The code of a link with a card after the `#`; 37 modules a side while it fits `room`."""
    return _drawing([QRData(url.upper()), QRData(f"#{fragment}")], ERROR_CORRECT_L)


@lru_cache(maxsize=_CODES_KEPT)
def text_code(text: str) -> Drawing:
    """The code of any text, as UTF-8.

    Raises:
        ValueError: a sentence; more than a code can hold.
    """
    try:
        return _drawing([QRData(text)], ERROR_CORRECT_L)
    except (DataOverflowError, ValueError) as error:
        raise ValueError("That is more than a code can hold.") from error


@lru_cache(maxsize=_CODES_KEPT)
def room(url: str) -> int:
    """How many ASCII characters of fragment a card code for `url` takes at 37 modules a side."""
    bits = BIT_LIMIT_TABLE[ERROR_CORRECT_L][_CARD_VERSION] - _bits(QRData(url.upper()))
    # 4 bits say "bytes follow", 8 say how many; one byte is the "#".
    return max((bits - 4 - 8) // 8 - 1, 0)


def _bits(segment: QRData) -> int:
    content = BitBuffer()
    segment.write(content)
    return 4 + length_in_bits(segment.mode, _CARD_VERSION) + len(content)


def _drawing(segments: list[QRData], correction: Literal[0, 1]) -> Drawing:
    code = QRCode[Any](error_correction=correction, border=0)
    for segment in segments:
        code.add_data(segment)
    code.make()
    return Drawing(code.modules_count, "".join(_runs(code.modules)), _bits_of(code.modules))


def _bits_of(modules: list[list[bool | None]]) -> bytes:
    bits = "".join("1" if dark else "0" for row in modules for dark in row)
    padding = -len(bits) % 8
    return int(bits + "0" * padding, 2).to_bytes((len(bits) + padding) // 8)


def _runs(modules: list[list[bool | None]]) -> Iterator[str]:
    for y, row in enumerate(modules, QUIET):
        x = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length
