"""The queue of the morning after, and each person's checklist."""

from collections.abc import Mapping

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from blueprints.contacts import lines
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.pages import here
from blueprints.contacts.planned import is_past
from blueprints.goals import going
from blueprints.goals.attendances import Attendance
from blueprints.goals.moment import last_ended, leading
from blueprints.shared import access, clock
from blueprints.shared.access import current_person, may_wait
from blueprints.shared.forms import Shown, shown
from blueprints.shared.pages import render, say
from blueprints.shared.records import owned

from . import focus, pages
from .forms import StepForm
from .models import Step, met_at, seated
from .queue import KINDS

blueprint = Blueprint("followups", __name__)


@blueprint.get("/follow-ups")
def queue() -> ResponseReturnValue:
    now, going_to = clock.now(), {a.event_id: a for a in going.to(current_person.id)}
    occasions = [attendance.occasion for attendance in going_to.values()]
    if led := leading(occasions, now, current_person.zone):
        queues = (_queue(going_to[occasion.id]) for occasion in led)
        return render("followups/queue.html", pages.first_of_somebody(queues))
    last = last_ended(occasions, now)
    latest = pages.latest(going_to[last.id] if last else None)
    return render("followups/queue.html", {**_queue(None), "latest": latest})


@blueprint.get("/follow-ups/events/<id:event_id>")
def queue_of_event(event_id: str) -> ResponseReturnValue:
    return render("followups/queue.html", _queue(going.at(event_id, current_person.id)))


@blueprint.get("/follow-ups/<id:meeting_id>")
def checklist(meeting_id: str) -> ResponseReturnValue:
    return _checklist_page(owned(Meeting, meeting_id))


@blueprint.post("/follow-ups/<id:meeting_id>/steps/<kind>")
@may_wait
def end_step(meeting_id: str, kind: str) -> ResponseReturnValue:
    if kind not in KINDS:
        raise NotFound
    meeting, form = owned(Meeting, meeting_id), StepForm.posted()
    if not form.validate() or _is_past(meeting, kind, form):
        return _checklist_page(meeting, 422, {kind: shown(form)})
    Step.end(meeting, kind, form.state.data, form.text.data, form.day)
    return _onward(meeting)


@blueprint.post("/follow-ups/<id:meeting_id>/letting-go")
@may_wait
def let_go(meeting_id: str) -> ResponseReturnValue:
    meeting = owned(Meeting, meeting_id)
    meeting.contact.let_go()
    name = meeting.contact.name
    undo, back = f"/follow-ups/{meeting_id}/return", access.next_place("")
    say(f"Let go. {name} will not be told.", undo, back)
    return redirect(access.next_place(pages.queue_href(meeting)), 303)


@blueprint.post("/follow-ups/<id:meeting_id>/return")
@may_wait
def take_back(meeting_id: str) -> ResponseReturnValue:
    meeting = owned(Meeting, meeting_id)
    meeting.contact.take_back()
    return redirect(access.next_place(f"/follow-ups/{meeting_id}"), 303)


def _is_past(meeting: Meeting, kind: str, form: StepForm) -> bool:
    planned = kind == "next" and form.state.data == "scheduled"
    return planned and is_past(meeting.contact, form.due_on)


def _onward(meeting: Meeting) -> ResponseReturnValue:
    following = pages.first_open(Step.of([meeting.id])[meeting.id])
    if following:
        return redirect(f"/follow-ups/{meeting.id}#{following}", 303)
    return redirect(pages.queue_href(meeting), 303)


def _queue(attendance: Attendance | None) -> pages.Page:
    met = met_at(attendance) if attendance else []
    of = seated(met, current_person.followup_cap)
    with_seats = {meeting.contact_id for meeting, _ in of}
    due = lines.due(current_person.id, here(clock.now(), current_person), with_seats)
    thanked = focus.lines(met, current_person, clock.now())
    return pages.queue(attendance, of, due, current_person, clock.now(), thanked)


def _checklist_page(
    meeting: Meeting, status: int = 200, wrong: Mapping[str, Shown] | None = None
) -> ResponseReturnValue:
    steps = Step.of([meeting.id])[meeting.id]
    page = pages.checklist(meeting, steps, current_person, clock.now(), wrong)
    page["back"] = pages.queue_href(meeting)
    return render("followups/checklist.html", page, status)
