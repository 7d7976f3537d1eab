"""Sixteen connections that write to the real server on SQLite, beside one.

On each, the next note is posted as soon as the last one is answered.
"""

import asyncio
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from tests import cast

from .crowd.hall import fill
from .crowd.line import Line
from .crowd.phone import DONE
from .crowd.servers import Served, serve
from .crowd.telling import p99
from .measure import Failed, ratio

CONNECTIONS = (1, 16)
SECONDS, ROUNDS, WARM_UP = 4, 8, 1
THROUGHPUT, SPREAD = 0.9, 5.0


@dataclass(frozen=True)
class Writer:
    """Somebody with a cookie, and the path to which they post notes on whom they met."""

    cookie: str = field(repr=False)
    path: str


@dataclass
class Written:
    """Notes a second in each round, and how long each note took, in seconds."""

    rates: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def main() -> int:
    with TemporaryDirectory() as folder, serve(Path(folder), "sqlite") as served:
        _tell(asyncio.run(_rounds(served, _writers(served, max(CONNECTIONS)))))
    return 0


def _writers(served: Served, count: int) -> list[Writer]:
    hall = fill(served, count)
    with served.app.app_context():
        met = [Contact.add(one.id, new_id(), cast.BOB, "swap", None).id for one in hall.phones]
        db.session.commit()
        db.engine.dispose()
    both = zip(hall.phones, met, strict=True)
    return [Writer(phone.cookie, f"/people/{contact}/notes") for phone, contact in both]


async def _rounds(served: Served, writers: list[Writer]) -> dict[int, Written]:
    written = {count: Written() for count in CONNECTIONS}
    async with Line(served) as line:
        for number in range(WARM_UP + ROUNDS):
            for count, so_far in written.items():
                rate, seconds = await _stint(line, writers[:count])
                if number >= WARM_UP:
                    so_far.rates.append(rate)
                    so_far.seconds += seconds
    return written


async def _stint(line: Line, writers: list[Writer]) -> tuple[float, list[float]]:
    line.seconds.clear()
    began = time.monotonic()
    await asyncio.gather(*(_write(line, writer, began + SECONDS) for writer in writers))
    seconds = line.seconds["note"]
    return len(seconds) / (time.monotonic() - began), seconds


async def _write(line: Line, writer: Writer, until: float) -> None:
    while time.monotonic() < until:
        note = {"id": new_id(), "text": "Reads every tender himself"}
        heard = await line.post("note", writer.path, note, writer.cookie)
        if heard.status != DONE:
            raise Failed(f"A note was answered {heard.status}")


def _tell(written: dict[int, Written]) -> None:
    print(f"\nNotes to the server on SQLite: {ROUNDS} interleaved rounds of {SECONDS} s")
    for count, one in written.items():
        rate, middle, late = median(one.rates), *(of(one.seconds) * 1000 for of in (median, p99))
        print(f"  {count:2} at once {rate:6.1f}/s  p50 {middle:6.1f} ms  p99 {late:6.1f} ms")
    one, many = (written[count] for count in CONNECTIONS)
    throughput, spread = ratio(many.rates, one.rates), p99(many.seconds) / median(many.seconds)
    print(f"  throughput: {throughput:.2f} x that of one (aim: {THROUGHPUT:g} at least)")
    print(f"  p99: {spread:.1f} x p50 (aim: {SPREAD:g} at most)")


if __name__ == "__main__":
    sys.exit(main())
