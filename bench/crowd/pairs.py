"""Everybody at once: all pairs of the hall scan each other, both ways, within 15 seconds."""

import asyncio
import random
import time

from .hall import Hall
from .line import Line, at
from .phone import Phone
from .telling import told

WITHIN = 15.0


async def play(line: Line, hall: Hall) -> None:
    """Two posts a pair, at moments that have nothing to do with each other."""
    pairs = hall.paired_off()
    rate = 2 * len(pairs) / WITHIN
    with told(line, f"{len(pairs)} pairs scan each other, {rate:.0f} swap posts a second"):
        began = time.monotonic()
        both = [turn for one, other in pairs for turn in ((one, other), (other, one))]
        await asyncio.gather(*(_scan(line, *turn, began) for turn in both))


async def _scan(line: Line, one: Phone, other: Phone, began: float) -> None:
    due = began + random.random() * WITHIN
    await at(due)
    one.swap(other)
    sent = await one.wake(line, "swap", due=due)
    while not sent:
        await asyncio.sleep(one.pause())
        sent = await one.wake(line, "swap again")
