import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.shared import reach
from blueprints.shared.card import CHANNELS, Card

ALICE = Card(
    name="Alice",
    email="alice+m@example.org",
    phone="+447911123456",
    links=(
        "https://www.linkedin.com/in/alice",
        "https://t.me/alice",
        "https://example.org/alice/",
    ),
)


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+44 7911 123456", None, "+447911123456"),
        ("07911 123456", "GB", "+447911123456"),
        ("0171/123 45-67", "DE", "+491711234567"),
        ("+٤٤ ٧٩١١ ١٢٣٤٥٦", None, "+447911123456"),
        ("tel +44 7911 123456"[4:], "ZZ", "+447911123456"),
    ],
)
def test_a_phone_number_becomes_e164(text: str, region: str | None, number: str) -> None:
    assert reach.normal_phone(text, region) == number


@pytest.mark.parametrize(
    ("text", "region", "sentence"),
    [
        ("0800 FLOWERS", "GB", "letters"),
        ("+44 79", None, "too short"),
        ("07911 123456", None, "country"),
        ("+44 7911 123456 123456", None, "too long|no phone number"),
        ("", "GB", "Write it like"),
        ("😀", "GB", "Write it like"),
        ("1" * 1000, "GB", "Write it like"),
    ],
)
def test_a_phone_number_is_refused_in_a_sentence(
    text: str, region: str | None, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        reach.normal_phone(text, region)


@pytest.mark.parametrize(
    ("locale", "region"),
    [
        ("en_GB", "GB"),
        ("de-AT", "AT"),
        ("zh_Hant_TW", "TW"),
        ("sv_DE", "DE"),
        ("et", "EE"),
        ("sl", "SI"),
        ("sv", "SE"),
        ("ar", "EG"),
        ("zh_Hant", "TW"),
        ("en_001", None),
        ("en", None),
        ("eo", None),
        ("klingon", None),
        ("*", None),
        ("", None),
    ],
)
def test_a_language_is_no_country(locale: str, region: str | None) -> None:
    assert reach.region_of(locale) == region


def test_a_number_is_read_as_where_its_language_is_at_home() -> None:
    assert reach.normal_phone("5123 4567", reach.region_of("et")) == "+37251234567"
    assert reach.normal_phone("031 123 456", reach.region_of("sl")) == "+38631123456"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("example.org/x", "https://example.org/x"),
        ("  HTTP://Example.ORG  ", "http://example.org"),
        ("//example.org", "https://example.org"),
        ("example.org:8080/x?y=1&z=2#a", "https://example.org:8080/x?y=1&z=2#a"),
        ("https://de.wikipedia.org/wiki/Köln", "https://de.wikipedia.org/wiki/K%C3%B6ln"),
        ("https://köln.example/%20", "https://xn--kln-sna.example/%20"),
        ("https://KÖLN.example", "https://xn--kln-sna.example"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("https://βόλος.example", "https://xn--nxasmm1c.example"),
        ("https://日本。example", "https://xn--wgv71a.example"),
        ("https://☃.example", "https://xn--n3h.example"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://signal.me/#p/+447911123456", "https://signal.me/#p/+447911123456"),
    ],
)
def test_a_link_becomes_regular(text: str, link: str) -> None:
    assert reach.normal_link(text) == link
    assert reach.normal_link(link) == link


@pytest.mark.parametrize(
    "text",
    [
        "",
        "javascript:alert(1)",
        "JavaScript:1",
        "javascript://example.org/%0aalert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "mailto:alice@example.org",
        "ftp://example.org",
        "https://alice:secret@example.org",
        "https://example.org@evil.example",
        "https://example.org/a b",
        "https://example.org\\@evil.example",
        "https://exam\u202eple.org",
        "https://localhost",
        "https://",
        "https://.example",
        "https://example.org:port",
        "https://[::1",
        "https://" + "a" * 70 + ".org",
        "https://" + "ä" * 60 + ".org",
        "https://example.org/" + "a" * 500,
        "hello",
    ],
)
def test_a_link_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        reach.normal_link(text)


@given(st.text() | st.text().map(lambda rest: f"https://example.org{rest}"))
def test_a_link_is_safe_or_refused(text: str) -> None:
    try:
        link = reach.normal_link(text)
    except ValueError:
        return
    assert re.fullmatch(r"""https?://[a-z0-9_.-]+(:\d+)?[^\s"<>`\\]*""", link)
    assert link.isascii()
    assert reach.normal_link(link) == link


@pytest.mark.parametrize(
    "text", ["", "alice", "alice@", "a b@example.org", "alice@example.org\n.x"]
)
def test_an_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        reach.normal_email(text)


def test_an_address_is_kept_with_its_domain_in_lower_case() -> None:
    assert reach.normal_email(" Alice@Example.ORG ") == "Alice@example.org"


def test_every_way_is_there() -> None:
    assert {(way.kind, way.href) for way in reach.ways(ALICE)} == {
        ("phone", "tel:+447911123456"),
        ("sms", "sms:+447911123456"),
        ("whatsapp", "https://wa.me/447911123456"),
        ("signal", "https://signal.me/#p/+447911123456"),
        ("email", "mailto:alice+m@example.org"),
        ("linkedin", "https://www.linkedin.com/in/alice"),
        ("telegram", "https://t.me/alice"),
        ("web", "https://example.org/alice/"),
    }


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_preferred_way_comes_first(channel: str) -> None:
    assert reach.ways(Card.from_json(ALICE.to_json() | {"prefers": channel}))[0].kind == channel


@pytest.mark.parametrize(
    ("card", "href"),
    [
        (Card(email="a?cc=eve@example.org"), "mailto:a%3Fcc%3Deve@example.org"),
        (Card(links=("https://notlinkedin.com/x",)), "https://notlinkedin.com/x"),
    ],
)
def test_an_address_cannot_carry_more_than_itself(card: Card, href: str) -> None:
    (way,) = reach.ways(card)
    assert (way.kind in ("email", "web"), way.href) == (True, href)


@pytest.mark.parametrize("phone", ["+2101234567", "0171 1234567", "+44", "tel:+447911123456"])
def test_a_number_that_cannot_be_dialled_from_anywhere_gives_no_way(phone: str) -> None:
    assert reach.ways(Card(phone=phone)) == ()


@given(st.text(), st.text(), st.lists(st.text()).map(tuple))
def test_no_card_makes_an_unsafe_link(email: str, phone: str, links: tuple[str, ...]) -> None:
    for way in reach.ways(Card(email=email, phone=phone, links=links)):
        assert re.fullmatch(r"""(tel:|sms:|mailto:|https?://)[^\s"<>\\]+""", way.href)
