"""A person's data: all of it goes with them, and all of it goes when they do."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import vobject
from sqlalchemy import inspect, text
from werkzeug.datastructures import Headers

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.notifications.models import Wishes
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, SameOriginClient, Stored
from tests.offline.conftest import Phone, pull, statuses
from tests.strangers import world
from tests.strangers.world import PRIVATE, World

# Digests of forms, indexes of the rest, and what is a file of its own: said in docs/export.md.
LEFT_OUT = ("receipts", "contact_words", "contact_pairs", "photos")


def export(actor: Actor) -> tuple[Headers, dict[str, bytes]]:
    answer = actor.get("/me/export.zip")
    assert answer.status_code == 200
    with ZipFile(BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        return answer.headers, {name: archive.read(name) for name in archive.namelist()}


def told(actor: Actor) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export(actor)[1]["wellmet.json"])
    return found


def test_every_row_of_hers_is_in_it(app: Wellmet, full: World) -> None:
    hers = told(full.cast.alice)

    with app.app_context():
        for table, owners in world.tables_of_persons():
            if table.name in LEFT_OUT:
                continue
            owner = table.c.get("owner_id", owners[0])
            kept = world.rows(table, owner == full.cast.alice.id)
            assert len(hers[table.name]) == len(kept) > 0, table.name
    assert hers["format"] == 2
    assert hers["person"]["card"]["email"] == world.CARD.email


def test_her_phone_has_the_same_values_in_each_row(full: World) -> None:
    hers, kept = told(full.cast.alice), pull(full.cast.alice)["records"]

    for table, records in kept.items():
        rows = {row["id"]: row for row in hers[table]}
        assert rows.keys() == {record["id"] for record in records}
        for record in records:
            row = rows[record["id"]]
            shared = sorted(record.keys() & row.keys())
            # As text: to Python, true is 1.
            same = [json.dumps([one[name] for name in shared]) for one in (record, row)]
            assert same[0] == same[1], table


def test_all_that_is_in_it_is_named_where_it_is_described(full: World) -> None:
    described = (Path(__file__).parents[2] / "docs/export.md").read_text()

    assert [name for name in told(full.cast.alice) if f"`{name}`" not in described] == []


def test_nothing_of_anybody_else_and_no_secret_is_in_it(full: World, stored: Stored) -> None:
    for actor in (full.cast.bob, full.cast.charlie):
        assert PRIVATE not in json.dumps(told(actor))
    hers = json.dumps(told(full.cast.alice))
    (calendar,) = [of.calendar_token for of in stored(Wishes) if of.calendar_token]
    for secret in ("password_hash", "scrypt:", '"p256dh"', '"auth"', "calendar_token", calendar):
        assert secret not in hers


def test_of_an_event_that_somebody_else_made_nothing_tells_of_its_maker(full: World) -> None:
    alice, bob = full.cast.alice, full.cast.bob
    phone, event_id = Phone(alice), full.ids["event_id"]
    facts = {"title": "Founders", "starts": "2026-12-03T19:00", "ends": "2026-12-03T21:30"}
    said = phone.send(phone.act(f"/events/{event_id}", facts | {"zone": "UTC"}))
    assert statuses(said) == [303]

    (hers,), (his,) = told(alice)["events"], told(bob)["events"]

    assert (hers["owner_id"], hers["said"]["event"][2]) == (alice.id, phone.id)
    assert his == {name: hers[name] for name in his}
    assert {"owner_id", "rev", "said"}.isdisjoint(his)


def test_her_people_are_cards_for_any_address_book(full: World) -> None:
    headers, files = export(full.cast.alice)

    cards = [one.fn.value for one in vobject.readComponents(files["contacts.vcf"].decode())]
    assert cards == ["Bob Okonkwo", f"Ifeoma {PRIVATE}", f"Sam {PRIVATE}"]
    assert files["photo.jpg"].startswith(b"\xff\xd8")
    assert headers["Content-Disposition"] == "attachment; filename=wellmet.zip"
    assert headers["Cache-Control"] == "no-store"


def test_it_is_on_her_own_page_and_limited(alice: Actor, stranger: SameOriginClient) -> None:
    assert 'href="/me/export"' in alice.read("/me")
    assert "/me/export.zip" in alice.read("/me/export")
    assert [alice.get("/me/export.zip").status_code for _ in range(11)] == [200] * 10 + [429]
    assert stranger.get("/me/export.zip").location.startswith("/sign-in")


def test_whoever_leaves_is_in_no_table_any_more(app: Wellmet, full: World, stored: Stored) -> None:
    alice = full.cast.alice
    alice.post("/people", {"name": "Nadia", "can_help": f"With {PRIVATE} wards"})
    assert alice.get("/introductions").status_code == 200
    # A full text index keeps of a word what the one before it does not begin with.
    ending = PRIVATE[-6:]
    assert ending in _everything_said(app)

    assert alice.post("/me/delete", {"password": cast.PASSWORD}).location == "/"

    assert world.rows_of(app, alice.id) == set()
    said = _everything_said(app)
    assert alice.id not in said
    assert ending not in said
    # What Bob saved of the card she shared stays his, and hears nothing of her any more.
    (kept,) = [one for one in stored(Contact) if one.owner_id == full.cast.bob.id]
    assert (kept.name, kept.person_id, kept.photo_id) == (world.CARD.name, None, None)
    assert {one.id for one in stored(Person)} == {full.cast.bob.id, full.cast.charlie.id}


def _everything_said(app: Wellmet) -> str:
    """Every value in every table, as text: also where no key leads to a person, and of indexes."""
    with app.app_context():
        names = inspect(db.engine).get_table_names()
        tables = [db.session.execute(text(f"SELECT * FROM {name}")) for name in names]
        rows = [row for table in tables for row in table]
        return " ".join(map(repr, rows)).lower()
