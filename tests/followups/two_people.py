"""Two people of Alice's, one of whom needs what the other offers."""

import pytest

from blueprints.shared.ids import new_id
from tests.conftest import Actor

LOOKS = "A first nurse lead"
HELPS = "Has hired nurses for three hospitals"
REASON = f"Ifeoma is looking for “{LOOKS}”; Sam can help with “{HELPS}”."
WORDS = {"reason": REASON, "need": LOOKS, "offer": HELPS}


def met(actor: Actor, name: str, **card: str) -> str:
    """Somebody whom the actor wrote down."""
    contact_id = new_id()
    assert actor.post("/people", {"name": name, "id": contact_id, **card}).status_code == 303
    return contact_id


@pytest.fixture
def seeker(alice: Actor) -> str:
    return met(alice, "Ifeoma Okafor", looking_for=LOOKS, email="ifeoma@example.org")


@pytest.fixture
def helper(alice: Actor) -> str:
    return met(alice, "Sam Whitfield", can_help=HELPS, headline="Recruiter", phone="+447911123456")


@pytest.fixture
def begun(alice: Actor, seeker: str, helper: str) -> str:
    """The path of an introduction under way."""
    act_id = new_id()
    answer = alice.post("/introductions", {"id": act_id, "first": seeker, "second": helper} | WORDS)
    assert answer.location == f"/introductions/{act_id}"
    return f"/introductions/{act_id}"
