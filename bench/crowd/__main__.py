"""The break, the replay and, on PostgreSQL, all pairs at once; then the books are checked."""

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from . import books, opening, pairs, returning
from .hall import Hall, fill
from .line import Line
from .servers import Served, serve

# Whatever happens, a run ends after so many seconds.
LONGEST = 600


def main() -> int:
    asked = _asked()
    # Whoever ends it ends the servers with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with TemporaryDirectory() as folder, serve(Path(folder), asked.database) as served:
        hall = fill(served, asked.people)
        print(f"\n{asked.people} people on {asked.database}; load {_load()} before it begins")
        asyncio.run(asyncio.wait_for(_run(served, hall, asked), LONGEST))
        return books.check(served, hall)


async def _run(served: Served, hall: Hall, asked: argparse.Namespace) -> None:
    async with Line(served) as line:
        await opening.play(line, hall, asked.seconds, asked.faster)
        await returning.play(line, hall)
        if asked.database == "postgresql":
            await pairs.play(line, hall)
        await returning.settle(line, hall)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.crowd", description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--seconds", type=int, default=60, help="how much of the break is played")
    parser.add_argument("--faster", type=float, default=1.0, help="how much faster than it happens")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    return parser.parse_args()


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


if __name__ == "__main__":
    sys.exit(main())
