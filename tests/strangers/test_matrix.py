"""Every route, every method, and everybody who is not Alice, at the door of all that is hers."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor
from tests.strangers import world
from tests.strangers.expected import EXPECTED, GUESTS, REACHES_HER
from tests.strangers.world import ON_HER_CARD, PRIVATE, SHARED, World

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS")
# After these a guest is somebody else at the door: Charlie has met her there, or has joined; and
# in the end nobody is signed in.
LAST = ("exchange.swapping", "goals.joining", "accounts.sign_out")
BODY = {
    **{name: "Something typed" for name in ("name", "who", "text", "heard", "goal", "title")},
    **{"promised": "Something", "side": "mine", "mode": "swap", "email": "new@example.org"},
    **{"password": "short", "present": "wrong", "reach": "new@example.org"},
}


def test_every_route_has_an_expectation(app: Wellmet) -> None:
    assert set(EXPECTED) == {f"{method} {rule}" for rule, method in listed(app)}


@pytest.mark.parametrize("who", GUESTS)
def test_everybody_gets_what_is_expected_and_nothing_of_hers(
    app: Wellmet, full: World, who: str
) -> None:
    before = world.rows_of(app, full.cast.alice.id)
    found = {}
    for rule, method in sorted(listed(app), key=turn):
        answer = _ask(full, who, rule, method)
        found[f"{method} {rule}"] = answer.status_code
        _says_nothing_private(answer, f"{method} {rule} to {who}")
        after = world.rows_of(app, full.cast.alice.id)
        _changes_nothing_of_hers(before - after, full, who)
        assert f"{method} {rule}" in REACHES_HER or after == before, f"{method} {rule} by {who}"
        before = after
    assert found == {route: statuses[who] for route, statuses in EXPECTED.items()}


# Which methods an address knows is decided before any database is asked.
@pytest.mark.once
@pytest.mark.parametrize("who", GUESTS)
def test_no_other_method_does_anything(app: Wellmet, full: World, who: str) -> None:
    before, paths = world.rows_of(app, full.cast.alice.id), app.url_map.bind("")
    for rule in app.url_map.iter_rules():
        for method in METHODS:
            if method != "OPTIONS" and paths.test(world.path(rule, full), method):
                continue
            answer = _ask(full, who, rule, method)
            allowed = (200, 303) if method == "OPTIONS" else (405,)
            assert answer.status_code in allowed, f"{method} {rule} to {who}"
            _says_nothing_private(answer, f"{method} {rule} to {who}")
    assert world.rows_of(app, full.cast.alice.id) == before


@pytest.mark.once
def test_a_head_answers_as_its_get_without_a_body(app: Wellmet, full: World) -> None:
    for rule, method in listed(app):
        if method == "GET":
            answer = _ask(full, "bob", rule, "HEAD")
            assert answer.status_code == EXPECTED[f"GET {rule}"]["bob"], rule
            assert answer.data == b"", rule


def test_bob_sees_exactly_what_alice_shared(app: Wellmet, full: World) -> None:
    bob = full.cast.bob
    with app.app_context():
        hers = db.session.get_one(Person, full.cast.alice.id)
        contact = db.session.scalars(db.select(Contact).filter_by(owner_id=bob.id)).one()
        assert contact.card == hers.shared_card.to_json()
        contact_id = contact.id
    pages = [bob.read(path) for path in (f"/people/{contact_id}", f"/c/{full.ids['word']}")]
    pages.append(bob.read(f"/c/{full.ids['word']}/card.vcf").replace("\r\n ", ""))
    for page in pages:
        for shared in ON_HER_CARD:
            assert shared in page
        assert PRIVATE not in page.lower()
    assert bob.get(f"/people/{contact_id}/photo.jpg").status_code == 404
    assert bob.get(f"/c/{full.ids['word']}/photo.jpg").status_code == 410
    assert SHARED in bob.get("/replica").get_data(as_text=True)


def test_alice_has_something_in_every_table_and_sees_it(app: Wellmet, full: World) -> None:
    """Otherwise the tests above would look for what is not there."""
    alice = full.cast.alice
    with app.app_context():
        empty = [
            table.name
            for table, owners in world.tables_of_persons()
            if not any(world.rows(table, column == alice.id) for column in owners)
        ]
    assert empty == []
    seen = alice.get("/replica").get_data(as_text=True).lower()
    for what in ("goal", "note", "message", "touch", "heard", "list", "earlier", "help", "next"):
        assert f"{PRIVATE} {what}" in seen, what


def turn(asked: tuple[Rule, str]) -> int:
    """When a route's turn comes: after all others, for those that come last."""
    rule, _ = asked
    return LAST.index(rule.endpoint) if rule.endpoint in LAST else -1


def listed(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def _ask(full: World, who: str, rule: Rule, method: str) -> TestResponse:
    # What is shown here is who may, not how often.
    limiter.reset()
    body = BODY if method == "POST" else {}
    return full.cast.client(who).open(world.path(rule, full), method=method, data=body)


def _says_nothing_private(answer: TestResponse, where: str) -> None:
    said = f"{answer.headers}{answer.data.decode(errors='replace')}".lower()
    assert PRIVATE not in said, where


def _changes_nothing_of_hers(gone: set[str], full: World, who: str) -> None:
    """A card that is the guest's own may be brought up to date with her."""
    guest = getattr(full.cast, who)
    own = f"'person_id': '{guest.id}'" if isinstance(guest, Actor) else "nobody has any"
    assert [row for row in gone if own not in row] == []
