"""From wishes and nudges to what their pages show: plain values, ready to print."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from blueprints.accounts import browsers
from blueprints.accounts.models import Person
from blueprints.shared import words
from blueprints.shared.forms import Shown, empty

from .forms import WishesForm
from .models import Nudge, Wishes
from .phones import Phone

Page = dict[str, Any]

NO_WAY = "Right now there is no way for a nudge to reach you."
WAYS = {"push": "On your phone", "mail": "By mail", "refused": "No mailbox took it"}


def nudges(
    wishes: Wishes,
    phones: Sequence[Phone],
    sent: Sequence[Nudge],
    here: str,
    by_mail: bool,
    key: str,
    calendar: str,
    form: Shown | None = None,
) -> Page:
    """How somebody is nudged, and what they were told.

    `here` is the id of the sign-in that asks, `by_mail` whether this place can send any, `key` the
    public half of the key for push services, `calendar` the address of the calendar, or "".
    """
    person = wishes.person
    mail = "unconfirmed" if by_mail and not person.confirmed_at else "yes" if by_mail else ""
    mailed = wishes.mail and mail == "yes"
    return {
        "place": "me",
        "stopped": wishes.stopped_at is not None,
        "stands": _standing(wishes, bool(phones), mailed),
        "mail": mail,
        "mail_stopped": _moment(at, person) if (at := wishes.mail_stopped_at) else "",
        "email": person.email,
        "key": key,
        "here": next((f"/me/nudges/phones/{p.id}" for p in phones if p.sign_in_id == here), ""),
        "others": _phones([phone for phone in phones if phone.sign_in_id != here], person),
        "form": form or empty(WishesForm, _values(wishes)),
        "hours": _hours(person.locale),
        "calendar": calendar,
        "webcal": calendar.replace("https://", "webcal://").replace("http://", "webcal://"),
        "sent": [_sent(nudge, person) for nudge in sent],
    }


def stopping(token: str, wishes: Wishes) -> Page:
    """What the link in a mail leads to. Nothing about its person: anybody may have the mail."""
    return {
        "place": "me",
        "token": token,
        "stopped": not wishes.mail,
        "may_regret": wishes.may_regret,
    }


def _standing(wishes: Wishes, on_phone: bool, mailed: bool) -> str:
    if wishes.stopped_at:
        return "Nudges are off."
    if on_phone:
        otherwise = ", or by mail if no phone takes them" if mailed else ""
        return f"Nudges come to your phone{otherwise}."
    return "Nudges come by mail." if mailed else NO_WAY


def _phones(others: Sequence[Phone], person: Person) -> list[Page]:
    listed = [(browsers.named(one.sign_in.device), _moment(one.made_at, person)) for one in others]
    named = zip(others, browsers.told_apart(listed), listed, strict=True)
    return [
        {"href": f"/me/nudges/phones/{one.id}", "name": name, "since": since}
        for one, name, (_, since) in named
    ]


def _hours(locale: str) -> list[Page]:
    day = datetime(2024, 1, 1, tzinfo=UTC)
    return [
        {"value": str(hour), "label": words.hour(day.replace(hour=hour), "UTC", locale)}
        for hour in range(24)
    ]


def _sent(of: Nudge, person: Person) -> Page:
    return {
        "when": _moment(of.sent_at or of.made_at, person),
        "way": WAYS.get(of.way, ""),
        "lines": [{"text": told.words, "href": told.href} for told in of.told if told.words],
    }


def _moment(at: datetime, person: Person) -> str:
    read = (person.zone, person.locale)
    return f"{words.day(at, *read)}, {words.hour(at, *read)}"


def _values(wishes: Wishes) -> dict[str, Any]:
    return {
        "mail": wishes.mail,
        "quiet_from": str(wishes.quiet_from),
        "quiet_until": str(wishes.quiet_until),
    }
