"""One courteous line: a small draft, sent by its writer, which ends the follow-up."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.followups.messages import Message
from blueprints.followups.models import Step
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, Stored

from . import morning
from .morning import MORNING

THANKS = "Hello Jonas, thank you for our talk at Founders Evening, and do write."


@pytest.fixture
def met(app: Wellmet, alice: Actor, clock: Clock) -> str:
    """The queue of an event where Alice met six people; it is the morning after."""
    return f"/follow-ups/events/{morning.wake(app, alice, clock)}"


@pytest.fixture
def of(met: str, stored: Stored) -> dict[str, str]:
    """The ids of Alice's meetings, by first name."""
    return morning.meetings(stored)


@pytest.fixture
def jonas(alice: Actor, of: dict[str, str]) -> str:
    """The way to a checklist of somebody who gets one line."""
    alice.post(f"/follow-ups/{of['Jonas']}/focus/line")
    return f"/follow-ups/{of['Jonas']}"


@pytest.fixture
def draft(alice: Actor, jonas: str) -> str:
    """The way to a line to him."""
    draft_id = new_id()
    alice.post(f"{jonas}/lines", {"line": THANKS, "id": draft_id})
    return f"/messages/{draft_id}"


def test_the_first_draft_is_one_line_of_what_was_noted(alice: Actor, jonas: str) -> None:
    page = alice.read(f"{jonas}/line")

    assert (
        "Hello Jonas, this is Alice Lindqvist from Nightshift: thank you for our talk at Founders "
        "Evening about “Reads every tender himself; hates slides”, and do write if I can ever be "
        "of use.</textarea>" in page
    )
    assert "I sent it" not in page


def test_it_thanks_for_nothing_that_was_said_elsewhere(
    app: Wellmet, alice: Actor, jonas: str, stored: Stored
) -> None:
    with app.app_context():
        (his,) = [one for one in stored(Meeting) if one.id == jonas.removeprefix("/follow-ups/")]
        earlier = his.met_at - timedelta(days=200)
        meeting = Meeting(id=new_id(), contact_id=his.contact_id, owner_id=alice.id, met_at=earlier)
        meeting.heard = "His father is ill"
        db.session.add(meeting)
        db.session.get_one(Meeting, his.id).heard = ""
        db.session.commit()

    page = alice.read(f"{jonas}/line")

    assert "thank you for our talk at Founders Evening, and do write" in page
    assert "His father is ill”" not in page


def test_where_nothing_was_noted_it_says_where_we_met(alice: Actor, of: dict[str, str]) -> None:
    page = alice.read(f"/follow-ups/{of['Nadia']}/line")

    assert "thank you for our talk at Founders Evening, and do write" in page


def test_a_long_note_is_cut_to_fit(alice: Actor, of: dict[str, str], stored: Stored) -> None:
    (person,) = [m.contact_id for m in stored(Meeting) if m.id == of["Nadia"]]
    alice.post(f"/people/{person}/listening", {"heard": "Glaciers " * 200})

    page = alice.read(f"/follow-ups/{of['Nadia']}/line")
    (line,) = re.findall(r"<textarea[^>]*>\n(.*)</textarea>", page)

    assert 270 < len(line) <= 280
    assert "Glaciers”, and do write if I can ever be of use." in line
    assert alice.post(f"/follow-ups/{of['Nadia']}/lines", {"line": line}).status_code == 303


def test_a_line_is_kept_and_read_over(alice: Actor, jonas: str, draft: str, stored: Stored) -> None:
    (kept,) = stored(Message)
    page = alice.read(f"{jonas}/line")

    assert (kept.text, f"/follow-ups/{kept.meeting_id}") == (THANKS, jonas)
    assert "I sent it" in page
    assert f"body={THANKS}" in unquote(page)
    assert f'action="{draft}/line"' in page


def test_sent_is_a_touch_and_ends_the_follow_up(
    alice: Actor, met: str, jonas: str, draft: str, stored: Stored
) -> None:
    for _ in range(2):
        answer = alice.post(f"{draft}/sending", {"how": "email"})

    assert answer.location == met
    (touch,) = stored(Touch)
    assert (touch.who, touch.how) == ("me", "line")
    assert [(step.kind, step.state) for step in stored(Step)] == [("message", "done")]
    assert "written" in alice.read(met)
    assert "See it" in alice.read(f"{met}/focus")
    page = alice.read(f"{jonas}/line")
    assert "Sent today" in page
    assert THANKS in page
    assert "<textarea" not in page


def test_it_asks_for_no_answer_and_nobody_is_nudged_for_one(
    alice: Actor, of: dict[str, str], draft: str, clock: Clock, stored: Stored
) -> None:
    person = next(m.contact_id for m in stored(Meeting) if m.id == of["Jonas"])
    alice.post(f"{draft}/sending", {"how": "email"})
    clock.set(MORNING + timedelta(days=60))

    assert f"/people/{person}" not in alice.read("/today")
    assert "A short word is fine again" not in alice.read(f"/people/{person}")

    alice.post(f"/people/{person}/touches", {"who": "they", "touched_on": ""})
    assert "It is your turn" in alice.read(f"/people/{person}")
    clock.set(MORNING + timedelta(days=63))
    assert f"/people/{person}" in alice.read("/today")


def test_it_ends_by_the_line_whatever_becomes_of_the_touch(
    alice: Actor, met: str, draft: str, stored: Stored
) -> None:
    alice.post(f"{draft}/sending", {"how": "email"})
    alice.post(f"/touches/{stored(Touch)[0].id}/removal")

    assert "written" in alice.read(met)


def test_not_sent_after_all(alice: Actor, met: str, jonas: str, draft: str, stored: Stored) -> None:
    page = alice.post(f"{draft}/sending", {"how": "email"}, follow_redirects=True)
    assert f'action="{draft}/return"' in page.get_data(as_text=True).split("data-said")[1]

    for _ in range(2):
        assert alice.post(f"{draft}/return").location == f"{jonas}/line"

    assert stored(Message)[0].sent_at is None
    assert stored(Touch)[0].removed_at is not None
    assert "written" not in alice.read(met)
    assert "I sent it" in alice.read(f"{jonas}/line")


def test_a_line_ends_the_follow_up_though_its_message_was_let_go(
    alice: Actor, met: str, jonas: str, draft: str, stored: Stored
) -> None:
    alice.post(f"{jonas}/steps/message", {"state": "let_go"})
    alice.post(f"{draft}/sending", {"how": "email"})
    assert "written" in alice.read(met)

    alice.post(f"{draft}/return")
    assert [step.state for step in stored(Step)] == [""]


@pytest.mark.parametrize(
    "general",
    [
        "Hello, it was good to meet you.",
        "Hello Jonas, it was good to meet you.",
        "Hello, thank you for our talk at Founders Evening.",
    ],
)
def test_what_could_go_to_anybody_does_not_count_as_sent(
    alice: Actor, jonas: str, draft: str, stored: Stored, general: str
) -> None:
    alice.post(f"{draft}/line", {"line": general})

    page = alice.read(f"{jonas}/line")
    refused = alice.post(f"{draft}/sending", {"how": "email"})

    assert "This could go to anybody." in page
    assert "I sent it" not in page
    assert refused.status_code == 422
    assert (stored(Message)[0].sent_at, stored(Touch)) == (None, [])


def test_a_noted_detail_is_as_good_as_the_place(alice: Actor, draft: str, stored: Stored) -> None:
    alice.post(f"{draft}/line", {"line": "Jonas, I still think of how you read every tender."})

    assert alice.post(f"{draft}/sending", {"how": ""}).status_code == 303
    assert stored(Message)[0].sent_at is not None


def test_it_warns_of_the_same_line_again_and_shows_it(
    alice: Actor, of: dict[str, str], draft: str
) -> None:
    alice.post(f"{draft}/sending", {"how": "email"})
    again = f"/follow-ups/{of['Priya']}"
    alice.post(
        f"{again}/lines", {"line": THANKS.replace("Jonas", "Priya"), "id": (two := new_id())}
    )

    page = alice.read(f"{again}/line")
    assert "This reads like what you wrote to" in page
    assert THANKS in page

    own = "Priya, thank you for Founders Evening; may the three hospitals open their doors to you."
    alice.post(f"/messages/{two}/line", {"line": own})
    assert "This reads like" not in alice.read(f"{again}/line")


def test_a_line_and_a_letter_know_nothing_of_each_other(
    alice: Actor, of: dict[str, str], draft: str, stored: Stored
) -> None:
    (jonas,) = [c.id for c in stored(Contact) if c.name == "Jonas Berg"]

    assert THANKS not in alice.read(f"/people/{jonas}/message")
    assert alice.post(draft, {"told": "A letter"}).status_code == 404
    alice.post(f"/people/{jonas}/messages", {"told": THANKS, "id": (letter := new_id())})
    assert alice.post(f"/messages/{letter}/line", {"line": "A line"}).status_code == 404
    assert sorted(message.text for message in stored(Message)) == [THANKS, THANKS]


def test_somebody_met_between_events_gets_one_too(alice: Actor, stored: Stored) -> None:
    alice.post("/people", {"name": "Zoë", "can_help": "Glaciers and maps", "id": new_id()})
    path = f"/follow-ups/{stored(Meeting)[0].id}"

    alice.post(f"{path}/lines", {"line": "Zoë, thank you", "id": (draft := new_id())})
    assert alice.post(f"/messages/{draft}/sending", {"how": ""}).status_code == 422
    alice.post(f"/messages/{draft}/line", {"line": "Zoë, thank you for the maps of glaciers"})
    assert alice.post(f"/messages/{draft}/sending", {"how": ""}).location == "/follow-ups"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "Write a word or two first."),
        (" \u200b ", "Write a word or two first."),
        ("x" * 281, "At most 280 characters"),
        ("\x01", "a character that cannot be saved"),
    ],
)
@pytest.mark.parametrize("way", ["write", "rewrite"])
def test_what_is_wrong_is_kept_to_be_mended(
    alice: Actor, jonas: str, draft: str, stored: Stored, way: str, line: str, sentence: str
) -> None:
    answer = alice.post(f"{jonas}/lines" if way == "write" else f"{draft}/line", {"line": line})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert line.strip("\u200b ") in page
    assert [message.text for message in stored(Message)] == [THANKS]


def test_another_way_must_be_one(alice: Actor, draft: str, stored: Stored) -> None:
    assert alice.post(f"{draft}/sending", {"how": "pigeon"}).status_code == 422
    assert stored(Message)[0].sent_at is None


def test_a_line_is_its_writers(
    bob: Actor, charlie: Actor, jonas: str, draft: str, stored: Stored
) -> None:
    for other in (bob, charlie):
        assert other.get(f"{jonas}/line").status_code == 404
        assert other.post(f"{jonas}/lines", {"line": THANKS}).status_code == 404
        for verb in ("line", "sending", "return"):
            form = {"line": "Mine", "how": "email"}
            assert other.post(f"{draft}/{verb}", form).status_code == 404
    (message,) = stored(Message)
    assert (message.text, message.sent_at) == (THANKS, None)
