"""A year of Alice's: twelve events, sixty people, two zones, and the real scheduler all along."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from blueprints.accounts.models import Person
from blueprints.contacts.in_touch import cadence_of
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.followups.models import Step
from blueprints.followups.queue import KINDS
from blueprints.goals import going
from blueprints.goals.models import Event
from blueprints.notifications.models import Nudge, Told
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock
from tests.notifications.conftest import Look
from tests.notifications.push_service import Browser

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "test-results" / "year.txt"
BEGINS = date(2026, 1, 5)
# She moves in summer: each zone has its change of clocks while she lives there.
MOVES = date(2026, 7, 1)
HOME, AWAY = "Europe/London", "America/New_York"
EVENINGS = [date(2026, month, 3 * month % 20 + 6) for month in range(1, 13)]
GUESTS = 5
HOUR = timedelta(hours=1)

Line = tuple[datetime, str]


class Year:
    """What Alice does, day by day, and what happened, a line each."""

    def __init__(self, app: Wellmet, clock: Clock, person_id: str) -> None:
        self.app, self.clock, self.person_id = app, clock, person_id
        self.chance, self.lines, self.met = random.Random(7), list[Line](), 0
        # What fell due on a day and was open that morning.
        self.fell_due: list[tuple[str, date]] = []

    @contextmanager
    def at(self, moment: datetime) -> Iterator[Person]:
        """Something she does at a moment."""
        self.clock.set(moment)
        with self.app.app_context():
            yield db.session.get_one(Person, self.person_id)
            db.session.commit()

    def write(self, what: str) -> None:
        self.lines.append((self.clock.time, what))

    def live(self, day: date) -> None:
        """A day of hers, by the clocks where she is, before its evening."""
        zone = ZoneInfo(AWAY if day >= MOVES else HOME)
        if day == MOVES:
            with self.at(datetime.combine(day, time(8, 30), zone)) as alice:
                alice.zone = AWAY
                self.write(f"moves to {AWAY}")
        self._note_what_is_due(datetime.combine(day, time(12), zone))
        self._answers(datetime.combine(day, time(12, 30), zone))
        self._writes(datetime.combine(day, time(13), zone))
        if day in EVENINGS:
            self._goes_out(datetime.combine(day, time(19), zone))

    def _note_what_is_due(self, at: datetime) -> None:
        with self.at(at):
            due = select(Promise).where(Promise.mine, Promise.due_on == at.date())
            for promise in db.session.scalars(due):
                if promise.open and not promise.contact.let_go_at:
                    self.fell_due.append((promise.id, at.date()))

    def _goes_out(self, starts_at: datetime) -> None:
        with self.at(starts_at - 2 * HOUR) as alice:
            title = f"Evening {EVENINGS.index(starts_at.date()) + 1}"
            times = {"starts_at": starts_at, "ends_at": starts_at + 2 * HOUR, "zone": alice.zone}
            event_id, facts = new_id(), {"title": title, "place": "", "link": ""} | times
            Event.plan(alice.id, event_id, facts)
            db.session.flush()
            going.at(event_id, alice.id).set_goal("Meet somebody who buys")
            self.write(f"plans {title}")
        for guest in range(GUESTS):
            with self.at(starts_at + timedelta(minutes=20 * (guest + 1))) as alice:
                self._meets(alice, event_id)

    def _meets(self, alice: Person, event_id: str) -> None:
        self.met += 1
        name = f"Guest{self.met:02} Ek"
        contact = Contact.add(alice.id, new_id(), Card(name), "typed", event_id)
        if self.chance.random() < 0.6:
            due = (self.clock.time + timedelta(days=self.chance.randint(1, 40))).date()
            contact.promise(new_id(), True, f"Send the paper of {name}", due)

    def _writes(self, at: datetime) -> None:
        """She follows up on what was told her, mostly; some she lets go."""
        with self.at(at) as alice:
            for contact in self._told_lately(alice, at):
                self._follows_up(contact, at.date())

    def _told_lately(self, alice: Person, at: datetime) -> list[Contact]:
        told = select(Told.kind, Told.subject).join(Nudge, Nudge.id == Told.nudge_id)
        told = told.where(Nudge.person_id == alice.id, Nudge.sent_at > at - timedelta(days=1))
        found: list[Contact] = []
        for kind, subject in db.session.execute(told):
            if kind == "queue":
                met = db.session.scalars(select(Meeting).where(Meeting.event_id == subject))
                found += [meeting.contact for meeting in met]
            elif kind == "promise":
                found.append(db.session.get_one(Promise, subject).contact)
            else:
                found.append(db.session.get_one(Contact, subject))
        return list({contact.id: contact for contact in found if not contact.let_go_at}.values())

    def _follows_up(self, contact: Contact, today: date) -> None:
        fate = self.chance.random()
        if fate < 0.1:
            contact.let_go()
            self.write(f"lets {contact.name} go")
            return
        for promise in contact.promises:
            if promise.open and promise.due_on and promise.due_on <= today:
                self._settles(promise, today)
        if fate < 0.8:
            Touch.log(contact, new_id(), "me", today, text="A word")
            self.write(f"writes to {contact.name}")
            self._ends_steps(contact)

    def _settles(self, promise: Promise, today: date) -> None:
        if self.chance.random() < 0.8:
            promise.keep()
            self.write(f"keeps: {promise.text}")
        else:
            promise.move(today + timedelta(days=self.chance.randint(2, 20)))
            self.write(f"moves to {promise.due_on}: {promise.text}")

    def _ends_steps(self, contact: Contact) -> None:
        if (meeting := contact.latest_meeting) and not Step.of([meeting.id])[meeting.id]:
            for kind in KINDS:
                Step.end(meeting, kind, "done")

    def _answers(self, at: datetime) -> None:
        """Some answer, or talk with her."""
        with self.at(at) as alice:
            touched = select(Contact).where(Contact.owner_id == alice.id, Contact.touches.any())
            for contact in db.session.scalars(touched.order_by(Contact.name)):
                who = self.chance.choices(("", "they", "both"), (95, 4, 1))[0]
                if who and not contact.let_go_at:
                    Touch.log(contact, new_id(), who, at.date(), text="An answer")
                    self.write(f"{contact.name}: {who}")


@pytest.fixture
def year(app: Wellmet, alice: Actor, browser: Browser, clock: Clock, look: Look) -> Iterator[Year]:
    """The year, lived to its end."""
    lived = Year(app, clock, alice.id)
    for days in range(365):
        day = BEGINS + timedelta(days=days)
        _watch(look, day, hours=range(12))
        lived.live(day)
        _watch(look, day, hours=range(12, 24))
    with app.app_context():
        yield lived


def _watch(look: Look, day: date, hours: range) -> None:
    for hour in hours:
        look(datetime.combine(day, time(hour), UTC))


def test_a_year(year: Year, browser: Browser) -> None:
    nudges = list(db.session.scalars(select(Nudge).order_by(Nudge.sent_at)))

    one_a_day(nudges)
    nobody_twice_a_day(nudges)
    in_peace(nudges)
    no_promise_forgotten(year)
    each_cadence_counts_from_the_last_contact()
    assert len(browser.heard) == len(nudges) > len(EVENINGS)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(year, nudges))
    print(page(year, nudges))


def one_a_day(nudges: list[Nudge]) -> None:
    days = [local(nudge).date() for nudge in nudges]
    assert len(set(days)) == len(days)


def nobody_twice_a_day(nudges: list[Nudge]) -> None:
    for nudge in nudges:
        told = [one for one in nudge.told if one.words]
        people = [_contact_of(one) for one in told if one.kind != "queue"]
        queued = [_met_at(one.subject) for one in told if one.kind == "queue"]
        everybody = people + [person for met in queued for person in met]
        assert len(set(people)) == len(people)
        assert len(set(everybody)) == len(everybody)


def in_peace(nudges: list[Nudge]) -> None:
    evenings = list(db.session.scalars(select(Event)))
    for nudge in nudges:
        assert nudge.sent_at
        assert 9 <= local(nudge).hour < 21
        assert not any(one.starts_at <= nudge.sent_at <= one.ends_at for one in evenings)


def no_promise_forgotten(year: Year) -> None:
    told = {
        (one.subject, one.day): one.nudge_id
        for one in db.session.scalars(select(Told).where(Told.kind == "promise"))
    }
    for promise_id, day in year.fell_due:
        nudge = db.session.get_one(Nudge, told[promise_id, day])
        assert nudge.day - day <= timedelta(days=1)


def each_cadence_counts_from_the_last_contact() -> None:
    for contact in db.session.scalars(select(Contact).where(Contact.touches.any())):
        stands = cadence_of(contact, AWAY)
        days = [touch.touched_on for touch in contact.touches]
        days += [met.met_at.astimezone(ZoneInfo(AWAY)).date() for met in contact.meetings]
        assert stands
        assert stands.last_on == max(days)


def local(nudge: Nudge) -> datetime:
    """When it was sent, by the clocks where she was."""
    assert nudge.sent_at
    moved = nudge.sent_at >= datetime.combine(MOVES, time(8, 30), ZoneInfo(AWAY))
    return nudge.sent_at.astimezone(ZoneInfo(AWAY if moved else HOME))


def page(year: Year, nudges: list[Nudge]) -> str:
    """What happened, in order."""
    told = [(nudge.sent_at, f"NUDGE: {_words_of(nudge)}") for nudge in nudges if nudge.sent_at]
    lines = sorted(year.lines + told, key=lambda line: line[0])
    return "".join(f"{at:%d %b %H:%M} UTC  {what}\n" for at, what in lines)


def _words_of(nudge: Nudge) -> str:
    return " | ".join(one.words for one in nudge.told if one.words)


def _contact_of(told: Told) -> str:
    if told.kind == "promise":
        return db.session.get_one(Promise, told.subject).contact_id
    return told.subject


def _met_at(event_id: str) -> list[str]:
    met = select(Meeting.contact_id).where(Meeting.event_id == event_id)
    return list(db.session.scalars(met))
