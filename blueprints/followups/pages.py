"""From a queue and its checklists to what their pages show: plain values, ready to print."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from blueprints.accounts.models import Person
from blueprints.contacts import pages as contacts
from blueprints.contacts.lines import Line, line
from blueprints.contacts.meetings import Meeting
from blueprints.goals.attendances import Attendance
from blueprints.goals.moment import queue_ready_at
from blueprints.shared import words
from blueprints.shared.forms import Shown, empty

from .forms import StepForm
from .models import Step
from .queue import KINDS, Met, outcome

Page = dict[str, Any]
Queue = Sequence[tuple[Meeting, Met]]

ENDED = {"done": "done", "scheduled": "scheduled", "let_go": "let go"}


def queue(
    attendance: Attendance | None,
    of: Queue,
    due: Sequence[Line],
    person: Person,
    now: datetime,
    lines: Sequence[Page] = (),
) -> Page:
    """The follow-ups of one event, whether they are ready, and what is due elsewhere.

    `lines` are those who get one courteous line (focus.lines).
    """
    elsewhere = [contacts.row(one, person, now) for one in due]
    if attendance is None:
        nobody: Page = {"people": [], "lines": []}
        cap = person.followup_cap
        return {"place": "followups", "title": "", **nobody, "due": elsewhere, "cap": cap}
    event = attendance.event
    ready = queue_ready_at(event.ends_at, event.zone, person.zone)
    ended = [outcome(met) for _, met in of]
    return {
        "place": "followups",
        "title": attendance.event.title,
        "goal": attendance.goal,
        "ready": now >= ready,
        "ready_when": f"{words.day(ready, person.zone, person.locale)} at "
        f"{words.hour(ready, person.zone, person.locale)}",
        "people": [row(meeting, met, person, now) for meeting, met in of],
        "due": elsewhere,
        "lines": list(lines),
        "anybody": bool(of or lines),
        "all_ended": all(ended) and all(line["ended"] for line in lines),
        "closed": attendance.closed_at is not None,
        "reflection": f"/events/{attendance.event_id}/reflection",
        "focus": f"/follow-ups/events/{attendance.event_id}/focus",
    }


def first_of_somebody(queues: Iterable[Page]) -> Page:
    """Of several queues the first of an event where one met somebody; else the first of all.

    Once all is done there it stays first, until it is said how the event turned out.
    """
    several = iter(queues)
    first = next(several)
    return next((queue for queue in chain([first], several) if queue["anybody"]), first)


def latest(attendance: Attendance | None) -> Page | None:
    """The way to the follow-ups of an event that no longer come first."""
    if attendance is None:
        return None
    href = f"/follow-ups/events/{attendance.event_id}"
    return {"title": attendance.event.title, "href": href}


def row(meeting: Meeting, met: Met, person: Person, now: datetime) -> Page:
    """Somebody in the queue, with how far their checklist is."""
    shown = contacts.row(line(meeting.contact, meeting.heard), person, now)
    ended = outcome(met)
    return {
        **shown,
        "href": f"/follow-ups/{meeting.id}",
        "ended": ENDED.get(ended, ""),
        "pill": ENDED.get(ended, "") or shown["pill"],
        "pill_look": "" if ended else shown["pill_look"],
        "steps": [{"ended": kind in met.states} for kind in KINDS],
        "steps_ended": sum(kind in met.states for kind in KINDS),
    }


def checklist(
    meeting: Meeting,
    steps: Mapping[str, Step],
    person: Person,
    now: datetime,
    wrong: Mapping[str, Shown] | None = None,
) -> Page:
    """One person's checklist."""
    contact = meeting.contact
    today = contacts.here(now, person)
    current = next(iter(wrong), "") if wrong else first_open(steps)
    promises = [contacts.promise(p, today, person) for p in contact.promises]
    return {
        "place": "followups",
        **contacts.who(contact),
        "href": f"/follow-ups/{meeting.id}",
        "person": f"/people/{contact.id}",
        "let_go": contact.let_go_at is not None,
        "met": contacts.meeting(meeting, person, now),
        "i_owe": [p for p in promises if p["mine"] and p["open"]],
        "they_owe": [p for p in promises if not p["mine"] and p["open"]],
        "steps": {
            kind: {
                **_step(kind, steps.get(kind), today, person, (wrong or {}).get(kind)),
                "current": kind == current,
            }
            for kind in KINDS
        },
    }


def first_open(steps: Mapping[str, Step]) -> str:
    """The kind of the first step that has not ended; "" when all have."""
    ended = {kind for kind, step in steps.items() if step.state}
    return next((kind for kind in KINDS if kind not in ended), "")


def queue_href(meeting: Meeting) -> str:
    """Where the queue is that somebody stands in."""
    return f"/follow-ups/events/{meeting.event_id}" if meeting.event_id else "/follow-ups"


def _step(kind: str, step: Step | None, today: date, person: Person, wrong: Shown | None) -> Page:
    state = step.state if step else ""
    due = step.due_on if step else None
    text = step.text if step else ""
    return {
        "kind": kind,
        # What was refused is there to be mended, also where the step has ended since.
        "ended": "" if wrong else ENDED.get(state, ""),
        "text": text,
        "due": words.due(due, today, person.locale) if due else "",
        "form": wrong or empty(StepForm, {"text": text}),
    }
