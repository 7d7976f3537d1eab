"""After an event: whom to go deeper with, and who gets one courteous line or is let go."""

from flask import redirect
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from blueprints.contacts.meetings import Meeting
from blueprints.goals import going
from blueprints.goals.attendances import Attendance
from blueprints.shared import access, clock
from blueprints.shared.access import current_person, may_wait
from blueprints.shared.pages import render, say
from blueprints.shared.records import owned

from . import focus as pages
from .models import met_at
from .queue import full
from .routes import blueprint


@blueprint.get("/follow-ups/events/<id:event_id>/focus")
def focus(event_id: str) -> ResponseReturnValue:
    return _page(going.at(event_id, current_person.id))


@blueprint.post("/follow-ups/<id:meeting_id>/focus/<choice>")
@may_wait
def choosing(meeting_id: str, choice: str) -> ResponseReturnValue:
    meeting = owned(Meeting, meeting_id)
    if choice not in pages.CHOICES or meeting.event_id is None:
        raise NotFound
    attendance = going.at(meeting.event_id, current_person.id)
    if choice == "deep" and not _has_seat(meeting, attendance):
        return _page(attendance, 422, meeting.id)
    undo = f"/follow-ups/{meeting_id}/focus/{pages.name_of(meeting.focus)}"
    meeting.follow_up(pages.CHOICES[choice])
    say(pages.SAID[choice].format(name=meeting.contact.name), undo=undo)
    return redirect(access.next_place(f"/follow-ups/events/{meeting.event_id}/focus"), 303)


def _has_seat(meeting: Meeting, attendance: Attendance) -> bool:
    others = [of for _, of in met_at(attendance) if of.id != meeting.id]
    return not full(others, current_person.followup_cap)


def _page(attendance: Attendance, status: int = 200, refused: str = "") -> ResponseReturnValue:
    page = pages.focus(attendance, met_at(attendance), access.me(), clock.now(), refused)
    return render("followups/focus.html", page, status)
