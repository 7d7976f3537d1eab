"""An evening as two people live it, told to any release in the words of its forms.

Nothing of the app is used but its paths: the same module makes a fixture with the application of
an earlier release. Whatever is told here is found again by the tests, so words are added and none
are changed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from PIL import Image

PASSWORD = "a lamp and a long table"
ALICE, BOB = "alice@example.org", "bob@example.org"
ALICES_NAME, BOBS_NAME = "Alice Lindqvist", "Bob Okonkwo"
GUEST, WRITTEN_DOWN, LET_GO = "Zoë Ünal", "Wei Zhang", "Priya Raman"

BEFORE = datetime(2026, 11, 28, 10, tzinfo=UTC)
DURING = datetime(2026, 12, 1, 19, tzinfo=UTC)
AFTER = datetime(2026, 12, 2, 8, 30, tzinfo=UTC)

PAST, TO_COME, SLID = "Founders Evening", "Winter Dinner", "A Tour of Halls"
GOAL = "Find one person who has sold software to hospitals."
TARGET = "A hospital buyer"
HEARD = "The first software came in by the night shift"
NOTE = "Reads every tender himself; hates slides"
PROMISE, THEIR_PROMISE, NO_LONGER = "Introduce him to Sam", "The county's budget", "A book"
NEXT = "Coffee at the harbour"
LEARNED = "Ask for the night shift first."
LINE = "The one with the loud laugh"
BOBS_NOTE = "Brings sourdough to demos"

_ID = "[0-9a-f]{8}-[0-9a-f-]{27}"
_OUR_PAGE = {"Origin": "http://localhost"}

SetTime = Callable[[datetime], None]


class Guest:
    """Somebody with a browser."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def do(self, path: str, **fields: Any) -> str:
        """Post a form, under an id of its own unless one is given. Returns where it leads."""
        form = {"id": str(uuid4()), **fields}
        answer = self.client.post(path, data=form, headers=_OUR_PAGE)
        assert answer.status_code == 303, f"{path}: {answer.status}\n{answer.text}"
        return str(answer.location)

    def find(self, pattern: str, path: str) -> list[str]:
        """What a page says that looks like that, each once."""
        return list(dict.fromkeys(re.findall(pattern, self.client.get(path).text)))


def live(client: Callable[[], FlaskClient], set_time: SetTime) -> None:
    """Have the evening, in an empty database."""
    alice, bob, guest = (Guest(client()) for _ in range(3))
    set_time(BEFORE)
    event = _prepare(alice, bob)
    set_time(DURING)
    _meet(alice, bob, guest, event)
    set_time(AFTER)
    _follow_up(alice, event)
    _look_ahead(alice)
    _begin(bob)


def _prepare(alice: Guest, bob: Guest) -> str:
    _sign_up(alice, ALICES_NAME, ALICE, "Europe/London")
    _sign_up(bob, BOBS_NAME, BOB, "America/New_York")
    shared = ["headline", "organisation", "email", "phone", "links", "photo"]
    card = {"name": ALICES_NAME, "email": ALICE, "phone": "+447911123456", "prefers": "email"}
    alice.do("/me/card", **card, headline="Makes rota software for wards", shared=shared)
    for person, colour in ((alice, "teal"), (bob, "maroon")):
        person.do("/me/photo", photo=(_picture(colour), "me.png"))
    slid = _plan(alice, SLID, "2026-11-30")
    alice.do(f"{slid}/plan", plan="slide")
    event = _plan(alice, PAST, "2026-12-01")
    alice.do(f"{event}/goal", goal=GOAL)
    for who in (TARGET, "Somebody who runs a ward at night", "An investor"):
        alice.do(f"{event}/targets", who=who, why="", offer="", opening="What breaks first?")
    alice.do(f"/targets/{alice.find(f'/targets/({_ID})', event)[2]}/removal")
    bob.do(alice.find("/e/[0-9a-z]+", event)[0])
    return event


def _meet(alice: Guest, bob: Guest, guest: Guest, event: str) -> None:
    card = alice.find("/c/[0-9a-z]+", "/swap")[0]
    bob.do(f"{card}/swap", mode="swap")
    guest.do(f"{card}/return", name=GUEST, reach="zoe@example.org", line=LINE, homepage="")
    for name in (WRITTEN_DOWN, LET_GO):
        alice.do("/people", name=name, source="typed", phone="+447911000001", prefers="phone")
    alice.do(f"{alice.find(f'/targets/{_ID}', event)[0]}/meeting")
    people = {name: path for path in _people(alice) for name in _names_on(alice, path)}
    _listen(alice, people[BOBS_NAME])
    alice.do(f"{people[WRITTEN_DOWN]}/next", next_step=NEXT, next_on="2026-12-12")
    alice.do(f"{people[LET_GO]}/letting-go")


def _listen(alice: Guest, bob: str) -> None:
    heard = {"heard": HEARD, "promised": PROMISE, "due_on": "2026-12-04"}
    alice.do(f"{bob}/listening", **heard, moves_goal="yes")
    alice.do(f"{bob}/notes", text=NOTE)
    kept, released = str(uuid4()), str(uuid4())
    alice.do(f"{bob}/promises", id=kept, side="theirs", promised=THEIR_PROMISE, due_on="")
    alice.do(f"{bob}/promises", id=released, side="mine", promised=NO_LONGER, due_on="")
    alice.do(f"/promises/{kept}/keeping")
    alice.do(f"/promises/{released}/release")


def _follow_up(alice: Guest, event: str) -> None:
    checklists = _checklists(alice)
    for kind in ("recall", "message", "promise"):
        alice.do(f"{checklists[BOBS_NAME]}/steps/{kind}", state="done", text="")
    for kind in ("help", "next"):
        later = {"state": "scheduled", "text": f"Lunch, to {kind}", "due_on": "2026-12-11"}
        alice.do(f"{checklists[BOBS_NAME]}/steps/{kind}", **later)
    alice.do(f"{checklists[GUEST]}/letting-go")
    alice.do(f"{event}/reflection", reached="partly", learned=LEARNED, again="yes")


def _look_ahead(alice: Guest) -> None:
    dinner = _plan(alice, TO_COME, "2026-12-10")
    alice.do(f"{dinner}/goal", goal="Learn how tenders are written.")
    alice.do(f"{dinner}/targets", who="A ward manager", why="", offer="", opening="")
    alice.find("/c/", "/swap")


def _begin(bob: Guest) -> None:
    """Bob has done the first step of his checklist, and no more."""
    (alice,) = _people(bob)
    bob.do(f"{alice}/notes", text=BOBS_NOTE)
    bob.do("/me/settings", zone="America/New_York", locale="en_US", followup_cap="5")
    bob.do(f"{_checklists(bob)[ALICES_NAME]}/steps/recall", state="done", text="Tall, laughs")


def _sign_up(person: Guest, name: str, email: str, zone: str) -> None:
    person.do("/sign-up", name=name, email=email, password=PASSWORD, zone=zone)


def _plan(alice: Guest, title: str, day: str) -> str:
    """The path of an event of that evening."""
    hours = {"starts": f"{day}T18:30", "ends": f"{day}T21:00", "zone": "Europe/London"}
    return alice.do("/events", title=title, **hours, place="Hall 2", link="")


def _people(person: Guest) -> list[str]:
    return person.find(f"/people/{_ID}", "/people")


def _checklists(person: Guest) -> Mapping[str, str]:
    """The path of each checklist in the queue, by whose it is."""
    paths = person.find(f"/follow-ups/{_ID}", "/follow-ups")
    return {name: path for path in paths for name in _names_on(person, path)}


def _names_on(person: Guest, path: str) -> list[str]:
    names = (ALICES_NAME, BOBS_NAME, GUEST, WRITTEN_DOWN, LET_GO)
    return [name for name in names if name in person.client.get(path).text]


def _picture(colour: str) -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (64, 64), colour).save(file, "PNG")
    return BytesIO(file.getvalue())
