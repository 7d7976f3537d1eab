"""An act in an outbox asks the database for what it is about, and for nothing twice."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event

from blueprints.accounts.sign_ins import SignIn
from blueprints.shared.acts import ENVIRON_KEY, Act
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Clock, Stored

from .acts import X, met
from .conftest import Phone, Told, statuses

Costs = Callable[..., list[str]]

# Who asks, what was done before, whose contact it is, that the note's id is free, the revision, the
# note, the receipts.
A_NOTE = 7


@pytest.fixture
def costs(app: Wellmet, phone: Phone) -> Iterator[Costs]:
    """The statements of an outbox with these acts."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    def costs(*acts: Told) -> list[str]:
        statements.clear()
        assert set(statuses(phone.send(*acts))) == {303}
        return list(statements)

    with app.app_context():
        engine = db.engine
    phone.since = phone.send(met(phone))["replica"]["rev"]
    event.listen(engine, "before_cursor_execute", note)
    yield costs
    event.remove(engine, "before_cursor_execute", note)


def notes(phone: Phone, count: int) -> list[Told]:
    return [phone.act(f"/people/{X}/notes", {"text": new_id()}) for _ in range(count)]


def test_a_note_asks_for_seven_things(phone: Phone, costs: Costs) -> None:
    one, five = costs(*notes(phone, 1)), costs(*notes(phone, 5))

    assert len(five) - len(one) == 4 * A_NOTE


def test_no_note_reads_whole_rows_of_people(phone: Phone, costs: Costs) -> None:
    one, five = costs(*notes(phone, 1)), costs(*notes(phone, 5))

    assert whole_rows(five) == whole_rows(one)


def test_a_day_later_what_brings_the_acts_keeps_that_the_phone_was_used(
    phone: Phone, costs: Costs, clock: Clock, stored: Stored
) -> None:
    clock.set(clock.time + timedelta(days=1))
    one = costs(*notes(phone, 1))
    assert max(sign_in.used_at for sign_in in stored(SignIn)) == clock.time
    clock.set(clock.time + timedelta(days=1))
    five = costs(*notes(phone, 5))

    assert len(five) - len(one) == 4 * A_NOTE


def test_an_act_signs_no_cookie(phone: Phone) -> None:
    phone.send(met(phone))
    path, act = f"/people/{X}/letting-go", Act(cast.EVENING_START, phone.id, 0)

    said = phone.actor.post(path)
    assert "Set-Cookie" in said.headers
    said = phone.actor.post(path, environ_overrides={ENVIRON_KEY: act})
    assert said.status_code == 303
    assert "Set-Cookie" not in said.headers


def whole_rows(statements: list[str]) -> int:
    return sum("persons.card" in said or "contacts.card" in said for said in statements)
