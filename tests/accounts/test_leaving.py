"""Deleting an account: all of it, and nothing of anybody else's."""

import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import inspect

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.database import db
from blueprints.shared.facts import Earlier
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from blueprints.shared.records import Owned
from tests.cast import ALICE, BOB, PASSWORD
from tests.conftest import Actor, SameOriginClient, Stored
from tests.offline.conftest import Phone, pull


def everything_of(app: Wellmet, person_id: str) -> list[Any]:
    """Every row of every table that names this person."""
    with app.app_context():
        rows: list[Any] = []
        for table in db.metadata.sorted_tables:
            for column in table.columns:
                if any(key.column.table.name == "persons" for key in column.foreign_keys):
                    rows += db.session.execute(table.select().where(column == person_id)).all()
        return rows


def test_everything_of_the_person_is_gone(
    app: Wellmet, alice: Actor, evening: str, stored: Stored
) -> None:
    photo = BytesIO()
    Image.new("RGB", (90, 90)).save(photo, "PNG")
    photo.seek(0)
    alice.post("/me/photo", {"photo": (photo, "me.png")})
    alice.post("/people", {"name": "Zoe", "email": "zoe@example.org", "id": new_id()})
    assert everything_of(app, alice.id)

    answer = alice.post("/me/delete", {"password": PASSWORD})

    assert answer.location == "/"
    assert everything_of(app, alice.id) == []
    assert [person.id for person in stored(Person)] != [alice.id]
    assert "Your account is gone" in alice.client.get("/").get_data(as_text=True)
    assert alice.get("/me").location == "/sign-in?next=/me"


def test_every_device_is_signed_out(alice: Actor, stranger: SameOriginClient) -> None:
    stranger.post("/sign-in", data={"email": ALICE.email, "password": PASSWORD})
    alice.post("/me/delete", {"password": PASSWORD})

    assert stranger.get("/me").status_code == 303
    again = stranger.post("/sign-in", data={"email": ALICE.email, "password": PASSWORD})
    assert again.status_code == 422


def test_what_others_saved_stays_theirs(
    app: Wellmet, alice: Actor, bob: Actor, stored: Stored
) -> None:
    with app.app_context():
        contact = Contact.add(bob.id, new_id(), ALICE, "swap", None)
        contact.person_id = alice.id
        db.session.commit()
    assert "Whoever got your card keeps it, without your photo" in alice.read("/me/delete")

    alice.post("/me/delete", {"password": PASSWORD})

    (kept,) = stored(Contact)
    assert (kept.name, kept.person_id) == (ALICE.name, None)
    assert ALICE.email in bob.read(f"/people/{kept.id}")


def test_an_event_goes_on_with_whoever_joined_it(
    app: Wellmet, alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    bob.post(f"/events/{evening}/goal", {"goal": "Meet a mason who sings."})
    before = stored(Person)

    alice.post("/me/delete", {"password": PASSWORD})

    (event,) = stored(Event)
    (attendance,) = stored(Attendance)
    assert (event.owner_id, attendance.owner_id) == (bob.id, bob.id)
    assert attendance.goal == "Meet a mason who sings."
    assert event.rev > max(person.rev for person in before if person.id == bob.id)
    assert bob.get(f"/events/{evening}/edit").status_code == 200


def test_nothing_is_kept_of_how_the_maker_of_an_event_said_what_it_is(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    for _ in range(5):
        alice.post("/people", {"name": "Zoe", "id": new_id()})
    facts = {"starts": "2026-12-03T19:00", "ends": "2026-12-03T21:00", "zone": "UTC"}
    hers = Phone(alice)
    hers.send(hers.act(f"/events/{evening}", {"title": "Hers", **facts}))
    assert hers.id in json.dumps(stored(Event)[0].said)

    alice.post("/me/delete", {"password": PASSWORD})

    assert stored(Event)[0].said == {}
    his = Phone(bob, since=pull(bob)["rev"])
    his.send(his.act(f"/events/{evening}", {"title": "His", **facts}))
    # He had seen what it was: nothing was said beside each other.
    assert ([event.title for event in stored(Event)], stored(Earlier)) == (["His"], [])


def test_an_event_nobody_joined_goes_too(app: Wellmet, alice: Actor, stored: Stored) -> None:
    alice.post(
        "/events",
        {
            "title": "Tea",
            "starts": "2026-12-03T19:00",
            "ends": "2026-12-03T21:00",
            "zone": "UTC",
            "id": new_id(),
        },
    )
    assert stored(Event)

    alice.post("/me/delete", {"password": PASSWORD})

    assert stored(Event) == stored(Attendance) == stored(Target) == []


@pytest.mark.parametrize(
    ("password", "sentence"),
    [("", "Your password goes here."), ("wrong", "That is not your password.")],
)
def test_nothing_is_deleted_without_the_password(
    alice: Actor, stored: Stored, password: str, sentence: str
) -> None:
    answer = alice.post("/me/delete", {"password": password})

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert len(stored(Person)) == 1


def test_whoever_is_signed_out_is_told_that_it_is_not_done(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    # A redirect would look to the worker like the one after a deletion.
    answer = stranger.post("/me/delete", data={"password": PASSWORD})

    assert answer.status_code == 401
    assert PASSWORD not in answer.get_data(as_text=True)
    assert len(stored(Person)) == 1


def test_a_password_is_not_guessed_here(alice: Actor, stored: Stored) -> None:
    guesses = [alice.post("/me/delete", {"password": "x"}).status_code for _ in range(11)]
    assert guesses == [422] * 10 + [429]


def test_nobody_deletes_somebody_else(alice: Actor, bob: Actor, stored: Stored) -> None:
    bob.post("/me/delete", {"password": PASSWORD, "id": alice.id, "person_id": alice.id})
    assert [person.email for person in stored(Person)] == [ALICE.email]
    assert BOB.email != ALICE.email


def test_a_deletion_that_carries_an_id_is_no_fault(alice: Actor, stored: Stored) -> None:
    answer = alice.post("/me/delete", {"password": PASSWORD, "id": new_id()})
    assert answer.status_code == 303
    assert stored(Person) == []


def test_every_owned_table_goes_with_its_owner() -> None:
    for kind in Owned.__subclasses__():
        (key,) = inspect(kind).columns["owner_id"].foreign_keys
        assert key.ondelete == "CASCADE", kind
