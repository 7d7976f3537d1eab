"""Ids that follow from others' ids: whoever knows one works the next out, and catches nothing.

Bob was sent an invitation by Alice: its UID is the id of her proposal.
"""

import pytest

from blueprints.contacts.touches import Touch
from blueprints.followups.messages import Message
from blueprints.shared.ids import derived, new_id
from tests.conftest import Actor, Stored
from tests.exchange.codes import word_of

CALL = {"kind": "call", "first": "2026-12-08T15:00", "second": "2026-12-09T15:00", "minutes": "30"}
MOMENT = "2026-12-08T15:00:00.000000Z"
PARTS = {
    "who": "Bob",
    "told": "You told me how hard it is to hire a nurse.",
    "offer": "A map",
    "hope": "A call",
    "step": "Tuesday?",
}


@pytest.fixture
def hers(alice: Actor, ifeoma: str) -> str:
    """The id of a call that Alice proposed."""
    proposal_id = new_id()
    form = CALL | {"id": proposal_id, "zone": "Europe/London"}
    assert alice.post(f"/people/{ifeoma}/proposals", form).status_code == 303
    assert alice.post(f"/proposals/{proposal_id}/choice", {"moment": MOMENT}).status_code == 303
    return proposal_id


@pytest.fixture
def his_person(alice: Actor, bob: Actor) -> str:
    """The id of Alice among Bob's people."""
    answer = bob.post(f"/c/{word_of(alice)}/swap", {"id": (person := new_id()), "mode": "take"})
    assert answer.location == f"/people/{person}/listening"
    bob.post(answer.location, {"heard": "Stuck on how to hire a nurse", "id": new_id()})
    return person


def touches(stored: Stored, of: Actor) -> list[Touch]:
    return [touch for touch in stored(Touch) if touch.owner_id == of.id]


def test_nobody_proposes_an_id_that_follows_from_another(
    bob: Actor, hers: str, his_person: str, stored: Stored
) -> None:
    caught = derived(hers, "touch")

    bob.post(f"/people/{his_person}/touches", {"id": caught, "who": "me", "day": "2026-12-03"})

    assert len(touches(stored, bob)) == 1
    assert caught not in {touch.id for touch in stored(Touch)}


def test_what_stands_under_an_id_that_follows_from_anothers_is_left_alone(
    alice: Actor, bob: Actor, hers: str, his_person: str, stored: Stored
) -> None:
    # The id of a proposal is free among messages, and what follows is called the same.
    bob.post(f"/people/{his_person}/messages", {"id": hers, **PARTS})
    assert [message.id for message in stored(Message)] == [hers]
    bob.post(f"/messages/{hers}/sending", {"how": "email"})
    (before,) = touches(stored, bob)
    assert before.id == derived(hers, "touch")

    for act, kept in (("happening", 1), ("return", 0), ("happening", 1), ("cancellation", 0)):
        assert alice.post(f"/proposals/{hers}/{act}").status_code == 303
        (her_touch,) = touches(stored, alice)
        assert (her_touch.removed_at is None) == bool(kept)
        (after,) = touches(stored, bob)
        assert (after.rev, after.removed_at) == (before.rev, None)


def test_who_comes_second_to_such_an_id_takes_nothing_back_of_the_first(
    alice: Actor, bob: Actor, hers: str, his_person: str, stored: Stored
) -> None:
    assert alice.post(f"/proposals/{hers}/happening").status_code == 303
    bob.post(f"/people/{his_person}/messages", {"id": hers, **PARTS})

    for act in ("sending", "return"):
        assert bob.post(f"/messages/{hers}/{act}", {"how": "email"}).status_code == 303

    (her_touch,), (his_touch,) = touches(stored, alice), touches(stored, bob)
    assert her_touch.removed_at is None
    assert his_touch.removed_at is not None
