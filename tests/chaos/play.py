"""One schedule, from an evening under way until all is quiet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from .acts import Act, Deed, Maker, Marks, Records
from .makers import MAKERS
from .makers.people import swap
from .older import RELEASES, as_of, entry_of, knew
from .stage import PHONES, Stage, sign_in
from .world import Line, World

SWAP = "swap"
# What is made by an act, and so to be seen at once.
MADE = (
    *("note", "promise", "contact", "planned", "touch", "draft", "line", "offer"),
    *("introduction", "aim"),
)
# As long as the longest pause of a phone, and then some.
A_WHILE = 10
# The names as their codes hold them.
HELD = {"alice": "Alice+Lindqvist", "bob": "Bob+Okonkwo"}

How = tuple[Any, ...]
Step = tuple[str, str, How]


@dataclass
class Play:
    """What has happened so far."""

    stage: Stage
    world: World
    deeds: list[Deed] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    # A page each has left open, on each phone: what it showed.
    pages: dict[tuple[str, str], Records] = field(default_factory=dict)
    # False once a phone has been wrong about when something was done: then the order is anybody's.
    timely: bool = True

    def take(self, what: str, where: str, how: How) -> None:
        """One step of the schedule, a minute after the last."""
        self.world.pass_time(1)
        steps: dict[str, Callable[..., object]] = {
            "act": self._act,
            "belated": self._belated,
            "again": self._again,
            "otherwise": self._otherwise,
            "direct": self._direct,
            "wake": lambda name, now: self.world.do("wake", name, now=now),
            "network": lambda name, online: setattr(self._line(name), "online", online),
            "fault": self._fault,
            "stop": self._stop,
            "meanwhile": self._meanwhile,
            "update": self._update,
            "kill": lambda name: self.world.do("kill", name),
            "repeat": self._repeat,
            "expire": lambda name: self._line(name).client.delete_cookie("wellmet"),
            "sign out": self._sign_out,
            "sign in": self._sign_in,
            "clock": self._set_clock,
        }
        steps[what](where, *how)

    def come_to_rest(self) -> None:
        """All is well again, whoever has something waiting signs in, and there is time."""
        self.stage.stumbling.steady()
        for line in self.world.lines.values():
            line.online, line.fault, line.meanwhile = True, "", None
        for name in PHONES:
            self._have_all_sent(name)
        # By timers alone: nobody has to look.
        for name in PHONES:
            self.world.pass_time(A_WHILE)
            assert self.world.do("wake", name, now=False) == "done", f"{name} is not in step"

    def state(self, where: str, **more: bool) -> Any:
        """What a phone shows: its person's own, and whatever they have made on it."""
        state = self.world.do("state", where, **more)
        if state:
            assert state["person"] == self._line(where).person, f"{where} shows another's records"
            self._shows_what_was_made(where, state)
        return state

    def _shows_what_was_made(self, where: str, state: Any) -> None:
        shown, refused = str(state["records"]), {entry["key"] for entry in state["refused"]}
        for deed in self.deeds:
            is_theirs = (deed.phone, deed.person) == (where, state["person"])
            if is_theirs and deed.act.kind in MADE and deed.key not in refused:
                assert f"'{deed.act.mark}" in shown, f"{where} does not show {deed.act.mark}"

    def _have_all_sent(self, where: str) -> None:
        own = PHONES[where]
        others = {deed.person for deed in self.deeds if deed.phone == where}
        for name, known in self.stage.ids.items():
            if known in others and name != own:
                self._be_in_step(where, name)
        self._be_in_step(where, own)

    def _be_in_step(self, where: str, person: str) -> None:
        self._sign_in(where, person)
        for _ in range(3):
            # One to wait for as long as the server asked, one to hear who they are, one to send.
            self.world.pass_time(A_WHILE)
            is_done = self.world.do("wake", where, now=False) == "done"
            if is_done and not self.state(where)["waiting"]:
                return
        raise AssertionError(f"{where} does not speak with the server")

    def _act(self, where: str, kind: str, pick: int) -> None:
        state = self.state(where)
        if state and (act := self._maker(where, kind)(state["records"], self.marks(), pick)):
            self._take_act(where, act.seeing(state["records"]))
            page = (where, self._line(where).person)
            if page not in self.pages:
                self.pages[page] = self.world.do("state", where)["records"]

    def _belated(self, where: str, kind: str, pick: int) -> None:
        """A form on a page that has been open for a while, with the ids of then."""
        state, page = self.state(where), self.pages.get((where, self._line(where).person))
        if state and page and (act := self._maker(where, kind)(page, self.marks(), pick)):
            self._take_act(where, act.seeing(state["records"]))

    def _update(self, where: str, kind: str, pick: int, release: int) -> None:
        """The newest worker takes over a phone on which acts of an earlier release wait."""
        queued = RELEASES[release % len(RELEASES)]
        state = self.state(where)
        made = state and self._maker(where, kind)(state["records"], self.marks(), pick)
        if made and knew(queued, made):
            act = as_of(queued, made.seeing(state["records"]))
            entry = entry_of(queued, act)
            self.world.do("update", where, entry=entry)
            self._note(act, self._line(where), where, entry["key"])
            self.state(where)

    def _again(self, where: str) -> None:
        """The same form once more: a double tap."""
        if deed := self._latest(where):
            self.world.do("act", where, path=deed.act.path, fields=deed.act.fields)

    def _otherwise(self, where: str) -> None:
        """A page the browser kept, sent once more with other words."""
        if (deed := self._latest(where)) and (state := self.state(where)):
            self._take_act(where, deed.act.with_mark(self.marks()).seeing(state["records"]))

    def _direct(self, where: str, kind: str, pick: int) -> None:
        """A form that goes to the server as if there were no worker."""
        line, state = self._line(where), self.state(where)
        if not state or not line.online or not line.cookie:
            return
        if act := self._maker(where, kind)(state["records"], self.marks(), pick):
            answer = line.client.post(act.path, data=dict(act.fields))
            if answer.status_code == 303 and "/sign-in" not in answer.location:
                # They saw the server's own page: whatever stood there they wrote over.
                self._note(act.seeing_all(), line, "")

    def _take_act(self, where: str, act: Act) -> None:
        said = self.world.do("act", where, path=act.path, fields=act.fields)
        if said["taken"] and said["queued"]:
            self._note(act, self._line(where), where, said["key"])

    def _note(self, act: Act, line: Line, phone: str, key: str = "") -> None:
        self.deeds.append(Deed(act, line.person, phone, key))

    def _maker(self, where: str, kind: str) -> Maker:
        if kind != SWAP:
            return MAKERS[kind]
        is_alice = self._line(where).person == self.stage.ids["alice"]
        other = "bob" if is_alice else "alice"
        return swap(self.stage.codes[other], f"{HELD[other]};{other}@example.org")

    def _fault(self, where: str, fault: str) -> None:
        self._line(where).fault = fault
        self.world.do("wake", where, now=True)

    def _stop(self, where: str, before: int, how: str) -> None:
        self.stage.stumbling.stop(before, how)
        self.world.do("wake", where, now=True)

    def _meanwhile(self, where: str, what: str, how: How) -> None:
        self._line(where).meanwhile = partial(self.take, what, where, how)
        self.world.do("wake", where, now=True)

    def _repeat(self, where: str, which: int) -> None:
        if sent := self._line(where).sent:
            late = sent[which % len(sent)]
            # How long a batch was under way, nobody can know: its hours come out later.
            self.timely &= not late.lost
            self.world.repeat(late)

    def _sign_out(self, where: str) -> None:
        line, person = self._line(where), self._line(where).person
        self.world.do("leave", where)
        if not line.online:
            self.world.do("come_back", where, person=person)
            return
        line.client.post("/sign-out")
        self.world.do("forget", where, person=person)
        line.person = ""

    def _sign_in(self, where: str, person: str) -> None:
        line = self._line(where)
        if not line.online or (line.cookie and line.person == self.stage.ids[person]):
            return
        self.world.do("leave", where)
        sign_in(line, person)
        line.person = self.stage.ids[person]

    def _set_clock(self, where: str, hours: int) -> None:
        self.timely = False
        self.world.set_ahead(where, hours)

    def _latest(self, where: str) -> Deed | None:
        person = self._line(where).person
        found = [one for one in self.deeds if (one.phone, one.person) == (where, person)]
        return found[-1] if found else None

    def _line(self, where: str) -> Line:
        return self.world.lines[where]


def play(stage: Stage, schedule: list[Step], ahead: tuple[int, ...]) -> Play:
    """Play a schedule to its end. `ahead` are the hours by which each phone's clock is wrong."""
    world = stage.world()
    for name, hours in zip(PHONES, ahead, strict=True):
        world.set_ahead(name, hours)
    played = Play(stage, world)
    for what, where, how in schedule:
        played.take(what, where, how)
    played.come_to_rest()
    return played
