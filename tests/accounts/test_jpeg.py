"""How often a JPEG has its reader go over it, whatever else is in the file."""

from io import BytesIO

import pytest
from PIL import Image

from blueprints.accounts.jpeg import scans


def jpeg(**options: object) -> bytes:
    file = BytesIO()
    Image.effect_noise((90, 90), 60).convert("RGB").save(file, "JPEG", quality=100, **options)
    return file.getvalue()


ONE, SEVERAL = jpeg(), jpeg(progressive=True)


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (ONE, 1),
        (SEVERAL, 10),
        (jpeg(restart_marker_blocks=1), 1),
        (jpeg(exif=b"Exif\0\0" + SEVERAL), 1),
        (jpeg(exif=b"Exif\0\0\xff\xd9", progressive=True), 10),
        (ONE + 200 * b"\xff\xda\x00\x08", 1),
        (SEVERAL.replace(b"\xff\xda", b"\xff\xff\xff\xda"), 10),
        (SEVERAL[: SEVERAL.rindex(b"\xff\xda") + 3], 10),
        (b"", 0),
        (b"\xff", 0),
        (b"Dear diary", 0),
    ],
)
def test_each_scan_of_the_picture_counts(data: bytes, count: int) -> None:
    assert scans(data) == count
