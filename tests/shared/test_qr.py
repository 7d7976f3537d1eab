import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from blueprints.exchange import compact, vcard
from blueprints.shared import qr
from blueprints.shared.card import Card

URL = "https://wellmet.example/c/abcdefghjkmnp"[:38]


def read(picture: Image.Image) -> str:
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


def picture(drawing: qr.Drawing, module: int = 4) -> Image.Image:
    side = drawing.size * module
    image = Image.new("L", (side, side), "white")
    pen = ImageDraw.Draw(image)
    for run in drawing.path.split("M")[1:]:
        x, _, rest = run.partition(" ")
        y, _, rest = rest.partition("h")
        length = rest.partition("v")[0]
        assert run == f"{x} {y}h{length}v1h-{length}z"
        left, top = int(x) * module, int(y) * module
        pen.rectangle((left, top, left + int(length) * module - 1, top + module - 1), "black")
    return image


def test_a_link_of_38_characters_is_25_modules_a_side() -> None:
    drawing = qr.link_code(URL)
    assert len(URL) == 38
    assert (drawing.modules, drawing.size) == (25, 33)
    assert read(picture(drawing)) == URL.upper()


def test_there_is_room_for_77_characters_beside_a_link_of_38() -> None:
    assert qr.room(URL) == 77


@given(st.integers(20, 150))
@settings(max_examples=30)
def test_the_room_is_used_to_its_last_character(length: int) -> None:
    url = "https://wellmet.example/c/".ljust(length, "x")
    assert qr.card_code(url, "a" * qr.room(url)).modules == 37
    assert qr.card_code(url, "a" * (qr.room(url) + 1)).modules == 41


def test_a_link_that_leaves_no_room_says_so() -> None:
    assert qr.room("https://wellmet.example/" + "x" * 200) == 0


@pytest.mark.parametrize("name", ["Alice", "Müller", "محمد بن سلمان", "😀", "~"])
def test_a_card_code_is_read_back(name: str) -> None:
    fragment = compact.encode(Card(name, email="alice@example.org"), qr.room(URL))
    drawing = qr.card_code(URL, fragment)
    url, _, read_fragment = read(picture(drawing)).partition("#")
    assert url == URL.upper()
    assert compact.decode(read_fragment) == (name, "alice@example.org")
    assert drawing.modules <= 37


def test_a_vcard_code_is_read_back() -> None:
    text = vcard.write(Card("Zoë 😀", phone="+447911123456")).decode()
    assert read(picture(qr.text_code(text))) == text


def test_more_than_a_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="more than a code can hold"):
        qr.text_code("x" * 3_000)


def test_a_code_is_drawn_once() -> None:
    assert qr.link_code(URL) is qr.link_code(URL)
    assert len(qr.card_code(URL, "a" * 77).path) < 8_000
