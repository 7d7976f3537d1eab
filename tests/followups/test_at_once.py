"""Two acts of one person at the same moment: what the first decides by stays so until it is done.

SQLite lets them write one after the other, and cannot bring it about.
"""

import contextvars
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from werkzeug.test import TestResponse

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.followups.messages import Message
from blueprints.followups.proposals import Proposal
from blueprints.shared.ids import derived, new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Stored
from tests.followups.conftest import MONDAY

# As long as it takes to see that somebody waits, in seconds.
A_WHILE = 0.5
Post = tuple[str, dict[str, str]]
AtOnce = Callable[[type, str, Post, Post], None]


@pytest.fixture
def at_once(app: Wellmet, alice: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[AtOnce]:
    """Has Alice post something, and something else when that has come to a verb of some record."""
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pytest.skip("needs a database in which two may write at once")

    def post(of: type, verb: str, first: Post, second: Post) -> None:
        done, posted = getattr(of, verb), list[Future[TestResponse]]()
        path, form = second

        def do(*given: Any) -> Any:
            # What the first goes by has been read by now. The second comes in between, or waits.
            monkeypatch.undo()
            posted.append(thread.submit(contextvars.Context().run, alice.post, path, form))
            wait(posted, A_WHILE)
            return done(*given)

        monkeypatch.setattr(of, verb, do)
        assert alice.post(*first).status_code == 303
        (answer,) = (one.result() for one in posted)
        assert answer.status_code in (303, 422)

    with ThreadPoolExecutor(1) as thread:
        yield post


def test_what_is_called_off_while_a_time_is_chosen_is_not_planned(
    proposed: str, at_once: AtOnce, stored: Stored
) -> None:
    cancelling = f"/proposals/{proposed}/cancellation", dict[str, str]()
    choosing = f"/proposals/{proposed}/choice", {"moment": MONDAY}

    at_once(Proposal, "cancel", cancelling, choosing)

    (kept,), (contact,) = stored(Proposal), stored(Contact)
    assert (kept.open, contact.next_step) == (False, "")


def test_another_day_for_a_promise_takes_no_words_back(
    alice: Actor, ifeoma: str, at_once: AtOnce, stored: Stored
) -> None:
    meeting_id = derived(ifeoma, "meeting")
    step = f"/follow-ups/{meeting_id}/steps/help"
    scheduled = {"state": "scheduled", "due_on": "2026-12-08"}
    alice.post(step, scheduled | {"text": "The list"})
    promise_id = derived(derived(meeting_id, "help"), "promise")
    moving = f"/promises/{promise_id}/moving", {"due_on": "2026-12-09"}

    at_once(Promise, "move", moving, (step, scheduled | {"text": "The list, and a name"}))

    assert [one.text for one in stored(Promise)] == ["The list, and a name"]


def test_what_is_noted_as_sent_is_particular(
    alice: Actor, ifeoma: str, at_once: AtOnce, stored: Stored
) -> None:
    alice.post(f"/people/{ifeoma}/listening", {"heard": "Her sourdough sinks"})
    draft = f"/messages/{(message_id := new_id())}"
    told = {"told": "You said that your sourdough sinks."}
    alice.post(f"/people/{ifeoma}/messages", told | {"id": message_id})
    sending = f"{draft}/sending", {"how": "email"}

    at_once(Message, "send", sending, (draft, {"step": "Shall we talk?"}))

    (kept,) = stored(Message)
    assert (kept.sent_at is not None, kept.told) == (True, told["told"])


def test_the_last_seat_is_one_persons(
    alice: Actor, ifeoma: str, at_once: AtOnce, stored: Stored
) -> None:
    alice.post("/me/settings", {"zone": "Europe/London", "locale": "en_GB", "followup_cap": "1"})
    alice.post("/people", {"name": "Wei", "id": (wei := new_id())})
    meetings = [derived(one, "meeting") for one in (ifeoma, wei)]
    hers, his = ((f"/follow-ups/{one}/focus/deep", dict[str, str]()) for one in meetings)

    at_once(Meeting, "follow_up", hers, his)

    assert sorted(one.focus for one in stored(Meeting)) == ["", "deep"]
