"""From contacts to what their pages show: plain values, ready to print."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from blueprints.accounts.models import Person
from blueprints.shared import facts, words
from blueprints.shared.card import CHANNELS, Card
from blueprints.shared.card_form import CardForm, card_values
from blueprints.shared.facts import Earlier
from blueprints.shared.forms import Shown, empty
from blueprints.shared.reach import LABELS, ways
from blueprints.shared.zones import day_in

from .balance import SENTENCES, balance
from .forms import ListenForm, MovingForm, NextForm, NoteForm, PromiseForm
from .in_touch import in_touch
from .introduced import Introduced, introduced
from .lines import PAGE, Line
from .meetings import Meeting
from .models import Contact
from .notes import Note
from .promises import Promise
from .why import standing_of

Page = dict[str, Any]

SOURCES = {
    "swap": "You swapped cards",
    "take": "You took their card",
    "return": "They sent their card back",
    "typed": "Written down by you",
    "vcard": "From a card in another app",
    "introduced": "You were introduced",
}
MOVES = (("yes", "Yes"), ("maybe", "Maybe"), ("no", "No"))


def people(
    found: Sequence[Line], person: Person, now: datetime, query: str, let_go: bool, skip: int
) -> Page:
    """A page of people, by name."""
    more = f"?q={quote(query)}&skip={skip + PAGE}" if len(found) > PAGE else ""
    return {
        "place": "people",
        "people": [row(line, person, now) for line in found[:PAGE]],
        "query": query,
        "let_go": let_go,
        "more": more,
    }


def person(
    contact: Contact,
    also: Sequence[Earlier],
    owner: Person,
    now: datetime,
    forms: dict[str, Shown] | None = None,
    through: Introduced | None = None,
) -> Page:
    """Everything the owner knows of somebody they met.

    `through` is who introduced them and whom they met through others, where that was read.
    """
    today = here(now, owner)
    given = forms or {}
    promises = [promise(p, today, owner, given.get(f"moving-{p.id}")) for p in contact.promises]
    return {
        "place": "people",
        "href": f"/people/{contact.id}",
        **who(contact),
        "depth": standing_of(contact, owner, today),
        "let_go": contact.let_go_at is not None,
        "unverified": contact.source == "return",
        "met": [meeting(m, owner, now) for m in contact.meetings],
        "source": SOURCES.get(contact.source, ""),
        **introduced(through, contact.id, owner, now),
        "ways": [
            {"label": w.label, "shown": w.shown, "href": w.href} for w in ways(contact.whole_card)
        ],
        "in_touch": in_touch(contact, owner, today, given),
        "i_owe": [p for p in promises if p["mine"] and p["open"]],
        "they_owe": [p for p in promises if not p["mine"] and p["open"]],
        "settled": [p for p in promises if not p["open"]],
        "balance": SENTENCES[balance(*_favours(contact))],
        "notes": [note(n, owner, now) for n in contact.notes],
        "also_noted": facts.shown(also, owner.zone, owner.locale, now),
        "next_step": contact.next_step,
        "next_due": words.due(contact.next_on, today, owner.locale) if contact.next_on else "",
        "note_form": given.get("note") or empty(NoteForm),
        "promise_form": given.get("promise") or empty(PromiseForm, {"side": "mine"}),
        "promise_open": "promise" in given,
        "next_form": given.get("next") or empty(NextForm, _next_values(contact)),
        "next_open": "next" in given,
    }


def ledger(
    standing: Sequence[Promise], favours: tuple[int, int], owner: Person, now: datetime
) -> Page:
    """What is promised between the owner and everybody they keep."""
    today = here(now, owner)
    rows = [promise(p, today, owner) | _whose(p.contact) for p in standing]
    return {
        "place": "followups",
        "i_owe": [row for row in rows if row["mine"]],
        "they_owe": [row for row in rows if not row["mine"]],
        "balance": SENTENCES[balance(*favours)],
    }


def person_form(
    form: Shown,
    heading: str,
    action: str,
    back: str,
    source: str = "typed",
    asks_introducer: bool = False,
    namesakes: Sequence[dict[str, str]] = (),
) -> Page:
    """The form that writes somebody down, or corrects what is known.

    `namesakes` are those to choose from where the introducer's name may mean several.
    """
    preferred = [{"value": "", "label": "I do not know"}]
    preferred += [{"value": channel, "label": LABELS[channel]} for channel in CHANNELS]
    return {
        "place": "people",
        "form": form,
        "heading": heading,
        "source": source,
        "action": action,
        "back": back,
        "channels": preferred,
        "asks_introducer": asks_introducer,
        "namesakes": namesakes,
        "event": None,
        "held": 1,
    }


def correct(contact: Contact) -> Shown:
    """The form of what is known of somebody."""
    return empty(CardForm, card_values(contact.whole_card))


def listening(of: Meeting, form: Shown | None = None) -> Page:
    """The three questions right after a swap."""
    values = {"heard": of.heard, "moves_goal": of.moves_goal}
    return {
        "place": "swap",
        **who(of.contact),
        "form": form or empty(ListenForm, values),
        "action": f"/people/{of.contact_id}/listening",
        "href": f"/people/{of.contact_id}",
        "moves": [{"value": value, "label": label} for value, label in MOVES],
    }


def row(of: Line, owner: Person, now: datetime) -> Page:
    """Somebody in a list: what they said, and whether something is due; nothing once let go."""
    today = here(now, owner)
    waits = () if of.let_go else (of.owed_on, of.next_on)
    due = min(filter(None, waits), default=None)
    return {
        **face(of.card, of.id, of.photo),
        "href": f"/people/{of.id}",
        "note": of.heard or of.card.headline,
        "pill": _due_words(due, today, owner.locale),
        "pill_look": "late" if due and due <= today else "due",
    }


def who(contact: Contact) -> Page:
    """A face and a name."""
    return face(contact.whole_card, contact.id, contact.photo)


def face(card: Card, contact_id: str, photo: str) -> Page:
    """A face and a name, as a card has them; another photo gets another address."""
    return {
        "name": card.name,
        "initials": words.initials(card.name),
        "photo": f"/people/{contact_id}/photo.jpg?v={photo}" if photo else "",
        "line": ", ".join(part for part in (card.headline, card.organisation) if part),
        "looking_for": card.looking_for,
        "can_help": card.can_help,
    }


def meeting(of: Meeting, owner: Person, now: datetime) -> Page:
    """When and where two people met, and what was heard."""
    zone = of.event.zone if of.event else owner.zone
    day = words.day(of.met_at, zone, owner.locale, now)
    hour = words.hour(of.met_at, zone, owner.locale)
    return {
        "event": of.event.title if of.event else "",
        "event_href": f"/events/{of.event_id}" if of.event else "",
        "when": f"{day}, {hour}",
        "heard": of.heard,
        "moves_goal": {"yes": "Moves your goal", "maybe": "May move your goal"}.get(
            of.moves_goal, ""
        ),
    }


def promise(of: Promise, today: date, owner: Person, moving: Shown | None = None) -> Page:
    """A line of the ledger."""
    due_on = of.due_on.isoformat() if of.due_on else ""
    return {
        "id": of.id,
        "href": f"/promises/{of.id}",
        "mine": of.mine,
        "text": of.text,
        "open": of.open,
        "due": words.due(of.due_on, today, owner.locale) if of.due_on else "",
        "moving": moving or empty(MovingForm, {"due_on": due_on}),
        "late": of.due_on is not None and of.due_on <= today,
        "ended": "kept" if of.kept_at else "released" if of.released_at else "",
    }


def note(of: Note, owner: Person, now: datetime) -> Page:
    """A note with its day, and the words by which it is told from the others."""
    return {
        "href": f"/notes/{of.id}",
        "text": of.text,
        "begins": words.beginning(of.text),
        "when": words.day(of.written_at, owner.zone, owner.locale, now),
    }


def here(now: datetime, owner: Person) -> date:
    """Today's date where the owner is."""
    return day_in(owner.zone, now)


def _favours(contact: Contact) -> tuple[int, int]:
    kept = [p.mine for p in contact.promises if p.kept_at]
    return kept.count(True), kept.count(False)


def _whose(contact: Contact) -> Page:
    return {"name": contact.name, "person": f"/people/{contact.id}"}


def _due_words(due: date | None, today: date, locale: str) -> str:
    if due is None:
        return ""
    return "you owe" if due == date.max else words.due(due, today, locale)


def _next_values(contact: Contact) -> dict[str, Any]:
    on = contact.next_on.isoformat() if contact.next_on else ""
    return {"next_step": contact.next_step, "next_on": on}
