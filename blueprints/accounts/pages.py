"""From a person to what their own pages show: plain values, ready to print."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from blueprints.shared import clock, mail, words, zones
from blueprints.shared.card import CHANNELS, Card
from blueprints.shared.card_form import CardForm, card_values
from blueprints.shared.carried import Carried
from blueprints.shared.forms import Shown, empty
from blueprints.shared.reach import LABELS, Way, ways
from blueprints.shared.words import initials

from . import browsers, locales
from .forms import (
    CAPACITIES,
    FOLLOWUP_CAPS,
    ChangeAddressForm,
    ChangePasswordForm,
    LeaveForm,
    SettingsForm,
)
from .models import SHAREABLE, Person
from .sign_ins import SignIn

Page = dict[str, Any]

# On a card stands what a way is, not what to do with it.
NOUNS = {"phone": "Phone", "sms": "Phone"}


def sign_in(form: object, carried: Carried | None = None, onward: str = "") -> Page:
    """The way in, and to where; with the form that waits for it."""
    return {"form": form, "carried": carried.written if carried else "", "next": onward}


def me(person: Person) -> Page:
    """The card as others see it, and the ways on."""
    return {
        "place": "me",
        "card": _seen(person.shared_card, own_photo(person) if "photo" in person.shared else ""),
        "unconfirmed": "" if person.confirmed_at or not mail.configured() else person.email,
        "no_address": not person.email,
    }


def confirm(person: Person, signed_in: Sequence[SignIn], token: str) -> Page:
    """The question that a mail leads to: what its reader can tell an account by.

    Nothing that its opener typed, who may be a stranger to them.
    """
    used = dict.fromkeys(browsers.named(one.device) for one in reversed(signed_in))
    return {
        "email": person.email,
        "token": token,
        "confirmed": person.confirmed_at is not None,
        "opened": _moment(person.joined_at, person),
        "city": zones.city(person.zone),
        "used": list(used),
    }


def link_ended(onward: str, advice: str, another: str = "", refusal: str = "") -> Page:
    """A mailed link that leads nowhere any more, and what whoever has it can do instead."""
    return {"onward": onward, "advice": advice, "another": another, "refusal": refusal}


def my_card(
    person: Person,
    form: Shown | None = None,
    shared: Collection[str] | None = None,
    photo_error: str = "",
) -> Page:
    """The form of one's own card, field by field shared or kept."""
    chosen = person.shared if shared is None else shared
    return {
        "place": "me",
        "form": form or empty(CardForm, card_values(person.whole_card)),
        "shared": {field: field in chosen for field in SHAREABLE},
        "channels": [
            {"value": "", "label": "No preference"},
            *({"value": channel, "label": LABELS[channel]} for channel in CHANNELS),
        ],
        "photo": own_photo(person),
        "initials": initials(person.name),
        "photo_error": photo_error,
    }


def settings(
    person: Person,
    form: Shown | None = None,
    address_form: Shown | None = None,
    password_form: Shown | None = None,
) -> Page:
    """Time, language, the cap, the code; the address and the password."""
    shown = form or empty(SettingsForm, _settings(person))
    return {
        "place": "me",
        "form": shown,
        "address_form": address_form or empty(ChangeAddressForm),
        "password_form": password_form or empty(ChangePasswordForm),
        "email": person.email,
        "zones": zones.choices(shown["zone"]["value"]),
        "locales": [
            {"value": code, "label": name} for code, name in locales.offered(person.locale)
        ],
        "caps": [{"value": cap, "label": cap} for cap in FOLLOWUP_CAPS],
        "capacities": [{"value": count, "label": count} for count in CAPACITIES],
    }


def devices(signed_in: Sequence[SignIn], here: str, person: Person) -> Page:
    """Where somebody is signed in: the device they hold first."""
    others = [_device(one, person) for one in signed_in if one.id != here]
    names = browsers.told_apart([(one["name"], one["since"]) for one in others])
    return {
        "place": "me",
        "here": next((_device(one, person) for one in signed_in if one.id == here), None),
        "others": [one | {"name": name} for one, name in zip(others, names, strict=True)],
    }


def leave(form: Shown | None = None) -> Page:
    """The last question before an account is deleted."""
    return {"place": "me", "form": form or empty(LeaveForm)}


def own_photo(person: Person) -> str:
    """Where the person sees their own photo; "" for none. Another one gets another address."""
    return f"/me/photo.jpg?v={person.photo_id}" if person.photo_id else ""


def _seen(card: Card, photo: str) -> Page:
    return {
        "name": card.name,
        "initials": initials(card.name),
        "photo": photo,
        "line": ", ".join(filter(None, (card.headline, card.organisation))),
        "looking_for": card.looking_for,
        "can_help": card.can_help,
        "ways": [
            {"label": NOUNS.get(way.kind, way.label), "shown": way.shown}
            for way in _once_each(ways(card))
        ],
    }


def _device(one: SignIn, person: Person) -> dict[str, str]:
    return {
        "id": one.id,
        "name": browsers.named(one.device),
        "since": _moment(one.since, person),
        "used": words.due(_day(one.used_at, person), _day(clock.arrival(), person), person.locale),
    }


def _moment(at: datetime, person: Person) -> str:
    read = (person.zone, person.locale)
    return f"{words.day(at, *read)}, {words.hour(at, *read)}"


def _day(moment: datetime, person: Person) -> date:
    return zones.day_in(person.zone, moment)


def _once_each(found: Sequence[Way]) -> list[Way]:
    # One number is called, texted and messaged; here it is shown once, by the way preferred.
    return list({way.shown: way for way in reversed(found)}.values())[::-1]


def _settings(person: Person) -> dict[str, Any]:
    return {
        "zone": person.zone,
        "locale": person.locale,
        "followup_cap": str(person.followup_cap),
        "capacity": str(person.capacity),
        "card_in_code": person.card_in_code,
    }
