"""Posts that no page of ours would send: each is refused, or does what its sender may anyway."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.goals.models import Event
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from blueprints.shared.receipts import OTHER_CONTENT
from tests import cast
from tests.conftest import ORIGIN, Stored
from tests.strangers import world
from tests.strangers.world import PRIVATE, World
from tests.test_hostile import ENDING, FIELDS

FORGED: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": ORIGIN},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {},
)
# What she changes of her event is news to all who go.
TELLS_GUESTS = ("goals.editing_event",)
# What a form never asks for, and a table keeps.
EXTRA = {
    "rev": "999999",
    "last_rev": "999999",
    "is_admin": "1",
    "confirmed_at": "2026-12-03T19:00:00+00:00",
    "password_hash": "scrypt:1:1:1$a$b",
    "join_code": "0" * 12,
    "word": "0" * 12,
    "source": "swap",
    "said": "{}",
    "person_id": "",
    "owner_id": "",
}


# Where a post comes from is looked at before any database is asked.
@pytest.mark.once
@pytest.mark.parametrize("headers", FORGED, ids=str)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain"])
def test_no_post_from_elsewhere_does_anything(
    app: Wellmet, full: World, headers: dict[str, str], kind: str
) -> None:
    before = world.rows_of(app, full.cast.alice.id)
    for rule in _posts(app):
        if getattr(app.view_functions[rule.endpoint], "is_from_anywhere", False):
            continue
        path = world.path(rule, full)
        answer = full.cast.alice.post(path, headers=headers, content_type=kind)
        assert answer.status_code == 403, rule
    assert world.rows_of(app, full.cast.alice.id) == before


def test_only_these_may_come_from_anywhere(app: Wellmet) -> None:
    taken = [rule for rule in _posts(app) if _marked(app, rule, "is_from_anywhere")]
    shared = [rule for rule in _posts(app) if _marked(app, rule, "is_shared_to")]
    assert {rule.rule for rule in taken} == {"/nudges/stop/<token>", "/policy-reports"}
    assert [rule.rule for rule in shared] == ["/scan/shared"]


# What is not read reaches no database.
@pytest.mark.once
@pytest.mark.parametrize("kind", ["application/json", "text/xml", "multipart/form-data"])
def test_no_form_is_read_from_another_kind_of_body(app: Wellmet, full: World, kind: str) -> None:
    names = ("name", "text", "goal", "who", "title")
    typed = json.dumps(dict.fromkeys(names, "Mallory")).encode()
    for rule in _posts(app):
        if rule.endpoint in ENDING:
            continue
        limiter.reset()
        path = world.path(rule, full)
        answer = full.cast.alice.post(path, typed, content_type=kind)  # type: ignore[arg-type]
        assert answer.status_code < 500, rule
    assert not any("Mallory" in row for row in world.rows_of(app, full.cast.alice.id))


def test_fields_that_no_form_has_set_nothing(app: Wellmet, full: World) -> None:
    alice, bob = full.cast.alice, full.cast.bob
    of_bob = world.rows_of(app, bob.id)
    for rule in _posts(app):
        if rule.endpoint not in (*ENDING, *TELLS_GUESTS):
            limiter.reset()
            owner = dict.fromkeys(("owner_id", "person_id"), bob.id)
            alice.post(world.path(rule, full), _typed() | EXTRA | owner)
    assert world.rows_of(app, bob.id) == of_bob
    with app.app_context():
        person = db.session.get_one(Person, alice.id)
        assert person.last_rev < 999_999
        assert person.confirmed_at is None
        assert person.password_is(cast.PASSWORD)
        codes = set(db.session.scalars(db.select(Event.join_code)))
    assert "0" * 12 not in codes
    assert "999999" not in "".join(world.rows_of(app, alice.id))


def test_ids_of_hers_in_a_body_lead_nowhere(app: Wellmet, full: World) -> None:
    before = world.rows_of(app, full.cast.alice.id)
    hers = [value for name, value in full.ids.items() if name.endswith("_id")]
    for rule in _posts(app):
        if rule.arguments or rule.endpoint in ENDING:
            continue
        for record_id in hers:
            limiter.reset()
            named = dict.fromkeys(("id", "first", "second", "introduced_by", "met"), record_id)
            answer = full.cast.bob.post(rule.rule, _typed() | named, follow_redirects=True)
            assert answer.status_code < 500, rule
            assert PRIVATE not in answer.data.decode(errors="replace").lower(), rule
    assert world.rows_of(app, full.cast.alice.id) == before


def test_a_key_is_its_persons_alone(full: World, stored: Stored) -> None:
    key = {"Idempotency-Key": new_id(), "Origin": ORIGIN}
    form = {"id": new_id(), "name": "Written by Alice"}
    hers = full.cast.alice.post("/people", form, headers=key)

    same = full.cast.bob.post("/people", form, headers=key)
    other = full.cast.bob.post("/people", form | {"name": "By Bob"}, headers=key)

    # Bob's own act under a fresh id, and his own refusal: nothing tells that she used the key.
    assert same.status_code == 303
    assert same.location != hers.location
    assert OTHER_CONTENT in other.get_data(as_text=True)
    written = [one for one in stored(Contact) if one.name == "Written by Alice"]
    assert {one.owner_id for one in written} == {full.cast.alice.id, full.cast.bob.id}
    assert len(written) == 2


def test_a_receipt_answers_no_other_body_and_no_other_path(full: World, stored: Stored) -> None:
    alice, key = full.cast.alice, {"Idempotency-Key": new_id(), "Origin": ORIGIN}
    form = {"id": new_id(), "name": "Written once"}
    alice.post("/people", form, headers=key)

    body = alice.post("/people", form | {"headline": "More"}, headers=key)
    path = alice.post(f"/people/{full.ids['contact_id']}/notes", form, headers=key)

    assert body.status_code == path.status_code == 422
    assert len([one for one in stored(Contact) if one.name == "Written once"]) == 1


def _posts(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()))


def _marked(app: Flask, rule: Rule, mark: str) -> bool:
    return getattr(app.view_functions[rule.endpoint], mark, False)


def _typed() -> dict[str, str]:
    """Every field there is, filled so that most forms are valid."""
    return dict.fromkeys(FIELDS, "") | {
        **dict.fromkeys(("name", "who", "text", "heard", "goal", "told", "promised"), "Typed"),
        **{"side": "mine", "mode": "swap", "id": new_id(), "plan": "go", "state": "done"},
        **{"title": "Tea", "starts": "2027-01-03T19:00", "ends": "2027-01-03T21:00"},
        **{"zone": "UTC", "locale": "en_GB", "followup_cap": "5", "answer": "yes"},
        # Nobody is signed up, in or out, and no password is another one.
        **{"email": "", "password": "short", "present": "wrong", "reached": "yes"},
    }
