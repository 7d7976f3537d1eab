"""One courteous line to somebody met: written here, sent by its person in an app of their own."""

from flask import redirect
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.pages import here
from blueprints.shared import access, acts, clock
from blueprints.shared.access import current_person, may_wait
from blueprints.shared.forms import Shown, shown
from blueprints.shared.pages import render, say
from blueprints.shared.records import fresh_id, owned

from . import pages_lines as pages
from .forms import LineForm, SendingForm
from .messages import Message
from .pages import queue_href
from .pages_messages import SENT_ALREADY
from .routes import blueprint


@blueprint.get("/follow-ups/<id:meeting_id>/line")
def line(meeting_id: str) -> ResponseReturnValue:
    return _page(owned(Meeting, meeting_id))


@blueprint.post("/follow-ups/<id:meeting_id>/lines")
@may_wait
def write_line(meeting_id: str) -> ResponseReturnValue:
    meeting, form = owned(Meeting, meeting_id), LineForm.posted()
    if not form.validate():
        return _page(meeting, 422, shown(form))
    Message.write_line(meeting, fresh_id(Message), form.line.data)
    return redirect(href(meeting_id), 303)


@blueprint.post("/messages/<id:line_id>/line")
@may_wait
def rewrite_line(line_id: str) -> ResponseReturnValue:
    draft, form = owned(Message, line_id), LineForm.posted()
    if draft.meeting is None:
        raise NotFound
    if not form.validate():
        return _page(draft.meeting, 422, shown(form))
    if not draft.edit_line(form.line.data):
        say(SENT_ALREADY)
    return redirect(href(draft.meeting.id), 303)


def send(draft: Message, meeting: Meeting, form: SendingForm) -> ResponseReturnValue:
    """It was sent by its person, if it is particular: that ends the follow-up."""
    meeting.contact.load()
    # What waited was looked at where it was sent, by the name and the place that it had there.
    if not form.validate() or not (pages.is_theirs(draft.line, meeting) or acts.current()):
        return _page(meeting, 422)
    draft.send(form.how.data, here(clock.now(), current_person))
    say("Noted as sent. The door is open.", undo=f"/messages/{draft.id}/return")
    return redirect(queue_href(meeting), 303)


def href(meeting_id: str) -> str:
    """Where the line is written that follows a meeting."""
    return f"/follow-ups/{meeting_id}/line"


def _page(meeting: Meeting, status: int = 200, form: Shown | None = None) -> ResponseReturnValue:
    meeting.contact.load()
    written = Message.line_after(meeting.id)
    others = Message.sent_to_others(meeting.contact, lines=True)
    page = pages.line(meeting, written, others, access.me(), clock.now(), form)
    page["back"] = queue_href(meeting)
    return render("followups/line.html", page, status)
