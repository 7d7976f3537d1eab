"""A phone of the crowd, which sends what waits and asks for news as service_worker/sync.js does."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Any

from blueprints.shared.ids import new_id

from .line import Heard, Line

BATCH = 50
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
FRESH_FOR = 10.0
SPREAD = 8.0
DONE = 303

Fields = dict[str, str]


@dataclass
class Act:
    """A form post that waits; what became of it, and what it is in the books."""

    kind: str
    path: str
    fields: Fields
    made_at: float = field(default_factory=time.time)
    key: str = field(default_factory=new_id)
    other: str = ""  # whom it is about, where that is somebody in the hall
    status: int = 0
    seen: int = 0

    def sent(self) -> dict[str, object]:
        """What the server is sent of it."""
        told = {"key": self.key, "path": self.path, "fields": list(self.fields.items())}
        return {**told, "made_at": self.made_at * 1000, "seen": self.seen}


@dataclass
class Phone:
    """Somebody's phone: what waits on it, what it was told, and how long it holds back."""

    id: str
    name: str
    cookie: str = field(repr=False)
    word: str
    rev: int
    began_at: int = field(init=False)
    waiting: list[Act] = field(default_factory=list)
    done: list[Act] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)
    met: list[str] = field(default_factory=list)
    failures: int = 0
    tired_until: float = 0.0
    told_until: float = 0.0
    pulled_at: float = 0.0
    most: int = BATCH
    lock: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    def __post_init__(self) -> None:
        self.began_at = self.rev

    def swap(self, other: "Phone") -> Act:
        """Scan another's code."""
        return self._keep("swap", f"/c/{other.word}/swap", other.id, mode="swap", card="")

    def note(self, contact_id: str) -> Act:
        """Write down something that nobody else heard."""
        return self._keep("note", f"/people/{contact_id}/notes", text=f"Heard {new_id()}")

    def listen(self, contact_id: str) -> Act:
        """Answer the questions after a swap."""
        told = {"heard": "Builds rotas", "promised": "", "due_on": "", "moves_goal": "yes"}
        return self._keep("listening", f"/people/{contact_id}/listening", **told)

    def _keep(self, kind: str, path: str, other: str = "", **fields: str) -> Act:
        act = Act(kind, path, {"id": new_id(), **fields}, other=other, seen=self.rev)
        self.waiting.append(act)
        return act

    async def wake(self, line: Line, kind: str, now: bool = False, due: float = 0.0) -> bool:
        """Send what waits and fetch the news, unless a pause is due. Whether nothing waits now.

        `due` is when this was to begin, by the monotonic clock: whoever had to wait for the crowd
        has waited.
        """
        async with self.lock:
            while not self._pauses(now):
                acts = self.waiting[: self.most]
                if not acts and not now and self._is_fresh():
                    break
                if not await self._exchange(line, kind, acts, due) or not self.waiting:
                    break
                due = 0.0
        return not self.waiting

    def pause(self) -> float:
        """How many seconds it still holds back."""
        return max(0.0, self.told_until, self.tired_until) - time.monotonic()

    def _pauses(self, now: bool) -> bool:
        until = self.told_until if now else max(self.told_until, self.tired_until)
        return until > time.monotonic()

    def _is_fresh(self) -> bool:
        return time.monotonic() - self.pulled_at < FRESH_FOR

    async def _exchange(self, line: Line, kind: str, acts: list[Act], due: float) -> bool:
        heard = await (self._push(line, kind, acts, due) if acts else self._pull(line, kind, due))
        if heard.status == 0:
            # A batch that does not get through in time may be too much for this network.
            self.most = max(1, self.most // 2)
        if heard.status != 200:
            return self._rest(heard.retry_after)
        said = heard.told()
        self._hear(said.get("answers", []), said.get("replica", said))
        if said.get("retry_after") or said.get("stopped_by"):
            return self._rest(said["retry_after"] or 0)
        self.most, self.failures = BATCH, 0
        self.tired_until = self.told_until = 0.0
        self.pulled_at = time.monotonic()
        return True

    async def _push(self, line: Line, kind: str, acts: list[Act], due: float) -> Heard:
        body = {
            "person": self.id,
            "phone": self.name,
            "since": self.rev,
            "sent_at": time.time() * 1000,
            "acts": [act.sent() for act in acts],
        }
        return await line.send(kind, "/outbox", body, self.cookie, due)

    async def _pull(self, line: Line, kind: str, due: float) -> Heard:
        asked = f"since={self.rev}&phone={self.name}&person={self.id}"
        return await line.get(kind, f"/replica?{asked}", self.cookie, due)

    def _hear(self, answers: list[dict[str, Any]], replica: dict[str, Any]) -> None:
        by_key = {act.key: act for act in self.waiting}
        for answer in answers:
            act = by_key[answer["key"]]
            act.status = answer["status"]
            self.waiting.remove(act)
            self.done.append(act)
        assert replica["rev"] >= self.rev, "the revision went back"
        self.rev = replica["rev"]
        for records in replica.get("records", {}).values():
            self.told |= {one["id"]: one["rev"] for one in records}
        self.met += [one["id"] for one in replica.get("records", {}).get("contacts", ())]

    def _rest(self, seconds: float) -> bool:
        pause = min(FIRST_PAUSE * 2**self.failures, LONGEST_PAUSE) * (0.5 + random.random() / 2)
        self.failures += 1
        self.tired_until = time.monotonic() + pause
        if seconds:
            self.told_until = time.monotonic() + min(seconds, LONGEST_PAUSE) + pause
        return False
