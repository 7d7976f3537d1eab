"""What waited on a phone is done once, in its order, as of the hour it was made."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import redirect
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from blueprints.accounts.sign_ins import SignIn
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.contacts.promises import Promise
from blueprints.followups.models import Step
from blueprints.goals.attendances import Attendance
from blueprints.shared.database import db
from blueprints.shared.ids import derived, new_id
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from blueprints.shared.receipts import Receipt
from tests import cast
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.exchange.codes import word_of

from .conftest import NOW, Phone, Told, pull, statuses

X = "0b6d6f5e-2c64-4f0e-9a8e-6f2f0a3c1d5b"


def met(phone: Phone, contact_id: str = X, ago: float = 0) -> Told:
    """Somebody written down."""
    act = phone.act("/people", {"name": "Ifeoma Okafor"}, ago)
    return {**act, "fields": [["id", contact_id], ["name", "Ifeoma Okafor"]]}


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
        *("/me/card", "/me/settings", "/swap/code", "/swap/carrying", "/e/0123456789AB"),
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
        *("/me/confirmation", "/confirmation/<token>", "/me/address", "/me/password"),
        *("/me/delete", "/me/photo", "/me/photo/removal", "/me/card", "/me/settings"),
        *("/me/devices/removal", "/me/devices/<id:sign_in_id>/removal"),
        *("/scan/typed", "/scan/card", "/scan/shared", "/swap/code", "/swap/carrying"),
        *("/c/<word>/return", "/e/<code>", "/outbox", "/policy-reports"),
        *("/me/nudges", "/me/nudges/stop", "/me/nudges/return", "/nudges/stop/<token>"),
        *("/me/nudges/phones", "/me/nudges/phones/<id:phone_id>/removal"),
        *("/me/nudges/calendar", "/me/nudges/calendar/removal"),
    }


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


def swap(phone: Phone, word: str, contact_id: str = X, ago: float = 0) -> Told:
    return {
        **phone.act(f"/c/{word}/swap", ago=ago),
        "fields": [["id", contact_id], ["mode", "swap"]],
    }


def test_a_swap_without_a_network_is_a_swap(
    phone: Phone, alice: Actor, bob: Actor, evening: str, clock: Clock, stored: Stored
) -> None:
    word = word_of(bob)
    clock.set(cast.EVENING_START + timedelta(days=5))

    told = phone.send(swap(phone, word, ago=5 * 24 * 60 - 90))

    assert told["answers"][0]["location"] == f"/people/{X}/listening"
    assert {contact.owner_id for contact in stored(Contact)} == {alice.id, bob.id}
    for meeting in stored(Meeting):
        assert meeting.met_at == cast.EVENING_START + timedelta(minutes=90)
        assert meeting.event_id == evening


def test_a_swap_was_where_the_scanner_was_at_that_hour(
    phone: Phone, alice: Actor, charlie: Actor, evening: str, clock: Clock, stored: Stored
) -> None:
    word = word_of(charlie)
    clock.set(cast.EVENING_START + timedelta(days=5))
    at_the_evening, next_day = 5 * 24 * 60 - 90, 4 * 24 * 60

    phone.send(swap(phone, word, ago=at_the_evening), swap(phone, word, new_id(), ago=next_day))

    mine = [one for one in stored(Meeting) if one.owner_id == alice.id]
    assert {(one.met_at, one.event_id) for one in mine} == {
        (cast.EVENING_START + timedelta(minutes=90), evening),
        (cast.EVENING_START + timedelta(days=1), None),
    }


def test_who_was_met_before_stands_under_the_older_id(
    phone: Phone, alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    bob.post(f"/c/{word_of(alice)}/swap", {"id": new_id(), "mode": "swap"})
    (known,) = [contact.id for contact in stored(Contact) if contact.owner_id == alice.id]
    (meeting,) = [one.id for one in stored(Meeting) if one.owner_id == alice.id]
    batch = [
        swap(phone, word_of(bob)),
        phone.act(f"/people/{X}/listening", {"heard": "Buys software"}),
        phone.act(f"/follow-ups/{derived(X, 'meeting')}/steps/recall", {"state": "done"}),
    ]

    told = phone.send(*batch)

    assert statuses(told) == [303, 303, 303]
    names = told["answers"][0]["renamed"]
    assert (names[X], names[derived(X, "meeting")]) == (known, meeting)
    assert told["answers"][1]["location"] == f"/people/{known}"
    assert {m.heard for m in stored(Meeting) if m.owner_id == alice.id} == {"Buys software"}
    assert phone.send(*batch) == told
    assert phone.send(batch[0])["answers"] == told["answers"][:1]


def test_what_hangs_on_a_meeting_is_found_under_the_older_ids(
    phone: Phone, alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    bob.post(f"/c/{word_of(alice)}/swap", {"id": new_id(), "mode": "swap"})
    (meeting,) = [one.id for one in stored(Meeting) if one.owner_id == alice.id]
    mine = derived(X, "meeting")
    helping = {"state": "scheduled", "text": "A map", "due_on": "2026-12-09"}
    promised = derived(derived(mine, "help"), "promise")
    batch = [
        swap(phone, word_of(bob)),
        phone.act(f"/follow-ups/{mine}/steps/help", helping),
        phone.act(f"/promises/{promised}/keeping"),
    ]

    told = phone.send(*batch)
    assert statuses(told) == [303, 303, 303]
    assert phone.send(*batch)["answers"] == told["answers"]

    (step,), (promise,) = stored(Step), stored(Promise)
    assert (step.id, step.meeting_id) == (derived(meeting, "help"), meeting)
    assert promise.id == derived(step.id, "promise")
    assert promise.kept_at is not None
    names = told["answers"][0]["renamed"]
    assert (names[derived(mine, "help")], names[promised]) == (step.id, promise.id)


def test_two_who_scan_each_other_without_a_network_meet_once(
    phone: Phone, alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    hers, his, bobs = word_of(alice), word_of(bob), Phone(bob)

    phone.send(swap(phone, his, ago=30))
    told = bobs.send(swap(bobs, hers, proposed := new_id(), ago=29))

    assert told["answers"][0]["renamed"].keys() >= {proposed, derived(proposed, "meeting")}
    assert len(stored(Contact)) == len(stored(Meeting)) == 2


def test_a_code_that_lived_when_it_was_scanned_is_answered_late(
    phone: Phone, bob: Actor, clock: Clock
) -> None:
    word = word_of(bob)
    clock.set(cast.EVENING_START + timedelta(days=20))

    late = phone.act(f"/c/{word}/swap", {"mode": "swap"})
    assert statuses(phone.send(swap(phone, word, ago=19 * 24 * 60), late)) == [303, 410]


def test_a_renewed_code_leads_nowhere(phone: Phone, bob: Actor, stored: Stored) -> None:
    word = word_of(bob)
    bob.post("/swap/code", {"id": new_id()})

    assert statuses(phone.send(swap(phone, word, ago=5))) == [404]
    assert stored(Contact) == []


def test_a_limit_keeps_the_rest_waiting(
    phone: Phone, alice: Actor, bob: Actor, evening: str
) -> None:
    word = word_of(bob)
    batch = [swap(phone, word, new_id()) for _ in range(50)]
    for _ in range(600 - 48):
        alice.get("/c/NOTHINGATALL")

    told = phone.send(*batch)

    assert len(told["answers"]) == 48
    assert 0 < told["retry_after"] <= 61
    assert told["replica"]["whole"]


def failing(app: Wellmet, monkeypatch: pytest.MonkeyPatch, view: Callable[..., Any]) -> None:
    monkeypatch.setitem(app.view_functions, "contacts.write_note", view)
    view.may_wait = True  # type: ignore[attr-defined]


def test_a_busy_database_keeps_the_act_waiting(
    app: Wellmet, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(contact_id: str) -> Any:
        cause = Exception()
        cause.sqlite_errorname = "SQLITE_BUSY"  # type: ignore[attr-defined]
        raise OperationalError("INSERT", {}, cause)

    failing(app, monkeypatch, busy)
    told = phone.send(met(phone), phone.act(f"/people/{X}/notes", {"text": "Sings"}))

    assert statuses(told) == [303]
    assert told["retry_after"] == 2


def test_a_sign_in_that_ends_meanwhile_keeps_everything_waiting(
    app: Wellmet, phone: Phone, alice: Actor, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign_out_everywhere(contact_id: str) -> Any:
        db.session.execute(db.delete(SignIn))
        return redirect("/people", 303)

    failing(app, monkeypatch, sign_out_everywhere)
    batch = [
        met(phone),
        phone.act(f"/people/{X}/notes", {"text": "Sings"}),
        phone.act(f"/people/{X}/letting-go"),
    ]

    answer = phone.post(*batch)

    assert answer.status_code == 401
    assert json.loads(answer.data) == {"error": "signed-out", "ended": True}
    alice.client.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})
    assert statuses(phone.send(*batch)) == [303, 303, 303]
    assert [contact.let_go_at for contact in stored(Contact)] == [cast.EVENING_START]


def test_a_post_with_a_key_is_never_sent_to_the_sign_in(stranger: SameOriginClient) -> None:
    headers = {"Origin": "http://localhost", "Idempotency-Key": new_id()}

    assert stranger.post("/swap/code", data={"id": new_id()}, headers=headers).status_code == 401


def test_nobody_elses_acts_are_run(
    phone: Phone, bob: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    assert stranger.post("/outbox", json={}).status_code == 401
    assert Phone(bob).post(met(phone), person=phone.actor.id).status_code == 409
    sent = {"json": {}, "headers": {"Origin": "https://elsewhere.example"}}
    assert phone.actor.client.post("/outbox", **sent).status_code == 403
    assert stored(Contact) == []


def test_no_cookie_grows_by_what_was_said(phone: Phone, alice: Actor) -> None:
    alice.read("/today")
    answer = phone.post(met(phone), *(phone.act(f"/people/{X}/letting-go") for _ in range(49)))

    assert statuses(json.loads(answer.data)) == [303] * 50
    assert "Set-Cookie" not in answer.headers
    assert "Let go." not in alice.read("/today")


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b"{}", b"\xff", b'{"acts":[]}', b"[" * 100_000, b"1" * 5000),
        b'{"sent_at":NaN,"acts":[],"person":"x","phone":"x","since":0}',
    ],
)
def test_what_is_no_batch_is_refused_with_a_sentence(phone: Phone, body: bytes) -> None:
    answer = phone.actor.client.post("/outbox", data=body)

    assert answer.status_code == 400
    assert json.loads(answer.data)["sentence"].endswith(".")


@pytest.mark.parametrize(
    "wrong",
    [
        *({"key": "x"}, {"key": None}, {"path": "people"}, {"path": "//evil"}, {"path": 1}),
        *({"fields": {}}, {"fields": [["a"]]}, {"fields": [["a", 1]]}, {"made_at": "now"}),
        *({"made_at": True}, {"made_at": 10**400}, {"seen": -1}, {"seen": 1.5}, {"fields": "ab"}),
    ],
)
def test_what_is_no_act_is_refused_and_nothing_is_done(
    phone: Phone, stored: Stored, wrong: dict[str, Any]
) -> None:
    answer = phone.post(met(phone), {**met(phone), **wrong})

    assert answer.status_code == 400
    assert stored(Contact) == []


def test_a_path_may_hold_any_letter(phone: Phone, stored: Stored) -> None:
    told = phone.send(met(phone), phone.act(f"/people/{X}/notes?of=Ünal€", {"text": "Sings"}))

    assert statuses(told) == [303, 303]
    assert [note.text for note in stored(Note)] == ["Sings"]


def test_too_much_is_refused(phone: Phone) -> None:
    assert phone.post(*(met(phone) for _ in range(51))).status_code == 400
    long = phone.act("/people", {"name": "x" * 1024 * 1024})
    assert phone.post(long).status_code == 413
    assert statuses(phone.send(phone.act("/people", {"name": "x" * 300_000}))) == [413]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
almost_acts = st.fixed_dictionaries(
    {
        "key": st.just(X) | json_values,
        "path": st.sampled_from(["/people", f"/people/{X}/notes"]) | st.text() | json_values,
        "fields": st.lists(st.tuples(st.text(), st.text()) | json_values, max_size=3),
        "made_at": st.floats() | st.integers() | json_values,
        "seen": st.integers() | json_values,
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(almost_acts, max_size=3) | json_values, since=st.integers() | json_values)
def test_nothing_that_is_sent_is_a_fault(
    app: Wellmet, phone: Phone, acts: object, since: object
) -> None:
    limiter.reset()
    sender = {"person": phone.actor.id, "phone": phone.id, "since": since, "sent_at": NOW}
    body = json.dumps({**sender, "acts": acts})

    assert phone.actor.client.post("/outbox", data=body).status_code in (200, 400)
