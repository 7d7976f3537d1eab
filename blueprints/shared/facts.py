"""Facts that one person may set on two phones: the later word stands, and the other is kept."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, Uuid, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from . import access, acts, clock, words
from .database import Model, UtcDateTime, db
from .ids import new_id
from .moments import read, written
from .records import Owned, hold, next_rev
from .saying import Word, weigh

# What a fact's values say in the person's own words; "" where there are none.
InWords = Callable[[Mapping[str, Any]], str]

WHAT = {
    "plan": "Whether to go",
    "goal": "The goal",
    "outcome": "What you learned",
    "target": "Whom to find",
    "met": "Whom to find",
    "place": "Whom to find",
    "event": "The event",
    "card": "The card",
    "next": "What comes next",
    "heard": "What they said",
    "moves_goal": "Whether they move your goal",
    "kept": "Whether you stay in touch",
    "words": "A promise",
    "state": "A promise",
    "step": "A step",
    "focus": "How far to follow up",
    "rhythm": "How often to be in touch",
    "removed": "That you were in touch",
    "note_removed": "A note",
    "message": "A message",
    "sent": "A message",
    "proposal": "A next step",
    "chosen": "A next step",
    "ended": "A next step",
    "dismissed": "An introduction",
    "first_asked": "An introduction",
    "first_answer": "What they said to an introduction",
    "second_asked": "An introduction",
    "second_answer": "What they said to an introduction",
    "introduced": "An introduction",
    "withdrawn": "An introduction",
}


class Earlier(Owned, Model):
    """Words that no longer stand, because something else was said on another phone."""

    __tablename__ = "earlier"

    subject_table: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    # On whose page, or on which event's, they are shown.
    contact_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), index=True)
    event_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), index=True)
    fact: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @classmethod
    def of_contact(cls, contact_id: str) -> Sequence["Earlier"]:
        """What was also noted of somebody, the latest first."""
        return db.session.scalars(_OF_CONTACT, {"contact": contact_id}).all()

    @classmethod
    def of_event(cls, event_id: str, owner_id: str) -> Sequence["Earlier"]:
        """What one person also noted of an event, the latest first."""
        return db.session.scalars(_OF_EVENT, {"event": event_id, "owner": owner_id}).all()


def shown(kept: Sequence[Earlier], zone: str, locale: str, now: datetime) -> list[dict[str, str]]:
    """What was also noted, as a page shows it."""
    return [
        {
            "what": WHAT.get(one.fact, ""),
            "text": one.text,
            "when": f"{words.day(one.made_at, zone, locale, now)}, "
            f"{words.hour(one.made_at, zone, locale)}",
        }
        for one in kept
    ]


def set_fact(
    of: Owned,
    fact: str,
    values: Mapping[str, Any],
    in_words: InWords | None = None,
    contact_id: str | None = None,
    event_id: str | None = None,
) -> bool:
    """Set what was said of a fact, unless something later was said on another phone.

    Of two at the same moment, the second waits for the first, and then sees what that said.

    Words that do not stand, and that whoever said the others had not seen, are kept for the page
    of that contact or event. Returns whether the new values stand.
    """
    hold(of)
    old, new = _standing(of, fact), _new(of, fact)
    verdict = weigh(old, new)
    before = {name: getattr(of, name) for name in values}
    if old and verdict.keeps_other and in_words:
        gone, stays, word = (before, values, old) if verdict.stands else (values, before, new)
        if (text := in_words(gone)) not in ("", in_words(stays)):
            shown_at = {"contact_id": contact_id, "event_id": event_id}
            _keep(of, Earlier(fact=fact, text=text, made_at=read(word.at), **shown_at))
    if verdict.stands:
        _set(of, fact, values, new)
    return verdict.stands


def keep_aside(of: Owned, fact: str, text: str, contact_id: str) -> None:
    """Keep words for the page of that contact: they come too late, whenever they were said."""
    at = read(_new(of, fact).at)
    _keep(of, Earlier(fact=fact, text=text, made_at=at, contact_id=contact_id))


def settled(said: Mapping[str, Any], fact: str, owner_id: str) -> dict[str, Any]:
    """What is known of who said a record's facts and when, once a side effect set one now.

    Words said before this moment lose, whenever they arrive; words said later stand.
    """
    act, at = acts.current(), written(clock.now())
    phone = act.phone if act and owner_id == access.person_id() else ""
    later = fact in said and said[fact][0] > at
    # Seen by everybody, as revision 0: it holds no words that would have to be kept aside.
    return {**said} if later else {**said, fact: [at, 0, phone]}


def _set(of: Owned, fact: str, values: Mapping[str, Any], word: Word) -> None:
    for name, value in values.items():
        setattr(of, name, value)
    of.said = {**(of.said or {}), fact: [word.at, next_rev(of.owner_id), word.phone]}


def _keep(of: Owned, earlier: Earlier) -> None:
    earlier.id, earlier.owner_id = new_id(), of.owner_id
    earlier.subject_table, earlier.subject_id = of.__tablename__, of.id
    db.session.add(earlier)


def _standing(of: Owned, fact: str) -> Word | None:
    said = (of.said or {}).get(fact)
    return Word(*said) if said else None


def _new(of: Owned, fact: str) -> Word:
    act, at = acts.current(), written(clock.now())
    if act is None:
        # Who sees the page that they change has seen what stands, whatever clock it was told by.
        old = _standing(of, fact)
        return Word(max(at, old.at) if old else at, sys.maxsize, "")
    if of.owner_id != access.person_id():
        return Word(at, sys.maxsize, "")
    return Word(at, act.seen, act.phone)


# Built once: putting one of these together takes longer than running it.
_LATEST_FIRST = select(Earlier).order_by(Earlier.made_at.desc(), Earlier.id)
_OF_CONTACT = _LATEST_FIRST.where(Earlier.contact_id == bindparam("contact"))
_OF_EVENT = _LATEST_FIRST.where(
    Earlier.event_id == bindparam("event"), Earlier.owner_id == bindparam("owner")
)
