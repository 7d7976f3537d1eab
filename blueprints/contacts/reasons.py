"""Why two people should meet, in one line of their own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from blueprints.shared.words import apart, first_name

from .roots import roots

_LONGEST = 90


@dataclass(frozen=True)
class Told:
    """Somebody's own words: what they seek or said, and what they offer or do."""

    name: str
    looking_for: str
    heard: Sequence[str]
    can_help: str
    headline: str
    organisation: str


@dataclass(frozen=True)
class Reason:
    """A reason as one line, and the words it quotes of each of the two."""

    line: str
    need: str
    offer: str


def reason(seeker: Told, helper: Told, shared: Sequence[str]) -> Reason:
    """The words of each that hold most of the roots they share."""
    sought = [(" is looking for", line) for line in seeker.looking_for.split("\n")]
    sought += [(" said", line) for text in seeker.heard for line in text.split("\n")]
    offered = [(" can help with", line) for line in helper.can_help.split("\n")]
    offered += [(":", helper.headline), (" is with", helper.organisation)]
    seeks, need = _best(sought, shared)
    gives, offer = _best(offered, shared)
    one, other = apart(first_name(seeker.name)), apart(first_name(helper.name))
    line = f"{one}{seeks} “{apart(need)}”; {other}{gives} “{apart(offer)}”."
    return Reason(line, need, offer)


def told_of_both(person: Told) -> tuple[str, str]:
    """All that somebody needs, and all that they offer: what the indexes hold."""
    needs = "\n".join([person.looking_for, *person.heard])
    return needs, "\n".join([person.can_help, person.headline, person.organisation])


def _best(lines: Sequence[tuple[str, str]], shared: Sequence[str]) -> tuple[str, str]:
    counts = [len(set(roots(line)) & set(shared)) for _, line in lines]
    verb, line = lines[counts.index(max(counts))]
    return verb, _short(" ".join(line.split()))


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - 1].rsplit(' ', 1)[0]}…"
