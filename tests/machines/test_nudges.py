"""A nudge comes once, whichever machine sends it, and also when that one is killed at it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from blueprints.contacts.models import Contact
from blueprints.notifications.claiming import LEASE
from blueprints.notifications.models import Nudge, Wishes
from blueprints.notifications.scheduler import __name__ as SCHEDULER
from blueprints.notifications.scheduler import scheduler
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from tests import cast
from tests.processes import wait_until

from .boxes import Box
from .conftest import Pair

PEOPLE, MACHINES = 8, 2
# A machine looks once a minute; a busy one may take its time.
A_LOOK = 120.0
NOON = 12


@pytest.fixture
def boxes(pair: Pair) -> Iterator[list[Box]]:
    """What each machine mails, from now on; both run."""
    for machine in pair.machines:
        machine.start_again()
    for box in pair.boxes:
        box.mails.clear()
    yield pair.boxes
    for box in pair.boxes:
        box.delay, box.hold = 0, ""
        box.held.clear()


def test_what_both_machines_are_told_to_send_comes_once(pair: Pair, boxes: list[Box]) -> None:
    for box in boxes:
        # So slow that nobody could send them all while the other machine has nothing to do.
        box.delay = 1
    people = {somebody_with_a_matter(pair): "" for _ in range(PEOPLE)}
    for person in people:
        people[person] = due(pair, person)

    tell(pair, [person for person in people for _ in range(MACHINES)])

    wait_until(lambda: are_noted(pair, list(people)), "The nudges", A_LOOK)
    assert all(box.mails for box in boxes)
    assert sorted(who for box in boxes for who, _ in box.mails) == sorted(people.values())


def test_what_one_is_killed_at_is_sent_by_the_other(pair: Pair, boxes: list[Box]) -> None:
    person = somebody_with_a_matter(pair)
    address, dead, other = killed_at(pair, person, hold="before")

    look_until_noted(pair, person)

    assert dead.mails == []
    assert [who for who, _ in other.mails] == [address]


def test_what_one_is_killed_after_comes_again_in_its_own_place(
    pair: Pair, boxes: list[Box]
) -> None:
    person = somebody_with_a_matter(pair)
    address, dead, other = killed_at(pair, person, hold="after")

    look_until_noted(pair, person)

    assert [who for who, _ in other.mails] == [address]
    # A mail program knows it by its Message-ID.
    assert dead.mails == other.mails


def killed_at(pair: Pair, person: str, hold: str) -> tuple[str, Box, Box]:
    """A machine is killed at that person's nudge, and the time passes in which it was its own.

    Gives back the address, the dead machine's box, and the other's.
    """
    address = due(pair, person)
    for box in pair.boxes:
        box.hold = hold
    tell(pair, [person])
    dead = wait_until(lambda: next((one for one in pair.boxes if one.held), None), "It", A_LOOK)
    pair.machines[pair.boxes.index(dead)].kill()
    for box in pair.boxes:
        box.hold = ""
    with pair.app.app_context():
        Wishes.of(person).look_at -= LEASE
        db.session.commit()
    (other,) = (box for box in pair.boxes if box is not dead)
    return address, dead, other


def somebody_with_a_matter(pair: Pair) -> str:
    """Somebody with a next step for today, where it is noon."""
    hours = NOON - datetime.now(UTC).hour
    zone = f"Etc/GMT{-hours:+d}"
    with pair.app.app_context():
        person = cast.person(Card("Alice Lindqvist", email=f"{new_id()}@example.org"), zone)
        person.confirm()
        contact = Contact.add(person.id, new_id(), Card("Wei"), "written", None)
        contact.plan_next("Coffee", datetime.now(ZoneInfo(zone)).date())
        db.session.commit()
        return person.id


def due(pair: Pair, person_id: str) -> str:
    """It is time for a nudge of theirs. Gives back the address to which it goes."""
    with pair.app.app_context():
        wishes = Wishes.of(person_id)
        wishes.look_at = datetime.now(UTC)
        db.session.commit()
        return wishes.person.email


def tell(pair: Pair, people: list[str]) -> None:
    """Have the machines see to these people, as if they had just looked."""
    for person_id in people:
        enqueue(pair, "nudge", person_id)


def look_until_noted(pair: Pair, person: str) -> None:
    """Have the machines look for whom to nudge, as each does by itself once a minute."""

    def look() -> bool:
        # Again and again: what a dying machine takes from the queue is done by nobody.
        enqueue(pair, "look")
        return are_noted(pair, [person])

    wait_until(look, "The nudge", A_LOOK)


def enqueue(pair: Pair, task: str, *given: str) -> None:
    tasks = scheduler(pair.app)
    tasks.enqueue(tasks._registry.string_to_task(f"{SCHEDULER}.{task}")(given))


def are_noted(pair: Pair, people: list[str]) -> bool:
    """Whether each of them has a nudge of which it is known that it arrived."""
    with pair.app.app_context():
        sent = db.select(Nudge.person_id).where(Nudge.sent_at.is_not(None))
        found = set(db.session.scalars(sent.where(Nudge.person_id.in_(people))))
        db.session.rollback()
    return found == set(people)
