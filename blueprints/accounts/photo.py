"""A person's photo, made again from its pixels: nothing of the file that came in is kept."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageOps

from .jpeg import scans

_FORMATS = ("JPEG", "PNG", "WEBP")
# The most megapixels. A JPEG of one scan is unpacked at a fraction of its size, all else whole: an
# empty picture of 34 bytes would take hundreds of megabytes of memory.
_MOST_AT_A_FRACTION, _MOST_WHOLE = 50, 16
# Each scan of a JPEG is gone through for all pixels, and may be as small as 75 bytes. Honest ones
# have about ten.
_MOST_SCANS = 100
_SIDE, _QUALITY = 512, 82
# Twice the 80 pixels at which pages show it; a card page has 40 KB for everything.
_FACE_SIDE, _FACE_QUALITY = 160, 75
_LEAST_SIDE = 64
# One picture at a time in each process: a few at once would take a small server's memory.
_UNPACKING = threading.Lock()
# How long one waits for another, in seconds: whoever waits keeps a thread from everybody else.
_PATIENCE = 1.0
# How a picture lies, and what turns it upright (Exif 2.32, 4.6.4 A).
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_NO_PICTURE = "That file is not a picture we can read. Use a JPEG, PNG or WebP photo."
_TOO_LARGE = "That picture has more than {most} megapixels. Use a smaller one."
_TOO_SMALL = "That picture is too small. It needs at least 64 pixels on each side."
_BUSY = "Other pictures are being read just now. Choose yours again in a moment."


def recode(data: bytes) -> bytes:
    """The picture in `data` as a square JPEG of at most 512 pixels a side, without metadata.

    It is turned upright by its EXIF orientation and cropped to its centre.

    Raises:
        ValueError: a sentence; `data` is no whole JPEG, PNG or WebP, or is too large or small, or
            others are being read.
    """
    with _one_at_a_time():
        picture = _opened(data)
        _refuse_too_much(picture, data)
        with _or_no_picture():
            return _jpeg(_square(picture), _QUALITY)


def face(jpeg: bytes) -> bytes:
    """The small picture of what `recode` gave, for pages: at most 160 pixels a side."""
    picture = Image.open(BytesIO(jpeg))
    picture.thumbnail((_FACE_SIDE, _FACE_SIDE), Image.Resampling.LANCZOS)
    return _jpeg(picture, _FACE_QUALITY)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _UNPACKING.acquire(timeout=_PATIENCE):
        raise ValueError(_BUSY)
    try:
        yield
    finally:
        _UNPACKING.release()


def _opened(data: bytes) -> Image.Image:
    try:
        with _or_no_picture():
            return Image.open(BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError(_TOO_LARGE.format(most=_MOST_AT_A_FRACTION)) from error


def _refuse_too_much(picture: Image.Image, data: bytes) -> None:
    passes = scans(data) if _is_jpeg(picture) else 0
    most = _MOST_AT_A_FRACTION if passes == 1 else _MOST_WHOLE
    if passes > _MOST_SCANS:
        raise ValueError(_NO_PICTURE)
    if picture.width * picture.height > most * 1_000_000:
        raise ValueError(_TOO_LARGE.format(most=most))
    if min(picture.size) < _LEAST_SIDE:
        raise ValueError(_TOO_SMALL)


def _is_jpeg(picture: Image.Image) -> bool:
    # Phones put a second picture after the first (CIPA DC-007): Pillow has another name for these.
    return picture.format in ("JPEG", "MPO")


@contextmanager
def _or_no_picture() -> Iterator[None]:
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise
    except Exception as error:
        # A broken file fails in any of a dozen ways inside Pillow; all mean the same to a person.
        raise ValueError(_NO_PICTURE) from error


def _square(picture: Image.Image) -> Image.Image:
    # A JPEG is decoded at a fraction of its size: 40 megapixels cost as little as one.
    picture.draft("RGB", (2 * _SIDE, 2 * _SIDE))
    side = min(_SIDE, *picture.size)
    small = ImageOps.fit(_blending(picture), (side, side), Image.Resampling.LANCZOS)
    return _on_white(_upright(small, picture))


def _blending(picture: Image.Image) -> Image.Image:
    # Pixels that are numbers of colours do not blend.
    if picture.mode in ("1", "P"):
        return picture.convert("RGBA")
    # Greys of 16 bits, all but the darkest of which Pillow would take for white.
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    return picture


def _upright(small: Image.Image, picture: Image.Image) -> Image.Image:
    # Not by ImageOps: that writes the metadata anew, and fails at what some cameras put there.
    try:
        turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    except Exception:
        # Nor is what nobody can read of it a reason to refuse the picture.
        return small
    return small if turn is None else small.transpose(turn)


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    file = BytesIO()
    bare.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()
