"""Personal messages: drafted from what was noted, sent by their person, never by Wellmet."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.followups.messages import Message
from blueprints.followups.models import Step
from blueprints.shared.database import db
from blueprints.shared.ids import derived, new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored
from tests.exchange.codes import word_of

PARTS = {
    "who": "Hello Ifeoma, this is Alice.",
    "told": "You told me how hard it is to hire a nurse lead.",
    "offer": "I know somebody who may help.",
    "hope": "I would like to learn how your ward plans.",
    "step": "A call on Friday?",
}


@pytest.fixture
def heard(alice: Actor, ifeoma: str) -> str:
    """Ifeoma's id, once it was noted what she said."""
    promised = {"promised": "Introduce her to Sam", "due_on": "", "id": new_id()}
    heard = {"heard": "Stuck on hiring a nurse lead\nTall", "moves_goal": "yes"}
    alice.post(f"/people/{ifeoma}/listening", heard | promised)
    return ifeoma


@pytest.fixture
def draft(alice: Actor, heard: str) -> str:
    """The id of a draft to her."""
    draft_id = new_id()
    alice.post(f"/people/{heard}/messages", PARTS | {"id": draft_id})
    return draft_id


def test_the_first_draft_is_made_of_what_was_noted(alice: Actor, heard: str) -> None:
    page = alice.read(f"/people/{heard}/message")

    assert "Hello Ifeoma, this is Alice Lindqvist from Nightshift." in page
    assert "You told me: Stuck on hiring a nurse lead." in page
    assert "As I promised: Introduce her to Sam." in page
    assert "I sent it" not in page


def test_the_day_in_a_draft_is_right_whenever_it_is_read(
    alice: Actor, ifeoma: str, clock: Clock
) -> None:
    """Not "tomorrow": it is sent later than it is written. A day that has passed is no offer."""
    alice.post(f"/people/{ifeoma}/next", {"next_step": "A coffee", "next_on": "2026-12-04"})

    for _ in range(2):
        assert "My suggestion: A coffee, Fri 4 Dec." in alice.read(f"/people/{ifeoma}/message")
        clock.set(clock.time + timedelta(days=1))
    assert "My suggestion: A coffee.</textarea>" in alice.read(f"/people/{ifeoma}/message")


def test_a_draft_is_kept_and_read_over(
    alice: Actor, heard: str, draft: str, stored: Stored
) -> None:
    (kept,) = stored(Message)
    page = alice.read(f"/people/{heard}/message")

    assert kept.parts == PARTS
    assert "You told me how hard it is to hire a nurse lead." in page
    assert "Still missing" not in page
    assert "I sent it" in page


def test_what_is_missing_is_named(alice: Actor, heard: str, draft: str) -> None:
    alice.post(f"/messages/{draft}", PARTS | {"step": "", "hope": " "})

    page = alice.read(f"/people/{heard}/message")

    assert "Still missing" in page
    assert "Why you write, and what you hope for · An easy next step" in page


def test_the_links_carry_the_text(alice: Actor, heard: str, draft: str) -> None:
    card = {"name": "Ifeoma", "email": "i@example.org", "phone": "+447911654321"}
    alice.post(f"/people/{heard}", card | {"links": "t.me/ifeoma\nlinkedin.com/in/ifeoma"})

    page = unquote(alice.read(f"/people/{heard}/message"))

    assert 'href="mailto:i@example.org?subject=Alice Lindqvist, Wellmet&amp;body=Hello' in page
    assert "A call on Friday?" in page
    assert 'href="sms:+447911654321?&amp;body=Hello' in page
    assert 'href="https://wa.me/447911654321?text=Hello' in page
    assert 'href="https://t.me/ifeoma?text=Hello' in page
    assert 'href="https://signal.me/#p/+447911654321"' in page
    assert 'href="https://linkedin.com/in/ifeoma" rel="noopener noreferrer" data-copies' in page


def test_nothing_general_counts_as_sent(
    alice: Actor, heard: str, draft: str, stored: Stored
) -> None:
    general = {"who": "Hello, it was good to meet you.", "step": "Shall we have a call?"}
    alice.post(f"/messages/{draft}", general)

    page = alice.read(f"/people/{heard}/message")
    refused = alice.post(f"/messages/{draft}/sending", {"how": "email"})

    assert "Nothing in it is particular to" in page
    assert "I sent it" not in page
    assert refused.status_code == 422
    assert (stored(Message)[0].sent_at, stored(Touch)) == (None, [])


def test_it_warns_of_a_form_letter(alice: Actor, heard: str, draft: str) -> None:
    alice.post(f"/messages/{draft}/sending", {"how": "email"})
    alice.post("/people", {"name": "Tomás", "id": (tomas := new_id())})
    alice.post(f"/people/{tomas}/messages", PARTS | {"who": "Hello Tomás"})

    page = alice.read(f"/people/{tomas}/message")

    assert "This reads like what you wrote to" in page
    assert "Hello Ifeoma, this is Alice." in page


def test_sent_is_a_touch_and_ends_the_step(
    alice: Actor, bob: Actor, heard: str, draft: str, stored: Stored
) -> None:
    for _ in range(2):
        answer = alice.post(f"/messages/{draft}/sending", {"how": "email"})

    (touch,) = stored(Touch)
    assert answer.location == f"/people/{heard}"
    assert (touch.who, touch.how) == ("me", "email")
    assert "You wrote today. Leave it with them until Sun 6 Dec." in alice.read(f"/people/{heard}")
    assert "Hello Ifeoma, this is Alice Lindqvist from Nightshift." in alice.read(
        f"/people/{heard}/message"
    )


def test_not_sent_after_all(alice: Actor, heard: str, draft: str, stored: Stored) -> None:
    alice.post(f"/messages/{draft}/sending", {"how": "email"})
    for _ in range(2):
        alice.post(f"/messages/{draft}/return")

    assert stored(Message)[0].sent_at is None
    assert stored(Touch)[0].removed_at is not None
    alice.post(f"/messages/{draft}/sending", {"how": ""})
    assert [touch.removed_at for touch in stored(Touch)] == [None]


def test_what_was_sent_after_all_counts_from_that_day(
    alice: Actor, heard: str, draft: str, stored: Stored, clock: Clock
) -> None:
    """Or one would be told on the same day that it is time to write again."""
    alice.post(f"/messages/{draft}/sending", {"how": "email"})
    alice.post(f"/messages/{draft}/return")
    clock.set(clock.time + timedelta(days=11))

    for _ in range(2):
        alice.post(f"/messages/{draft}/sending", {"how": "sms"})
        clock.set(clock.time + timedelta(days=1))

    (touch,) = stored(Touch)
    assert (touch.touched_on.isoformat(), touch.how) == ("2026-12-14", "sms")


def test_a_message_that_was_let_go_stays_so_sent_or_not(
    alice: Actor, heard: str, draft: str, stored: Stored
) -> None:
    path = f"/follow-ups/{derived(heard, 'meeting')}/steps/message"
    alice.post(path, {"state": "let_go"})

    for verb in ("sending", "return"):
        alice.post(f"/messages/{draft}/{verb}", {"how": "email"})
        assert [step.state for step in stored(Step)] == ["let_go"]


def test_the_step_is_open_again_once_none_is_sent(
    alice: Actor, heard: str, draft: str, stored: Stored, clock: Clock
) -> None:
    alice.post(f"/messages/{draft}/sending", {"how": "email"})
    clock.set(clock.time + timedelta(days=9))
    alice.post(f"/people/{heard}/messages", PARTS | {"id": (second := new_id())})
    alice.post(f"/messages/{second}/sending", {"how": "email"})

    alice.post(f"/messages/{second}/return")
    assert [step.state for step in stored(Step)] == ["done"]

    alice.post(f"/messages/{draft}/return")
    assert [step.state for step in stored(Step)] == [""]


def test_a_message_ends_the_step_of_the_last_meeting_before_it(
    app: Wellmet, alice: Actor, bob: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    first, second = new_id(), new_id()
    person = swapped(alice, bob, stored)
    write(alice, person, first)
    clock.set(clock.time + timedelta(days=30))
    with app.app_context():
        cast.evening(db.session.get_one(Person, alice.id), clock.time).join(bob.id)
        db.session.commit()
    swapped(alice, bob, stored)
    write(alice, person, second)
    assert states(stored) == ["done", "done"]

    alice.post(f"/messages/{second}/return")
    assert states(stored) == ["done", ""]

    alice.post(f"/messages/{second}/sending", {"how": ""})
    alice.post(f"/messages/{first}/return")
    assert states(stored) == ["", "done"]


def swapped(actor: Actor, other: Actor, stored: Stored) -> str:
    """The actor meets the other. Returns the other's id among the actor's people."""
    actor.post(f"/c/{word_of(other)}/swap", {"id": new_id(), "mode": "take"})
    return str(stored(Contact)[0].id)


def write(actor: Actor, person: str, message_id: str) -> None:
    """A message to somebody, and that it was sent."""
    actor.post(f"/people/{person}/notes", {"text": "Glaciers and maps", "id": new_id()})
    told = {"told": "Glaciers, maps", "id": message_id}
    actor.post(f"/people/{person}/messages", told)
    assert actor.post(f"/messages/{message_id}/sending", {"how": ""}).status_code == 303


def states(stored: Stored) -> list[str]:
    """How the message's step of each meeting stands, the first meeting first."""
    met = {one.id: one.met_at for one in stored(Meeting)}
    steps = sorted(stored(Step), key=lambda step: met[step.meeting_id])
    return [step.state for step in steps if step.kind == "message"]


def test_the_checklist_moves_on(alice: Actor, evening: str, stored: Stored) -> None:
    alice.post(
        "/people", {"name": "Nadia", "can_help": "Glaciers and maps", "id": (nadia := new_id())}
    )
    alice.post(f"/people/{nadia}/messages", {"told": "Glaciers, maps", "id": (draft := new_id())})
    answer = alice.post(f"/messages/{draft}/sending", {"how": ""})
    assert answer.location == f"/people/{nadia}"
    assert [(step.kind, step.state) for step in stored(Step)] == [("message", "done")]

    alice.post(f"/messages/{draft}/return")
    assert [(step.kind, step.state) for step in stored(Step)] == [("message", "")]

    meeting = stored(Meeting)[0].id
    alice.post(f"/follow-ups/{meeting}/steps/recall", {"state": "done"})
    answer = alice.post(f"/messages/{draft}/sending", {"how": ""})
    assert answer.location == f"/follow-ups/{meeting}#promise"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Write a word or two first."),
        (PARTS | {"hope": "x" * 501}, "At most 500 characters"),
        (PARTS | {"told": "\x01"}, "a character that cannot be saved"),
    ],
)
@pytest.mark.parametrize("path", ["/people/{person}/messages", "/messages/{draft}"])
def test_what_is_wrong_is_kept_to_be_mended(
    alice: Actor, heard: str, draft: str, path: str, fields: dict[str, str], sentence: str
) -> None:
    answer = alice.post(path.format(person=heard, draft=draft), fields)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert all(part in page for name, part in fields.items() if name == "step")


def test_another_way_must_be_one(alice: Actor, draft: str, stored: Stored) -> None:
    assert alice.post(f"/messages/{draft}/sending", {"how": "pigeon"}).status_code == 422
    assert stored(Message)[0].sent_at is None


@pytest.mark.parametrize(
    "path", ["/messages/{draft}", "/messages/{draft}/sending", "/messages/{draft}/return"]
)
def test_a_stranger_touches_no_draft(charlie: Actor, draft: str, stored: Stored, path: str) -> None:
    assert charlie.post(path.format(draft=draft), PARTS).status_code == 404
    assert charlie.post(path.format(draft=new_id()), PARTS).status_code == 404
    assert stored(Message)[0].sent_at is None


def test_a_stranger_writes_to_nobody_of_mine(
    charlie: Actor, bob: Actor, heard: str, stored: Stored
) -> None:
    for one in (charlie, bob):
        assert one.get(f"/people/{heard}/message").status_code == 404
        assert one.post(f"/people/{heard}/messages", PARTS).status_code == 404
    assert stored(Message) == []
    assert len(stored(Contact)) == 1
