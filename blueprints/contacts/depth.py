"""How deep a contact goes, from what happened between two people: met, talked, helped, counts.

docs/depth.md says the rule in words. Only facts move somebody: what I did and nobody answered
leaves them where they stand.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

STAGES = ("met", "talked", "helped", "counts")
LABELS = {"met": "Met", "talked": "Talked", "helped": "Helped", "counts": "Count on"}
# In days from the first to the last sign of theirs: a season, not a good week.
LASTING = 90

SENTENCES = {
    "met": "You met on {on}.",
    "wrote": "You met, and you wrote on {on}. Once they answer, you have talked.",
    "kept": "You kept a promise on {on}. It counts once you hear from them.",
    "they": "You have talked: they wrote on {on}.",
    "both": "You have talked, last on {on}.",
    "again": "You met again on {on}.",
    "gave": "You have helped them: you kept a promise on {on}.",
    "got": "They have helped you: they kept a promise on {on}.",
    "each": "You have helped each other, last on {on}.",
    "counts": "Promises kept both ways, and in touch since {on}.",
}


@dataclass(frozen=True)
class Fact:
    """Something that happened on a day.

    `kind` is met; me, they or both (who wrote, or that we talked); gave (a promise of mine was
    kept) or got (one of theirs).
    """

    kind: str
    on: date


@dataclass(frozen=True)
class Depth:
    """A stage, and why: one of SENTENCES, and the day it names."""

    stage: str = "met"
    why: str = ""
    on: date = date.min

    def said(self, written: Callable[[date], str]) -> str:
        """Why, in words; `written` writes a day."""
        return SENTENCES[self.why].format(on=written(self.on)) if self.why else ""


def depth(facts: Collection[Fact]) -> Depth:
    """How deep a contact goes."""
    gave, got = _of(facts, "gave"), _of(facts, "got")
    signs = _signs(facts)
    if gave and got and _lasting(facts, signs):
        return Depth("counts", "counts", min(fact.on for fact in [*signs, *_of(facts, "met")]))
    if got or (gave and signs):
        last = max(fact.on for fact in [*gave, *got])
        return Depth("helped", "each" if gave and got else "gave" if gave else "got", last)
    if signs:
        last_sign = max(signs, key=lambda sign: (sign.on, sign.kind))
        return Depth("talked", last_sign.kind, last_sign.on)
    return _only_met(facts)


def last_on(facts: Collection[Fact]) -> date:
    """The day of the last contact, by whomever; `date.min` where there was none."""
    contacts = ("met", "me", "they", "both")
    return max((fact.on for fact in facts if fact.kind in contacts), default=date.min)


def _only_met(facts: Collection[Fact]) -> Depth:
    for kind, why in (("gave", "kept"), ("me", "wrote"), ("met", "met")):
        if found := _of(facts, kind):
            return Depth("met", why, max(fact.on for fact in found))
    return Depth()


def _signs(facts: Collection[Fact]) -> list[Fact]:
    """What took the other person too: a word of theirs, a talk, another meeting, a promise kept."""
    days = sorted({fact.on for fact in _of(facts, "met")})
    heard = [fact for fact in facts if fact.kind in ("they", "both", "got")]
    return heard + [Fact("again", on) for on in days[1:]]


def _lasting(facts: Collection[Fact], signs: Collection[Fact]) -> bool:
    days = [fact.on for fact in [*signs, *_of(facts, "met")]]
    return (max(fact.on for fact in signs) - min(days)).days >= LASTING


def _of(facts: Collection[Fact], kind: str) -> list[Fact]:
    return [fact for fact in facts if fact.kind == kind]
