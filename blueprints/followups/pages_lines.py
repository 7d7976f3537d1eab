"""From one courteous line to its page: what it says, another it reads like, how to send it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from blueprints.accounts.models import Person
from blueprints.contacts import pages as contacts
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.shared import words
from blueprints.shared.forms import Shown, empty

from .drafting import line as first_line
from .forms import LineForm
from .messages import Message
from .pages_messages import details, how_to_send, noted
from .wording import is_for_one, lines_alike

Page = dict[str, Any]


def line(
    meeting: Meeting,
    written: Message | None,
    others: Iterable[Message],
    owner: Person,
    now: datetime,
    form: Shown | None = None,
) -> Page:
    """One courteous line to somebody met; `written` is its draft, or what was sent."""
    contact, href = meeting.contact, f"/follow-ups/{meeting.id}"
    # It thanks for that talk: what was said at another is no part of it.
    of = replace(noted(contact, meeting, owner, "", now), heard=meeting.heard)
    draft = written.line if written else first_line(of)
    is_sent = written is not None and written.sent_at is not None
    return {
        "place": "followups",
        **contacts.who(contact),
        "person": f"/people/{contact.id}",
        "met": contacts.meeting(meeting, owner, now),
        "action": f"/messages/{written.id}/line" if written else f"{href}/lines",
        "line": (form or empty(LineForm, {"line": draft}))["line"],
        "writing": written is None or form is not None,
        "kept": _kept(meeting, written, others, owner) if written and not is_sent else None,
        "sent": _sent(written, owner, now) if written and is_sent else None,
    }


def is_theirs(line: str, meeting: Meeting) -> bool:
    """Whether a line holds something particular to whoever was met."""
    contact = meeting.contact
    return is_for_one(line, contact.name, _title(meeting), details(contact))


def _kept(meeting: Meeting, of: Message, others: Iterable[Message], owner: Person) -> Page:
    frame = _frame(meeting.contact, meeting)
    like = next(
        (o for o in others if lines_alike(of.line, frame, o.line, _frame(o.contact, o.meeting))),
        None,
    )
    particular = is_theirs(of.line, meeting)
    return {**how_to_send(meeting.contact, of, like, owner), "particular": particular}


def _sent(of: Message, owner: Person, now: datetime) -> Page:
    on = contacts.here(of.sent_at or now, owner)
    when = words.due(on, contacts.here(now, owner), owner.locale)
    return {"href": f"/messages/{of.id}", "text": of.line, "when": when}


def _frame(contact: Contact, meeting: Meeting | None) -> str:
    return f"{contact.name} {_title(meeting) if meeting else ''}"


def _title(meeting: Meeting) -> str:
    return meeting.event.title if meeting.event else ""
