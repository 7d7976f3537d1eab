"""The machine's clock is set back by an hour: what was done stays, and the last word stands."""

import time
from datetime import timedelta

import pytest

from blueprints.accounts.mailed_links import confirmation_token, reset_token
from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored
from tests.offline.conftest import Phone, merged, pull, statuses

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def person(alice: Actor) -> str:
    """The path of somebody whom Alice has written down."""
    alice.post("/people", {"id": (person := new_id()), "name": "Ifeoma"})
    return f"/people/{person}"


def test_what_is_sent_again_is_not_done_again(
    alice: Actor, clock: Clock, person: str, stored: Stored
) -> None:
    first, second = ({"id": new_id(), "text": text} for text in ("Sings", "Dances"))
    alice.post(f"{person}/notes", first)

    clock.set(clock() - AN_HOUR)
    for form in (first, second, first, second):
        assert alice.post(f"{person}/notes", form).status_code == 303

    assert sorted(note.text for note in stored(Note)) == ["Dances", "Sings"]


def test_the_last_word_stands(alice: Actor, clock: Clock, person: str, stored: Stored) -> None:
    def next_step(words: str) -> None:
        form = {"id": new_id(), "next_step": words, "next_on": "2026-12-10"}
        assert alice.post(f"{person}/next", form).status_code == 303

    next_step("Coffee")
    clock.set(clock() - AN_HOUR)
    next_step("Lunch")

    assert [contact.next_step for contact in stored(Contact)] == ["Lunch"]


def test_a_phone_that_asks_for_news_misses_nothing(
    alice: Actor, clock: Clock, person: str, stored: Stored
) -> None:
    known = merged({}, pull(alice))
    phone = Phone(alice)

    clock.set(clock() - AN_HOUR)
    told = phone.send(phone.act(f"{person}/notes", {"text": "Sings"}, ago=5))
    alice.post(f"{person}/notes", {"id": new_id(), "text": "Dances"})

    assert statuses(told) == [303]
    known = merged(known, pull(alice, since=known["rev"]))
    assert set(known["records"]["notes"]) == {note.id for note in stored(Note)}
    assert len(known["records"]["notes"]) == 2


@pytest.mark.parametrize(("back", "status"), [(AN_HOUR, 200), (3 * A_DAY, 303)])
def test_whoever_signed_in_within_that_hour_stays_signed_in(
    alice: Actor, monkeypatch: pytest.MonkeyPatch, back: timedelta, status: int
) -> None:
    # The clock by which cookies are signed; a cookie from the far future is nobody's.
    at = time.time() + back.total_seconds()
    with monkeypatch.context() as ahead:
        ahead.setattr("itsdangerous.timed.time.time", lambda: at)
        alice.post("/sign-out")
        signing_in = {"email": cast.ALICE.email, "password": cast.PASSWORD}
        assert alice.post("/sign-in", signing_in).status_code == 303

    assert alice.get("/today").status_code == status


@pytest.mark.parametrize(("back", "status"), [(AN_HOUR, 200), (3 * A_DAY, 410)])
@pytest.mark.parametrize("purpose", ["confirmation", "reset"])
def test_a_link_that_was_mailed_within_that_hour_works(
    app: Wellmet,
    alice: Actor,
    monkeypatch: pytest.MonkeyPatch,
    purpose: str,
    back: timedelta,
    status: int,
) -> None:
    at = time.time() + back.total_seconds()
    with app.app_context(), monkeypatch.context() as ahead:
        ahead.setattr("itsdangerous.timed.time.time", lambda: at)
        person = db.session.get_one(Person, alice.id)
        confirmation, reset = confirmation_token(person), reset_token(person)
    path = {"confirmation": f"/confirmation/{confirmation}", "reset": f"/password-reset/{reset}"}

    assert alice.get(path[purpose]).status_code == status


def test_a_cookie_is_too_old_after_its_time(alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time() + (91 * A_DAY).total_seconds()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)

    assert alice.get("/today").status_code == 303
