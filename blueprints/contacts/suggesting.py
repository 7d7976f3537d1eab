"""Whom to introduce now: few pairs, nobody let go, nobody who was asked a short while ago."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from blueprints.shared.database import db

from . import index
from .consent import ENDED, WHO, stage
from .introductions import Introduction
from .matching import Pair, few
from .models import Contact
from .reasons import Reason, reason

# Each question spends some of what somebody owes me. In days.
REST = 30


@dataclass(frozen=True)
class Suggestion:
    """Two who should meet, and why."""

    pair: Pair
    reason: Reason


def suggestions(owner_id: str, before: Sequence[Introduction], now: datetime) -> list[Suggestion]:
    """At most three, from what the index knows; `before` are all introductions there were."""
    return _among(index.pairs(owner_id), before, now)


def first_pair(owner_id: str, now: datetime) -> tuple[Suggestion, Contact, Contact] | None:
    """The two who should meet before all others: who needs, and who may help.

    The index has been refreshed.
    """
    found = suggestions(owner_id, Introduction.of(owner_id), now)
    return with_people(found[0]) if found else None


def pair_with(contact: Contact, now: datetime) -> tuple[Suggestion, Contact, Contact] | None:
    """The suggestion that somebody is part of. Nobody let go is."""
    if contact.let_go_at:
        return None
    contact_id, owner_id = contact.id, contact.owner_id
    index.refresh(owner_id)
    pairs = index.pairs(owner_id)
    # Most people are in no pair: then nothing more is read.
    if not any(contact_id in _both(pair) for pair in pairs):
        return None
    found = _among(pairs, Introduction.of(owner_id), now)
    theirs = (one for one in found if contact_id in _both(one.pair))
    return next(map(with_people, theirs), None)


def with_people(of: Suggestion) -> tuple[Suggestion, Contact, Contact]:
    """A suggestion with the two it is about."""
    seeker, helper = of.pair.seeker, of.pair.helper
    return of, db.session.get_one(Contact, seeker), db.session.get_one(Contact, helper)


def busy(of: Iterable[Introduction], now: datetime) -> set[str]:
    """Who is part of an introduction under way, or was asked within the last days."""
    return {
        one.contact(who).id for one in of for who in WHO if under_way(one) or _rests(one, who, now)
    }


def over(of: Iterable[Introduction]) -> set[frozenset[str]]:
    """The pairs that were begun or dismissed: they are not suggested again."""
    done = [one for one in of if one.begun_at or one.dismissed_at]
    return {frozenset((one.first_id, one.second_id)) for one in done}


def under_way(of: Introduction) -> bool:
    """Whether it has begun and not ended."""
    return of.begun_at is not None and stage(of.consent) not in ENDED


def _among(
    pairs: Sequence[Pair], before: Sequence[Introduction], now: datetime
) -> list[Suggestion]:
    chosen = few(pairs, busy(before, now), over(before))
    told = index.told_by([one for pair in chosen for one in _both(pair)])
    return [
        Suggestion(pair, reason(told[pair.seeker], told[pair.helper], pair.shared))
        for pair in chosen
    ]


def _both(pair: Pair) -> tuple[str, str]:
    return pair.seeker, pair.helper


def _rests(of: Introduction, who: str, now: datetime) -> bool:
    asked_at = of.first_asked_at if who == "first" else of.second_asked_at
    return asked_at is not None and now - asked_at < timedelta(days=REST)
