"""A nudge in words: short, warm, and nothing that a mail program would make a link of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from blueprints.shared.words import first_name

from .nudging import Matter

MOST_LINES = 3
MOST_NAMES = 3
# What a lock screen shows of one line, and what a page keeps of it, in characters.
SHORT, LONG = 120, 500
# Strangers send cards with names on them, and name events; an address is neither.
_LOOKS_LIKE_AN_ADDRESS = re.compile(r"[/@:\\]|\.\w")
_HOLDS_AN_ADDRESS = re.compile(r"[/@\\]|\.\w")


@dataclass(frozen=True)
class Notice:
    """What a phone shows, and the subject of a mail."""

    title: str
    body: str
    href: str


def notice(matters: Sequence[Matter]) -> Notice:
    """One nudge about these matters, the weightiest first."""
    first = matters[0]
    if len(matters) == 1:
        return Notice(_title(first), _short(_alone(first)), href(first))
    shown = [_short(line(one)) for one in matters[:MOST_LINES]]
    more = ["And more, in Wellmet."] if len(matters) > MOST_LINES else []
    leads = first.kind == "queue"
    title = _title(first) if leads else "For today"
    return Notice(title, "\n".join(shown + more), href(first) if leads else "/today")


def line(of: Matter) -> str:
    """A matter in one line, among others."""
    if of.kind == "queue":
        return f"{event(of.words) or 'Your event'}: {of.who}"
    if of.kind == "promise":
        return f"You promised {of.who}: {of.words}"
    return f"{_title(of)}: {of.words}" if of.kind == "next" else f"{_title(of)}. {_alone(of)}"


def href(of: Matter) -> str:
    """Where it is seen to."""
    if of.kind == "queue":
        return f"/follow-ups/events/{of.subject}"
    return f"/people/{of.people[0]}"


def first_names(names: Sequence[str]) -> str:
    """The first names in a row: "Ifeoma", "Ifeoma and Wei", "Ifeoma, Wei, Tomás and others"."""
    firsts = [_first(name) for name in names]
    if len(firsts) > MOST_NAMES:
        firsts = [*firsts[:MOST_NAMES], "others"]
    *before, last = firsts or [""]
    return f"{', '.join(before)} and {last}" if before else last


def event(title: str) -> str:
    """An event's title; "" where it holds an address, which programs make a link of."""
    return "" if _HOLDS_AN_ADDRESS.search(title) else title


def _title(of: Matter) -> str:
    titles = {
        "queue": "Your follow-ups are ready",
        "promise": f"You promised {of.who}",
        "next": f"Next with {of.who}",
        "turn": f"A word with {of.who}",
    }
    return titles[of.kind]


def _alone(of: Matter) -> str:
    if of.kind == "queue":
        return line(of)
    if of.kind == "turn":
        return "They wrote last." if of.words == "me" else "It is time again."
    return of.words


def _first(name: str) -> str:
    first = first_name(name)
    return "somebody" if not first.strip() or _LOOKS_LIKE_AN_ADDRESS.search(first) else first


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHORT else f"{plain[: SHORT - 1].rstrip()}…"
