"""One person, two phones: what is done on the one is undone on the other, or came too late."""

from typing import Any

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.contacts.promises import Promise
from blueprints.goals.attendances import Attendance
from blueprints.goals.targets import Target
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored

from .conftest import Phone
from .two_phones import M, X, fact, know, told


@pytest.fixture(autouse=True)
def known(alice: Actor, evening: str, phone: Phone, other: Phone, clock: Clock) -> None:
    know(alice, evening, phone, other, clock)


Words = tuple[str, str, str]


@pytest.mark.parametrize(
    ("do", "undo", "kind", "name", "words"),
    [
        (
            *(f"/people/{X}/letting-go", f"/people/{X}/return", Contact, "let_go_at"),
            ("kept", "Let go", "Not let go"),
        ),
        (
            *(f"/promises/{X}/keeping", f"/promises/{X}/reopening", Promise, "kept_at"),
            ("state", "Kept: Write", "Still open: Write"),
        ),
        (
            *(f"/promises/{X}/release", f"/promises/{X}/reopening", Promise, "released_at"),
            ("state", "Released: Write", "Still open: Write"),
        ),
        (
            *(f"/targets/{X}/meeting", f"/targets/{X}/missing", Target, "met_at"),
            ("met", "Found: A buyer", "Not found: A buyer"),
        ),
        (
            *(f"/targets/{X}/removal", f"/targets/{X}/restoration", Target, "removed_at"),
            ("place", "Removed: A buyer", "Still to be found: A buyer"),
        ),
    ],
)
def test_a_state_is_the_later_one_and_the_other_is_kept(
    phone: Phone,
    other: Phone,
    stored: Stored,
    do: str,
    undo: str,
    kind: type[Any],
    name: str,
    words: Words,
) -> None:
    of, done, undone = words
    phone.send(phone.act(do, ago=90))
    other.send(other.act(undo, ago=30))
    assert fact(phone, stored, kind, name) is None
    assert told(stored) == [(of, done)]
    phone.send(phone.act(do, ago=10))
    assert fact(phone, stored, kind, name) is not None
    assert sorted(told(stored)) == sorted([(of, done), (of, undone)])


@pytest.mark.parametrize(
    ("path", "first", "then", "locale", "text"),
    [
        ("/people/{X}/rhythm", {"rhythm": "1-months"}, {"rhythm": ""}, "en_GB", "Every month"),
        ("/people/{X}/rhythm", {"rhythm": "12-months"}, {"rhythm": ""}, "en_GB", "Every year"),
        ("/people/{X}/rhythm", {"rhythm_on": "2026-12-06"}, {}, "en_GB", "On Sun 6 Dec"),
        ("/people/{X}/rhythm", {"rhythm_on": "2026-12-06"}, {}, "de_DE", "On So. 6. Dez."),
        (
            *("/people/{X}/next", {"next_step": "Call", "next_on": "2026-12-09"}, {}),
            *("de_DE", "Call (Mi. 9. Dez.)"),
        ),
        (
            "/follow-ups/{M}/steps/help",
            {"state": "scheduled", "text": "A map", "due_on": "2026-12-09"},
            *({"state": "done"}, "en_US", "I will: A map (Wed Dec 9)"),
        ),
    ],
)
def test_a_day_is_kept_as_its_person_reads_it(
    app: Wellmet,
    phone: Phone,
    other: Phone,
    stored: Stored,
    path: str,
    first: dict[str, str],
    then: dict[str, str],
    locale: str,
    text: str,
) -> None:
    with app.app_context():
        db.session.get_one(Person, phone.actor.id).locale = locale
        db.session.commit()
    phone.send(phone.act(path.format(X=X, M=M), first, ago=60))
    other.send(other.act(path.format(X=X, M=M), then, ago=30))

    assert text in [text for _, text in told(stored)]


def test_a_touch_is_kept_with_its_day(
    alice: Actor, phone: Phone, other: Phone, stored: Stored
) -> None:
    on = {"who": "me", "touched_on": "2026-12-04"}
    alice.post(f"/people/{X}/touches", {"id": X, **on})
    phone.send(phone.act(f"/touches/{X}/removal", ago=60))
    other.send(other.act(f"/touches/{X}/restoration", ago=30))

    assert told(stored) == [("removed", "Removed (Fri 4 Dec)")]


def test_a_note_that_was_restored_later_stays(
    alice: Actor, phone: Phone, other: Phone, stored: Stored
) -> None:
    """Of the removal its day is kept, and none of its words."""
    alice.post(f"/people/{X}/notes", {"id": X, "text": "Sings"})
    phone.send(phone.act(f"/notes/{X}/removal", ago=60))
    other.send(other.act(f"/notes/{X}/restoration", ago=30))

    assert fact(phone, stored, Note, "removed_at") is None
    assert told(stored) == [("note_removed", "Removed (Sat 5 Dec)")]


@pytest.mark.parametrize("arrives_first", ["removal", "restoration"])
def test_a_target_that_was_restored_later_stays(
    phone: Phone, other: Phone, stored: Stored, arrives_first: str
) -> None:
    removed = (phone, phone.act(f"/targets/{X}/removal", ago=60))
    restored = (other, other.act(f"/targets/{X}/restoration", ago=30))

    for sender, act in (removed, restored) if arrives_first == "removal" else (restored, removed):
        sender.send(act)

    assert fact(phone, stored, Target, "removed_at") is None
    assert fact(phone, stored, Target, "position") == 1


def test_a_target_whose_place_was_taken_meanwhile_needs_its_person(
    phone: Phone, alice: Actor, evening: str, stored: Stored
) -> None:
    alice.post(f"/targets/{X}/removal")
    for who in ("One", "Two", "Three"):
        alice.post(f"/events/{evening}/targets", {"who": who, "id": new_id()})

    (answer,) = phone.send(phone.act(f"/targets/{X}/restoration", ago=30))["answers"]

    assert answer["status"] == 409
    assert answer["sentence"].startswith("Three is the most.")
    assert sum(target.removed_at is None for target in stored(Target)) == 3


def test_what_was_learned_is_kept_where_the_event_was_moved_meanwhile(
    phone: Phone, alice: Actor, evening: str, stored: Stored
) -> None:
    later = {"starts": "2026-12-10T19:00", "ends": "2026-12-10T21:00", "zone": cast.ZONE}
    alice.post(f"/events/{evening}", {"title": "Founders Evening", **later})

    learned = {"reached": "yes", "learned": "Ask nurses first.", "again": "yes"}
    act = phone.act(f"/events/{evening}/reflection", learned, ago=30)
    (answer,) = phone.send(act)["answers"]

    # Refused, it stays on the phone with what was typed.
    assert answer["status"] == 409
    assert answer["sentence"].startswith("It has not begun yet.")
    assert {going.closed_at for going in stored(Attendance)} == {None}
