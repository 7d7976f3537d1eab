"""The rows of what is told of somebody."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from blueprints.contacts.introductions import Introduction
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.followups.drafting import LONGEST_LINE, PARTS
from blueprints.followups.messages import Message
from blueprints.followups.models import Step
from blueprints.followups.proposals import Proposal
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.facts import Earlier
from blueprints.shared.moments import written

from .told import Facts

Rows = dict[type[Any], list[Facts]]

# In the order in which one needs the other.
KINDS: tuple[type[Any], ...] = (
    *(Event, Attendance, Target, Contact, Meeting, Promise, Note, Touch, Message, Step),
    *(Proposal, Introduction, Earlier),
)


@dataclass
class World:
    """Somebody's records at a moment."""

    now: datetime
    person: Facts
    rows: Rows

    def paths(self, of: type[Any], *forms: str) -> list[str]:
        """The paths of all records of a kind."""
        return [form.format(row["id"]) for row in self.rows[of] for form in forms]


def world(
    now: datetime, person: Facts, told: list[Facts], met: list[Facts], seed: int = 0
) -> World:
    """Rows of what is told of events and of whom one met."""
    making = _Making(now, (str(uuid5(UUID(int=seed), str(n))) for n in itertools.count()))
    event_ids = [making.event(facts) for facts in told]
    for facts in met:
        making.contact(facts, event_ids)
    return World(now, person, making.rows)


@dataclass
class _Making:
    now: datetime
    ids: Iterator[str]

    def __post_init__(self) -> None:
        self.rows: Rows = {kind: [] for kind in KINDS}

    def event(self, facts: Facts) -> str:
        starts_at = self.now + timedelta(hours=facts["offset"])
        event = self._add(
            Event,
            **_only(facts, "title", "zone", "place", "link", "mine"),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=facts["length"]),
            join_code=f"{len(self.rows[Event]):012}",
        )
        closed_at = self.now if facts["closed"] else None
        attendance = self._add(
            Attendance,
            **_only(facts, "plan", "goal", "reached", "learned", "again"),
            event_id=event,
            closed_at=closed_at,
        )
        for place, target in enumerate(facts["targets"], 1):
            self._target(attendance, place, target)
        self._noted(facts["earlier"], event_id=event, contact_id=None)
        return event

    def contact(self, facts: Facts, event_ids: list[str]) -> None:
        every, unit, on = facts["rhythm"]
        contact = self._add(
            Contact,
            **_only(facts, "source", "photo_id", "next_step"),
            introduced_by=self._introducer(facts["source"]),
            rhythm_every=every,
            rhythm_unit=unit,
            rhythm_on=self._day(on),
            name=facts["card"].name,
            card=facts["card"].to_json(),
            met_at=self.now,
            next_on=self._day(facts["next"]),
            let_go_at=self._let_go(facts["let_go"]),
            room_kept_at=self._days_ago(facts["room_kept"]),
        )
        for meeting in facts["meetings"]:
            self._meeting(contact, meeting, event_ids)
        for promise in facts["promises"]:
            self._promise(contact, promise)
        for text, ago, is_removed in facts["notes"]:
            at = {"written_at": self._ago(ago), "removed_at": self.now if is_removed else None}
            self._add(Note, contact_id=contact, text=text, **at)
        for days, who, text in facts["touches"]:
            self._touch(contact, days, who, text)
        for ago, (parts, is_sent) in enumerate(facts["messages"]):
            sent_at = self._ago(ago) if is_sent else None
            told = dict(zip(PARTS, parts, strict=True)) | {"line": "", "meeting_id": None}
            self._add(
                Message, contact_id=contact, **told, written_at=self._ago(ago), sent_at=sent_at
            )
        self._lines(contact, facts["lines"])
        for proposed in facts["proposals"]:
            self._proposal(contact, proposed)
        self._noted(facts["earlier"], event_id=None, contact_id=contact)
        for introduction in facts["introductions"] if len(self.rows[Contact]) > 1 else []:
            self._introduction(self.rows[Contact][0]["id"], contact, introduction)

    def _introducer(self, source: str) -> str | None:
        known = self.rows[Contact]
        return known[0]["id"] if source == "introduced" and known else None

    def _introduction(self, first: str, second: str, facts: Facts) -> None:
        at = self._ago(facts["ago"] * 24 * 60)
        asked = [at if count < facts["asked"] else None for count in range(2)]
        answers = [said if asked[n] else "" for n, said in enumerate(facts["answers"])]
        self._add(
            Introduction,
            first_id=first,
            second_id=second,
            **dict.fromkeys(("reason", "need", "offer"), facts["words"]),
            begun_at=at if facts["begun"] else None,
            dismissed_at=None if facts["begun"] else at,
            first_asked_at=asked[0],
            first_answer=answers[0],
            first_answered_at=at if answers[0] else None,
            second_asked_at=asked[1],
            second_answer=answers[1],
            second_answered_at=at if answers[1] else None,
            introduced_at=at if facts["introduced"] else None,
            withdrawn_at=at if facts["withdrawn"] else None,
        )

    def _target(self, attendance: str, place: int, facts: Facts) -> None:
        self._add(
            Target,
            **_only(facts, "who", "why", "offer", "opening"),
            attendance_id=attendance,
            position=None if facts["removed"] else place,
            met_at=self.now if facts["met"] else None,
            removed_at=self.now if facts["removed"] else None,
        )

    def _meeting(self, contact: str, facts: Facts, event_ids: list[str]) -> None:
        at = facts["event"]
        meeting = self._add(
            Meeting,
            **_only(facts, "heard", "moves_goal", "focus"),
            contact_id=contact,
            event_id=event_ids[at] if at is not None and at < len(event_ids) else None,
            met_at=self._ago(facts["ago"]),
            listened_at=self.now if facts["listened"] else None,
        )
        for kind, (state, text, due) in facts["steps"].items():
            ended = {"kind": kind, "state": state, "text": text, "due_on": self._day(due)}
            self._add(Step, meeting_id=meeting, set_at=self.now, **ended)

    def _promise(self, contact: str, facts: Facts) -> None:
        self._add(
            Promise,
            **_only(facts, "mine", "text"),
            contact_id=contact,
            due_on=self._day(facts["due"]),
            made_at=self._ago(facts["ago"]),
            kept_at=self.now if facts["kept"] else None,
            released_at=self.now if facts["released"] else None,
        )

    def _lines(self, contact: str, lines: list[tuple[str, bool]]) -> None:
        """Courteous lines, after the first meeting."""
        (name,) = [one["name"] for one in self.rows[Contact] if one["id"] == contact]
        meetings = [one for one in self.rows[Meeting] if one["contact_id"] == contact]
        titles = {one["id"]: one["title"] for one in self.rows[Event]}
        for ago, (line, is_sent) in enumerate(lines if meetings else []):
            event = titles.get(meetings[0]["event_id"], "")
            told = line.replace("{name}", name).replace("{event}", event)
            self._add(
                Message,
                **dict.fromkeys(PARTS, ""),
                contact_id=contact,
                meeting_id=meetings[0]["id"],
                line=told[:LONGEST_LINE],
                written_at=self._ago(ago),
                sent_at=self._ago(ago) if is_sent else None,
            )

    def _touch(self, contact: str, days: int, who: str, text: str) -> None:
        self._add(
            Touch,
            contact_id=contact,
            who=who,
            text=text,
            touched_on=self._day(-days),
            noted_at=self._ago(days),
            removed_at=self.now if days == 4 else None,
        )

    def _proposal(self, contact: str, facts: Facts) -> None:
        moments = sorted(self.now + timedelta(hours=hours) for hours in facts["hours"])
        ended = dict.fromkeys(("happened_at", "cancelled_at"))
        self._add(
            Proposal,
            **_only(facts, "kind", "place", "minutes", "zone"),
            **ended | ({facts["ended"]: self.now} if facts["ended"] else {}),
            contact_id=contact,
            moments=[written(moment) for moment in moments],
            chosen_at=moments[0] if facts["chosen"] else None,
            sequence=facts["ago"],
            proposed_at=self._ago(facts["ago"]),
            changed_at=self._ago(facts["ago"]),
        )

    def _noted(self, earlier: list[tuple[str, str, int]], **of: str | None) -> None:
        for fact, text, ago in earlier:
            subject = {"subject_table": "any", "subject_id": next(self.ids)}
            self._add(Earlier, fact=fact, text=text, made_at=self._ago(ago), **subject, **of)

    def _add(self, table: type[Any], /, **facts: object) -> str:
        record_id = next(self.ids)
        self.rows[table].append({"id": record_id, "rev": 1, **facts})
        return record_id

    def _let_go(self, ago: int | str | None) -> datetime | None:
        if ago == "end" and self.rows[Event]:
            ends_at: datetime = self.rows[Event][0]["ends_at"]
            return ends_at
        return self._ago(ago) if isinstance(ago, int) else None

    def _days_ago(self, days: int | None) -> datetime | None:
        return None if days is None else self.now - timedelta(days=days)

    def _ago(self, minutes: int) -> datetime:
        return self.now - timedelta(minutes=minutes)

    def _day(self, ahead: int | None) -> date | None:
        return None if ahead is None else self.now.date() + timedelta(days=ahead)


def _only(facts: Facts, *names: str) -> Facts:
    return {name: facts[name] for name in names}
