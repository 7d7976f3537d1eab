"""What becomes of a person's nudge in the database: claimed before it is sent, noted after.

Whatever dies between the two, the claim is found again: what it told is told anew, under the same
id. Whoever comes second, another thread, process or machine, finds the next look in the future.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from blueprints.accounts.models import Person
from blueprints.shared import clock, mail
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.zones import day_in

from .matters import matters
from .models import Nudge, Told, Wishes
from .nudging import (
    Matter,
    Whereabouts,
    covered,
    fresh_until,
    may_come,
    next_look,
    ripe_on,
    to_tell,
)
from .phones import Phone
from .pushing import Address
from .stop_links import stop_path
from .telling import LONG, Notice, href, line, notice

# Longer than any sending takes, so that nobody tries again while somebody still does.
LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True)
class Letter:
    """A nudge that was claimed and is to be sent: `mail_to` is "" where no mail may come."""

    nudge_id: str
    person_id: str
    name: str
    notice: Notice
    lines: Sequence[tuple[str, str]]
    phones: Sequence[Address]
    mail_to: str
    stop: str
    lasts: timedelta
    tries: int


@dataclass(frozen=True)
class Outcome:
    """How the sending went: by which `way` it arrived, "" for none, and which phones are gone."""

    way: str = ""
    gone: Sequence[str] = ()
    wait: timedelta = timedelta()


def claim(person_id: str) -> Letter | None:
    """The nudge that is due to a person now, theirs to be sent by whoever asked; None for none."""
    now = clock.arrival()
    wishes = db.session.get(Wishes, person_id, with_for_update=True, populate_existing=True)
    if wishes is None or not wishes.is_due(now):
        db.session.rollback()
        return None
    where = wishes.whereabouts
    letter = _letter(wishes, where, now)
    wishes.look_at = now + LEASE if letter else next_look(now, where)
    db.session.commit()
    return letter


def note(letter: Letter, outcome: Outcome) -> None:
    """Keep how the sending went, and when to look again."""
    now = clock.arrival()
    wishes = db.session.get(Wishes, letter.person_id, with_for_update=True, populate_existing=True)
    nudge = db.session.get(Nudge, letter.nudge_id)
    if wishes and nudge:
        Phone.end(outcome.gone)
        if outcome.way:
            nudge.sent_at, nudge.way = now, outcome.way
            wishes.look_at = next_look(now, wishes.whereabouts)
        else:
            wishes.look_at = now + max(_pause(nudge.tries), outcome.wait)
            nudge.tries += 1
    db.session.commit()


def _pause(tries: int) -> timedelta:
    return min(LEASE * (1 << min(tries, 8)), LONGEST_PAUSE)


def _letter(wishes: Wishes, where: Whereabouts, now: datetime) -> Letter | None:
    person = wishes.person
    phones, mail_to = _phones(person.id), _mail_to(wishes)
    today = day_in(where.zone, now)
    told_today = Nudge.on(person.id, today)
    reached = not wishes.stopped_at and (phones or mail_to)
    if not reached or not may_come(now, where) or (told_today and told_today.sent_at):
        return None
    begun = _begin(person, where, now, today)
    if begun is None:
        return None
    nudge, chosen = begun
    return Letter(
        nudge_id=nudge.id,
        person_id=person.id,
        name=person.name,
        notice=notice(chosen),
        lines=[(line(one), href(one)) for one in chosen],
        phones=phones,
        mail_to=mail_to,
        stop=stop_path(person.id),
        lasts=fresh_until(now, where) - now,
        tries=nudge.tries,
    )


def _begin(
    person: Person, where: Whereabouts, now: datetime, today: date
) -> tuple[Nudge, list[Matter]] | None:
    ripe, unsent = ripe_on(now, where.zone), Nudge.unsent(person.id)
    found = matters(person, where.occasions, now, ripe)
    told = Told.before(person.id, unsent)
    chosen = to_tell(found, told, ripe)
    if not chosen:
        if unsent:
            unsent.take_back()
        return None
    nudge = unsent or Nudge(id=new_id(), person_id=person.id, made_at=now, tries=0, way="")
    nudge.day = today
    db.session.add(nudge)
    db.session.flush()
    nudge.tell(_told(nudge, chosen, covered(found, chosen, ripe) - told))
    return nudge, chosen


def _told(nudge: Nudge, chosen: Sequence[Matter], keys: set[tuple[str, str, date]]) -> list[Told]:
    shown = {one.key: one for one in chosen}
    order = [*shown, *sorted(keys - shown.keys())]
    return [
        Told(
            person_id=nudge.person_id,
            nudge_id=nudge.id,
            kind=key[0],
            subject=key[1],
            day=key[2],
            position=position,
            words=line(shown[key])[:LONG] if key in shown else "",
            href=href(shown[key]) if key in shown else "",
        )
        for position, key in enumerate(order)
    ]


def _phones(person_id: str) -> list[Address]:
    return [
        Address(phone.id, phone.endpoint, phone.p256dh, phone.auth) for phone in Phone.of(person_id)
    ]


def _mail_to(wishes: Wishes) -> str:
    # An address that nobody confirmed may be somebody else's: they get no mail from us.
    may = wishes.mail and wishes.person.confirmed_at and mail.configured()
    return wishes.person.email if may else ""
