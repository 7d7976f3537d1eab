"""Choosing whom to go deeper with after an event, and who gets one courteous line."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from blueprints.accounts.models import Person
from blueprints.contacts import pages as contacts
from blueprints.contacts.lines import line
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.touches import Touch
from blueprints.goals.attendances import Attendance
from blueprints.shared.database import db

from .queue import Met, full, ordered, outcome, queue

Page = dict[str, Any]
AllMet = Sequence[tuple[Meeting, Met]]

# What may be chosen, by its name in the path.
CHOICES = {"deep": "deep", "line": "line", "open": ""}
SAID = {
    "deep": "Going deeper with {name}.",
    "line": "One line for {name}.",
    "open": "Not decided yet: {name}.",
}
WRITTEN = "written"
FULL = "Every seat is taken. Give somebody above one line first."


def name_of(focus: str) -> str:
    """The name in the path of what was chosen."""
    return focus or "open"


def focus(
    attendance: Attendance, met: AllMet, person: Person, now: datetime, refused: str = ""
) -> Page:
    """Everybody met at an event, by how far to follow up.

    `refused` is the id of the meeting for which there was no seat.
    """
    facts, cap = [of for _, of in met], person.followup_cap
    thanked = [(meeting, of) for meeting, of in met if _group(of, ()) == "line"]
    written = _written(thanked, person)
    seats = {of.id for of in queue(facts, cap)}
    rows = [
        _row(meeting, of, person, now)
        | {"error": FULL if of.id == refused else "", "written": meeting.id in written}
        for meeting, of in _in_order(met)
    ]
    back = f"/follow-ups/events/{attendance.event_id}"
    href = f"{back}/focus"
    page = {
        "place": "followups",
        "title": attendance.event.title,
        "back": back,
        "href": href,
        "full": full(facts, cap),
        "anybody": any(_group(of, seats) for of in facts),
    }
    groups = {of.id: _group(of, seats) for of in facts}
    for name in ("deep", "others", "line", "let_go"):
        group = [row for row in rows if groups[row["meeting"]] == name]
        page[name] = _in_turn(group, href)
    return page


def lines(met: AllMet, person: Person, now: datetime) -> list[Page]:
    """Who gets one courteous line, and whether a word was written since they met."""
    thanked = [(m, of) for m, of in _in_order(met) if _group(of, ()) == "line"]
    written = _written(thanked, person)
    return [
        _row(meeting, of, person, now)
        | {
            "href": f"/follow-ups/{meeting.id}/line",
            "pill": WRITTEN if meeting.id in written else "",
            "pill_look": "",
            "ended": meeting.id in written,
        }
        for meeting, of in thanked
    ]


def _in_turn(rows: list[Page], href: str) -> list[Page]:
    """With the way to who stands next, as these leave their place; for the last, who is before."""
    others = [*rows[1:], *rows[-2:-1]]
    ways = [f"{href}#met-{other['meeting']}" for other in others] or [href] * len(rows)
    return [row | {"onward": way} for row, way in zip(rows, ways, strict=True)]


def _group(of: Met, seats: Collection[str]) -> str:
    if of.let_go:
        return "let_go" if of.let_go_late else ""
    if of.focus == "line":
        return "line"
    return "deep" if of.id in seats else "others"


def _row(meeting: Meeting, of: Met, person: Person, now: datetime) -> Page:
    return {
        **contacts.row(line(meeting.contact, meeting.heard), person, now),
        "meeting": meeting.id,
        "act": f"/follow-ups/{meeting.id}",
        "chosen": of.focus == "deep",
    }


def _in_order(met: AllMet) -> list[tuple[Meeting, Met]]:
    meetings = {of.id: meeting for meeting, of in met}
    return [(meetings[of.id], of) for of in ordered([of for _, of in met])]


def _written(met: AllMet, person: Person) -> set[str]:
    """The meetings after which a word was sent, or there was one by whomever."""
    sent = {of.id for _, of in met if outcome(of) == "done"}
    meetings = [meeting for meeting, of in met if of.id not in sent]
    if not meetings:
        return sent
    of = Touch.contact_id.in_([meeting.contact_id for meeting in meetings])
    query = select(Touch.contact_id, Touch.touched_on).where(of, Touch.removed_at.is_(None))
    touched = [(row.contact_id, row.touched_on) for row in db.session.execute(query)]
    return sent | {
        meeting.id
        for meeting in meetings
        if any(
            contact_id == meeting.contact_id and on >= contacts.here(meeting.met_at, person)
            for contact_id, on in touched
        )
    }
