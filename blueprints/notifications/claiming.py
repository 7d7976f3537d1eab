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
    worth_until,
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
    """How the sending went: by which `way` it arrived, "" for none, and which phones are gone.

    Those that are `waiting` are to be asked again, no sooner than after `wait`.
    """

    way: str = ""
    gone: Sequence[str] = ()
    waiting: Sequence[str] = ()
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
        if outcome.way and not nudge.sent_at:
            nudge.sent_at, nudge.way = now, outcome.way
        if nudge.sent_at:
            Phone.owe(nudge.person_id, nudge.id, outcome.waiting)
        wishes.look_at = _again(nudge, outcome, wishes.whereabouts, now)
        nudge.tries += 1
    db.session.commit()


def _again(nudge: Nudge, outcome: Outcome, where: Whereabouts, now: datetime) -> datetime:
    """When to look again: soon, while somebody has yet to be told and it is worth it."""
    soon = now + max(_pause(nudge.tries), outcome.wait)
    if nudge.sent_at and not (outcome.waiting and soon < worth_until(nudge.sent_at, where)):
        return next_look(now, where)
    return soon


def _pause(tries: int) -> timedelta:
    return min(LEASE * (1 << min(tries, 8)), LONGEST_PAUSE)


def _letter(wishes: Wishes, where: Whereabouts, now: datetime) -> Letter | None:
    today = day_in(where.zone, now)
    if wishes.stopped_at or not may_come(now, where):
        return None
    told_today = Nudge.on(wishes.person_id, today)
    if told_today and told_today.sent_at:
        return _for_the_others(wishes, where, now, told_today, told_today.sent_at)
    return _for_all(wishes, where, now, today)


def _for_all(wishes: Wishes, where: Whereabouts, now: datetime, today: date) -> Letter | None:
    phones, mail_to = Phone.of(wishes.person_id), _mail_to(wishes)
    begun = _begin(wishes.person, where, now, today) if phones or mail_to else None
    if begun is None:
        return None
    return _written(wishes, *begun, phones, mail_to, fresh_until(now, where) - now)


def _for_the_others(
    wishes: Wishes, where: Whereabouts, now: datetime, nudge: Nudge, sent_at: datetime
) -> Letter | None:
    """What is left of a nudge that was sent, for the phones that it has not reached."""
    phones = [one for one in Phone.of(nudge.person_id) if one.owed_id == nudge.id]
    lasts = worth_until(sent_at, where) - now
    if not phones or lasts <= timedelta():
        return None
    chosen = _left_of(nudge, wishes.person, where, now)
    return _written(wishes, nudge, chosen, phones, "", lasts) if chosen else None


def _left_of(nudge: Nudge, person: Person, where: Whereabouts, now: datetime) -> list[Matter]:
    # What came after it is for the next one: the phones that have this one would not hear of it.
    ripe, shown = ripe_on(now, where.zone), {one.key for one in nudge.told if one.words}
    found = matters(person, where.occasions, now, ripe)
    return to_tell([one for one in found if one.key in shown], (), ripe)


def _written(
    wishes: Wishes,
    nudge: Nudge,
    chosen: Sequence[Matter],
    phones: Sequence[Phone],
    mail_to: str,
    lasts: timedelta,
) -> Letter:
    return Letter(
        nudge_id=nudge.id,
        person_id=wishes.person_id,
        name=wishes.person.name,
        notice=notice(chosen),
        lines=[(line(one), href(one)) for one in chosen],
        phones=[Address(one.id, one.endpoint, one.p256dh, one.auth) for one in phones],
        mail_to=mail_to,
        stop=stop_path(wishes),
        lasts=lasts,
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


def _mail_to(wishes: Wishes) -> str:
    # An address that nobody confirmed may be somebody else's: they get no mail from us.
    may = wishes.mail and wishes.person.confirmed_at and mail.configured()
    return wishes.person.email if may else ""
