"""What keeps an act waiting: a limit, a busy database, a sign-in that ended, another's phone."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import redirect
from sqlalchemy.exc import OperationalError

from blueprints.accounts.sign_ins import SignIn
from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, SameOriginClient, Stored
from tests.exchange.codes import word_of

from .acts import X, met, swap
from .conftest import Phone, statuses


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
