"""Every statement of every route finds its rows by an index, and as few for many people as for few.

A table that is read from end to end costs more with each person anywhere, and on many machines
asks every one of them. What follows reads the plans of SQLite, which writes SCAN for that.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy import event as events

from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.exchange.codes import word_of
from tests.offline.stories import STORIES, helping
from tests.test_hostile import own, path_of, rules

__all__ = ["own"]

Plans = dict[str, tuple[str, Any]]

# Called a scan as well: the answer of a text index, what is written in the statement itself, and a
# table of one row.
HARMLESS = re.compile(r"VIRTUAL TABLE INDEX|SCAN CONSTANT ROW|SCAN \(subquery|SCAN alembic_version")
MONTH = timedelta(days=40)


@pytest.fixture
def engine(app: Wellmet) -> Engine:
    with app.app_context():
        return db.engine


@pytest.mark.once
def test_no_route_reads_a_table_from_end_to_end(
    app: Wellmet,
    engine: Engine,
    alice: Actor,
    bob: Actor,
    stranger: SameOriginClient,
    clock: Clock,
    own: dict[str, str],
    stored: Stored,
) -> None:
    there = {name.removesuffix("_id"): value for name, value in own.items()}
    there |= {"person": own["contact_id"], "other": stored(Contact)[-1].id}
    there["third"] = there["other"]
    there |= helping(own["meeting_id"])
    with heard(engine) as statements:
        visit(app, own, alice, stranger)
        alice.post(f"/c/{word_of(bob)}/swap", {"id": new_id(), "mode": "swap"})
        for story in STORIES.values():
            live(alice, there, story)
        clock.set(clock.time + MONTH)
        visit(app, own, alice, stranger)

    assert len(statements) > 100
    assert list(scans(engine, statements)) == []


def visit(app: Wellmet, own: dict[str, str], *whom: Actor | SameOriginClient) -> None:
    """Ask for every page, as each of them."""
    for rule in rules(app, "GET"):
        for one in whom:
            one.get(path_of(rule, own)).close()


def live(alice: Actor, there: dict[str, str], story: list[tuple[str, dict[str, str]]]) -> None:
    """Do what a story tells, as far as it goes with what is there."""
    made = first = ""
    for path, fields in story:
        act_id = new_id()
        told = {name: value.format(**there) for name, value in fields.items()}
        answer = alice.post(path.format(NEW=made, FIRST=first, **there), {"id": act_id, **told})
        is_new = answer.status_code == 303 and "NEW" not in path and "FIRST" not in path
        made = act_id if is_new else made
        first = first or made


@contextmanager
def heard(engine: Engine) -> Iterator[Plans]:
    """The statements of that time, each once, with values it came with."""
    statements: Plans = {}

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        statements.setdefault(statement, values[0] if isinstance(values, list) else values)

    events.listen(engine, "before_cursor_execute", note)
    yield statements
    events.remove(engine, "before_cursor_execute", note)


def scans(engine: Engine, statements: Plans) -> Iterator[str]:
    """The statements that read a table from end to end, with the line of the plan that says so."""
    with engine.connect() as connection:
        for statement, values in statements.items():
            if re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT|WITH)", statement):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                lines = [line for *_, line in plan if line.startswith("SCAN")]
                yield from (f"{line}: {statement}" for line in lines if not HARMLESS.search(line))
