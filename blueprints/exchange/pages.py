"""From codes and cards to what their pages show: plain values, ready to print."""

from collections.abc import Sequence
from typing import Any

from blueprints.accounts.models import Person
from blueprints.contacts.pages import person_form
from blueprints.goals.models import Event
from blueprints.shared import qr, words
from blueprints.shared.card import Card
from blueprints.shared.forms import Shown
from blueprints.shared.reach import ways

from . import compact, vcard
from .models import Code, Holder

Page = dict[str, Any]

# A code of every field is too dense for a dim room; these are what a phone's contacts are for.
IN_PLAIN_CODE = ("organisation", "email", "phone")


def my_code(person: Person, code: Code, event: Event | None, origin: str) -> Page:
    """My code, as large as the screen allows, what it carries, and until when it is answered."""
    word, until = code.word, code.living_until(event)
    drawn = drawing(person, word, origin)
    day, hour = (of(until, person.zone, person.locale) for of in (words.day, words.hour))
    return {
        "place": "swap",
        "name": person.name,
        "event": event.title if event else "",
        "drawn": {"size": drawn.size, "path": drawn.path},
        "word": spaced(word),
        "link": link(word, origin),
        "carries": person.card_in_code,
        "until": f"{day}, {hour}",
        "since": person.last_rev,
    }


def drawing(person: Person, word: str, origin: str) -> qr.Drawing:
    """My code drawn: with my card in it, or the small one."""
    url = f"{origin}/c/{word}"
    if not person.card_in_code:
        return qr.link_code(url)
    return qr.card_code(url, compact.encode(person.shared_card, qr.room(url)))


def plain_code(person: Person) -> Page:
    """My card as a plain vCard code, for somebody who has no network and no app."""
    drawn = plain_drawing(person)
    return {
        "place": "swap",
        "name": person.name,
        "drawn": {"size": drawn.size, "path": drawn.path},
        "holds": held(person),
    }


def plain_drawing(person: Person) -> qr.Drawing:
    """My card as a vCard, drawn."""
    return qr.text_code(vcard.write(person.shared_card.only(IN_PLAIN_CODE)).decode())


def held(person: Person) -> list[str]:
    """What a plain vCard code says of me beside my name."""
    card = person.shared_card.only(IN_PLAIN_CODE)
    return [text for text in (card.organisation, card.email, card.phone) if text]


def link(word: str, origin: str) -> str:
    """Where a code leads, to be sent instead of scanned."""
    return f"{origin}/c/{word.lower()}"


def spaced(word: str) -> str:
    """A code in groups of four, as people read it out."""
    return " ".join(word[at : at + 4] for at in range(0, len(word), 4))


def card(holder: Holder, own: bool, form: Shown) -> Page:
    """Somebody's card, as whoever has the link sees it."""
    shown = holder.card
    return {
        "place": "swap",
        **face(shown),
        "photo": f"/c/{holder.word.lower()}/photo.jpg" if holder.has_photo else "",
        "href": f"/c/{holder.word.lower()}",
        "event": holder.event_title,
        "ways": [{"label": way.label, "shown": way.shown, "href": way.href} for way in ways(shown)],
        "looking_for": shown.looking_for,
        "can_help": shown.can_help,
        "carried": compact.encode(shown, compact.LONGEST),
        "own": own,
        "form": form,
    }


def face(of: Card) -> Page:
    """The head of a card."""
    return {
        "name": of.name,
        "initials": words.initials(of.name),
        "about": " · ".join(text for text in (of.headline, of.organisation) if text),
    }


def card_text(form: Shown) -> Page:
    """Where a card's text can be mended that could not be read."""
    return {"place": "swap", "form": form}


def review(form: Shown, held: int, source: str, event: dict[str, Any] | None) -> Page:
    """A card from another app, to look over before contacts' own form keeps it.

    `held` is how many people stood beside each other there, of whom this is the first; `event` the
    one at which they may have been met, where that is asked.
    """
    page = person_form(form, "Is this right?", "/people", "/scan", source=source or "vcard")
    return {**page, "place": "swap", "held": held, "event": event}


def thanks(holder: Holder) -> Page:
    """What a guest sees who has sent a card back."""
    return {"place": "swap", "name": holder.card.name, "href": f"/c/{holder.word.lower()}"}


def gone(sentence: str, kept: Sequence[str] = (), card: Card | None = None) -> Page:
    """A code that leads nowhere, with what was typed, or the card that the code itself held."""
    said = (card.name, card.email, card.phone) if card else kept
    return {
        "place": "swap",
        "sentence": sentence,
        "kept": [line for line in said if line],
        "text": vcard.write(card).decode() if card else "",
    }


def carried(fragment: str) -> Card | None:
    """The card that a scanned code held after its #, if it held one."""
    name, reach = compact.decode(fragment) or ("", "")
    if not name:
        return None
    return Card(name=name, email=reach) if "@" in reach else Card(name=name, phone=reach)
