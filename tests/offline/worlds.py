"""Any person's records, as Hypothesis makes them up, and how they get into the database."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from blueprints.accounts.models import SHAREABLE, Person
from blueprints.contacts.index import ContactPairs
from blueprints.contacts.introductions import Introduction
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.exchange.models import Code
from blueprints.followups.drafting import LONGEST_LINE, PARTS
from blueprints.followups.messages import Message
from blueprints.followups.models import Step
from blueprints.followups.proposals import Proposal
from blueprints.followups.proposing import KINDS as PROPOSED
from blueprints.followups.queue import KINDS
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.card import CHANNELS, Card
from blueprints.shared.database import Base, Model, db
from blueprints.shared.facts import WHAT, Earlier
from blueprints.shared.moments import written
from tests import cast

Facts = dict[str, Any]
Rows = dict[type[Any], list[Facts]]

# Zones whose clocks everybody's time zone data agrees on: both hemispheres, halves and quarters.
ZONES = (
    *("Europe/London", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu"),
    *("Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Kiritimati", "UTC"),
)
LOCALES = (
    "en_GB",
    "en_US",
    "ar_EG",
    "bg_BG",
    "de_DE",
    "fa_IR",
    "hi_IN",
    "ja_JP",
    "zh_Hant_TW",
    "?",
)
HOSTILE = (
    "<script>alert('1')</script>",
    "\" onload='x' \\",
    "</textarea></p>&amp;&#39;{{ 7 }}{% raw %}",
    "مريم \u200fالعربية",
    "🐙🏳️‍🌈 \U00010428 𝔘𝔫𝔦",
    "ß İstanbul ΟΔΟΣ ﬃ",
    "e\u0301lodie ÉLODIE",
    "%_/\\ 100% ?a=b&c=d#e",
    "\uffee\u2028\u00a0\ufeff x",
    "W" * 80,
    "null",
    "0",
)
# Days with a change of the clocks among them, in London, New York and Lord Howe.
DAYS = (
    *(datetime(2026, 3, 8), datetime(2026, 3, 28), datetime(2026, 4, 4), datetime(2026, 6, 21)),
    *(datetime(2026, 10, 24), datetime(2026, 11, 1), datetime(2026, 12, 3), datetime(2027, 1, 1)),
)
# When an event begins, in hours from now, and at the edges between.
AHEAD, SOON, ON = (12.5, 13, 50, 900), (1.5, 2, 12), (-2, -1, 0, 0.5, 1)
EVENING, MORNING, LONG_AGO = (-5, -4, -3.5), (-60, -31, -26, -14, -13), (-2300, -900, -400, -340)
HOURS = (AHEAD, SOON, ON, EVENING, MORNING, LONG_AGO)
LENGTHS = (0.5, 1, 2.5, 10, 72)

characters = st.characters(exclude_categories=["C"])
words = st.one_of(st.sampled_from(HOSTILE), st.text(characters, max_size=12))
names = words.filter(lambda text: any(map(str.isalnum, text)))
prose = st.builds("{}\n{}".format, words, words) | words
maybe_words = st.just("") | words
# In days from now: what is due today, just before and after, and where the words change.
days = st.none() | st.sampled_from((-40, -31, -30, -2, -1, 0, 0, 1, 2, 9))


# What needs and offers are made of: few words, so that some meet.
TELLING = (
    "Hiring nurses",
    "a nurse, to hire",
    "glaciers\nSails",
    "護理師的事",
    "Sailing glaciers",
    "",
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


cards = st.builds(
    Card,
    name=names,
    headline=maybe_words,
    organisation=maybe_words,
    email=st.sampled_from(("", "p@example.org", "Ö'x@EXAMPLE.org", "no address")),
    phone=st.sampled_from(("", "+447911123456", "12")),
    links=st.sampled_from(((), ("https://t.me/x", "http://b.example/?a=<b>"), ("javascript:1",))),
    looking_for=prose | st.sampled_from(TELLING),
    can_help=st.sampled_from(TELLING) | prose,
    prefers=st.sampled_from(("", *CHANNELS)),
)
persons = st.fixed_dictionaries(
    {
        "card": cards,
        "shared": st.sets(st.sampled_from(SHAREABLE)).map(sorted),
        "zone": st.sampled_from(ZONES),
        "locale": st.sampled_from(LOCALES),
        "followup_cap": st.integers(1, 12),
        "capacity": st.integers(0, 5),
        "card_in_code": st.booleans(),
        "photo_id": st.none() | st.uuids().map(str),
    }
)
earlier = st.lists(
    st.tuples(st.sampled_from((*WHAT, "unheard of")), prose, st.integers(0, 1)), max_size=2
)
events = st.fixed_dictionaries(
    {
        "title": names,
        "length": st.sampled_from(LENGTHS),
        "zone": st.sampled_from(ZONES),
        "place": maybe_words,
        "link": st.sampled_from(("", "https://example.org/?a=1&b='\"")),
        "mine": st.booleans(),
        "plan": st.sampled_from(("", "go", "go", "slide")),
        "goal": maybe_words,
        "reached": st.sampled_from(("", "yes", "partly", "no")),
        "learned": st.just("") | prose,
        "again": st.sampled_from(("", "yes", "no")),
        "closed": st.sampled_from((False, False, True)),
        "earlier": earlier,
        "targets": st.lists(
            st.fixed_dictionaries(
                {"who": names, "why": prose, "offer": prose, "opening": maybe_words}
                | {"met": st.booleans(), "removed": st.booleans()}
            ),
            max_size=3,
        ),
    }
)
# Lists of Hypothesis are short; a day without an event has little to show.
evenings = st.integers(0, 5).flatmap(
    lambda count: st.lists(
        st.tuples(events, st.sampled_from(HOURS)), min_size=min(count, 3), max_size=3
    )
)
promises = st.fixed_dictionaries(
    {"mine": st.booleans(), "text": words, "due": days, "ago": st.integers(0, 2)}
    | {"kept": st.booleans(), "released": st.booleans()}
)
# Days ago, and who saw to it.
touches = st.lists(
    st.tuples(
        st.sampled_from((0, 0, 1, 3, 4, 33, 34, 400)),
        st.sampled_from(("me", "they", "both")),
        words,
    ),
    max_size=7,
)
rhythms = st.sampled_from(
    ((0, "", None), (0, "", None), (2, "weeks", None), (1, "months", None), (0, "", 9), (0, "", -1))
)
SAID = "I remember the glaciers, and how you keep bees. A call on Friday, in the morning?"
messages = st.lists(
    st.tuples(
        st.lists(st.sampled_from(("", SAID, SAID + " Yes")) | prose, min_size=5, max_size=5),
        st.booleans(),
    ),
    max_size=2,
)
THANKS = "Hello {name}, thank you for our talk at {event}, and do write if I can ever be of use."
lines = st.lists(
    st.tuples(st.sampled_from((THANKS, THANKS + " Bees")) | words, st.booleans()), max_size=2
)
# Hours from now: past, now, soon, and on another day somewhere.
proposals = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(tuple(PROPOSED)), "minutes": st.integers(15, 180)}
        | {"place": st.sampled_from(("", "https://meet.example/a?b=c;d")) | words}
        | {"zone": st.sampled_from(ZONES), "ago": st.integers(0, 1)}
        | {
            "hours": st.lists(
                st.sampled_from((-30, -1, 0, 5, 24, 3000)), min_size=2, max_size=3, unique=True
            ),
            "chosen": st.booleans(),
            "ended": st.sampled_from(("", "", "happened_at", "cancelled_at")),
        }
    ),
    max_size=2,
)
# Between the first and the last of whom one met, days ago, and how far it came.
introductions = st.lists(
    st.fixed_dictionaries(
        {"ago": st.sampled_from((0, 3, 29, 30, 31)), "begun": st.booleans()}
        | {"asked": st.integers(0, 2), "introduced": st.booleans(), "withdrawn": st.booleans()}
        | {"answers": st.tuples(*[st.sampled_from(("", "yes", "yes", "no"))] * 2), "words": words}
    ),
    max_size=2,
)
steps = st.dictionaries(
    st.sampled_from(KINDS),
    st.tuples(st.sampled_from(("", "done", "scheduled", "let_go")), prose, days),
)
meetings: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {
        "event": st.none() | st.integers(0, 2),
        "ago": st.sampled_from((0, 0, 1, 2000, 2000, 90_000)),
        "heard": st.just("") | prose,
        "moves_goal": st.sampled_from(("", "yes", "maybe", "no")),
        "listened": st.booleans(),
        "focus": st.sampled_from(("", "", "deep", "line")),
        "steps": steps,
    }
)
contacts = st.fixed_dictionaries(
    {
        "card": cards,
        "source": st.sampled_from(("swap", "take", "return", "typed", "vcard", "introduced")),
        "introductions": introductions,
        "photo_id": st.none() | st.uuids().map(str),
        "next_step": maybe_words,
        "next": days,
        # Minutes ago, or at the very end of the first event.
        "let_go": st.none() | st.sampled_from(("end", "end", 0, 60, 2000)),
        "meetings": st.lists(meetings, max_size=3, unique_by=lambda one: str(one["event"])),
        "promises": st.lists(promises, max_size=3),
        "notes": st.lists(st.tuples(prose, st.integers(0, 2)), max_size=2),
        "touches": touches,
        "rhythm": rhythms,
        # Days ago.
        "room_kept": st.none() | st.sampled_from((0, 89, 90, 400)),
        "messages": messages,
        "lines": lines,
        "proposals": proposals,
        "earlier": earlier,
    }
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Somebody's records, at any hour."""
    now = draw(st.sampled_from(DAYS)).replace(tzinfo=UTC) + timedelta(
        minutes=draw(st.integers(0, 1439)), microseconds=draw(st.sampled_from((0, 0, 1, 999_999)))
    )
    told = [facts | {"offset": draw(st.sampled_from(hours))} for facts, hours in draw(evenings)]
    met = draw(st.lists(contacts, max_size=4))
    return world(now, draw(persons), told, met, draw(st.integers(0, 2**32)))


@st.composite
def crowds(draw: st.DrawFn) -> World:
    """Somebody who has met more people than stand on two pages."""
    met = [
        _alike(facts, n)
        for facts in draw(st.lists(contacts, min_size=4, max_size=4))
        for n in range(32)
    ]
    return world(cast.EVENING_START, draw(persons), [], met)


def world(
    now: datetime, person: Facts, told: list[Facts], met: list[Facts], seed: int = 0
) -> World:
    """Rows of what is told of events and of whom one met."""
    making = _Making(now, (str(uuid5(UUID(int=seed), str(n))) for n in itertools.count()))
    event_ids = [making.event(facts) for facts in told]
    for facts in met:
        making.contact(facts, event_ids)
    return World(now, person, making.rows)


def _alike(contact: Facts, number: int) -> Facts:
    # Every fourth has the very same name: then the id decides who comes first.
    name = contact["card"].name if number % 4 else f"{number} {contact['card'].name}"
    return contact | {"card": replace(contact["card"], name=name), "let_go": None}


@dataclass
class _Making:
    now: datetime
    ids: Iterator[str]

    def __post_init__(self) -> None:
        self.rows: Rows = {kind: [] for kind in _KINDS}

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
        for text, ago in facts["notes"]:
            self._add(Note, contact_id=contact, text=text, written_at=self._ago(ago))
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


def settle(of: World, person_id: str, maker_id: str) -> None:
    """Make the world's records those of the person, instead of any they had."""
    for kind in (Code, ContactPairs, *reversed(_KINDS)):
        db.session.execute(delete(kind))
    db.session.execute(update(Person).where(Person.id == person_id).values(_oneself(of.person)))
    for kind, rows in of.rows.items():
        owned = [row | {"owner_id": person_id} for row in rows]
        if kind is Event:
            owned = [_made(row, person_id, maker_id) for row in rows]
        if owned:
            db.session.execute(insert(_table(kind)), owned)
    db.session.commit()


def _made(event: Facts, person_id: str, maker_id: str) -> Facts:
    facts = {name: value for name, value in event.items() if name != "mine"}
    return facts | {"owner_id": person_id if event["mine"] else maker_id}


def _oneself(person: Facts) -> Facts:
    card = person["card"]
    return person | {"name": card.name, "card": card.to_json(), "last_rev": 1}


def _only(facts: Facts, *names: str) -> Facts:
    return {name: facts[name] for name in names}


def _table(kind: type[Model]) -> Any:
    return Base.metadata.tables[kind.__tablename__]


# In the order in which one needs the other.
_KINDS: tuple[type[Any], ...] = (
    *(Event, Attendance, Target, Contact, Meeting, Promise, Note, Touch, Message, Step),
    *(Proposal, Introduction, Earlier),
)
