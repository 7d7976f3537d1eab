"""What *Today* shows before, during and after an event, and otherwise: plain values."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from blueprints.accounts.models import Person
from blueprints.contacts import pages as contacts
from blueprints.contacts.lines import Line, line
from blueprints.contacts.models import Contact
from blueprints.contacts.suggesting import Suggestion
from blueprints.followups import pages as followups
from blueprints.goals import pages as goals
from blueprints.goals.attendances import Attendance
from blueprints.goals.moment import queue_ready_at
from blueprints.shared import words, zones

Page = dict[str, Any]
Pair = tuple[Suggestion, Contact, Contact]
# Somebody to keep warm, and why.
Kept = tuple[Contact, str]


def before(
    attendance: Attendance, due: Sequence[Line], warm: Sequence[Kept], person: Person, now: datetime
) -> Page:
    """The event ahead: is there a goal, are there targets? And what there is to do meanwhile."""
    shown = {line.id for line in due}
    return {
        **_event(attendance, person, now),
        "due": [contacts.row(line, person, now) for line in due],
        "warm": _warm([kept for kept in warm if kept[0].id not in shown], person, now),
    }


def during(attendance: Attendance, met: Sequence[Line], person: Person, now: datetime) -> Page:
    """The goal in large type, my code and scan, whom I met, whom I still look for."""
    event = attendance.event
    ready = queue_ready_at(event.ends_at, event.zone, person.zone)
    missing = [t for t in attendance.targets if t.met_at is None]
    return {
        **_event(attendance, person, now),
        "started": event.starts_at <= now,
        "starts": words.hour(event.starts_at, event.zone, person.locale),
        "ends": words.hour(event.ends_at, event.zone, person.locale),
        "over": event.ends_at <= now,
        "met": [_met(line, person, now) for line in met],
        "missing": [goals.target(t) for t in missing],
        "still": f"{len(missing)} of {len(attendance.targets)} still to find" if missing else "",
        "ready": f"{words.day(ready, person.zone, person.locale)} at "
        f"{words.hour(ready, person.zone, person.locale)}",
    }


def morning(
    attendance: Attendance,
    of: followups.Queue,
    thanked: Sequence[Page],
    person: Person,
    now: datetime,
) -> Page:
    """The head of the queue, and after it who gets one courteous line."""
    page = followups.queue(attendance, of, (), person, now, thanked)
    waiting = [row for row in page["people"] if not row["ended"]]
    begun = any(row["ended"] or row["steps_ended"] for row in page["people"])
    lines = [row for row in thanked if not row["ended"]]
    still = {"waiting": waiting, "begun": begun, "lines": lines}
    return {**page, **_place(person), **still}


def otherwise(
    warm: Sequence[Kept],
    pair: Pair | None,
    new_here: bool,
    person: Person,
    now: datetime,
) -> Page:
    """Between events: whom to keep warm and why, two who should meet, and what comes next."""
    return {
        **_place(person),
        "first_name": words.first_name(person.name),
        "warm": _warm(warm, person, now) + ([_pair(*pair)] if pair else []),
        "new_here": new_here,
    }


def _place(person: Person) -> Page:
    clocks = {"zone": person.zone, "city": zones.city(person.zone)}
    return {"place": "today", "clocks": clocks}


def _warm(kept: Sequence[Kept], person: Person, now: datetime) -> list[Page]:
    return [contacts.row(line(one, ""), person, now) | {"note": why} for one, why in kept]


def _pair(of: Suggestion, seeker: Contact, helper: Contact) -> Page:
    return {
        **contacts.who(seeker),
        "name": f"{seeker.name} and {helper.name}",
        "href": "/introductions",
        "note": of.reason.line,
    }


def _event(attendance: Attendance, person: Person, now: datetime) -> Page:
    event = attendance.event
    return {
        **_place(person),
        "title": event.title,
        "when": words.span(event.starts_at, event.ends_at, event.zone, person.locale, now),
        "where": event.place,
        "href": f"/events/{event.id}",
        "goal": attendance.goal,
        "targets": [goals.target(t) for t in attendance.targets],
    }


def _met(line: Line, person: Person, now: datetime) -> Page:
    row = contacts.row(line, person, now)
    if not line.listened:
        row |= {"note": "What did you hear?", "href": f"{row['href']}/listening"}
    return row
