"""Two phones of one person that say something of one fact at the same moment.

SQLite lets them write one after the other, and cannot bring it about.
"""

import contextvars

import pytest

from blueprints.contacts.forms import NextForm
from blueprints.contacts.models import Contact
from blueprints.shared.facts import Earlier
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Stored

from .conftest import Phone, pull


def test_the_second_sees_what_the_first_said_while_it_had_begun(
    app: Wellmet, alice: Actor, phone: Phone, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pytest.skip("needs a database in which two may write at once")
    known, other = new_id(), Phone(alice)
    alice.post("/people", {"id": known, "name": "Ifeoma"})
    phone.since = other.since = pull(alice)["rev"]
    lunch = phone.act(f"/people/{known}/next", {"next_step": "Lunch"}, ago=60)
    call = other.act(f"/people/{known}/next", {"next_step": "A call"}, ago=30)
    posted = NextForm.posted

    def posted_meanwhile() -> NextForm:
        # The contact has been read by now. The other phone's act comes in between, and is done.
        monkeypatch.undo()
        contextvars.Context().run(phone.send, lunch)
        return posted()

    monkeypatch.setattr(NextForm, "posted", posted_meanwhile)
    other.send(call)

    assert [one.next_step for one in stored(Contact)] == ["A call"]
    assert [(one.fact, one.text) for one in stored(Earlier)] == [("next", "Lunch")]
