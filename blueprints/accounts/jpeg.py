"""How often a JPEG has its reader go over the picture (ITU-T T.81, annex B)."""

import re
from collections.abc import Iterator

# Within a scan a byte FF is followed by 00 or by a mark to begin anew (B.1.1.5); before a marker's
# code there may be more of them (B.1.1.2).
_MARKER = re.compile(b"\xff+([^\x00\xff\xd0-\xd7])")
_START_OF_IMAGE, _END_OF_IMAGE, _START_OF_SCAN = 0xD8, 0xD9, 0xDA
# A segment's length counts the two bytes that say it.
_LENGTH = 2


def scans(jpeg: bytes) -> int:
    """Of how many scans the picture is put together: 1, or about 10 where it sharpens as it comes.

    What stands in its metadata, as another picture, or after its end, as a film, does not count.
    """
    return sum(marker == _START_OF_SCAN for marker in _markers(jpeg))


def _markers(jpeg: bytes) -> Iterator[int]:
    at = 0
    while found := _MARKER.search(jpeg, at):
        at, marker = found.end(), found[1][0]
        yield marker
        if marker == _END_OF_IMAGE:
            return
        if marker != _START_OF_IMAGE:
            at += max(_LENGTH, int.from_bytes(jpeg[at : at + _LENGTH]))
