"""Personal messages: drafts in five parts or of one line, and that they were sent."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.touches import LINE, Touch
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import InWords, keep_aside, set_fact
from blueprints.shared.ids import derived
from blueprints.shared.records import Owned, hold

from .drafting import LONGEST_LINE, LONGEST_PART, PARTS, whole
from .models import Step


class Message(Owned, Model):
    """A message to a contact: a draft until `sent_at`. Wellmet itself never sends it."""

    __tablename__ = "messages"

    contact_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    # Of one courteous line: the meeting it thanks for. A message in five parts has none.
    meeting_id: Mapped[str | None] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    line: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    who: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    told: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    offer: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    hope: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    step: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    how: Mapped[str] = mapped_column(String(12), default="")  # a way to reach somebody, or ""
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contact: Mapped[Contact] = relationship(viewonly=True)
    meeting: Mapped[Meeting | None] = relationship(viewonly=True)

    @classmethod
    def write(cls, contact: Contact, message_id: str, parts: Mapping[str, str]) -> "Message":
        """Begin a draft."""
        message = cls(
            id=message_id,
            owner_id=contact.owner_id,
            contact_id=contact.id,
            written_at=clock.now(),
            **parts,
        )
        db.session.add(message)
        return message

    @classmethod
    def write_line(cls, meeting: Meeting, message_id: str, line: str) -> "Message":
        """Begin one courteous line, for that meeting."""
        message = cls.write(meeting.contact, message_id, {"line": line})
        message.meeting_id = meeting.id
        return message

    @classmethod
    def draft_to(cls, contact_id: str) -> "Message | None":
        """The draft in five parts that was begun last, if one has not been sent."""
        begun = select(cls).where(cls.contact_id == contact_id, cls.sent_at.is_(None))
        letters = begun.where(cls.meeting_id.is_(None))
        return db.session.scalar(letters.order_by(cls.written_at.desc(), cls.id).limit(1))

    @classmethod
    def line_after(cls, meeting_id: str) -> "Message | None":
        """The line that was sent after a meeting; where there is none, the draft begun last."""
        lines = select(cls).where(cls.meeting_id == meeting_id)
        sent_first = (cls.sent_at.is_(None), cls.written_at.desc(), cls.id)
        return db.session.scalar(lines.order_by(*sent_first).limit(1))

    @classmethod
    def sent_to_others(cls, contact: Contact, lines: bool = False) -> Sequence["Message"]:
        """What was sent to anybody else, the latest first: messages in five parts, or `lines`."""
        others = (cls.owner_id == contact.owner_id, cls.contact_id != contact.id)
        kind = cls.meeting_id.is_not(None) if lines else cls.meeting_id.is_(None)
        query = select(cls).where(*others, kind, cls.sent_at.is_not(None))
        return db.session.scalars(query.order_by(cls.sent_at.desc(), cls.id)).all()

    @property
    def parts(self) -> dict[str, str]:
        """The five parts by name."""
        return {part: getattr(self, part) for part in PARTS}

    @property
    def text(self) -> str:
        """The message as it is sent."""
        return self.line or whole(self.parts)

    def edit(self, parts: Mapping[str, str]) -> bool:
        """Set what it says, unless it was sent already. Returns whether it was not."""
        return self._say(parts, _whole_of)

    def edit_line(self, line: str) -> bool:
        """The same, where it is one line."""
        return self._say({"line": line}, _line_of)

    def _say(self, said: Mapping[str, str], in_words: InWords) -> bool:
        # Whoever was written to has what was sent. Words that arrive later, whenever they were
        # written, are kept beside it.
        hold(self)
        if self.sent_at is None:
            set_fact(self, "message", said, in_words, contact_id=self.contact_id)
        elif (text := in_words(said)) not in ("", self.text):
            keep_aside(self, "message", text, self.contact_id)
        return self.sent_at is None

    def send(self, how: str, on: date) -> None:
        """It was sent by its person: that is a touch, and ends the checklist's step. Safe twice."""
        if self._set_sent(self.sent_at or clock.now(), how):
            way = LINE if self.meeting_id else self.how
            Touch.follow(self.contact, self._touch_id, "me", on, way)
            self._end_step()

    def take_back(self) -> None:
        """It was not sent after all. Safe twice."""
        hold(self)
        meeting = self._ends
        if self._set_sent(None, "") and meeting:
            self._open_step(meeting)
        Touch.unfollow(self.owner_id, self._touch_id)

    def _set_sent(self, sent_at: datetime | None, how: str) -> bool:
        sent = {"sent_at": sent_at, "how": how}
        return set_fact(self, "sent", sent, _sent_in_words, contact_id=self.contact_id)

    @property
    def _touch_id(self) -> str:
        return derived(self.id, "touch")

    def _end_step(self) -> None:
        """The step is done, unless it ended before; a line is the whole follow-up in any case."""
        meeting = self._ends
        if meeting and (self.meeting_id or meeting.focus == "line" or not _state_after(meeting)):
            Step.end(meeting, "message", "done")

    def _open_step(self, meeting: Meeting) -> None:
        """Open the step again, unless it ended otherwise, or by another message, too."""
        others = (one._ends for one in self._sent_beside())
        if _state_after(meeting) == "done" and meeting not in others:
            Step.end(meeting, "message", "")

    @property
    def _ends(self) -> Meeting | None:
        """The meeting whose step it ends: that of the line, or the last one before it was sent."""
        if self.sent_at is None:
            return None
        before = (met for met in self.contact.meetings if met.met_at <= self.sent_at)
        meeting = self.meeting or next(before, None)
        return meeting if meeting and meeting.event_id else None

    def _sent_beside(self) -> Sequence["Message"]:
        others = (Message.contact_id == self.contact_id, Message.id != self.id)
        query = select(Message).where(*others, Message.sent_at.is_not(None))
        return db.session.scalars(query).all()


def _state_after(meeting: Meeting) -> str:
    """How the message's step of that checklist ended, or ""."""
    step = Step.of([meeting.id])[meeting.id].get("message")
    return step.state if step else ""


def _whole_of(said: Mapping[str, Any]) -> str:
    return whole(dict(said))


def _line_of(said: Mapping[str, Any]) -> str:
    return str(said["line"])


def _sent_in_words(said: Mapping[str, Any]) -> str:
    return "Sent" if said["sent_at"] else "Not sent"
