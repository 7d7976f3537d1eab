"""What holds of suggestions, whatever the records are: nobody let go, each person once."""

import re
from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings

from blueprints.contacts.introductions import Introduction
from blueprints.contacts.models import Contact
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock
from tests.offline import worlds
from tests.offline.making import World

SUGGESTED = re.compile(r'name="(?:first|second)" value="([^"]+)"')


@settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(world=worlds.worlds())
def test_who_is_suggested_may_be_asked(
    app: Wellmet, clock: Clock, alice: Actor, bob: Actor, world: World
) -> None:
    clock.set(world.now)
    limiter.reset()
    with app.app_context():
        worlds.settle(world, alice.id, bob.id)

    # Each stands in two forms: begin, and not these two.
    suggested = SUGGESTED.findall(alice.read("/introductions"))

    let_go = {row["id"] for row in world.rows[Contact] if row["let_go_at"]}
    assert not let_go & set(suggested)
    assert len(suggested) <= 3 * 4
    assert all(suggested.count(one) == 2 for one in suggested)
    assert not _asked_lately(world) & set(suggested)


def _asked_lately(world: World) -> set[str]:
    since = world.now - timedelta(days=30)
    return {
        row[f"{who}_id"]
        for row in world.rows[Introduction]
        for who in ("first", "second")
        if row[f"{who}_asked_at"] and row[f"{who}_asked_at"] > since
    }
