"""Two phones of one person without a network: what both know, and what came of their words."""

from datetime import timedelta
from typing import Any

from blueprints.shared.facts import Earlier
from blueprints.shared.ids import derived
from tests import cast
from tests.conftest import Actor, Clock, Stored

from .conftest import Phone, pull

X = "0b6d6f5e-2c64-4f0e-9a8e-6f2f0a3c1d5b"
M = derived(X, "meeting")


def know(alice: Actor, evening: str, phone: Phone, other: Phone, clock: Clock) -> None:
    """Somebody met, a promise and a target, which both phones know; it is two days later."""
    alice.post("/people", {"id": X, "name": "Ifeoma"})
    alice.post(f"/people/{X}/promises", {"id": X, "side": "mine", "promised": "Write"})
    alice.post(f"/events/{evening}/targets", {"id": X, "who": "A buyer"})
    clock.set(cast.EVENING_END + timedelta(days=2))
    phone.since = other.since = pull(alice)["rev"]


def fact(phone: Phone, stored: Stored, kind: type[Any], name: str) -> Any:
    """What stands of Alice's one record of that kind."""
    (record,) = [one for one in stored(kind) if one.owner_id == phone.actor.id]
    return getattr(record, name)


def told(stored: Stored) -> list[tuple[str, str]]:
    """What was kept aside: of which fact, and which words."""
    return [(one.fact, one.text) for one in stored(Earlier)]
