"""From introductions to what their pages show: plain values, ready to print."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from blueprints.accounts.models import Person
from blueprints.contacts import pages as contacts
from blueprints.contacts.consent import ENDED, WHO, may_let_know, stage
from blueprints.contacts.introductions import Introduction
from blueprints.contacts.models import Contact
from blueprints.contacts.suggesting import Suggestion, under_way
from blueprints.shared import words
from blueprints.shared.forms import empty
from blueprints.shared.reach import ways
from blueprints.shared.words import first_name

from .channels import channels
from .forms import SendingForm
from .introducing import Party, ask_first, ask_second, introduce, nothing_comes

Page = dict[str, Any]

# What comes next, or how it ended; "{}" is whose turn it is.
STAGES = {
    "ask_first": "Ask {}",
    "wait_first": "Waiting for {}",
    "ask_second": "Ask {}",
    "wait_second": "Waiting for {}",
    "introduce": "Both said yes",
    "introduced": "Introduced",
    "declined": "Declined",
    "withdrawn": "Stopped",
}
SUBJECT = "An introduction"


def introductions(
    found: Sequence[tuple[Suggestion, Contact, Contact]],
    all_of_them: Sequence[Introduction],
    owner: Person,
    sentence: str = "",
) -> Page:
    """Who should meet, what is under way, and what came of others."""
    begun = [one for one in all_of_them if one.begun_at]
    return {
        "place": "followups",
        "sentence": sentence,
        "suggestions": [_suggestion(*one) for one in found],
        "under_way": [_row(one, owner) for one in begun if under_way(one)],
        "ended": [_row(one, owner) for one in begun if not under_way(one)],
    }


def introduction(of: Introduction, owner: Person, sentence: str = "") -> Page:
    """One introduction: what to do next, with the words for it."""
    now_at = stage(of.consent)
    return {
        "place": "followups",
        "sentence": sentence,
        "href": f"/introductions/{of.id}",
        "reason": of.reason,
        "stage": now_at,
        "state": _state(of),
        "is_over": now_at in ENDED,
        "asked": [_asked(of, who, owner) for who in WHO],
        "letters": [_letter(of, who, owner) for who in WHO] if now_at == "introduce" else [],
        "word": _word(of, owner) if may_let_know(of.consent) else None,
        "introduced": _day(of.introduced_at, owner),
    }


def _suggestion(of: Suggestion, seeker: Contact, helper: Contact) -> Page:
    return {
        "first": {"id": seeker.id, **_face(seeker)},
        "second": {"id": helper.id, **_face(helper)},
        "reason": of.reason.line,
        "need": of.reason.need,
        "offer": of.reason.offer,
    }


def _row(of: Introduction, owner: Person) -> Page:
    when = of.introduced_at or of.begun_at
    return {
        "href": f"/introductions/{of.id}",
        "first": _face(of.first),
        "second": _face(of.second),
        "state": _state(of),
        "when": _day(when, owner),
    }


def _state(of: Introduction) -> str:
    now_at = stage(of.consent)
    whose = of.second if now_at.endswith("second") else of.first
    return STAGES[now_at].replace("{}", first_name(whose.name))


def _asked(of: Introduction, who: str, owner: Person) -> Page:
    """One of the two: the question to them, that it was asked, and what they said."""
    at = of.first_asked_at if who == "first" else of.second_asked_at
    answer = of.first_answer if who == "first" else of.second_answer
    answered_at = of.first_answered_at if who == "first" else of.second_answered_at
    return {
        **_face(of.contact(who)),
        "first_name": first_name(of.contact(who).name),
        "ask": f"/introductions/{of.id}/asking/{who}",
        "answer": f"/introductions/{of.id}/answer/{who}",
        "asked": _day(at, owner),
        "said": answer,
        "answered": _day(answered_at, owner),
        "letter": _question(of, who, owner) if stage(of.consent) == f"ask_{who}" else None,
    }


def _question(of: Introduction, who: str, owner: Person) -> Page:
    first, second = _party(of.first, of.need), _party(of.second, of.offer)
    if who == "first":
        return _sent(of.first, ask_first(first, owner.name))
    return _sent(of.second, ask_second(second, first, owner.name))


def _letter(of: Introduction, who: str, owner: Person) -> Page:
    first, second = _party(of.first, of.need), _party(of.second, of.offer)
    if who == "first":
        return _sent(of.first, introduce(first, second, owner.name))
    return _sent(of.second, introduce(second, first, owner.name))


def _word(of: Introduction, owner: Person) -> Page:
    """To the first, when the second would rather not: whoever said yes is not left waiting."""
    return {
        "first_name": first_name(of.first.name),
        "told": _day(of.let_known_at, owner),
        "letter": _sent(of.first, nothing_comes(_party(of.first, of.need), owner.name)),
    }


def _sent(to: Contact, text: str) -> Page:
    """A letter, and the ways to send it."""
    found = channels(to.whole_card, SUBJECT, text)
    return {
        **_face(to),
        "text": text,
        "ways": [asdict(way) for way in found],
        "sending": empty(SendingForm, {"how": found[0].kind if found else ""}),
        "options": [{"value": w.kind, "label": w.label} for w in found]
        + [{"value": "", "label": "Another way"}],
    }


def _party(of: Contact, told: str) -> Party:
    face = contacts.who(of)
    reach = next((way.shown for way in ways(of.whole_card)), "")
    return Party(of.name, face["line"], reach, told)


def _face(of: Contact) -> Page:
    face = contacts.who(of)
    shown = {name: face[name] for name in ("name", "initials", "photo", "line")}
    return {**shown, "person": f"/people/{of.id}"}


def _day(at: datetime | None, owner: Person) -> str:
    return words.day(at, owner.zone, owner.locale) if at else ""
