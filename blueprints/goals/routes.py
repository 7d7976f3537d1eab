"""Events, the one goal of each, and what came of them."""

from datetime import datetime, timedelta

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from blueprints.shared import access, acts, clock
from blueprints.shared.access import current_person, may_wait, public
from blueprints.shared.facts import Earlier
from blueprints.shared.forms import Shown, empty, shown
from blueprints.shared.ids import plain_code
from blueprints.shared.limits import by_person, limiter
from blueprints.shared.pages import render, say
from blueprints.shared.records import fresh_id, owned

from . import going, pages
from .attendances import Attendance, looked_back
from .forms import EventForm, GoalForm, PlanForm, ReflectionForm, local
from .models import Event
from .series import Described

blueprint = Blueprint("goals", __name__)

TOO_EARLY = "It has not begun yet. You can say how it turned out afterwards."
NO_GOAL = "No goal is set. One sentence is enough."
NO_EVENT = "This link leads to no event. Ask whoever gave it to you for a new one."


@blueprint.get("/events")
def events() -> ResponseReturnValue:
    mine = going.to(current_person.id)
    return render("goals/events.html", pages.events(mine, current_person, clock.now()))


@blueprint.get("/events/new")
def plan_event() -> ResponseReturnValue:
    return _plan_page(empty(EventForm, _tomorrow_evening()))


@blueprint.post("/events")
@may_wait
def planning_event() -> ResponseReturnValue:
    form = EventForm.posted()
    if not form.validate():
        return _plan_page(shown(form), 422)
    event = Event.plan(current_person.id, fresh_id(Event), form.facts())
    return redirect(f"/events/{event.id}", 303)


@blueprint.get("/events/<id:event_id>")
def event(event_id: str) -> ResponseReturnValue:
    return event_page(attendance_at(event_id))


@blueprint.get("/events/<id:event_id>/edit")
def edit_event(event_id: str) -> ResponseReturnValue:
    mine = owned(Event, event_id)
    return _edit_page(mine, empty(EventForm, pages.event_values(mine)))


@blueprint.post("/events/<id:event_id>")
@may_wait
def editing_event(event_id: str) -> ResponseReturnValue:
    mine, form = owned(Event, event_id), EventForm.posted()
    if not form.validate():
        return _edit_page(mine, shown(form), 422)
    mine.edit(form.facts())
    say("Changed for everybody who is going.")
    return redirect(f"/events/{event_id}", 303)


@blueprint.post("/events/<id:event_id>/plan")
@may_wait
def decide(event_id: str) -> ResponseReturnValue:
    attendance, form = attendance_at(event_id), PlanForm.posted()
    if not form.validate():
        return event_page(attendance, 422)
    attendance.decide(form.plan.data)
    if form.plan.data == "slide":
        say("Let slide. An evening to yourself is well spent, too.")
    return redirect(f"/events/{event_id}", 303)


@blueprint.post("/events/<id:event_id>/goal")
@may_wait
def set_goal(event_id: str) -> ResponseReturnValue:
    attendance, form = attendance_at(event_id), GoalForm.posted()
    if not form.validate():
        return event_page(attendance, 422, goal_form=shown(form))
    attendance.set_goal(form.goal.data)
    if not form.goal.data:
        say(NO_GOAL)
    return redirect(f"/events/{event_id}", 303)


@blueprint.get("/events/<id:event_id>/reflection")
def reflection(event_id: str) -> ResponseReturnValue:
    attendance = attendance_at(event_id)
    if clock.now() < attendance.event.starts_at:
        return _too_early(attendance)
    said = {name: getattr(attendance, name) for name in ("reached", "learned", "again")}
    return _reflection_page(attendance, empty(ReflectionForm, said))


@blueprint.post("/events/<id:event_id>/reflection")
@may_wait
def reflecting(event_id: str) -> ResponseReturnValue:
    attendance, form = attendance_at(event_id), ReflectionForm.posted()
    if clock.now() < attendance.event.starts_at:
        return _too_early(attendance)
    if not form.validate():
        return _reflection_page(attendance, shown(form), 422)
    attendance.reflect(form.reached.data, form.learned.data, form.again.data)
    say("Closed. What you noted is on their pages.")
    return redirect("/today", 303)


@blueprint.get("/e/<code>", endpoint="join")
@blueprint.get("/E/<code>", endpoint="join_in_capitals")
@public
@limiter.limit("600/minute", key_func=by_person)
def join(code: str) -> ResponseReturnValue:
    found = _event_by_code(code)
    person = current_person if access.signed_in() else None
    if person and found.attendance_of(person.id):
        return redirect(f"/events/{found.id}", 303)
    last = _last_time(pages.described(found), found.starts_at) if person else None
    return render("goals/join.html", pages.joining(found, person, clock.now(), last))


@blueprint.post("/e/<code>")
@limiter.limit("60/minute", key_func=by_person)
def joining(code: str) -> ResponseReturnValue:
    found = _event_by_code(code)
    found.join(current_person.id)
    return redirect(f"/events/{found.id}", 303)


def attendance_at(event_id: str) -> Attendance:
    """How the current person goes to an event. One that they do not go to is a 404."""
    return going.at(event_id, current_person.id)


def _event_by_code(code: str) -> Event:
    found = Event.by_join_code(plain_code(code))
    if found is None:
        raise NotFound(NO_EVENT)
    return found


def _tomorrow_evening() -> dict[str, str]:
    # Most meetups begin at seven; a start to correct beats an empty field.
    day = local(clock.now() + timedelta(days=1), current_person.zone)[:10]
    return {"starts": f"{day}T19:00", "ends": f"{day}T21:30", "zone": current_person.zone}


def event_page(attendance: Attendance, status: int = 200, **forms: Shown) -> ResponseReturnValue:
    """An event as whoever goes there sees it, with the forms that were typed into."""
    also = Earlier.of_event(attendance.event_id, attendance.owner_id)
    beside = _beside(attendance)
    page = pages.event(
        attendance, also, access.me(), clock.now(), access.own_origin(), beside, **forms
    )
    return render("goals/event.html", page, status)


def _beside(attendance: Attendance) -> pages.Page:
    of, now = attendance.event, clock.now()
    if now < of.ends_at:
        return {"last_time": _last_time(pages.described(of), of.starts_at), "verdicts": []}
    answers = looked_back.send(attendance, now=now)
    return {"last_time": None, "verdicts": [one for _, found in answers for one in found]}


def _last_time(like: Described, before: datetime) -> pages.Page | None:
    mine = going.to(current_person.id)
    return pages.last_time(mine, like, before, current_person.locale, clock.now())


def _plan_page(form: Shown, status: int = 200) -> ResponseReturnValue:
    typed = Described(*(str(form[name]["value"]) for name in ("title", "link", "place")))
    last = _last_time(typed, clock.now()) if status == 422 else None
    page = pages.event_form(form, "Plan an event", "/events", "/events", last)
    return render("goals/event_form.html", page, status)


def _edit_page(event: Event, form: Shown, status: int = 200) -> ResponseReturnValue:
    href = f"/events/{event.id}"
    page = pages.event_form(form, "Change the event", href, href)
    return render("goals/event_form.html", page, status)


def _too_early(attendance: Attendance) -> ResponseReturnValue:
    tell_why_not(TOO_EARLY)
    return redirect(f"/events/{attendance.event_id}", 303)


def tell_why_not(sentence: str) -> None:
    """Tell on the next page why nothing was done; what waited on a phone stays there instead."""
    if acts.current():
        abort(409, sentence)
    say(sentence)


def _reflection_page(attendance: Attendance, form: Shown, status: int = 200) -> ResponseReturnValue:
    return render("goals/reflection.html", pages.reflection(attendance, form), status)
