"""Revisions and receipts: each change counted, each act done once."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

import pytest
from flask.typing import ResponseReturnValue
from PIL import Image
from sqlalchemy.exc import IntegrityError

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared import records
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from blueprints.shared.receipts import Receipt
from tests import cast
from tests.conftest import Actor, Stored


def rev_of(person: Actor, stored: Stored) -> int:
    return int(next(p.last_rev for p in stored(Person) if p.id == person.id))


def test_each_change_counts_its_owners_revision_up_by_one(
    alice: Actor, bob: Actor, stored: Stored
) -> None:
    start, others = rev_of(alice, stored), rev_of(bob, stored)

    alice.post("/people", {"name": "Ifeoma"})
    (contact,) = stored(Contact)
    assert contact.rev == rev_of(alice, stored) == start + 1

    alice.post(f"/people/{contact.id}/notes", {"text": "Sings"})
    assert stored(Note)[0].rev == rev_of(alice, stored) == start + 2
    assert stored(Contact)[0].rev == start + 1
    assert rev_of(bob, stored) == others


def test_an_act_that_says_two_facts_counts_once(alice: Actor, stored: Stored) -> None:
    alice.post("/people", {"name": "Ifeoma"})
    (contact,) = stored(Contact)

    told = {"heard": "Builds rotas", "promised": "A paper", "moves_goal": "yes"}
    alice.post(f"/people/{contact.id}/listening", told)

    (meeting,) = stored(Meeting)
    assert meeting.rev == rev_of(alice, stored) == contact.rev + 1
    assert {rev for _, rev, _ in meeting.said.values()} == {meeting.rev}


def test_owners_are_always_counted_up_in_one_order(
    app: Wellmet, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []

    def count(owner_id: str) -> int:
        counted.append(owner_id)
        return len(counted)

    with app.app_context():
        people = [cast.person(cast.CHARLIE) for _ in range(8)]
        monkeypatch.setattr(records, "next_rev", count)
        for person in people:
            person.name = "Somebody Else"
        db.session.flush()

    assert counted == sorted(person.id for person in people)


def test_a_refused_post_counts_nothing(alice: Actor, stored: Stored) -> None:
    start = rev_of(alice, stored)

    alice.post("/people", {"name": ""})

    assert rev_of(alice, stored) == start
    assert stored(Receipt) == []


def test_a_repeat_is_answered_from_its_receipt(alice: Actor, stored: Stored) -> None:
    form = {"name": "Ifeoma", "id": new_id()}
    alice.post("/people", form)
    start = rev_of(alice, stored)

    alice.post("/people", form)

    assert rev_of(alice, stored) == start
    assert len(stored(Receipt)) == 1


def test_only_the_latest_act_of_a_page_is_answered_from_its_receipt(
    alice: Actor, stored: Stored
) -> None:
    page, words = new_id(), []
    for carry in ("no", "yes", "no", "no"):
        alice.post("/swap/carrying", {"carry": carry, "id": page})
        words.append(stored(Person)[0].card_in_code)

    assert words == [False, True, False, False]
    assert len(stored(Receipt)) == 1


def colliding(view: Callable[..., Any]) -> Callable[..., ResponseReturnValue]:
    """A view whose first run meets the same act at the same moment, and whose second does not."""
    runs: list[ResponseReturnValue] = []

    @wraps(view)
    def run(**given: Any) -> ResponseReturnValue:
        runs.append(view(**given))
        if len(runs) == 1:
            raise IntegrityError("INSERT", {}, Exception("the same act"))
        return runs[-1]

    return run


@pytest.fixture
def collide(app: Wellmet, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the next post to a path meet itself."""

    def next_post(path: str) -> None:
        name = app.url_map.bind("").match(path, "POST")[0]
        monkeypatch.setitem(app.view_functions, name, colliding(app.view_functions[name]))

    return next_post


def test_an_act_that_runs_again_is_told_once(alice: Actor, collide: Callable[[str], None]) -> None:
    collide("/swap/code")
    answer = alice.post("/swap/code", {"id": new_id()}, follow_redirects=True)
    assert answer.get_data(as_text=True).count("This is a new code.") == 1


def test_an_act_that_runs_again_is_known_by_its_file(
    alice: Actor, stored: Stored, collide: Callable[[str], None]
) -> None:
    picture, page, faces = BytesIO(), new_id(), []
    Image.new("RGB", (80, 80), "green").save(picture, "PNG")
    collide("/me/photo")
    for _ in range(2):
        photo = (BytesIO(picture.getvalue()), "me.png")
        alice.post("/me/photo", {"id": page, "photo": photo})
        faces.append(stored(Person)[0].photo_id)

    assert faces[0] is not None
    assert faces[0] == faces[1]


def test_a_receipt_is_its_persons(alice: Actor, bob: Actor, stored: Stored) -> None:
    form = {"name": "Ifeoma", "id": new_id()}

    alice.post("/people", form)
    answer = bob.post("/people", form)

    assert {contact.owner_id for contact in stored(Contact)} == {alice.id, bob.id}
    assert bob.get(answer.location).status_code == 200


def test_the_id_of_anothers_record_makes_a_new_one(
    alice: Actor, bob: Actor, stored: Stored
) -> None:
    alice.post("/people", {"name": "Ifeoma"})
    (hers,) = stored(Contact)

    bob.post("/people", {"name": "Forged", "id": hers.id})

    assert {c.name for c in stored(Contact) if c.owner_id == alice.id} == {"Ifeoma"}
    assert {c.name for c in stored(Contact) if c.owner_id == bob.id} == {"Forged"}


def test_an_id_that_is_none_is_replaced(alice: Actor, stored: Stored) -> None:
    for strange in ("", "1", "x" * 5000, "../../etc", new_id().upper()):
        assert alice.post("/people", {"name": "Ifeoma", "id": strange}).status_code == 303
    assert len(stored(Contact)) == 5
