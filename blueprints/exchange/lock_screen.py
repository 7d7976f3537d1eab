"""My code as a wallpaper for the lock screen."""

import re
from io import BytesIO

from PIL import Image, ImageDraw

from blueprints.shared.qr import Drawing

from . import lettering

_PAPER, _PANEL, _INK = "#FBF7EF", "#FFFFFF", "#1F2A24"


def draw(drawing: Drawing, name: str, size: tuple[int, int] = (1170, 2532)) -> bytes:
    """A PNG for the lock screen: the code on white below the clock, the name under it."""
    image = Image.new("RGB", size, _PAPER)
    width, height = size
    module = int(min(width * 0.8, height * 0.45)) // drawing.size
    side = module * drawing.size
    left, top = (width - side) // 2, int(height * 0.42)
    _paint(image, drawing, (left, top), module)
    lettering.write(image, name, (left, top + side + module * 2), (side, module * 4), _INK)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _paint(image: Image.Image, drawing: Drawing, place: tuple[int, int], module: int) -> None:
    pen = ImageDraw.Draw(image)
    left, top = place
    end = drawing.size * module
    pen.rounded_rectangle((left, top, left + end, top + end), module * 2, _PANEL)
    for x, y, length in (map(int, run) for run in re.findall(r"M(\d+) (\d+)h(\d+)", drawing.path)):
        corner = (left + x * module, top + y * module)
        pen.rectangle((*corner, corner[0] + length * module - 1, corner[1] + module - 1), _INK)
