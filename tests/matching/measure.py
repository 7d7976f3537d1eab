"""Precision at three, of the matcher and of plain word overlap, on people labelled by hand."""

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import NamedTuple

from blueprints.contacts.matching import MOST, Crowd, Known, ranked
from blueprints.contacts.roots import roots

from .people import Guest

# For each seeker, whom to meet, the best first.
Found = dict[str, list[str]]


class Measured(NamedTuple):
    """How many of the first three suggestions for each seeker were right, and how many were found.

    `precision` is a share of what was suggested, three a seeker at most; `found` a share of all
    whom the labels bring together.
    """

    precision: float
    found: float


def matched(guests: Sequence[Guest]) -> Found:
    """As Wellmet finds them."""
    people = [_known(guest) for guest in guests]
    candidates = [(one.id, other.id) for one, other in permutations(people, 2)]
    found: Found = {guest.key: [] for guest in guests}
    for pair in ranked(Crowd(people), candidates):
        found[pair.seeker].append(pair.helper)
    return found


def overlapping(guests: Sequence[Guest]) -> Found:
    """By the number of words that need and offer have in common, as they are written."""
    return {guest.key: _by_words(guest, guests) for guest in guests}


def measured(guests: Sequence[Guest], find: Callable[[Sequence[Guest]], Found]) -> Measured:
    """How good a way of finding is."""
    found = find(guests)
    suggested = [(guest, key) for guest in guests for key in found[guest.key][:MOST]]
    right = sum(key in guest.should_meet for guest, key in suggested)
    wanted = sum(len(guest.should_meet) for guest in guests)
    return Measured(right / max(len(suggested), 1), right / wanted)


def needs(guest: Guest) -> str:
    """What a guest seeks."""
    return f"{guest.looking_for}\n{guest.heard}"


def offers(guest: Guest) -> str:
    """What a guest could give."""
    return f"{guest.can_help}\n{guest.headline}\n{guest.organisation}"


def _known(guest: Guest) -> Known:
    return Known(guest.key, guest.name, roots(needs(guest)), roots(offers(guest)))


def _by_words(seeker: Guest, guests: Sequence[Guest]) -> list[str]:
    wanted = set(needs(seeker).lower().split())
    shared = {
        one.key: len(wanted & set(offers(one).lower().split())) for one in guests if one != seeker
    }
    return sorted((key for key, count in shared.items() if count), key=lambda key: -shared[key])
