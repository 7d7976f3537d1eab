"""Personal messages: written here, sent by their person in an app of their own."""

from flask import redirect
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from blueprints.contacts.models import Contact
from blueprints.contacts.pages import here
from blueprints.goals.attendances import Attendance
from blueprints.shared import access, acts, clock
from blueprints.shared.access import current_person, may_wait
from blueprints.shared.forms import Shown, shown
from blueprints.shared.pages import render, say
from blueprints.shared.records import fresh_id, owned

from . import pages_messages as pages
from . import routes_lines as lines
from .forms import MessageForm, SendingForm
from .messages import Message
from .models import Step
from .pages import first_open
from .routes import blueprint
from .wording import is_particular


@blueprint.get("/people/<id:contact_id>/message")
def message(contact_id: str) -> ResponseReturnValue:
    return _page(owned(Contact, contact_id))


@blueprint.post("/people/<id:contact_id>/messages")
@may_wait
def write(contact_id: str) -> ResponseReturnValue:
    contact, form = owned(Contact, contact_id), MessageForm.posted()
    if not form.validate():
        return _page(contact, 422, shown(form))
    Message.write(contact, fresh_id(Message), form.parts)
    return redirect(_href(contact_id), 303)


@blueprint.post("/messages/<id:message_id>")
@may_wait
def rewrite(message_id: str) -> ResponseReturnValue:
    draft, form = owned(Message, message_id), MessageForm.posted()
    if draft.meeting_id:
        raise NotFound
    if not form.validate():
        return _page(draft.contact, 422, shown(form))
    if not draft.edit(form.parts):
        say(pages.SENT_ALREADY)
    return redirect(_href(draft.contact_id), 303)


@blueprint.post("/messages/<id:message_id>/sending")
@may_wait
def send(message_id: str) -> ResponseReturnValue:
    draft, form = owned(Message, message_id), SendingForm.posted()
    if draft.meeting:
        return lines.send(draft, draft.meeting, form)
    particular = is_particular(draft.text, pages.details(draft.contact.load()))
    # What waited was looked at where it was sent, by what was known there: it has been sent.
    if not form.validate() or not (particular or acts.current()):
        return _page(draft.contact, 422)
    draft.send(form.how.data, here(clock.now(), current_person))
    say("Noted as sent. Now it is their turn.", undo=f"/messages/{message_id}/return")
    return redirect(_onward(draft.contact), 303)


@blueprint.post("/messages/<id:message_id>/return")
@may_wait
def unsend(message_id: str) -> ResponseReturnValue:
    taken = owned(Message, message_id)
    taken.take_back()
    meeting_id = taken.meeting_id
    return redirect(lines.href(meeting_id) if meeting_id else _href(taken.contact_id), 303)


def _page(contact: Contact, status: int = 200, form: Shown | None = None) -> ResponseReturnValue:
    contact.load()
    begun, others = Message.draft_to(contact.id), Message.sent_to_others(contact)
    goal = _goal(contact)
    page = pages.message(contact, begun, others, access.me(), goal, clock.now(), form)
    return render("followups/message.html", page, status)


def _goal(contact: Contact) -> str:
    """What the person had set out for where they met, if this contact may move it."""
    met = contact.latest_meeting
    if met is None or met.event_id is None or met.moves_goal not in ("yes", "maybe"):
        return ""
    return Attendance.goal_at(met.event_id, contact.owner_id)


def _onward(contact: Contact) -> str:
    """On with the checklist, where one has been begun; else to the person."""
    met = contact.latest_meeting
    steps = Step.of([met.id])[met.id] if met else {}
    following = first_open(steps)
    if met and following and any(step.state for kind, step in steps.items() if kind != "message"):
        return f"/follow-ups/{met.id}#{following}"
    return f"/people/{contact.id}"


def _href(contact_id: str) -> str:
    return f"/people/{contact_id}/message"
