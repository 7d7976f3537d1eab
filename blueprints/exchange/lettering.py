"""Names drawn into pictures, with whatever fonts the machine has."""

import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from PIL import ImageDraw, ImageFont, features
from PIL.Image import Image
from PIL.ImageFont import FreeTypeFont

from blueprints.exchange.graphemes import pieces

_FONTS = (
    "NotoSerif-Regular.ttf",
    "DejaVuSerif.ttf",
    "Georgia.ttf",
    "LiberationSerif-Regular.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSerifHebrew-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
    "DejaVuSans.ttf",
    "Arial Unicode.ttf",
)
_LONGEST = 60
# How far a long name shrinks before it is shortened.
_SMALLEST = 0.6
# No font has a glyph for this: what it draws is the box that stands for a missing one.
_MISSING = "\U0010fffe"


def write(
    image: Image, text: str, place: tuple[int, int], room: tuple[int, int], colour: str
) -> None:
    """Draw `text` on one line, centred in the `room` (width, height) whose corner is `place`.

    A long text is made smaller, then shortened; what no font here can draw is left out.
    """
    width, height = room
    whole = pieces(" ".join(text.split()))[:_LONGEST]
    font, drawable = max(_tried(whole, height * 2 // 3), key=lambda found: len(found[1]))
    font = font.font_variant(size=max(int(font.size * _scale(font, drawable, width)), 1))
    line = _shortened(font, drawable, width)
    middle = (place[0] + width // 2, place[1] + height // 2)
    ImageDraw.Draw(image).text(middle, line, colour, font, anchor="mm")


def _tried(text: list[str], size: int) -> Iterator[tuple[FreeTypeFont, list[str]]]:
    for font in _fonts(size):
        yield font, [piece for piece in text if all(_draws(font, sign) for sign in piece)]


def _fonts(size: int) -> Iterator[FreeTypeFont]:
    for name in _FONTS:
        try:
            yield ImageFont.truetype(name, size)
        except OSError:
            continue
    fallback = ImageFont.load_default(size)
    if isinstance(fallback, FreeTypeFont):
        yield fallback


def _draws(font: FreeTypeFont, sign: str) -> bool:
    if sign.isspace():
        return True
    if unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") or _needs_shaping(sign):
        return False
    return bytes(font.getmask(sign)) != bytes(font.getmask(_MISSING))


def _needs_shaping(sign: str) -> bool:
    # Without Raqm, Pillow would set Arabic and Hebrew backwards and unjoined: better not at all.
    return unicodedata.bidirectional(sign) in ("R", "AL") and not features.check_feature("raqm")


def _scale(font: FreeTypeFont, text: list[str], width: int) -> float:
    return max(_SMALLEST, min(1, width / (font.getlength("".join(text)) or 1)))


def _shortened(font: FreeTypeFont, text: list[str], width: int) -> str:
    whole = "".join(text)
    cuts = [whole, *(f"{cut.rstrip()}…" for cut in reversed(list(accumulate(text))))]
    return next((cut for cut in cuts if font.getlength(cut) <= width), "")
