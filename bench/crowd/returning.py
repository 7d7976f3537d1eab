"""The hall's Wi-Fi comes back, and every phone has something to say."""

import asyncio
import random
import time

from .hall import Hall
from .line import Line
from .phone import SPREAD, Phone
from .telling import told

# Whatever still waits then is told, and waits on.
LONGEST = 150
# A last look is nobody's hurry.
AT_ONCE = 8


async def play(line: Line, hall: Hall) -> None:
    """Each person did four things without a network; all phones are told of it at one moment."""
    for phone in hall.phones:
        _do_some(hall, phone)
    with told(line, "The network is back: four acts on each phone"):
        until = time.monotonic() + LONGEST
        await asyncio.gather(*(_drain(line, phone, until) for phone in hall.phones))
    left = sum(len(phone.waiting) for phone in hall.phones)
    print(f"  {left} acts still wait")


async def settle(line: Line, hall: Hall) -> None:
    """All is quiet: what still waits is sent, and then each phone asks once more.

    Not at once: what one sends is another's news.
    """
    late = [phone for phone in hall.phones if phone.waiting]
    for title, phones in (("What still waits", late), ("A last look from each", hall.phones)):
        turns = asyncio.Semaphore(AT_ONCE)
        with told(line, f"{title}: {len(phones)} phones"):
            await asyncio.gather(*(_last_look(line, phone, turns) for phone in phones))


def _do_some(hall: Hall, phone: Phone) -> None:
    met = phone.swap(hall.stranger_to(phone)).fields["id"]
    phone.listen(met)
    phone.note(met)
    phone.note(met)


async def _drain(line: Line, phone: Phone, until: float) -> None:
    await asyncio.sleep(random.random() * SPREAD)
    sent = await phone.wake(line, "outbox", now=True)
    while not sent and time.monotonic() + phone.pause() < until:
        await asyncio.sleep(phone.pause())
        sent = await phone.wake(line, "outbox again")


async def _last_look(line: Line, phone: Phone, turns: asyncio.Semaphore) -> None:
    async with turns:
        phone.tired_until = phone.told_until = 0.0
        await phone.wake(line, "last look", now=True)
