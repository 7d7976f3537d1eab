"""Records and people by the thousand to a new phone: Wellmet's pull beside PouchDB's replication.

PouchDB replicates from an express-pouchdb server, which compresses its answers; both keep all in
memory. Wellmet is served as it is run, from SQLite, and the worker's own code takes it in. PouchDB
has what is known of each person in one document, or, as a phone has it, in a document for each
record; of the person who met them it is told nothing.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.measure import ratio

from .servers import both
from .turns import Taken, take

# So many people leave about a thousand records; and a thousand people.
SIZES = (250, 1000)
BATCH = 1000
ROUNDS, WARM_UP = 9, 2
TIME, WEIGHT, REQUESTS = 0.2, 0.8, 2
PULL = "wellmet"


def main() -> int:
    for met in SIZES:
        _compare(met)
    return 0


def _compare(met: int) -> None:
    with TemporaryDirectory() as folder, both(Path(folder), met) as served:
        taken = take(served, BATCH, WARM_UP + ROUNDS)
        counts = {name: one["count"] for name, one in served.pouchdb.items()}
    turns = {name: found[WARM_UP:] for name, found in taken.items()}
    print(f"\n{met} people to a new phone, beside PouchDB in batches of {BATCH}:", end=" ")
    print(f"medians of {ROUNDS} interleaved rounds over loopback")
    _tell_turns("Wellmet", turns[PULL])
    print(f"    (aim: {REQUESTS} requests at most)")
    for name, count in counts.items():
        _tell_turns(f"PouchDB, {count} documents", turns[name])
        _tell_beside(turns[PULL], turns[name])


def _tell_turns(name: str, turns: list[Taken]) -> None:
    ms, requests = (median(values) for values in (_ms(turns), [one.requests for one in turns]))
    print(f"  {name:24} {ms:7.1f} ms {_kilobytes(turns):7.1f} KB {requests:3g} requests")


def _tell_beside(mine: list[Taken], theirs: list[Taken]) -> None:
    time, weight = ratio(_ms(mine), _ms(theirs)), _kilobytes(mine) / _kilobytes(theirs)
    print(f"    Wellmet: {time:.2f} x the time (aim: {TIME:g} at most),", end=" ")
    print(f"{weight:.2f} x the bytes (aim: {WEIGHT:g} at most)")


def _ms(turns: list[Taken]) -> list[float]:
    return [one.ms for one in turns]


def _kilobytes(turns: list[Taken]) -> float:
    return median(one.bytes for one in turns) / 1000


if __name__ == "__main__":
    sys.exit(main())
