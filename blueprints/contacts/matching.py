"""Who of my people should meet: one needs what another offers. No database, no clock.

An index finds the pairs that share a word; what follows weighs them.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import accumulate

MOST = 3
# Behind so many pairs nobody is looked for any more.
RANKED = 200
# So many pairs are weighed at most, which takes a second or two. A thousand people have fewer, if
# they say what they mean; somebody could write down thousands to keep a server busy.
WEIGHED = 300_000
# A word that nearly everybody says tells nobody apart: with fewer people there would be none rare.
CROWD = 24
# Below that two people share a word by chance.
ENOUGH = 7


@dataclass(frozen=True)
class Known:
    """Somebody with the roots of what they need and of what they offer."""

    id: str
    name: str
    needs: Sequence[str]
    offers: Sequence[str]


@dataclass(frozen=True)
class Pair:
    """Somebody who needs what another offers, and the roots they share."""

    seeker: str
    helper: str
    shared: Sequence[str]
    weight: int


class Crowd:
    """People with what they told, and how rare each root is among them."""

    def __init__(self, people: Sequence[Known]) -> None:
        self.known = {one.id: one for one in people}
        self.offers = {one.id: frozenset(one.offers) for one in people}
        said = Counter(root for one in people for root in {*one.needs, *one.offers})
        self.rare = {root: _rarity(count, len(people)) for root, count in said.items()}

    def wanted(self) -> dict[str, list[str]]:
        """What to look for among offers: by a seeker's id, the telling roots of their need.

        Of people beyond counting, those who need what fewest offer.
        """
        offering = Counter(root for offers in self.offers.values() for root in offers)
        telling = {one.id: self.telling(one.needs) for one in self.known.values()}
        pairs = {one: sum(offering[root] for root in roots) for one, roots in telling.items()}
        fewest = sorted(filter(pairs.__getitem__, pairs), key=lambda one: (pairs[one], one))
        totals = accumulate(pairs[one] for one in fewest)
        within = (one for one, total in zip(fewest, totals, strict=True) if total <= WEIGHED)
        return {one: telling[one] for one in within}

    def telling(self, needs: Sequence[str]) -> list[str]:
        """Those roots of a need without which no pair is strong enough.

        All the others shared are not: whoever offers nothing but them need not be looked at.
        """
        common = sorted(needs, key=self.rare.__getitem__)
        for weak in range(len(common)):
            if self.weight(common[: weak + 1], needs) >= ENOUGH:
                return common[weak:]
        return []

    def weight(self, shared: Sequence[str], needs: Sequence[str]) -> int:
        """How much it tells that so much of a need is shared.

        A root weighs the more the fewer people say it; of two words shared the second counts in
        full, and a long need has more words to share by chance.
        """
        if not shared:
            return 0
        rare = sum(self.rare[root] for root in shared)
        return rare * (len(shared) + 1) // (2 + len(needs) // 4)


def ranked(crowd: Crowd, candidates: Iterable[tuple[str, str]]) -> list[Pair]:
    """The pairs that are worth suggesting, the strongest first, RANKED at most.

    `candidates` are ids of a seeker and a helper. Ties stand by the names' code points, then by
    ids.
    """
    known = crowd.known
    # One after the other: among thousands of people there are a million.
    pairs = (
        _pair(crowd, known[seeker], known[helper])
        for seeker, helper in candidates
        if seeker in known and helper in known and seeker != helper
    )
    strong = (pair for pair in pairs if pair.weight >= ENOUGH)
    return nsmallest(RANKED, strong, key=lambda pair: _order(pair, known))


def few(pairs: Iterable[Pair], busy: Container[str], over: Container[frozenset[str]]) -> list[Pair]:
    """The first three, with each person in one of them at most.

    `busy` are people who are not to be asked now, `over` pairs that came up before.
    """
    chosen: list[Pair] = []
    taken: set[str] = set()
    for pair in pairs:
        both = frozenset((pair.seeker, pair.helper))
        if len(chosen) < MOST and not taken & both and both not in over and not _any(both, busy):
            chosen.append(pair)
            taken |= both
    return chosen


def _pair(crowd: Crowd, seeker: Known, helper: Known) -> Pair:
    offered = crowd.offers[helper.id]
    shared = [root for root in seeker.needs if root in offered]
    return Pair(seeker.id, helper.id, shared, crowd.weight(shared, seeker.needs))


def _rarity(said: int, crowd: int) -> int:
    """Twice the binary logarithm of how rare a root is, in whole numbers: alike everywhere."""
    several = crowd + CROWD
    return (several * several // (said * said)).bit_length()


def _order(pair: Pair, known: dict[str, Known]) -> tuple[int, str, str, str, str]:
    seeker, helper = known[pair.seeker], known[pair.helper]
    return (-pair.weight, seeker.name, helper.name, seeker.id, helper.id)


def _any(both: Iterable[str], of: Container[str]) -> bool:
    return any(one in of for one in both)
