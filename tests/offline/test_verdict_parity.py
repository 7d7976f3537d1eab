"""What came of an event is the same on the phone, to the day."""

from datetime import timedelta

import pytest

from blueprints.contacts.introductions import Introduction
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.moments import written
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock

from .conftest import pull
from .phone import difference, same, switched_on

pytestmark = pytest.mark.once

# On which days after the evening somebody talked with Alice.
TALKS = {"Ada": (0,), "Bea": (1,), "Cleo": (30,), "Dora": (31,), "Eve": (90,), "Flo": (91,)}


@pytest.mark.parametrize("read", [30, 31, 90, 91, 400])
def test_a_verdict_is_alike_on_every_edge(
    app: Wellmet, alice: Actor, evening: str, clock: Clock, read: int
) -> None:
    people = {name: new_id() for name in TALKS}
    promises = {(name, side): new_id() for name in TALKS for side in ("mine", "theirs")}
    for name, person in people.items():
        clock.set(clock.time + timedelta(minutes=1))
        alice.post("/people", {"name": f"{name} of {name}", "id": person})
        for side in ("mine", "theirs"):
            promise = {"id": promises[name, side], "side": side, "promised": "A map"}
            alice.post(f"/people/{person}/promises", promise)
    clock.set(cast.EVENING_START + timedelta(days=9))
    for kept in (("Cleo", "mine"), ("Dora", "theirs")):
        alice.post(f"/promises/{promises[kept]}/keeping", follow_redirects=True)
    clock.set(cast.EVENING_START + timedelta(days=100))
    for name, days in TALKS.items():
        for after in days:
            on = (cast.EVENING_START + timedelta(days=after)).date().isoformat()
            alice.post(f"/people/{people[name]}/touches", {"who": "both", "touched_on": on})
    with app.app_context():
        made_at = cast.EVENING_START + timedelta(days=20)
        both = {"first_id": people["Ada"], "second_id": people["Flo"], "introduced_at": made_at}
        db.session.add(Introduction(id=new_id(), owner_id=alice.id, **both))
        db.session.commit()
    clock.set(cast.EVENING_START + timedelta(days=read))

    online = same(alice.read(f"/events/{evening}"))
    with switched_on() as phone:
        offline = phone.pages(pull(alice, since=0), [f"/events/{evening}"], written(clock()))[0]

    assert online == same(offline), difference(online, same(offline))
    assert ("Bea and Cleo are still in touch." in online) == (read > 30)
    assert ("You kept your word to Cleo." in online) == (read > 30)
    assert ("Dora kept their word to you." in online) == (read > 30)
    assert ("You introduced Ada and Flo to somebody." in online) == (read > 30)
    assert ("Bea, Cleo, Dora and others are still in touch." in online) == (read > 90)
