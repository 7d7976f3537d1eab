"""An evening and the work after it on a phone without a network, which dies in the middle of it.

The server is not slow or refusing: there is none. It comes back once, at the end.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.followups.models import Step
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.database import db
from tests import cast

from .acts import enter, id_of, write_down
from .kept import wait_until_kept, waiting
from .server import Server
from .surf import Surf
from .world import NOW, TITLE, World, tonight

LATER = NOW + timedelta(minutes=20)
GOAL = "Hear how one ward got its first software."
TARGET = "Whoever signs for the wards"
HAND_WRITTEN = "Ola Nilsen"
OLAS_STORY = "Carries the night plan on paper"
BOBS_STORY = "Buys by tender, once a year"
BOBS_PROMISE = "Send Bob the rota paper"
OLAS_PROMISE = "Call Ola on Friday"
NEXT_EVENT = "Winter Tea"
LEARNED = "Ask about the night first."
NEXT_STEP = "Coffee at the clinic"


@dataclass
class Span:
    """Between which seconds, by the machine's clock, something was done."""

    begun: float = field(default_factory=time.time)
    ended: float = 0


@pytest.fixture
def world(server: Server) -> World:
    return tonight(server)


def test_an_evening_without_a_network(server: Server, world: World, surf: Surf) -> None:
    enter(surf, server, cast.ALICE)
    wait_until_kept(surf, "zxing_reader")
    server.kill()

    with span() as evening:
        be_there(surf, world)
        meet_two(surf, world)
        plan_the_next(surf)
    surf.restart()
    see_it_all(surf, world)
    with span() as aftermath:
        work_the_queue(surf)
        let_go(surf)
        reflect(surf)
    before = len(waiting(surf))

    server.set_time(LATER)
    with span() as sending:
        server.start()
        come_home(surf)
    assert before == 19
    assert waiting(surf) == []
    check_the_evening(server, world)
    check_the_aftermath(server)
    check_the_hours(server, evening, aftermath, sending)


def be_there(surf: Surf, world: World) -> None:
    surf.go("/today")
    surf.wait_for(TITLE)
    surf.go("/swap")
    surf.wait_for(world.word)
    assert surf.run('return document.querySelector(".code path").getAttribute("d").length') > 999
    surf.go(f"/events/{world.event_id}")
    surf.fill("What would make it worth going?", GOAL)
    surf.click("That is my goal")
    surf.wait_for("Change the goal")
    surf.click("Name up to three")
    surf.fill("Who", TARGET)
    surf.click("Look for them")
    surf.wait_for(TARGET)


def meet_two(surf: Surf, world: World) -> None:
    write_down(surf, HAND_WRITTEN)
    answer(surf, OLAS_STORY, OLAS_PROMISE)
    surf.go("/scan")
    surf.choose_photo("#photo", world.photo_of_bobs_code)
    surf.wait_for(cast.BOB.name)
    surf.click("Swap cards")
    surf.wait_for("Three short things, while you remember.")
    answer(surf, BOBS_STORY)
    surf.click("Write a promise down")
    surf.click("I did")
    surf.fill("What?", BOBS_PROMISE)
    surf.click("Write it down")
    surf.wait_for(BOBS_PROMISE)


def answer(surf: Surf, heard: str, promised: str = "") -> None:
    surf.fill("What are they working on", heard)
    surf.fill("What did you promise?", promised)
    surf.click("Yes")
    surf.click("Keep it")
    surf.wait_for("What they said")
    surf.wait_for(heard)


def plan_the_next(surf: Surf) -> None:
    surf.go("/events/new")
    surf.fill("What is it called?", NEXT_EVENT)
    surf.click("Plan an event")
    surf.wait_for("What would make it worth going?")


def see_it_all(surf: Surf, world: World) -> None:
    surf.go("/today")
    for shown in (GOAL, TARGET, HAND_WRITTEN, cast.BOB.name):
        surf.wait_for(shown)
    surf.go("/people?q=tender")
    surf.wait_for(cast.BOB.name)
    assert HAND_WRITTEN not in surf.text()
    surf.go("/events")
    surf.wait_for(NEXT_EVENT)
    surf.go("/waiting")
    surf.wait_for("Waiting for a network")
    surf.wait_for(BOBS_PROMISE)


def work_the_queue(surf: Surf) -> None:
    surf.go("/follow-ups")
    surf.click("Ifeoma Okafor")
    surf.click("I remember")
    surf.click("Write to Ifeoma Okafor")
    surf.click("Keep it, and read it over")
    surf.click("I sent it")
    surf.click("Kept")
    surf.wait_for("Kept.")
    surf.click("All in hand")
    surf.click("Nothing for now")
    surf.fill("What?", NEXT_STEP)
    surf.fill("When?", "2026-12-10")
    surf.click("Plan it")
    surf.wait_for("scheduled")


def let_go(surf: Surf) -> None:
    surf.click("Tomás Lindqvist")
    surf.click("Let Tomás Lindqvist go")
    surf.wait_for("Tomás Lindqvist will not be told.")
    surf.click("Undo")
    surf.wait_for("Let Tomás Lindqvist go")
    surf.go("/follow-ups")
    surf.click("Jonas Berg")
    surf.click("Let Jonas Berg go")
    surf.wait_for("Jonas Berg will not be told.")


def reflect(surf: Surf) -> None:
    surf.click("How did it turn out?")
    surf.click("Partly")
    surf.fill("What did you learn?", LEARNED)
    surf.click("#again-yes")
    surf.click("Close the event")
    surf.wait_for("Closed.")


def come_home(surf: Surf) -> None:
    surf.go("/waiting")
    surf.look_again()
    surf.wait_for("Nothing is waiting")


def check_the_evening(server: Server, world: World) -> None:
    here = {"event_id": world.event_id}
    assert mine(server, Attendance, "goal", **here) == [GOAL]
    assert mine(server, Target, "who", who=TARGET) == [TARGET]
    assert mine(server, Contact, "source", name=HAND_WRITTEN) == ["typed"]
    assert mine(server, Contact, "source", name=cast.BOB.name) == ["swap"]
    assert mine(server, Contact, "name", card=cast.BOB) == ["Alice Lindqvist"]
    assert mine(server, Meeting, "heard", **here) == [BOBS_STORY, OLAS_STORY]
    assert mine(server, Promise, "text", text=BOBS_PROMISE) == [BOBS_PROMISE]
    assert mine(server, Promise, "text", text=OLAS_PROMISE) == [OLAS_PROMISE]
    assert mine(server, Event, "title", title=NEXT_EVENT) == [NEXT_EVENT]


def check_the_aftermath(server: Server) -> None:
    states = ["done", "done", "done", "let_go", "scheduled"]
    assert mine(server, Step, "state") == states
    assert mine(server, Contact, "next_step", name="Ifeoma Okafor") == [NEXT_STEP]
    assert mine(server, Contact, "let_go_at", name="Tomás Lindqvist") == [None]
    assert mine(server, Attendance, "learned", reached="partly") == [LEARNED]


def check_the_hours(server: Server, evening: Span, aftermath: Span, sending: Span) -> None:
    (met,) = mine(server, Contact, "met_at", name=cast.BOB.name)
    (let_go,) = mine(server, Contact, "let_go_at", name="Jonas Berg")
    (closed,) = mine(server, Attendance, "closed_at", reached="partly")
    assert is_within(met, evening, sending)
    assert is_within(let_go, aftermath, sending)
    assert let_go < closed < LATER


def is_within(hour: datetime, doing: Span, sending: Span) -> bool:
    """Whether it is as long before the arrival as it was done before it was sent."""
    age = (LATER - hour).total_seconds()
    return sending.begun - doing.ended <= age <= sending.ended - doing.begun


def mine(server: Server, kind: Any, what: str, card: Any = cast.ALICE, **facts: Any) -> list[Any]:
    """That of all records of the kind which the person has, in order."""
    owned = db.select(getattr(kind, what)).filter_by(owner_id=id_of(server, card), **facts)
    with server.app.app_context():
        return list(db.session.scalars(owned.order_by(getattr(kind, what))))


@contextmanager
def span() -> Iterator[Span]:
    within = Span()
    yield within
    within.ended = time.time()
