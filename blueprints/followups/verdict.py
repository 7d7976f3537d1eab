"""What came of an event, a month and three months later: in words and names, never in counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# After how many days, and how a page calls it.
AFTER = ((30, "After a month"), (90, "After three months"))
NOTHING = "Nothing had grown from it by then."
_MOST_NAMES = 3


@dataclass(frozen=True)
class Known:
    """Somebody met at the event, by first name, and the days on which something was between us.

    `heard` and `wrote` are the days of contact from their side and from mine, a talk in both;
    `kept` and `they_kept` those on which I and they kept a promise, `introduced` those on which I
    brought them together with somebody.
    """

    name: str
    heard: Sequence[date] = ()
    wrote: Sequence[date] = ()
    kept: Sequence[date] = ()
    they_kept: Sequence[date] = ()
    introduced: Sequence[date] = ()


def verdicts(met: Sequence[Known], evening: date, today: date) -> list[dict[str, object]]:
    """Each verdict whose day has passed. It says what was so by then, whenever it is read."""
    return [
        {"when": when, "lines": verdict(met, evening, evening + timedelta(days=days))}
        for days, when in AFTER
        if today > evening + timedelta(days=days)
    ]


def verdict(met: Sequence[Known], evening: date, until: date) -> list[str]:
    """What had come of an evening by the end of a day."""

    def names(*what: str) -> list[str]:
        return [
            one.name
            for one in met
            if all(any(evening < day <= until for day in getattr(one, days)) for days in what)
        ]

    in_touch = names("heard", "wrote")
    found = (
        (in_touch, f"{listed(in_touch)} {'are' if in_touch[1:] else 'is'} still in touch."),
        (kept := names("kept"), f"You kept your word to {listed(kept)}."),
        (they_kept := names("they_kept"), f"{listed(they_kept)} kept their word to you."),
        (introduced := names("introduced"), f"You introduced {listed(introduced)} to somebody."),
    )
    return [line for who, line in found if who] or [NOTHING]


def listed(names: Sequence[str]) -> str:
    """Names in a sentence, three at most: "Ifeoma, Wei and Tomás"."""
    named = [*names[:_MOST_NAMES], *(["others"] if len(names) > _MOST_NAMES else [])]
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
