"""What waited on a phone is done once, in its order, as of the hour it was made."""

import json
from datetime import timedelta

import pytest

from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.goals.attendances import Attendance
from blueprints.shared.ids import derived, new_id
from blueprints.shared.posting import Wellmet
from blueprints.shared.receipts import Receipt
from tests import cast
from tests.conftest import Actor, Clock, Stored

from .acts import X, met
from .conftest import Phone, pull, statuses, with_id


def test_acts_are_done_in_their_order(phone: Phone, stored: Stored) -> None:
    told = phone.send(
        met(phone),
        phone.act(f"/people/{X}/notes", {"text": "Sings"}),
        phone.act(f"/follow-ups/{derived(X, 'meeting')}/steps/recall", {"state": "done"}),
    )

    assert statuses(told) == [303, 303, 303]
    assert told["answers"][0]["location"] == f"/people/{X}/listening"
    assert told["retry_after"] is None
    assert [note.text for note in stored(Note)] == ["Sings"]
    assert [contact["id"] for contact in told["replica"]["records"]["contacts"]] == [X]


def test_the_answer_holds_what_a_pull_would(phone: Phone, alice: Actor) -> None:
    told = phone.send(met(phone))
    assert told["replica"] == pull(alice)

    nothing = phone.send(since=told["replica"]["rev"])
    assert nothing["answers"] == []
    assert set(nothing["replica"]) == {"person_id", "rev", "now"}


def test_the_same_batch_again_changes_nothing(phone: Phone, stored: Stored) -> None:
    batch = [met(phone), phone.act(f"/people/{X}/notes", {"text": "Sings"})]
    first = phone.send(*batch)

    assert phone.send(*batch) == first
    assert len(stored(Note)) == len(stored(Contact)) == 1


def test_a_key_is_one_acts_for_ever(phone: Phone, alice: Actor, stored: Stored) -> None:
    act = met(phone)
    phone.send(act)

    told = phone.send({**act, "fields": [["id", X], ["name", "Somebody Else"]]})

    assert statuses(told) == [422]
    assert told["answers"][0]["sentence"] == "This act was already done with other content."
    key = {"Idempotency-Key": act["key"], "Origin": "http://localhost"}
    assert alice.post("/people", {"id": X, "name": "Ifeoma Okafor"}, headers=key).status_code == 303
    assert alice.post("/people", {"id": X, "name": "Other"}, headers=key).status_code == 422
    assert len(stored(Contact)) == 1


def test_an_act_that_reached_us_by_itself_is_not_done_again(
    phone: Phone, alice: Actor, stored: Stored
) -> None:
    alice.post("/people", {"id": X, "name": "Ifeoma Okafor"})

    assert statuses(phone.send(met(phone))) == [303]
    assert len(stored(Contact)) == 1


def test_a_key_answers_when_its_forms_id_went_on_to_other_things(
    phone: Phone, alice: Actor, evening: str, stored: Stored
) -> None:
    path = f"/events/{evening}/plan"
    first = phone.act(path, {"plan": "slide"})
    page = first["fields"][0][1]
    second = {**phone.act(path), "fields": [["id", page], ["plan", "go"]]}
    phone.send(first, second)

    phone.send(first, second)

    assert [one.plan for one in stored(Attendance) if one.owner_id == alice.id] == ["go"]
    assert {receipt.key for receipt in stored(Receipt)} == {first["key"], second["key"], page}


def test_a_refused_act_brings_its_sentence_and_its_page_and_the_next_is_done(
    phone: Phone, stored: Stored
) -> None:
    told = phone.send(
        phone.act("/people", {"name": "", "headline": "Sells to hospitals"}),
        phone.act(f"/people/{new_id()}/notes", {"text": "Sings"}),
        met(phone),
    )

    unnamed, unknown, _ = told["answers"]
    assert statuses(told) == [422, 404, 303]
    assert unnamed["sentence"] == "A name is what people remember."
    assert "Sells to hospitals" in unnamed["html"]
    assert unknown["sentence"].startswith("There is nothing here.")
    assert len(stored(Contact)) == 1


def test_what_is_anothers_stays_theirs(phone: Phone, bob: Actor, stored: Stored) -> None:
    bob.post("/people", {"id": X, "name": "Ifeoma"})

    told = phone.send(phone.act(f"/people/{X}/notes", {"text": "Mine now"}))

    assert statuses(told) == [404]
    assert stored(Note) == []


@pytest.mark.parametrize(
    "path",
    [
        *("/outbox", "/sign-out", "/sign-in", "/me/delete", "/me/password", "/me/address"),
        *("/me/photo", "/me/photo/removal", "/me/confirmation", "/scan/typed", "/scan/card"),
        *("/me/card", "/me/settings", "/me/zone/Asia/Tokyo", "/swap/code", "/swap/carrying"),
        "/e/0123456789AB",
        *("/people/new", "/nowhere", "/people/x/notes", "/people/%ff", "/?", "/..%2f", "/people/"),
    ],
)
def test_what_cannot_wait_is_not_done(phone: Phone, alice: Actor, path: str) -> None:
    told = phone.send(phone.act(path, {"password": cast.PASSWORD}))

    assert statuses(told) == [404]
    assert told["answers"][0]["sentence"].startswith("This cannot be done for a phone")
    assert alice.get("/today").status_code == 200


def test_every_post_decides_whether_it_may_wait(app: Wellmet) -> None:
    posts = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    waits = {
        rule.rule for rule in posts if getattr(app.view_functions[rule.endpoint], "may_wait", False)
    }

    assert {rule.rule for rule in posts} - waits == {
        *("/sign-up", "/sign-in", "/sign-out", "/password-reset", "/password-reset/<token>"),
        "/password-reset/<token>/another",
        *("/me/confirmation", "/confirmation/<token>", "/confirmation/<token>/refusal"),
        "/confirmation/<token>/return",
        *("/me/address", "/me/password"),
        *("/me/delete", "/me/photo", "/me/photo/removal", "/me/card", "/me/settings"),
        *("/me/zone/<path:zone>", "/me/devices/removal", "/me/devices/<id:sign_in_id>/removal"),
        *("/scan/typed", "/scan/card", "/scan/shared", "/swap/code", "/swap/carrying"),
        *("/c/<word>/return", "/e/<code>", "/outbox", "/policy-reports"),
        *("/me/nudges", "/me/nudges/stop", "/me/nudges/return", "/nudges/stop/<token>"),
        "/nudges/stop/<token>/return",
        *("/me/nudges/phones", "/me/nudges/phones/<id:phone_id>/removal"),
        *("/me/nudges/calendar", "/me/nudges/calendar/removal"),
    }


@pytest.mark.parametrize("others", [{"name": "Ada"}, {"name": "Anna Berg"}])
def test_who_was_meant_by_a_name_on_the_phone_introduced_them(
    phone: Phone, alice: Actor, stored: Stored, others: dict[str, str]
) -> None:
    anna, wei = new_id(), new_id()
    alice.post("/people", {"id": anna, "name": "Anna"})
    named = {"name": "Wei", "introducer": "anna", "introduced_by": anna}
    written = with_id(phone.act("/people", named), wei)
    alice.post(f"/people/{anna}", {"name": "A. Berg"})
    alice.post("/people", others)

    assert statuses(phone.send(written)) == [303]
    assert {one.id: one.introduced_by for one in stored(Contact)}[wei] == anna


def test_an_act_is_of_the_hour_it_was_made(phone: Phone, evening: str, clock: Clock) -> None:
    clock.set(cast.EVENING_END + timedelta(days=3))
    since_nine = 3 * 24 * 60 + 30

    records = phone.send(met(phone, ago=since_nine))["replica"]["records"]

    assert records["contacts"][0]["met_at"] == "2026-12-03T21:00:00.000000Z"
    assert records["meetings"][0]["event_id"] == evening


@pytest.mark.parametrize("minutes", [-1, -(10**9), 60 * 24 * 60 + 1, 10**10])
def test_an_hour_that_makes_no_sense_is_that_of_the_arrival(
    phone: Phone, stored: Stored, minutes: int
) -> None:
    phone.send(met(phone, ago=minutes))

    assert stored(Contact)[0].met_at == cast.EVENING_START


def test_nobody_sets_the_hour_from_outside(alice: Actor, stored: Stored) -> None:
    headers = {"Origin": "http://localhost", "wellmet.act": "1", "Wellmet-Act": "1"}
    alice.post("/people", {"id": X, "name": "Ifeoma"}, headers=headers)

    assert stored(Contact)[0].met_at == cast.EVENING_START


def test_no_cookie_grows_by_what_was_said(phone: Phone, alice: Actor) -> None:
    alice.read("/today")
    answer = phone.post(met(phone), *(phone.act(f"/people/{X}/letting-go") for _ in range(49)))

    assert statuses(json.loads(answer.data)) == [303] * 50
    assert "Set-Cookie" not in answer.headers
    assert "Let go." not in alice.read("/today")
