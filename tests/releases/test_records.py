"""What people kept with an earlier release is there, looks right, and can be worked on."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import update

from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.moments import written
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor
from tests.offline import phone as phones
from tests.offline.conftest import Phone, pull, statuses
from tests.offline.test_parity import PAGES_OF

from . import evening
from .conftest import Kept
from .dump import Rows, rows

# The oldest schema that a fixture has: whatever it could hold survives a way back to it.
OLDEST = "0003"
OF_BOB = (
    *(evening.HEARD, evening.NOTE, evening.PROMISE, evening.NO_LONGER),
    *("The county&#39;s budget", evening.PAST, "Lunch, to help", "Lunch, to next"),
)


@pytest.fixture(scope="module")
def twin() -> Iterator[phones.Phone]:
    with phones.switched_on() as running:
        yield running


@pytest.mark.parametrize("email", [evening.ALICE, evening.BOB])
def test_every_page_is_there(kept: Kept, email: str) -> None:
    person = kept.actor(email)
    for path in [*_plain_paths(kept.app), *_record_paths(person)]:
        assert person.get(path, follow_redirects=True).status_code == 200, path


def test_pages_show_what_was_kept(kept: Kept) -> None:
    alice, bob = kept.actor(evening.ALICE), kept.actor(evening.BOB)
    people = {row["name"]: f"/people/{row['id']}" for row in _records(alice, "contacts")}
    events = {row["event"]["title"]: row["event"]["id"] for row in _records(alice, "attendances")}

    _says(alice, people[evening.BOBS_NAME], *OF_BOB)
    _says(alice, people[evening.GUEST], evening.LINE, "zoe@example.org")
    _says(alice, people[evening.WRITTEN_DOWN], evening.NEXT)
    _says(alice, "/people/let-go", evening.LET_GO, evening.GUEST)
    _says(alice, f"/events/{events[evening.PAST]}/reflection", evening.LEARNED)
    _says(alice, f"/events/{events[evening.PAST]}", evening.GOAL, evening.TARGET)
    _says(alice, "/events", evening.TO_COME, evening.SLID)
    (met,) = _records(bob, "contacts")
    _says(bob, f"/people/{met['id']}", evening.BOBS_NOTE, evening.ALICE, evening.PAST)
    assert met["photo"]
    assert bob.get(f"/people/{met['id']}/photo.jpg").status_code == 200


def test_a_scanned_code_still_leads_to_its_card(kept: Kept) -> None:
    alice = kept.actor(evening.ALICE)
    codes = pull(alice, since=0)["person"]["codes"]
    shown = [code["word"] for code in codes if code["word"] in kept.file.read_text()]
    assert len(shown) >= 2
    for word in shown:
        page = kept.app.test_client().get(f"/c/{word}")
        assert evening.ALICES_NAME in page.text


@pytest.mark.parametrize("email", [evening.ALICE, evening.BOB])
def test_a_phone_shows_the_same(kept: Kept, twin: phones.Phone, email: str) -> None:
    person = kept.actor(email)
    paths = ["/today", "/events", "/people", "/follow-ups", "/me", *_record_paths(person)]
    told = pull(person, since=0)
    for path, offline in zip(paths, twin.pages(told, paths, written(evening.AFTER)), strict=True):
        online = phones.same(person.read(path))
        assert online == phones.same(offline), phones.difference(online, phones.same(offline))


def test_old_records_are_worked_on(kept: Kept) -> None:
    bob = kept.actor(evening.BOB)
    ((met,), (meeting,)) = _records(bob, "contacts"), _records(bob, "meetings")
    person, checklist = f"/people/{met['id']}", f"/follow-ups/{meeting['id']}"

    _do(bob, f"{checklist}/steps/message", state="done", text="Sent the drawings")
    _do(bob, f"{person}/notes", text="Plays the horn")
    steps = {row["kind"]: row["text"] for row in _records(bob, "steps")}
    assert steps == {"recall": "Tall, laughs", "message": "Sent the drawings"}
    _says(bob, person, "Plays the horn", evening.BOBS_NOTE)

    _do(bob, f"{person}/letting-go")
    _says(bob, "/people/let-go", evening.ALICES_NAME)


def test_a_phone_works_on_them(kept: Kept) -> None:
    alice = kept.actor(evening.ALICE)
    phone, people = Phone(alice), {row["name"]: row for row in _records(alice, "contacts")}
    wei, zoe = (people[name]["id"] for name in (evening.WRITTEN_DOWN, evening.GUEST))

    told = phone.send(
        phone.act(f"/people/{wei}/notes", {"text": "Sings"}),
        phone.act(f"/people/{wei}/next", {"next_step": "Lunch", "next_on": "2026-12-14"}),
        phone.act(f"/people/{zoe}/return"),
    )

    assert statuses(told) == [303] * 3
    _says(alice, f"/people/{wei}", "Sings", "Lunch")
    assert evening.GUEST not in alice.read("/people/let-go")


def test_nothing_is_lost_on_the_way_there_and_back(kept: Kept) -> None:
    with kept.app.app_context():
        before = _kept_rows()
        for revision in (kept.revision, OLDEST):
            downgrade(revision=revision)
            older = _kept_rows()
            upgrade()
            after = _kept_rows()
            assert _as_in(older, before) == _as_in(older, after) == older
            assert older["notes"]


def test_whoever_was_introduced_is_kept_where_nobody_knows_of_that(kept: Kept) -> None:
    with kept.app.app_context():
        db.session.execute(update(Contact).values(source="introduced"))
        db.session.commit()
        before = _kept_rows()["contacts"]

        downgrade(revision=OLDEST)
        older = _kept_rows()["contacts"]
        upgrade()

    assert [one["name"] for one in older] == [one["name"] for one in before]
    assert {one["source"] for one in older} == {"typed"}


def _plain_paths(app: Wellmet) -> list[str]:
    """All pages that ask for nothing."""
    rules = app.url_map.iter_rules()
    return [rule.rule for rule in rules if "GET" in (rule.methods or ()) and not rule.arguments]


def _record_paths(person: Actor) -> list[str]:
    """Each record's pages."""
    told = pull(person, since=0)["records"]
    events = [row["event"] for row in told["attendances"]]
    return [
        form.format(row["id"])
        for kind, forms in PAGES_OF.items()
        for row in {**told, "events": events}[kind.__tablename__]
        for form in forms
        if row.get("mine", True) or not form.endswith("/edit")
    ]


def _records(person: Actor, table: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = pull(person, since=0)["records"][table]
    return told


def _do(person: Actor, path: str, **fields: str) -> None:
    assert person.post(path, {"id": new_id(), **fields}).status_code == 303, path


def _says(person: Actor, path: str, *words: str) -> None:
    page = person.read(path)
    assert [word for word in words if word not in page] == [], path


def _kept_rows() -> Rows:
    with db.engine.connect() as connection:
        return rows(connection)


def _as_in(older: Rows, newer: Rows) -> Rows:
    """The newer rows with no more tables and columns than the older schema has."""
    return {
        table: [
            {name: row[name] for name in older[table][at]} for at, row in enumerate(newer[table])
        ]
        for table in older
    }
