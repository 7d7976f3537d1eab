"""The opening break, at the rates at which a hall goes through it, whoever keeps up or not."""

import asyncio
import random
import time
from collections.abc import Callable, Coroutine
from http import HTTPStatus

from blueprints.shared.ids import new_id
from tests.cast import PASSWORD

from .hall import Hall
from .line import Line
from .phone import DONE
from .telling import told

BREAK = 600.0  # seconds
SWAPS_A_HEAD = 3
# A page in view wakes its worker by a timer; and people take their phones out again.
TIMER, TAKEN_OUT = 45.0, 85.0
# Somebody who shows *My code* does so for ten seconds, and the page asks every two; where it is
# turned away, more seldom.
SHOWN, EVERY, MOST_SELDOM = 10.0, 2.0, 8.0
# One swap in ten is with somebody who has no account; one person in twenty signs up at the door.
GUESTS, AT_THE_DOOR = 0.1, 0.05
# Who opens a page that their phone cannot make: a first visit, another browser. A head.
PAGES_A_HEAD = 0.5
PAGES = ("/today", "/people", "/events", "/swap")

Happening = Callable[[Line, Hall, float], Coroutine[None, None, None]]


async def play(line: Line, hall: Hall, seconds: int, faster: float) -> None:
    """So many seconds of the break."""
    with told(line, f"The break, {faster:g} x as fast as it happens"):
        streams = [
            _stream(line, hall, seconds, rate * faster, happening)
            for happening, rate in _rates(len(hall.phones)).items()
        ]
        await asyncio.gather(*streams)


def _rates(people: int) -> dict[Happening, float]:
    """How often each thing happens in a second."""
    swaps = people * SWAPS_A_HEAD / BREAK
    return {
        _swap: swaps,
        _poll: people / TIMER + people / TAKEN_OUT,
        _show_code: swaps,
        _visit: swaps * GUESTS,
        _sign_up: people * AT_THE_DOOR / BREAK,
        _look: people * PAGES_A_HEAD / BREAK,
    }


async def _stream(line: Line, hall: Hall, seconds: int, rate: float, happening: Happening) -> None:
    """People come when they come, not when the one before them was served."""
    began = due = time.monotonic()
    async with asyncio.TaskGroup() as under_way:
        while (due := due + random.expovariate(rate)) < began + seconds:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            under_way.create_task(happening(line, hall, due))


async def _swap(line: Line, hall: Hall, due: float) -> None:
    one, other = hall.strangers()
    act = one.swap(other)
    await one.wake(line, "swap", now=True, due=due)
    if act.status == DONE:
        one.note(act.fields["id"])
        await one.wake(line, "note", now=True)


async def _poll(line: Line, hall: Hall, due: float) -> None:
    await hall.somebody().wake(line, "poll", now=True, due=due)


async def _show_code(line: Line, hall: Hall, due: float) -> None:
    phone, pause, ends = hall.somebody(), EVERY, due + SHOWN
    while due < ends:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        path = f"/swap/arrivals?since={phone.rev}"
        heard = await line.get("my code", path, phone.cookie, due)
        pause = EVERY if heard.status == HTTPStatus.OK else min(2 * pause, MOST_SELDOM)
        due = time.monotonic() + pause


async def _visit(line: Line, hall: Hall, due: float) -> None:
    card, text = f"/c/{hall.somebody().word}", f"Nice talk {new_id()}"
    await line.get("card", card, due=due)
    sent = {"name": "A guest", "reach": "guest@example.org", "line": text, "homepage": ""}
    heard = await line.post("return card", f"{card}/return", {"id": new_id(), **sent})
    hall.returned[text] = heard.status == DONE


async def _look(line: Line, hall: Hall, due: float) -> None:
    await line.get("page", hall.chance.choice(PAGES), hall.somebody().cookie, due)


async def _sign_up(line: Line, hall: Hall, due: float) -> None:
    email = f"{new_id()}@example.org"
    await line.get("poster", hall.join_path, due=due)
    who = {"name": "Somebody new", "email": email, "password": PASSWORD, "zone": "Europe/London"}
    heard = await line.post("sign-up", "/sign-up", {"id": new_id(), **who})
    hall.signed_up[email] = heard.status == DONE
    if hall.signed_up[email]:
        cookie = heard.headers["Set-Cookie"].partition(";")[0]
        await line.post("joining", hall.join_path, {"id": new_id()}, cookie)
        await line.get("first records", f"/replica?since=0&phone={new_id()}", cookie)
