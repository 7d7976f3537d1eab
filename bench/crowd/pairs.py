"""Everybody at once: all pairs of the hall scan each other, both ways, within 15 seconds."""

import asyncio
import random
import time
from statistics import median

from .hall import Hall
from .line import Line, at
from .phone import Phone
from .telling import p99, told

WITHIN = 15.0
# Whatever still waits then is told, and sent with the last look.
LONGEST = 150.0


async def play(line: Line, hall: Hall) -> None:
    """Two posts a pair, at moments that have nothing to do with each other."""
    pairs = hall.paired_off()
    rate = 2 * len(pairs) / WITHIN
    with told(line, f"{len(pairs)} pairs scan each other, {rate:.0f} swap posts a second"):
        began = time.monotonic()
        both = [turn for one, other in pairs for turn in ((one, other), (other, one))]
        waited = await asyncio.gather(*(_scan(line, *turn, began) for turn in both))
    _tell([seconds for seconds in waited if seconds is not None], len(both))


async def _scan(line: Line, one: Phone, other: Phone, began: float) -> float | None:
    """How many seconds after the scan its swap was answered; None where it still waits."""
    due = began + random.random() * WITHIN
    await at(due)
    one.swap(other)
    sent = await one.wake(line, "swap", now=True, due=due)
    while not sent and time.monotonic() + one.pause() < began + LONGEST:
        await asyncio.sleep(one.pause())
        sent = await one.wake(line, "swap again")
    return time.monotonic() - due if sent else None


def _tell(waited: list[float], count: int) -> None:
    # Somebody who was told to come again is answered soon, and through late.
    if waited:
        middle, late = median(waited), p99(waited)
        print(f"  from the scan until it is through: p50 {middle:.1f} s, p99 {late:.1f} s")
    print(f"  {count - len(waited)} swaps still wait", flush=True)
