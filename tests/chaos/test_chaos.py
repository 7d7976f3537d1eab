"""Whatever the network, the server and the browser do: each act happens once, and all agree."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact, Note, Promise
from blueprints.exchange.models import Code
from blueprints.followups.models import Step
from blueprints.goals.models import Attendance, Event
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.limits import limiter
from blueprints.shared.records import Wellmet
from tests import cast
from tests.chaos.acts import MAKERS, Deed, Marks, swap
from tests.chaos.world import Pipe, World
from tests.conftest import Actor, Clock, Stored

SCHEDULES = int(os.environ.get("CHAOS", "1000"))
PHONES = ("alice-1", "alice-2", "bob-1")
SWAP = len(MAKERS)

phone = st.sampled_from(PHONES)
step = st.one_of(
    st.tuples(st.just("act"), phone, st.integers(0, SWAP), st.integers(0, 7)),
    st.tuples(st.just("act"), phone, st.integers(0, SWAP), st.integers(0, 7)),
    st.tuples(st.just("wake"), phone),
    st.tuples(st.just("network"), phone, st.booleans()),
    st.tuples(st.just("fault"), phone, st.sampled_from(["request", "answer"])),
    st.tuples(st.just("kill"), phone),
    st.tuples(st.just("repeat"), phone),
    st.tuples(st.just("expire"), phone),
    st.tuples(st.just("sign in"), phone),
)


@pytest.fixture(scope="module")
def pipe() -> Iterator[Pipe]:
    opened = Pipe()
    yield opened
    opened.close()


@settings(
    max_examples=SCHEDULES,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
@given(schedule=st.lists(step, min_size=4, max_size=24))
def test_every_act_happens_once(
    schedule: list[tuple[Any, ...]],
    app: Wellmet,
    clock: Clock,
    pipe: Pipe,
    alice: Actor,
    bob: Actor,
    stored: Stored,
) -> None:
    play = Play(app, clock, pipe, alice, bob)

    for what, where, *how in schedule:
        play.take(what, where, how)
    play.come_to_rest()

    play.check(stored)


class Play:
    """One schedule, from an evening under way until all is quiet."""

    def __init__(self, app: Wellmet, clock: Clock, pipe: Pipe, alice: Actor, bob: Actor) -> None:
        self.app, self.people = app, {"alice": alice, "bob": bob}
        self.deeds: list[Deed] = []
        self.marks = Marks()
        self.minute = 0
        self.world = World(pipe, clock)
        self.world.do("reset")
        self.world.set_time(cast.EVENING_START + timedelta(minutes=30))
        with app.app_context():
            self.codes = _begin(alice.id, bob.id)
        for name in PHONES:
            self.world.join(name, self.people[name.split("-")[0]])

    def take(self, what: str, where: str, how: list[Any]) -> None:
        self.minute += 1
        self.world.pass_time(1)
        line = self.world.lines[where]
        steps: dict[str, Callable[..., object]] = {
            "act": lambda kind, pick: self._act(where, kind, pick),
            "wake": lambda: self.world.do("wake", where),
            "network": lambda online: setattr(line, "online", online),
            "fault": lambda fault: setattr(line, "fault", fault),
            "kill": lambda: self.world.do("kill", where),
            "repeat": lambda: self.world.repeat(where),
            "expire": lambda: line.client.delete_cookie("wellmet"),
            "sign in": lambda: self._sign_in(where),
        }
        steps[what](*how)

    def come_to_rest(self) -> None:
        """The network is back, everybody is signed in, and there is all the time in the world."""
        for name in PHONES:
            self.world.lines[name].online, self.world.lines[name].fault = True, ""
            self._sign_in(name)
        for _ in range(2):
            for name in PHONES:
                self.world.pass_time(10)
                limiter.reset()
                assert self.world.do("wake", name) == "done"

    def check(self, stored: Stored) -> None:
        states = {name: self.world.do("state", name) for name in PHONES}
        for name, state in states.items():
            assert state["refused"] == [], name
            assert state["waiting"] == 0, name
            assert _rows(state["records"]) == self._server_rows(name), name
        for deed in self.deeds:
            CHECKS[deed.act.kind](deed, self.deeds, stored)

    def _act(self, where: str, kind: int, pick: int) -> None:
        person = where.split("-")[0]
        records = self.world.do("state", where)["records"]
        make = self._swap(person) if kind == SWAP else MAKERS[kind]
        act = make(records, self.marks(), pick)
        if act is None:
            return
        taken = self.world.do("act", where, path=act.path, fields=act.fields)
        if "location" in taken:
            self.deeds.append(Deed(act, self.people[person].id, self.minute))

    def _swap(self, person: str) -> Any:
        other = "bob" if person == "alice" else "alice"
        return swap(self.codes[other], f"{other.title()};{other}@example.org")

    def _sign_in(self, where: str) -> None:
        card = cast.ALICE if where.startswith("alice") else cast.BOB
        signing_in = {"email": card.email, "password": cast.PASSWORD}
        limiter.reset()
        self.world.lines[where].client.post("/sign-in", data=signing_in)

    def _server_rows(self, name: str) -> Any:
        answer = self.world.lines[name].client.get("/replica?since=0")
        return _rows(json.loads(answer.data)["records"])


def _begin(alice_id: str, bob_id: str) -> dict[str, str]:
    """An evening both attend, where Alice has met one person already. The words of their codes."""
    for table in reversed(db.metadata.sorted_tables):
        if table.name not in ("persons", "sign_ins"):
            db.session.execute(table.delete())
    db.session.expire_all()
    event = cast.evening(db.session.get_one(Person, alice_id))
    event.join(bob_id)
    contact = Contact.add(alice_id, new_id(), cast.CHARLIE, "typed", event.id)
    assert contact
    codes = {"alice": Code.show(alice_id, event.id), "bob": Code.show(bob_id, event.id)}
    db.session.commit()
    return {name: code.word for name, code in codes.items()}


def _rows(records: dict[str, list[dict[str, Any]]]) -> Any:
    return {table: {row["id"]: row for row in rows} for table, rows in records.items() if rows}


def _once(kind: type[Any], column: str, deed: Deed, stored: Stored) -> None:
    same = [one for one in stored(kind) if getattr(one, column) == deed.act.mark]
    assert len(same) == 1, f"{deed.act.kind} {deed.act.mark} happened {len(same)} times"


def _latest(deed: Deed, deeds: list[Deed]) -> bool:
    about = (deed.person, deed.act.kind, deed.act.about)
    same = [one for one in deeds if (one.person, one.act.kind, one.act.about) == about]
    return deed is same[-1]


def _note(deed: Deed, _deeds: list[Deed], stored: Stored) -> None:
    _once(Note, "text", deed, stored)


def _promise(deed: Deed, _deeds: list[Deed], stored: Stored) -> None:
    _once(Promise, "text", deed, stored)


def _contact(deed: Deed, _deeds: list[Deed], stored: Stored) -> None:
    _once(Contact, "name", deed, stored)


def _event(deed: Deed, _deeds: list[Deed], stored: Stored) -> None:
    _once(Event, "title", deed, stored)


def _swapped(deed: Deed, _deeds: list[Deed], stored: Stored) -> None:
    mine = [one for one in stored(Contact) if one.owner_id == deed.person and one.person_id]
    assert len(mine) == 1
    theirs = [one for one in stored(Contact) if one.person_id == deed.person]
    assert len(theirs) == 1


def _goal(deed: Deed, deeds: list[Deed], stored: Stored) -> None:
    if _latest(deed, deeds):
        at = (deed.person, deed.act.about)
        found = [a.goal for a in stored(Attendance) if (a.owner_id, a.event_id) == at]
        assert found == [deed.act.mark]


def _next(deed: Deed, _deeds: list[Deed], stored: Stored) -> None:
    assert any(one.next_step for one in stored(Contact) if one.owner_id == deed.person)


def _step(deed: Deed, deeds: list[Deed], stored: Stored) -> None:
    texts = {one.act.mark for one in deeds if one.act.kind == "step"}
    assert {step.text for step in stored(Step)} <= texts


def _kept(_deed: Deed, _deeds: list[Deed], _stored: Stored) -> None:
    """Which of two came last is told by the records that all agree on."""


CHECKS = {
    "note": _note,
    "promise": _promise,
    "contact": _contact,
    "event": _event,
    "swap": _swapped,
    "goal": _goal,
    "next": _next,
    "step": _step,
    "kept": _kept,
}
