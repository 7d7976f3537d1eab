import struct
import warnings
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from blueprints.accounts import photo
from blueprints.accounts.photo import face, recode

REAL_FIT = ImageOps.fit


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def decoded(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(recode(data)))
    picture.load()
    return picture


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


HALVES = Image.new("RGB", (800, 600), "red")
HALVES.paste("blue", (0, 300, 800, 600))
RED, BLUE, WHITE = (254, 0, 0), (0, 0, 254), (255, 255, 255)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_square_jpeg(kind: str) -> None:
    picture = decoded(encoded(HALVES, kind))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (512, 512))
    assert near(picture.getpixel((256, 10)), RED)
    assert near(picture.getpixel((256, 500)), BLUE)


def test_a_face_is_small_in_every_way() -> None:
    noise = Image.effect_noise((700, 700), 90).convert("RGB")
    small = face(recode(encoded(noise)))
    assert Image.open(BytesIO(small)).size == (160, 160)
    assert len(small) < 16_000


def test_a_small_photo_is_not_blown_up() -> None:
    assert decoded(encoded(HALVES.resize((100, 90)))).size == (90, 90)


def lying(orientation: int, *tags: bytes) -> bytes:
    """The EXIF of a camera that was held so, with other tags of 12 bytes (TIFF 6.0, 2)."""
    said = (struct.pack(">HHIHxx", 0x0112, 3, 1, orientation), *tags)
    return b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", len(said)) + b"".join(said) + b"\0" * 4


@pytest.mark.parametrize("orientation", range(10))
def test_each_orientation_is_turned_upright(orientation: int) -> None:
    quarters = HALVES.copy()
    quarters.paste("white", (0, 0, 400, 300))
    sent = encoded(quarters, exif=lying(orientation))
    expected = ImageOps.exif_transpose(Image.open(BytesIO(sent))).resize((512, 512))

    turned = decoded(sent)

    for place in ((100, 100), (400, 100), (100, 400), (400, 400)):
        red, green, blue, *_ = expected.getpixel(place)  # type: ignore[misc]
        assert near(turned.getpixel(place), (red, green, blue))


@pytest.mark.parametrize(
    "tag",
    [
        struct.pack(">HHI4s", 0x011A, 2, 3, b"72"),
        struct.pack(">HHIi", 0x0100, 9, 1, -5),
    ],
    ids=["a resolution in letters", "less than no width"],
)
def test_what_a_camera_writes_beside_is_no_reason_to_refuse_its_picture(tag: bytes) -> None:
    picture = decoded(encoded(HALVES, exif=lying(3, tag)))
    assert near(picture.getpixel((256, 10)), BLUE)


def test_metadata_that_nobody_can_read_is_no_reason_either() -> None:
    picture = decoded(encoded(HALVES, exif=b"Exif\0\0of no kind that there is"))
    assert near(picture.getpixel((256, 10)), RED)


def test_greys_of_16_bits_are_greys() -> None:
    rows = (struct.pack("<H", 250 * 256) * 128 + struct.pack("<H", 128 * 256) * 128) * 256
    picture = decoded(encoded(Image.frombytes("I;16", (256, 256), rows), "PNG"))
    assert near(picture.getpixel((60, 128)), (250, 250, 250))
    assert near(picture.getpixel((200, 128)), (128, 128, 128))


def test_the_orientation_is_applied_and_the_metadata_gone() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    exif[0x010F] = "A camera that knows where it was"
    picture = decoded(encoded(HALVES, exif=exif, comment=b"secret", icc_profile=b"profile"))
    assert near(picture.getpixel((256, 10)), BLUE)
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & picture.info.keys()


def test_what_is_transparent_turns_white() -> None:
    assert near(decoded(encoded(Image.new("RGBA", (90, 90)), "PNG")).getpixel((9, 9)), WHITE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_taken(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert decoded(encoded(Image.new(mode, (90, 90)), kind)).mode == "RGB"


def test_forty_megapixels_are_never_all_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = []

    def fit(picture: Image.Image, size: tuple[int, int], method: Image.Resampling) -> Image.Image:
        unpacked.append(picture.size)
        return REAL_FIT(picture, size, method)

    monkeypatch.setattr(ImageOps, "fit", fit)
    assert decoded(encoded(Image.new("L", (8000, 5000), "grey"))).size == (512, 512)
    assert unpacked == [(2000, 1250)]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_can_only_be_unpacked_whole_has_to_be_smaller(kind: str) -> None:
    with pytest.raises(ValueError, match="more than 16 megapixels"):
        recode(encoded(Image.new("1", (4100, 4000)), kind))


def test_one_picture_is_unpacked_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo, "_PATIENCE", 0.01)
    with photo._one_at_a_time(), pytest.raises(ValueError, match="again in a moment"):
        recode(encoded(HALVES))

    assert recode(encoded(HALVES))


def test_a_jpeg_of_several_scans_has_to_be_smaller() -> None:
    large = Image.new("L", (4100, 4000))
    with pytest.raises(ValueError, match="more than 16 megapixels"):
        recode(encoded(large, progressive=True))

    assert recode(encoded(large))


def test_a_scan_that_comes_again_and_again_is_refused() -> None:
    whole = encoded(Image.new("L", (90, 90), "grey"), progressive=True)
    last = whole.rindex(b"\xff\xda")
    again = whole[:last] + 100 * whole[last:-2] + whole[-2:]
    with pytest.raises(ValueError, match="JPEG, PNG or WebP"):
        recode(again)

    assert recode(whole[:last] + 80 * whole[last:-2] + whole[-2:])


def test_of_two_pictures_in_one_file_the_first_is_taken() -> None:
    two = encoded(HALVES, "MPO", save_all=True, append_images=[Image.new("RGB", (90, 90))])

    assert near(decoded(two).getpixel((0, 0)), RED)


@pytest.mark.parametrize("size", [(8000, 8000), (12_000, 12_000), (30_000, 30_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    header = bytearray(encoded(Image.new("1", (90, 90)), "PNG"))
    header[16:24] = size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big")
    header[29:33] = zlib.crc32(header[12:29]).to_bytes(4, "big")
    with pytest.raises(ValueError, match="megapixels"):
        recode(bytes(header))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Dear diary, this is no photo.",
        encoded(HALVES)[:2000],
        encoded(HALVES, "PNG")[:-100],
        encoded(HALVES, "GIF"),
        encoded(HALVES, "BMP"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="JPEG, PNG or WebP"):
        recode(data)


def test_a_dot_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        recode(encoded(Image.new("RGB", (1, 1000))))


EXIF = Image.Exif()
EXIF[0x0112] = 6
PHOTOS = [encoded(HALVES.resize((120, 90)), kind, exif=EXIF) for kind in ("JPEG", "PNG", "WEBP")]


@given(st.sampled_from(PHOTOS), st.integers(0, 2000), st.binary(max_size=20))
def test_a_damaged_file_is_recoded_or_refused(photo: bytes, place: int, damage: bytes) -> None:
    damaged = photo[:place] + damage + photo[place + len(damage) :]
    with warnings.catch_warnings():
        # Pillow warns of damaged EXIF, which is dropped in any case.
        warnings.simplefilter("ignore")
        try:
            recode(damaged)
        except ValueError as refusal:
            assert "picture" in str(refusal)  # noqa: PT017
