"""Somebody who deletes their account while something of theirs is being done.

SQLite lets them do one after the other, and cannot bring it about.
"""

import contextvars
from collections.abc import Iterable

import pytest

from blueprints.goals.forms import GoalForm
from blueprints.goals.models import Event
from blueprints.shared.ids import new_id
from blueprints.shared.records import next_revs
from tests.cast import ALICE, PASSWORD
from tests.conftest import Actor, SameOriginClient, Stored
from tests.offline.conftest import Phone

pytestmark = pytest.mark.usefixtures("two_may_write")


@pytest.fixture
def leaves_meanwhile(
    alice: Actor, stranger: SameOriginClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alice deletes her account on another device while this one sets a goal."""
    form, posted = {"email": ALICE.email, "password": PASSWORD}, GoalForm.posted
    assert stranger.post("/sign-in", data=form).status_code == 303

    def posted_meanwhile() -> GoalForm:
        # Who asks, and what about, has been read by now.
        monkeypatch.undo()
        contextvars.Context().run(_leave, Actor(alice.id, stranger))
        return posted()

    monkeypatch.setattr(GoalForm, "posted", posted_meanwhile)


@pytest.mark.usefixtures("leaves_meanwhile")
def test_who_has_left_is_asked_to_sign_in_and_shown_what_they_typed(
    alice: Actor, evening: str
) -> None:
    answer = alice.post(f"/events/{evening}/goal", {"goal": "One buyer", "id": new_id()})

    assert answer.status_code == 401
    assert "One buyer" in answer.get_data(as_text=True)


@pytest.mark.usefixtures("leaves_meanwhile")
def test_a_phone_hears_that_its_sign_in_has_ended(alice: Actor, evening: str) -> None:
    phone = Phone(alice)
    answer = phone.post(phone.act(f"/events/{evening}/goal", {"goal": "One buyer"}))

    assert (answer.status_code, answer.json) == (401, {"error": "signed-out", "ended": True})


def test_an_event_is_not_handed_to_who_leaves_as_well(
    alice: Actor,
    bob: Actor,
    charlie: Actor,
    evening: str,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (event,) = stored(Event)
    charlie.post(event.join_path, {"id": new_id()})

    def next_revs_meanwhile(owner_ids: Iterable[str]) -> None:
        # Whose copies are to be changed has been read by now.
        monkeypatch.undo()
        contextvars.Context().run(_leave, bob)
        next_revs(owner_ids)

    monkeypatch.setattr("blueprints.goals.models.next_revs", next_revs_meanwhile)
    _leave(alice)

    assert [one.owner_id for one in stored(Event)] == [charlie.id]


def _leave(who: Actor) -> None:
    assert who.post("/me/delete", {"password": PASSWORD}).status_code == 303
