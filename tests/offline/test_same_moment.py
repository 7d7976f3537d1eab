"""Two phones of one person that say something of one fact at the same moment.

SQLite lets them write one after the other, and cannot bring it about.
"""

import contextvars
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from werkzeug.test import TestResponse

from blueprints.contacts.forms import NextForm
from blueprints.contacts.introductions import Introduction
from blueprints.contacts.models import Contact
from blueprints.shared.facts import Earlier
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Stored

from .conftest import Phone, Told, pull, statuses

# As long as it takes to see that somebody waits, in seconds.
A_WHILE = 0.5


@pytest.fixture(autouse=True)
def two_may_write(app: Wellmet) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pytest.skip("needs a database in which two may write at once")


def test_the_second_sees_what_the_first_said_while_it_had_begun(
    alice: Actor, phone: Phone, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, other = new_id(), Phone(alice)
    alice.post("/people", {"id": known, "name": "Ifeoma"})
    phone.since = other.since = pull(alice)["rev"]
    lunch = phone.act(f"/people/{known}/next", {"next_step": "Lunch"}, ago=60)
    call = other.act(f"/people/{known}/next", {"next_step": "A call"}, ago=30)
    posted, sent = NextForm.posted, list[Future[Told]]()

    def posted_meanwhile() -> NextForm:
        # The contact has been read by now. The other phone's act comes in between, or waits.
        monkeypatch.undo()
        sent.append(thread.submit(contextvars.Context().run, phone.send, lunch))
        wait(sent, A_WHILE)
        return posted()

    monkeypatch.setattr(NextForm, "posted", posted_meanwhile)
    with ThreadPoolExecutor(1) as thread:
        other.send(call)
    assert [statuses(one.result()) for one in sent] == [[303]]

    assert [one.next_step for one in stored(Contact)] == ["A call"]
    assert [(one.fact, one.text) for one in stored(Earlier)] == [("next", "Lunch")]


def test_an_introduction_that_both_begin_is_one(
    alice: Actor, phone: Phone, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = new_id(), new_id()
    for known in (first, second):
        alice.post("/people", {"id": known, "name": known[:8]})
    both, other = {"first": first, "second": second}, Phone(alice)
    acts = [one.act("/introductions", both) for one in (phone, other)]
    begin, posted = Introduction.begin, list[Future[TestResponse]]()

    def begin_meanwhile(*of: Any) -> None:
        # There is none yet, as far as is known. The other phone's act comes in between, or waits.
        monkeypatch.undo()
        posted.append(thread.submit(contextvars.Context().run, other.post, acts[1]))
        wait(posted, A_WHILE)
        begin(*of)

    monkeypatch.setattr(Introduction, "begin", begin_meanwhile)
    with ThreadPoolExecutor(1) as thread:
        phone.send(acts[0])
    (second_told,) = (one.result().json for one in posted)

    (kept,) = stored(Introduction)
    assert second_told
    assert second_told["answers"][0]["location"] == f"/introductions/{kept.id}"
