"""What has to hold once all is quiet, whatever has happened."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from blueprints.shared.ids import derived

from .acts import FACTS, Deed, Records, in_words, standing
from .play import Play
from .stage import PHONES, rows_of_all

# Where what is made stands in the database: its table, and the column that holds the mark.
MADE = {
    "note": ("notes", "text"),
    "promise": ("promises", "text"),
    "contact": ("contacts", "name"),
    "event": ("events", "title"),
}


def check(played: Play) -> None:
    """All that was done has happened once, nothing is lost, and all agree."""
    _all_agree(played)
    with played.stage.app.app_context():
        rows = rows_of_all()
    for name, person_id in played.stage.ids.items():
        own = {table: _of(person_id, found) for table, found in rows.items()}
        deeds = [deed for deed in played.deeds if deed.person == person_id]
        Outcome(name, own, deeds, played.timely).check()


def _all_agree(played: Play) -> None:
    told = {name: _whole(played, name) for name in ("alice-1", "bob-1")}
    for name, owner in PHONES.items():
        state = played.state(name)
        assert state, f"{name} shows nothing"
        assert state["refused"] == [], name
        assert state["waiting"] == 0, name
        kept, whole = _by_id(state["replica"]), told[f"{owner}-1"]
        assert _by_id(state["records"]) == kept, name
        assert kept == whole, f"{name}: {_differing(kept, whole)}"


def _whole(played: Play, name: str) -> Any:
    answer = played.world.lines[name].client.get("/replica?since=0")
    return _by_id(json.loads(answer.data)["records"])


def _by_id(records: Records) -> Any:
    # Whether an event's code is still drawn follows from the hour: no phone is told.
    for attendance in records["attendances"]:
        attendance["event"].pop("join_code", None)
    return {table: {row["id"]: row for row in rows} for table, rows in records.items() if rows}


def _differing(kept: Any, whole: Any) -> list[Any]:
    """What a phone has, and what it should have."""
    tables = {table: kept.get(table, {}).keys() | whole.get(table, {}).keys() for table in whole}
    pairs = [
        (kept.get(table, {}).get(key), whole[table].get(key))
        for table in tables
        for key in tables[table]
    ]
    return [pair for pair in pairs if pair[0] != pair[1]]


def _of(person_id: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row.get("owner_id") == person_id]


@dataclass
class Outcome:
    """What one of the cast did, and what the database holds of theirs."""

    name: str
    rows: Records
    deeds: list[Deed]
    timely: bool

    def check(self) -> None:
        for kind in MADE:
            self._made_once(kind)
        self._no_more_than_made()
        self._swapped_once()
        self._steps_entered_once()
        for kind in FACTS:
            for about in {self._about(deed) for deed in self._those(kind)}:
                self._said(kind, about, [d for d in self._those(kind) if self._about(d) == about])
        self._let_go()

    def _those(self, *kinds: str) -> list[Deed]:
        return [deed for deed in self.deeds if deed.act.kind in kinds]

    def _made_once(self, kind: str) -> None:
        table, column = MADE[kind]
        found = Counter(row[column] for row in self.rows[table])
        for deed in self._those(kind):
            assert found[deed.act.mark] == 1, f"{kind} {deed.act.mark} {found[deed.act.mark]} times"

    def _no_more_than_made(self) -> None:
        """Nothing beyond what was done, and each person was met once."""
        begun = int(self.name == "alice")
        people = len(self._those("contact")) + len(self._swapped()) + begun
        assert len(self.rows["contacts"]) == people
        assert len(self.rows["notes"]) == len(self._those("note"))
        assert len(self.rows["events"]) == len(self._those("event")) + begun
        assert len(self.rows["attendances"]) == len(self._those("event")) + 1
        if self.timely:
            assert len(self.rows["meetings"]) == people

    def _swapped_once(self) -> None:
        assert len(self._swapped()) <= 1
        if self._those("swap"):
            assert len(self._swapped()) == 1

    def _swapped(self) -> list[dict[str, Any]]:
        return [row for row in self.rows["contacts"] if row["person_id"]]

    def _steps_entered_once(self) -> None:
        """What a step scheduled is one promise, however often it was said."""
        promises = {row["id"]: row for row in self.rows["promises"]}
        for step in self.rows["steps"]:
            assert promises[derived(step["id"], "promise")]["text"] == step["text"]
        assert len(promises) == len(self._those("promise")) + len(self.rows["steps"])

    def _said(self, kind: str, about: str, deeds: list[Deed]) -> None:
        """One of them stands; whoever wrote over the others knew them, or they are kept."""
        found = standing(kind, about, self.rows)
        marks = [deed.act.mark for deed in deeds]
        assert found in marks, f"{kind}: {found!r} stands of {marks}"
        if self.timely:
            assert found == marks[-1], f"{kind}: {found} stands, not {marks[-1]}"
        for at, deed in enumerate(deeds):
            if deed.act.mark != found and not _knew(deed, deeds[at + 1 :]):
                assert self._kept(kind, deed) == 1, f"{kind} {deed.act.mark} is lost"
            assert self._kept(kind, deed) <= 1, f"{kind} {deed.act.mark} is kept twice"

    def _kept(self, kind: str, deed: Deed) -> int:
        words = (kind, in_words(kind, deed.act.mark))
        return sum((row["fact"], row["text"]) == words for row in self.rows["earlier"])

    def _let_go(self) -> None:
        """The last word on somebody stands; a swap is a word too, and so left out."""
        met = {row["id"]: row for row in self.rows["contacts"] if not row["person_id"]}
        last = {deed.act.about: deed.act.kind for deed in self._those("let go", "taken back")}
        for about, kind in last.items():
            if self.timely and about in met:
                assert bool(met[about]["let_go_at"]) == (kind == "let go"), f"{about} {kind}"

    def _about(self, deed: Deed) -> str:
        """Whom or what a fact is about, by the server's name: a phone may have had another."""
        known = {row["id"] for row in self.rows["contacts"]} | {
            row["event_id"] for row in self.rows["attendances"]
        }
        return deed.act.about if deed.act.about in known else str(self._swapped()[0]["id"])


def _knew(deed: Deed, later: list[Deed]) -> bool:
    """Whether somebody wrote over it who had said it there, or saw it."""
    return any(
        one.act.over in (deed.act.mark, "*") or (one.phone and one.phone == deed.phone)
        for one in later
    )
