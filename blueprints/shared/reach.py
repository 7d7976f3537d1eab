"""Ways to reach a person: numbers, addresses and links made regular, and safe to put in a page."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit

import idna
import phonenumbers
from babel.core import get_global, parse_locale
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from blueprints.shared.card import Card

_NOT_AN_EMAIL = "That does not look like an e-mail address. Check it once more."
_NOT_A_LINK = "That does not look like a web address. Write it like example.org/you."
_NOT_A_PHONE = "That does not look like a phone number. Write it like +44 7911 123456."
LONGEST_EMAIL = 254
_LONGEST_LINK = 500
_LONGEST_PHONE = 40
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
# RFC 3986, 2.2 and 2.3: what may stand in a path, a query or a fragment as it is.
_KEPT = "/?:@!$&'()*+,;=-._~%"
# Of languages the script and the country that they mean where nothing else is said: "sv_Latn_SE".
_LIKELY = get_global("likely_subtags")
_HOST = re.compile(r"([a-z0-9_-]+\.)+[a-z0-9-]{2,}", re.IGNORECASE)
_HOSTS = {
    "wa.me": "whatsapp",
    "api.whatsapp.com": "whatsapp",
    "signal.me": "signal",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "linkedin.com": "linkedin",
}
LABELS = {
    "phone": "Call",
    "sms": "Text",
    "email": "E-mail",
    "whatsapp": "WhatsApp",
    "signal": "Signal",
    "telegram": "Telegram",
    "linkedin": "LinkedIn",
    "web": "Web",
}
_PHONE_TROUBLES = {
    NumberParseException.INVALID_COUNTRY_CODE: (
        "Begin the number with + and the country, like +44 7911 123456."
    ),
    NumberParseException.TOO_SHORT_AFTER_IDD: "That phone number is too short.",
    NumberParseException.TOO_SHORT_NSN: "That phone number is too short.",
    NumberParseException.TOO_LONG: "That phone number is too long.",
}


@dataclass(frozen=True)
class Way:
    """One way to reach a person: its kind, its label, what to show, and a link to follow."""

    kind: str
    label: str
    shown: str
    href: str


@lru_cache(maxsize=1024)
def ways(card: Card) -> tuple[Way, ...]:
    """Every way to reach the person on `card`, the one they prefer first."""
    # Kept, because reading a phone number costs more than reading its owner from the database.
    found = [*_by_phone(card.phone), *_by_email(card.email), *_by_links(card.links)]
    return tuple(sorted(found, key=lambda way: way.kind != card.prefers))


def normal_phone(text: str, region: str | None = None) -> str:
    """A phone number in E.164.

    `region` is the two-letter country whose numbers are written without a country code.

    Raises:
        ValueError: a sentence saying what is wrong with the number.
    """
    if any(character.isalpha() for character in text):
        raise ValueError("A phone number is made of digits, and this one has letters in it.")
    number = _parsed_phone(text, region)
    if phonenumbers.is_possible_number_with_reason(number) == ValidationResult.TOO_SHORT:
        raise ValueError("That phone number is too short.")
    if not phonenumbers.is_possible_number(number):
        raise ValueError("There is no phone number like that. Check its digits.")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def region_of(locale: str) -> str | None:
    """The country of a locale, for numbers written without a country code.

    A language alone stands for the country where it is at home: "sv" is Sweden, not El Salvador.
    English, which browsers all over the world speak, tells of none.
    """
    try:
        language, territory, script, *_ = parse_locale(locale.replace("-", "_"))
    except ValueError:
        return None
    named = "_".join(filter(None, (language, script)))
    region = territory or ("" if named == "en" else _LIKELY.get(named, "").rpartition("_")[2])
    return region if region in phonenumbers.SUPPORTED_REGIONS else None


def normal_email(text: str) -> str:
    """An e-mail address as it is kept, its domain in lower case.

    Raises:
        ValueError: a sentence saying what is wrong with the address.
    """
    address = text.strip()
    if len(address) > LONGEST_EMAIL:
        raise ValueError(_NOT_AN_EMAIL)
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ValueError(_NOT_AN_EMAIL) from error


def normal_link(text: str) -> str:
    """A web address with its scheme, http or https, in ASCII (RFC 3986, UTS 46).

    Raises:
        ValueError: a sentence; for every other scheme, for a name and password before the host,
            and for spaces, control characters and anything else that is no address.
    """
    link = text.strip()
    if not link or len(link) > _LONGEST_LINK or any(map(_breaks_links, link)):
        raise ValueError(_NOT_A_LINK)
    parts = _split(link if "://" in link else _with_scheme(link))
    if "@" in parts.netloc:
        raise ValueError(
            "That link holds a name or a password. Leave out what stands before the @."
        )
    rest = quote(parts.path, safe=_KEPT)
    rest += f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    rest += f"#{quote(parts.fragment, safe=_KEPT)}" if parts.fragment else ""
    return f"{parts.scheme}://{_host(parts)}{rest}"


def _by_phone(phone: str) -> list[Way]:
    try:
        number = normal_phone(phone)
    except ValueError:
        return []
    shown = phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)
    return [
        _way("phone", shown, f"tel:{number}"),
        _way("sms", shown, f"sms:{number}"),
        _way("whatsapp", shown, f"https://wa.me/{number[1:]}"),
        _way("signal", shown, f"https://signal.me/#p/{number}"),
    ]


def _by_email(email: str) -> list[Way]:
    try:
        address = normal_email(email)
    except ValueError:
        return []
    # RFC 6068, 2: what is not a plain address character is percent-encoded, "?" and "&" above all.
    return [_way("email", address, f"mailto:{quote(address, safe='@+')}")]


def _by_links(links: tuple[str, ...]) -> list[Way]:
    found = []
    for link in links:
        try:
            href = normal_link(link)
        except ValueError:
            continue
        found.append(_way(_kind(href), href.split("://", 1)[1].rstrip("/"), href))
    return found


def _way(kind: str, shown: str, href: str) -> Way:
    return Way(kind, LABELS[kind], shown, href)


def _kind(href: str) -> str:
    host = (urlsplit(href).hostname or "").removeprefix("www.")
    named = (kind for name, kind in _HOSTS.items() if host == name or host.endswith(f".{name}"))
    return next(named, "web")


def _parsed_phone(text: str, region: str | None) -> PhoneNumber:
    if len(text) > _LONGEST_PHONE:
        raise ValueError(_NOT_A_PHONE)
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException as error:
        raise ValueError(_PHONE_TROUBLES.get(error.error_type, _NOT_A_PHONE)) from error


def _breaks_links(character: str) -> bool:
    return character == "\\" or unicodedata.category(character)[0] in "CZ"


def _with_scheme(link: str) -> str:
    if _SCHEME.match(link):
        raise ValueError(_NOT_A_LINK)
    return f"https://{link.removeprefix('//')}"


def _split(link: str) -> SplitResult:
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise ValueError(_NOT_A_LINK) from error
    if parts.scheme not in ("http", "https"):
        raise ValueError("A link begins with https:// or http://.")
    return parts


def ascii_host(name: str) -> str:
    """A host's name as the network knows it, where it is written in other letters.

    As browsers read it (UTS 46). Python's own codec knows the rules of 2003 alone, by which
    "faß.de" is "fass.de", somebody else's.

    Raises:
        ValueError: no host can be called that.
    """
    plain = name if name.isascii() else idna.uts46_remap(name, std3_rules=False)
    return ".".join(map(_ascii_label, plain.split(".")))


def _ascii_label(label: str) -> str:
    found = label if label.isascii() else f"xn--{label.encode('punycode').decode()}"
    # RFC 1035, 2.3.4.
    if len(found) > 63:
        raise ValueError("A part of a host's name is too long.")
    return found


def _host(parts: SplitResult) -> str:
    try:
        name = ascii_host(parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise ValueError(_NOT_A_LINK) from error
    if not _HOST.fullmatch(name):
        raise ValueError(_NOT_A_LINK)
    return name.lower() + port
