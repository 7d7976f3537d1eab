"""The links that open somebody's own app with the text in place, whatever the text is."""

from urllib.parse import parse_qs, urlsplit

import pytest

from blueprints.followups.channels import channels
from blueprints.shared.card import Card

CARD = Card(
    "Ifeoma Okafor",
    email="o'ife&co?x=1+work@example.org",
    phone="+447911654321",
    links=("https://t.me/ifeoma", "https://www.linkedin.com/in/ifeoma"),
)
SUBJECT = "Åsa & Co: 100 % „neu“?"
TEXTS = {
    "umlauts": "Grüße aus Malmö, schöne Grüße an Åsa",
    "line breaks": "One\n\nTwo\nThree",
    "signs": "100 % & more? a=b #1 + 2; \"quoted\" 'so' <b>bold</b> \\ / : @ ! ( ) * ~",
    "percent": "%0A%26body=x &body=y ?text=z",
    "right to left": "שלום עליכם \u200fمرحبا، كيف الحال؟",
    "beyond the first plane": "😀 👩‍👩‍👧 𝒳 護理師",
    "long": "x " * 1200,
}


def ways(text: str, card: Card = CARD) -> dict[str, str]:
    return {way.kind: way.href for way in channels(card, SUBJECT, text)}


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_every_link_gives_the_text_back(text: str) -> None:
    links = ways(text)

    assert all(href.isascii() and " " not in href for href in links.values())
    mail = parse_qs(urlsplit(links["email"]).query, strict_parsing=True)
    assert mail == {"subject": [SUBJECT], "body": [text.replace("\n", "\r\n")]}
    assert links["sms"].startswith("sms:+447911654321?&body=")
    assert parse_qs(links["sms"].partition("?&")[2], strict_parsing=True) == {"body": [text]}
    for kind, start in (("whatsapp", "https://wa.me/447911654321?"), ("telegram", "https://t.me/")):
        assert links[kind].startswith(start)
        query = urlsplit(links[kind]).query
        assert parse_qs(query, strict_parsing=True) == {"text": [text]}


def test_a_mails_address_and_line_breaks_are_written_as_rfc_6068_says() -> None:
    link = ways("One\nTwo + three")["email"]

    assert link.startswith("mailto:o%27ife%26co%3Fx%3D1+work@example.org?subject=")
    assert link.endswith("&body=One%0D%0ATwo%20%2B%20three")


def test_what_takes_no_text_is_opened_as_it_is_and_the_text_pasted() -> None:
    pasted = {way.kind: way.href for way in channels(CARD, SUBJECT, "x") if way.pasted}

    assert pasted == {
        "signal": "https://signal.me/#p/+447911654321",
        "linkedin": "https://www.linkedin.com/in/ifeoma",
    }


@pytest.mark.parametrize(
    "link",
    [
        "https://api.whatsapp.com/send?phone=447911654321",
        "https://t.me/ifeoma?start=1",
        "https://t.me/ifeoma#about",
    ],
)
def test_a_link_with_more_to_say_is_left_alone(link: str) -> None:
    (way,) = channels(Card("Ifeoma", links=(link,)), SUBJECT, "Hello")

    assert (way.href, way.pasted) == (link, True)


def test_what_is_too_long_for_a_link_is_pasted() -> None:
    found = channels(CARD, SUBJECT, "護" * 900)

    assert all(way.pasted for way in found)
    assert all(len(way.href) < 100 for way in found)


def test_what_just_fits_into_a_link_is_not_pasted() -> None:
    room = 8000 - len(ways("")["sms"])

    fits, too_long = ways("x" * room), ways("x" * (room + 1))

    assert len(fits["sms"]) == 8000
    assert too_long["sms"] == "sms:+447911654321"


def test_one_of_a_kind_and_the_preferred_one_first() -> None:
    card = Card(
        "Ifeoma",
        phone="+447911654321",
        links=("https://wa.me/1", "https://t.me/a", "https://t.me/b", "https://a.example"),
        prefers="telegram",
    )

    kinds = [(way.kind, way.href.partition("?")[0]) for way in channels(card, SUBJECT, "x")]

    assert kinds == [
        ("telegram", "https://t.me/a"),
        ("sms", "sms:+447911654321"),
        ("whatsapp", "https://wa.me/447911654321"),
        ("signal", "https://signal.me/#p/+447911654321"),
    ]


@pytest.mark.parametrize(
    "card",
    [Card("Nobody"), Card("Web", links=("https://a.example",)), Card("Local", phone="07911 65")],
)
def test_nobody_is_sent_to_where_nothing_is_known(card: Card) -> None:
    assert channels(card, SUBJECT, "x") == []
