"""The card that anybody with its link can open, without an account, an app or a script."""

import base64
import gzip
import hashlib
import html
import re
from datetime import timedelta
from io import BytesIO

import brotli
import pytest
import vobject
from PIL import Image
from werkzeug.http import parse_options_header

from blueprints.accounts.models import Person
from blueprints.exchange.compact import LONGEST, decode
from blueprints.shared.card import LONGEST_NAME
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.accounts.test_my_photo import photo_form, picture
from tests.conftest import Actor, Clock, SameOriginClient
from tests.exchange.codes import word_of

MOST_BYTES = 40 * 1024
UNPACKING = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


def size(stranger: SameOriginClient, path: str) -> int:
    """Bytes of a file, before compression."""
    with stranger.get(path) as answer:
        return len(answer.data)


def test_anybody_with_the_link_sees_the_card(
    alice: Actor, evening: str, stranger: SameOriginClient
) -> None:
    page = stranger.get(f"/c/{word_of(alice)}").get_data(as_text=True)

    for text in ("Alice Lindqvist", "Makes rota software", "Nightshift", "Founders Evening"):
        assert text in page
    assert 'href="tel:+447911123456"' in page
    assert 'href="mailto:alice@example.org"' in page
    assert "Save to contacts" in page
    assert "Send yours back" in page


def test_whoever_swaps_takes_along_what_the_page_shows(
    alice: Actor, bob: Actor, evening: str, stranger: SameOriginClient
) -> None:
    """A phone that has lost its network by then knows of nobody but by what the form says."""
    card = {"name": "🦊" * LONGEST_NAME, "email": "alice@example.org", "shared": "email"}
    alice.post("/me/card", card)
    path = f"/c/{word_of(alice)}"
    carried = re.search(r'name="card" value="([^"]*)"', bob.read(path))

    assert carried
    assert len(carried[1]) <= LONGEST
    name, reach = decode(html.unescape(carried[1])) or ("", "")
    assert (name[:3], reach) == ("🦊🦊🦊", "alice@example.org")
    assert 'name="card"' not in stranger.get(path).get_data(as_text=True)


@pytest.mark.parametrize("shape", [str.upper, str.lower, lambda word: f"{word[:6]}-{word[6:]}"])
def test_the_link_is_blind_to_case_and_dashes(
    alice: Actor, stranger: SameOriginClient, shape: object
) -> None:
    assert callable(shape)
    word = shape(word_of(alice))
    assert stranger.get(f"/c/{word}").status_code == 200
    assert stranger.get(f"/C/{word}").status_code == 200


def test_the_page_is_one_light_request_without_a_script(
    alice: Actor, stranger: SameOriginClient
) -> None:
    answer = stranger.get(f"/c/{word_of(alice)}")
    page = answer.get_data(as_text=True)
    parts = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)

    assert "<script" not in page
    assert all(part.endswith(".svg") for part in parts), "only the icon, which no paint waits for"
    assert len(answer.data) + sum(size(stranger, part) for part in parts) < MOST_BYTES


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
    ],
)
def test_the_page_is_compressed_for_whoever_takes_it(
    alice: Actor, stranger: SameOriginClient, accepted: str, encoding: str | None
) -> None:
    path = f"/c/{word_of(alice)}"
    answer = stranger.get(path, headers={"Accept-Encoding": accepted})

    assert answer.headers["Vary"] == "Accept-Encoding, Cookie"
    assert answer.content_encoding == encoding
    assert "Alice Lindqvist" in UNPACKING[encoding](answer.data).decode()


def test_the_policy_allows_this_style_and_no_other(
    alice: Actor, stranger: SameOriginClient
) -> None:
    answer = stranger.get(f"/c/{word_of(alice)}")
    style = re.search(r"<style>(.*)</style>", answer.get_data(as_text=True), re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}' 'self';" in answer.headers["Content-Security-Policy"]


def test_what_is_not_shared_is_not_shown(
    app: Wellmet, alice: Actor, stranger: SameOriginClient
) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).shared = ["email"]
        db.session.commit()
    word = word_of(alice)

    for path in (f"/c/{word}", f"/c/{word}/card.vcf"):
        text = stranger.get(path).get_data(as_text=True)
        assert "alice@example.org" in text
        assert "7911" not in text


def test_phones_take_the_vcard(alice: Actor, evening: str, stranger: SameOriginClient) -> None:
    answer = stranger.get(f"/c/{word_of(alice)}/card.vcf")
    card = vobject.readOne(answer.get_data(as_text=True))

    assert answer.content_type == "text/vcard; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="Alice Lindqvist.vcf"'
    assert answer.data.count(b"\n") == answer.data.count(b"\r\n")
    assert card.fn.value == "Alice Lindqvist"
    assert card.note.value == "Met at Founders Evening"


@pytest.mark.parametrize(
    ("name", "simple"),
    [
        ("Zoë", "Zoe"),
        ("Łukasz", "ukasz"),
        ("Nguyễn", "Nguyen"),
        ("王伟", ""),
        ("Pat O’Brien", "Pat OBrien"),
        ("A\x7fB", "AB"),
    ],
)
@pytest.mark.parametrize("file", ["card.vcf", "photo.jpg"])
def test_a_file_is_called_by_a_name_in_any_script(
    alice: Actor, stranger: SameOriginClient, name: str, simple: str, file: str
) -> None:
    alice.post("/me/photo", photo_form(picture()))
    alice.post("/me/card", {"name": name, "shared": ["photo"]})

    answer = stranger.get(f"/c/{word_of(alice)}/{file}")

    assert answer.status_code == 200
    said, kind = answer.headers["Content-Disposition"], file[file.index(".") :]
    # Flask's client takes any header; a server refuses the answer for a letter that is not ASCII.
    assert re.fullmatch("[ -~]+", said)
    disposition, names = parse_options_header(said)
    assert (disposition, names) == ("inline", {"filename": f"{name}{kind}"})
    assert f'filename="{simple}{kind}"' in said or f"filename={simple}{kind};" in said


def test_a_name_in_any_script_makes_a_file_name(
    app: Wellmet, alice: Actor, stranger: SameOriginClient
) -> None:
    with app.app_context():
        person = db.session.get_one(Person, alice.id)
        person.card = {**person.card, "name": 'مريم "M" \\ 🐙'}
        db.session.commit()

    answer = stranger.get(f"/c/{word_of(alice)}/card.vcf")
    assert answer.status_code == 200
    assert vobject.readOne(answer.get_data(as_text=True)).fn.value == 'مريم "M" \\ 🐙'


def test_somebody_signed_in_is_offered_the_swap(alice: Actor, bob: Actor) -> None:
    page = bob.read(f"/c/{word_of(alice)}")
    assert "Swap cards" in page
    assert "Take theirs only" in page
    assert "Send yours back" not in page


def test_ones_own_card_offers_nothing_to_swap(alice: Actor) -> None:
    page = alice.read(f"/c/{word_of(alice)}")
    assert "This is your card, as others see it." in page
    assert "Swap cards" not in page


@pytest.mark.parametrize("word", ["0000aaaa0000", "x", "%00", "é" * 40, "..%2f..", "a" * 3000])
@pytest.mark.parametrize("rest", ["", "/card.vcf", "/thanks"])
def test_a_made_up_code_is_a_clear_sentence(
    stranger: SameOriginClient, word: str, rest: str
) -> None:
    answer = stranger.get(f"/c/{word}{rest}")
    assert answer.status_code == 404
    assert "</h1>" in answer.get_data(as_text=True)


def test_looking_up_codes_is_limited(stranger: SameOriginClient) -> None:
    statuses = [stranger.get("/c/0000aaaa0000").status_code for _ in range(601)]
    assert set(statuses[:600]) == {404}
    assert statuses[600] == 429


@pytest.fixture
def photo(alice: Actor) -> None:
    """Alice has a photo as large and as noisy as they come."""
    file = BytesIO()
    Image.effect_noise((600, 600), 90).save(file, "PNG")
    file.seek(0)
    assert alice.post("/me/photo", {"photo": (file, "me.png")}).status_code == 303


@pytest.mark.usefixtures("photo")
def test_a_photo_that_is_shared_is_on_the_page_and_leaves_it_light(
    alice: Actor, stranger: SameOriginClient
) -> None:
    word = word_of(alice)
    page = stranger.get(f"/c/{word}").get_data(as_text=True)
    shown = stranger.get(f"/c/{word}/photo.jpg")

    assert f'src="/c/{word}/photo.jpg"' in page
    assert shown.content_type == "image/jpeg"
    assert Image.open(BytesIO(shown.data)).size == (160, 160)
    parts = re.findall(r'(?:href|src)="(/static/[^"#]+|/c/[^"]+jpg)', page)
    assert len(page) + sum(size(stranger, part) for part in parts) < MOST_BYTES


@pytest.mark.usefixtures("photo")
def test_a_contact_is_saved_without_the_photo_or_with_it(
    alice: Actor, stranger: SameOriginClient
) -> None:
    word = word_of(alice)
    light = stranger.get(f"/c/{word}/card.vcf").get_data(as_text=True)
    whole = vobject.readOne(stranger.get(f"/c/{word}/card.vcf?photo=1").get_data(as_text=True))

    assert "PHOTO" not in light
    assert Image.open(BytesIO(whole.photo.value)).size == (512, 512)


@pytest.mark.usefixtures("photo")
def test_a_photo_kept_back_is_nowhere(alice: Actor, stranger: SameOriginClient) -> None:
    alice.post("/me/card", {"name": "Alice", "shared": ["email"]})
    word = word_of(alice)

    assert "photo" not in stranger.get(f"/c/{word}").get_data(as_text=True)
    assert "PHOTO" not in stranger.get(f"/c/{word}/card.vcf?photo=1").get_data(as_text=True)
    assert stranger.get(f"/c/{word}/photo.jpg").status_code in (404, 410)


@pytest.mark.usefixtures("photo")
def test_a_photo_is_gone_with_its_code(
    alice: Actor, stranger: SameOriginClient, clock: Clock
) -> None:
    word = word_of(alice)
    clock.set(clock() + timedelta(days=8))
    assert stranger.get(f"/c/{word}/photo.jpg").status_code == 410
    alice.post("/swap/code")
    assert stranger.get(f"/c/{word}/photo.jpg").status_code == 404


def test_what_somebody_writes_keeps_its_lines(
    app: Wellmet, alice: Actor, stranger: SameOriginClient
) -> None:
    with app.app_context():
        person = db.session.get_one(Person, alice.id)
        person.card = {**person.card, "looking_for": "A nurse\nA clinic", "can_help": "One\nTwo"}
        db.session.commit()
    page = stranger.get(f"/c/{word_of(alice)}").get_data(as_text=True)
    assert '<dd class="lines"><bdi>A nurse\nA clinic</bdi>' in page
    assert '<dd class="lines"><bdi>One\nTwo</bdi>' in page
