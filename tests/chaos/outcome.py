"""What one of the cast did, and what the database holds of theirs."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from blueprints.shared.ids import derived

from .acts import Deed, Records, Row
from .facts import FACTS, all_standing, promised

# Where what is made stands in the database: its table, and the column that begins with the mark.
MADE = {
    "note": ("notes", "text"),
    "promise": ("promises", "text"),
    "contact": ("contacts", "name"),
    "planned": ("events", "title"),
    "touch": ("touches", "text"),
    "draft": ("messages", "who"),
    "line": ("messages", "line"),
    "offer": ("proposals", "place"),
    "introduction": ("introductions", "reason"),
    "aim": ("targets", "why"),
}
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Word:
    """What somebody said of a fact, and what they saw there; `said` is None where nobody knows."""

    said: str | None
    over: str
    phone: str


def told_of(person_id: str, rows: Records) -> Records:
    """One person's rows, and with each attendance its event."""
    own = {
        table: [row for row in found if _owner(row) == person_id] for table, found in rows.items()
    }
    events = {row["id"]: row for row in rows["events"]}
    attendances = [{**row, "event": events[row["event_id"]]} for row in own["attendances"]]
    return {**own, "attendances": attendances}


def _owner(row: Row) -> Any:
    return row.get("owner_id") or row.get("person_id")


@dataclass
class Outcome:
    """What the database held of somebody, what it holds now, and what they did in between."""

    name: str
    before: Records
    rows: Records
    deeds: list[Deed]
    timely: bool

    def check(self) -> None:
        """Each deed happened once, and no word is lost."""
        for kind in MADE:
            self._made_once(kind)
        self._no_more_than_made()
        self._swapped_once()
        self._steps_entered()
        self._in_touch_as_said()
        self._one_proposal_each()
        self._one_introduction_each()
        for (kind, about), words in self._words().items():
            self._said(kind, about, words)

    def _those(self, *kinds: str) -> list[Deed]:
        return [deed for deed in self.deeds if deed.act.kind in kinds and not self._joined(deed)]

    def _joined(self, deed: Deed) -> bool:
        """Whether the same introduction had been begun on another phone: it is that one."""
        proposed = dict(deed.act.fields).get("id", "") if deed.act.fields else ""
        return deed.act.kind == "introduction" and self._known(proposed) != proposed

    def _made_once(self, kind: str) -> None:
        table, column = MADE[kind]
        found = Counter(row[column].split(" or ")[0] for row in self.rows[table])
        for deed in self._those(kind):
            assert found[deed.act.mark] == 1, f"{kind} {deed.act.mark} {found[deed.act.mark]} times"

    def _no_more_than_made(self) -> None:
        """Nothing beyond what was done, and each person was met once."""
        people = len(self._those("contact")) + len(self._swapped())
        assert self._new("contacts") == people
        assert self._new("notes") == len(self._those("note"))
        assert self._new("events") == len(self._those("planned"))
        assert self._new("attendances") == len(self._those("planned"))
        assert self._new("targets") == len(self._those("aim"))
        assert self._new("messages") == len(self._those("draft", "line"))
        assert self._new("proposals") == len(self._those("offer"))
        assert self._new("introductions") == len(self._those("introduction", "dismissal"))
        if self.timely:
            assert self._new("meetings") == people

    def _new(self, table: str) -> int:
        return len(self.rows[table]) - len(self.before[table])

    def _swapped_once(self) -> None:
        assert len(self._swapped()) <= 1
        if self._those("swap"):
            assert len(self._swapped()) == 1

    def _swapped(self) -> list[Row]:
        return [row for row in self.rows["contacts"] if row["person_id"]]

    def _steps_entered(self) -> None:
        """What a step scheduled is a promise, and no more of them than it was said."""
        promises = {row["id"] for row in self.rows["promises"]}
        made = {row["id"] for row in self.before["promises"]}
        said = Counter(self._known(deed.act.about) for deed in self._scheduled())
        for step in self.rows["steps"]:
            entered = set(takewhile(promises.__contains__, promised(step["id"])))
            is_owed = step["state"] == "scheduled" and step["kind"] != "next"
            assert is_owed <= len(entered) <= said[FACTS["step"].about(step)]
            made |= entered
        assert len(promises - made) == len(self._those("promise"))

    def _scheduled(self) -> list[Deed]:
        return [deed for deed in self._those("step") if deed.act.word.startswith("I will")]

    def _in_touch_as_said(self) -> None:
        """What was sent, asked, introduced or talked about is a touch, and nothing else is."""
        touches = {row["id"]: row for row in self.rows["touches"]}
        said = dict(self._touches_said())
        made = {row["id"] for row in self.before["touches"]} | said.keys()
        assert len(touches.keys() - made) == len(self._those("touch"))
        by_hand = {deed.act.about for deed in self._those("removed")}
        for touch_id, is_so in said.items():
            touch = touches.get(touch_id)
            stands = touch is not None and touch["removed_at"] is None
            assert touch_id in by_hand or is_so in (None, stands), f"{touch} where {is_so} was said"

    def _touches_said(self) -> Iterator[tuple[str, bool | None]]:
        """The id of each touch that follows from a record, and whether it should stand.

        None where nobody knows.
        """
        for one in self.rows["messages"]:
            yield derived(one["id"], "touch"), one["sent_at"] is not None
        for one in self.rows["proposals"]:
            yield derived(one["id"], "touch"), one["happened_at"] is not None
        for one in self.rows["introductions"]:
            for who in ("first", "second"):
                yield derived(one["id"], f"{who}-asked"), one[f"{who}_asked_at"] is not None
                yield derived(one["id"], f"{who}-introduced"), one["introduced_at"] is not None
            told = derived(one["id"], "first-told")
            yield told, self._told(told) if self.timely else None

    def _told(self, touch_id: str) -> bool:
        """Whether the last word of it was that the first has been told."""
        acts = [deed.act for deed in self._those("told")]
        return [act.word for act in acts if self._known(act.about) == touch_id][-1:] == ["Told"]

    def _one_proposal_each(self) -> None:
        """With each person at most one next step is open."""
        ended = ("happened_at", "cancelled_at")
        still = [one for one in self.rows["proposals"] if not any(one[at] for at in ended)]
        found = Counter(one["contact_id"] for one in still)
        assert all(number == 1 for number in found.values()), f"{found} proposals are open"

    def _one_introduction_each(self) -> None:
        """Nobody is asked in two introductions at once."""
        ended = ("introduced_at", "withdrawn_at")
        begun = [one for one in self.rows["introductions"] if one["begun_at"]]
        still = [one for one in begun if not any(one[at] for at in ended)]
        asked = [one for one in still if "no" not in (one["first_answer"], one["second_answer"])]
        found = Counter(one[who] for one in asked for who in ("first_id", "second_id"))
        assert all(number == 1 for number in found.values()), f"{found} introductions at once"

    def _words(self) -> dict[tuple[str, str], list[Word]]:
        """All that was said of each fact, in the order in which it was."""
        words: dict[tuple[str, str], list[Word]] = defaultdict(list)
        for deed in self.deeds:
            act = deed.act
            if act.kind in FACTS:
                main = Word(act.word, act.over, deed.phone)
                words[act.kind, self._known(act.about)].append(main)
            for one in act.beside:
                also = Word(None, one.over, deed.phone)
                words[one.kind, self._known(one.about)].append(also)
        for kind, about in words.keys() & set(self._set_beside()):
            words[kind, about].append(Word(None, "*", ""))
        return words

    def _set_beside(self) -> Iterator[tuple[str, str]]:
        """Whoever is met there goes, is let go no more, and has the card of their code.

        Two who were dismissed twice, on two phones, are reconsidered at once.
        """
        for met in self._swapped():
            yield from (("kept", str(met["id"])), ("card", str(met["id"])))
        if self._swapped():
            yield from (("plan", str(row["event_id"])) for row in self.before["attendances"])
        yield from (("dismissed", str(row["id"])) for row in self.rows["introductions"])

    def _said(self, kind: str, about: str, words: list[Word]) -> None:
        """The last of them stands; whoever wrote over the others knew them, or they are kept."""
        found = all_standing(kind, about, self.rows)
        said = [word.said for word in words if word.said is not None]
        begun = all_standing(kind, about, self.before)
        is_all = len(said) == len(words)
        if is_all:
            assert set(found) & {*said, *begun}, f"{kind}: {found} stands of {said}"
        if self.timely and words[-1].said is not None and not self._settled(kind, about):
            assert words[-1].said in found, f"{kind}: {found} stands, not {words[-1].said!r}"
        for at, word in enumerate(words):
            if word.said and word.said not in found and not _knew(word, words[at + 1 :]):
                assert self._kept(kind, about, word.said) != 0, f"{kind} {word.said!r} is lost"
        for once in set(filter(None, said)) if is_all else ():
            assert self._kept(kind, about, once) in (None, *range(said.count(once) + 1)), (
                f"{kind} {once}"
            )

    def _settled(self, kind: str, about: str) -> bool:
        """Whether words may have come too late, and are kept: of a message that was sent."""
        sent = [deed for deed in self._those("sent") if self._known(deed.act.about) == about]
        return kind == "message" and bool(sent)

    def _kept(self, kind: str, about: str, said: str) -> int | None:
        """How often a word was kept aside; None where nothing is."""
        fact = FACTS[kind]
        if fact.keeps is None:
            return None
        of = {about, *(row["id"] for row in self.rows[fact.table] if fact.about(row) == about)}
        earlier = [row for row in self.rows["earlier"] if row["fact"] == kind]
        texts = [row["text"] for row in earlier if row["subject_id"] in of]
        return len([text for text in texts if fact.keeps(text, said)])

    @cached_property
    def _names(self) -> dict[str, str]:
        """By the ids that phones proposed, those under which the records stand."""
        return {
            old: new for receipt in self.rows["receipts"] for old, new in receipt["renamed"].items()
        }

    def _known(self, about: str) -> str:
        """Whom or what a fact is about, by the server's name: a phone may have had another."""
        names = self._names
        return UUID.sub(lambda found: names.get(found[0], found[0]), about)


def _knew(word: Word, later: list[Word]) -> bool:
    """Whether somebody wrote over it who had said it there, or saw it."""
    return any(
        one.over in (word.said, "*") or (one.phone and one.phone == word.phone) for one in later
    )
