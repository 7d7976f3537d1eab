"""From events, goals and targets to what their pages show: plain values, ready to print."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from blueprints.accounts.models import Person
from blueprints.shared import facts, qr, words, zones
from blueprints.shared.facts import Earlier
from blueprints.shared.forms import Shown, empty
from blueprints.shared.zones import day_in

from .attendances import Attendance
from .forms import GoalForm, local
from .models import Event
from .moment import EARLY, queue_ready_at
from .series import Described, same_kind
from .targets import MOST_TARGETS, Target
from .year import END, START, YEAR, months, place

Page = dict[str, Any]

LAST = {
    "reached": {"yes": "goal reached", "partly": "goal partly reached", "no": "goal not reached"},
    "again": {"yes": "You would go again.", "no": "You would not go again."},
}
REACHED = {"yes": "Goal reached", "partly": "Goal partly reached", "no": "Goal not reached"}


def events(attendances: Sequence[Attendance], person: Person, now: datetime) -> Page:
    """Events to come, the soonest first, and those past, the latest first."""
    rows = [event_row(attendance, person, now) for attendance in attendances]
    ahead = [a.event.ends_at > now for a in attendances]
    return {
        "place": "today",
        "coming": [row for row, coming in zip(rows, ahead, strict=True) if coming][::-1],
        "past": [row for row, coming in zip(rows, ahead, strict=True) if not coming],
        "year": year(attendances, person, now),
    }


def year(attendances: Sequence[Attendance], person: Person, now: datetime) -> Page | None:
    """The events of the coming year to which the person goes, as marks on one line."""
    today = day_in(person.zone, now)
    going = [
        a.event
        for a in reversed(attendances)
        if a.plan == "go" and a.event.ends_at > now and a.event.starts_at <= now + YEAR
    ]
    days = [day_in(person.zone, of.starts_at) for of in going]
    told = [f"{of.title}, {words.day(of.starts_at, of.zone, person.locale)}" for of in going]
    line = {"start": START, "end": END, "months": months(today)}
    marks = [place(day, today) for day in days]
    return {**line, "marks": marks, "told": "; ".join(told)} if going else None


def last_time(
    attendances: Sequence[Attendance],
    like: Described,
    before: datetime,
    locale: str,
    now: datetime,
) -> Page | None:
    """What was said of the last event of the same kind that had ended by then."""
    told = (a for a in attendances if (a.reached or a.again) and a.event.ends_at <= before)
    last = next((a for a in told if same_kind(described(a.event), like)), None)
    if last is None:
        return None
    reached, again = LAST["reached"].get(last.reached), LAST["again"].get(last.again, "")
    said = f"Last time: {reached}. {again}" if reached else f"Last time: {again}"
    return {
        "said": said.strip(),
        "title": last.event.title,
        "when": words.day(last.event.starts_at, last.event.zone, locale, now),
        "href": f"/events/{last.event_id}",
    }


def described(of: Event) -> Described:
    """What tells of which kind an event is."""
    return Described(of.title, of.link, of.place)


def event(
    attendance: Attendance,
    also: Sequence[Earlier],
    person: Person,
    now: datetime,
    origin: str,
    beside: Page,
    goal_form: Shown | None = None,
) -> Page:
    """One event: what it is, my goal there, and whom I look for.

    `beside` holds `last_time`, before it, and its `verdicts`, afterwards.
    """
    of = attendance.event
    join_url = f"{origin}{of.join_path}"
    join_at, slash, join_word = join_url.rpartition("/")
    over = now >= of.ends_at
    return {
        "place": "today",
        **beside,
        **_what(of, person, now),
        "href": f"/events/{of.id}",
        "followups": f"/follow-ups/events/{of.id}",
        "mine": of.owner_id == person.id,
        "goal": attendance.goal,
        "goal_form": goal_form or empty(GoalForm, {"goal": attendance.goal}),
        "goal_open": goal_form is not None,
        "slid": attendance.plan == "slide" and now < of.ends_at,
        "to_decide": not attendance.plan and now < of.starts_at - EARLY,
        "may_slide": attendance.plan == "go" and now < of.starts_at,
        "over": over,
        "ready": now >= queue_ready_at(of.ends_at, of.zone, person.zone),
        "outcome": REACHED.get(attendance.reached, ""),
        "learned": attendance.learned,
        "targets": [target(t) for t in attendance.targets],
        "also_noted": facts.shown(also, person.zone, person.locale, now),
        "may_add": len(attendance.targets) < MOST_TARGETS,
        "join_url": join_url,
        "join_at": join_at + slash,
        "join_word": join_word,
        "join_code": None if over else _drawn(join_url),
    }


def joining(of: Event, person: Person | None, now: datetime, last: Page | None) -> Page:
    """An event as somebody sees it who has its link and has not joined."""
    shown = {"join_path": of.join_path, "last_time": last}
    return {"place": "today", **_what(of, person, now), **shown}


def event_form(form: Shown, heading: str, action: str, back: str, last: Page | None = None) -> Page:
    """The form that plans or edits an event."""
    return {
        "place": "today",
        "form": form,
        "heading": heading,
        "action": action,
        "back": back,
        "zones": zones.choices(form["zone"]["value"]),
        "last_time": last,
    }


def event_values(of: Event) -> dict[str, str]:
    """An event as its form shows it, times as the clocks at its place."""
    return {
        "title": of.title,
        "starts": local(of.starts_at, of.zone),
        "ends": local(of.ends_at, of.zone),
        "zone": of.zone,
        "place": of.place,
        "link": of.link,
    }


def new_target(event_id: str, form: Shown) -> Page:
    """The form that names somebody to look for."""
    href = f"/events/{event_id}"
    return {
        "place": "today",
        "form": form,
        "action": f"{href}/targets",
        "back": href,
        "named": False,
    }


def edit_target(of: Target, form: Shown) -> Page:
    """The form that edits a target."""
    return {
        "place": "today",
        "form": form,
        "action": f"/targets/{of.id}",
        "back": f"/events/{of.attendance.event_id}",
        "named": True,
    }


def reflection(attendance: Attendance, form: Shown) -> Page:
    """The last page of an event: how it turned out."""
    return {
        "place": "followups",
        "title": attendance.event.title,
        "goal": attendance.goal,
        "form": form,
        "action": f"/events/{attendance.event_id}/reflection",
    }


def target(of: Target) -> Page:
    """A target in a list."""
    return {
        "id": of.id,
        "href": f"/targets/{of.id}",
        "who": of.who,
        "why": of.why,
        "offer": of.offer,
        "opening": of.opening,
        "met": of.met_at is not None,
    }


def event_row(attendance: Attendance, person: Person, now: datetime) -> Page:
    """An event in a list, with the goal I set for it."""
    of = attendance.event
    return {
        "href": f"/events/{of.id}",
        "title": of.title,
        "when": words.span(of.starts_at, of.ends_at, of.zone, person.locale, now),
        "goal": attendance.goal,
        "outcome": REACHED.get(attendance.reached, ""),
        "slid": attendance.plan == "slide",
    }


def _drawn(join_url: str) -> Page:
    drawn = qr.link_code(join_url)
    return {"size": drawn.size, "path": drawn.path}


def _what(of: Event, person: Person | None, now: datetime) -> Page:
    locale = person.locale if person else "en_GB"
    elsewhere = person is not None and of.zone != person.zone
    return {
        "title": of.title,
        "when": words.span(of.starts_at, of.ends_at, of.zone, locale, now),
        "zone": of.zone.replace("_", " ") if elsewhere else "",
        "where": of.place,
        "link": of.link,
    }
