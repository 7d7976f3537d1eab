"""Whoever changes what others have, and whoever gets it at that moment, wait for each other."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.exchange.models import Code
from blueprints.exchange.swap import swap
from blueprints.goals.models import Event
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Stored
from tests.exchange.codes import word_of
from tests.offline.conftest import pull

SHORTLY = 0.4


def meanwhile(app: Wellmet, change: Callable[[], object], act: Callable[[], Any]) -> Any:
    """What `act` answers that comes while `change` is made, and not yet committed."""
    with ThreadPoolExecutor(1) as pool:
        with app.app_context():
            change()
            db.session.flush()
            answer: Future[Any] = pool.submit(act)
            with pytest.raises(TimeoutError):
                answer.result(SHORTLY)
            db.session.commit()
        return answer.result(10)


@pytest.mark.parametrize("mode", ["take", "swap"])
def test_a_photo_that_is_taken_back_is_not_handed_out(
    app: Wellmet, alice: Actor, bob: Actor, stored: Stored, mode: str
) -> None:
    with app.app_context():
        db.session.get_one(Person, bob.id).photo_id = new_id()
        db.session.commit()
    path = f"/c/{word_of(bob)}/swap"

    answer = meanwhile(
        app,
        lambda: db.session.get_one(Person, bob.id).remove_photo(),
        lambda: alice.post(path, {"id": new_id(), "mode": mode}),
    )

    assert answer.status_code == 303
    assert {contact.photo_id for contact in stored(Contact)} == {None}


def test_two_who_take_their_photos_back_as_they_meet_both_do(
    app: Wellmet, alice: Actor, bob: Actor, stored: Stored
) -> None:
    with app.app_context():
        for one in (alice, bob):
            db.session.get_one(Person, one.id).photo_id = new_id()
        db.session.commit()
        holder = Code.holder(word_of(alice).upper())
        assert holder

    with ThreadPoolExecutor(2) as pool:
        with app.app_context():
            swap(holder, bob.id, new_id())
            removals = [pool.submit(one.post, "/me/photo/removal") for one in (alice, bob)]
            wait(removals, SHORTLY)
            db.session.commit()
        answers = [removal.result(10).status_code for removal in removals]

    # Each has to lock the other, whom they had not met when they looked whom to lock.
    assert answers == [303, 303]
    assert {contact.photo_id for contact in stored(Contact)} == {None}


@pytest.mark.parametrize("mode", ["take", "swap"])
def test_whoever_leaves_hands_no_card_out(
    app: Wellmet, alice: Actor, bob: Actor, stored: Stored, mode: str
) -> None:
    path = f"/c/{word_of(bob)}/swap"

    answer = meanwhile(
        app,
        lambda: db.session.get_one(Person, bob.id).delete(),
        lambda: alice.post(path, {"id": new_id(), "mode": mode}),
    )

    assert answer.status_code == 404
    assert stored(Contact) == []


@pytest.mark.parametrize("mode", ["take", "swap"])
def test_a_code_that_is_being_renewed_hands_no_card_out(
    app: Wellmet, alice: Actor, bob: Actor, stored: Stored, mode: str
) -> None:
    path = f"/c/{word_of(bob)}/swap"

    answer = meanwhile(
        app,
        lambda: Code.renew(bob.id, None),
        lambda: alice.post(path, {"id": new_id(), "mode": mode}),
    )

    assert answer.status_code == 404
    assert stored(Contact) == []


def test_whoever_joins_while_an_event_is_changed_sees_it_changed(
    app: Wellmet, charlie: Actor, evening: str, stored: Stored
) -> None:
    (event,) = stored(Event)

    answer = meanwhile(
        app,
        lambda: db.session.get_one(Event, evening).edit(facts(event)),
        lambda: charlie.post(f"/e/{event.join_code}", {"id": new_id()}),
    )

    assert answer.status_code == 303
    assert titles(charlie) == ["Another title"]


def test_an_event_is_changed_for_whoever_is_joining(
    app: Wellmet, alice: Actor, charlie: Actor, evening: str, stored: Stored
) -> None:
    (event,) = stored(Event)
    form = {"title": "Another title", "starts": "2026-12-03T19:00", "ends": "2026-12-03T21:30"}

    def join() -> None:
        db.session.get_one(Event, evening).join(charlie.id)

    answer = meanwhile(
        app,
        join,
        lambda: alice.post(f"/events/{evening}", {**form, "zone": event.zone, "id": new_id()}),
    )

    assert answer.status_code == 303
    assert titles(charlie) == ["Another title"]


def facts(event: Event) -> dict[str, Any]:
    names = ("starts_at", "ends_at", "zone", "place", "link")
    return {"title": "Another title", **{name: getattr(event, name) for name in names}}


def titles(actor: Actor) -> list[str]:
    return [one["event"]["title"] for one in pull(actor)["records"]["attendances"]]
