"""My code as a wallpaper: readable, below the clock, whatever the name and the screen."""

from io import BytesIO

import pytest
from PIL import Image

from blueprints.exchange import lettering, lock_screen
from blueprints.shared import qr
from tests.shared.test_qr import URL, read

NAMES = [
    "",
    "A",
    "Zoë Müller",
    "Alexandra Maria von und zu Hohenstein-Wildenberg zu Sayn",
    "محمد بن سلمان",
    "陳大文",
    "😀",
    "\x00\n\ud800\U0010ffff",
    "a\u0301\u0301" * 500,
    "I" * 5_000,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_wallpaper_is_read_back_whatever_the_name(name: str) -> None:
    image = Image.open(BytesIO(lock_screen.draw(qr.card_code(URL, "Alice"), name)))
    assert (image.format, image.size) == ("PNG", (1170, 2532))
    assert read(image) == f"{URL.upper()}#Alice"


@pytest.mark.parametrize("name", ["Zoë Müller", "محمد بن سلمان", ""])
def test_a_wallpaper_needs_no_font_of_the_system(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "_FONTS", ())
    assert read(Image.open(BytesIO(lock_screen.draw(qr.link_code(URL), name)))) == URL.upper()


def test_a_wallpaper_leaves_the_clock_alone() -> None:
    image = Image.open(BytesIO(lock_screen.draw(qr.link_code(URL), "Alice")))
    assert image.crop((0, 0, 1170, 900)).getcolors() == [(1170 * 900, (0xFB, 0xF7, 0xEF))]


@pytest.mark.parametrize("size", [(320, 568), (1440, 3200), (800, 600)])
def test_a_wallpaper_of_another_size(size: tuple[int, int]) -> None:
    image = Image.open(BytesIO(lock_screen.draw(qr.link_code(URL), "Alice", size)))
    assert image.size == size
    assert read(image) == URL.upper()
