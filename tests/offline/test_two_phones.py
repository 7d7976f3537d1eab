"""One person, two phones, no network: the later word stands, and the other is kept."""

from datetime import timedelta
from typing import Any

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.contacts.promises import Promise
from blueprints.followups.models import Step
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.database import db
from blueprints.shared.facts import Earlier
from blueprints.shared.ids import derived, new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored

from .conftest import Phone, pull

X = "0b6d6f5e-2c64-4f0e-9a8e-6f2f0a3c1d5b"
M = derived(X, "meeting")


@pytest.fixture(autouse=True)
def known(alice: Actor, evening: str, phone: Phone, other: Phone, clock: Clock) -> None:
    """Somebody met, a promise and a target, which both phones know; it is two days later."""
    alice.post("/people", {"id": X, "name": "Ifeoma"})
    alice.post(f"/people/{X}/promises", {"id": X, "side": "mine", "promised": "Write"})
    alice.post(f"/events/{evening}/targets", {"id": X, "who": "A buyer"})
    clock.set(cast.EVENING_END + timedelta(days=2))
    phone.since = other.since = pull(alice)["rev"]


def fact(phone: Phone, stored: Stored, kind: type[Any], name: str) -> Any:
    """What stands of Alice's one record of that kind."""
    (record,) = [one for one in stored(kind) if one.owner_id == phone.actor.id]
    return getattr(record, name)


def told(stored: Stored) -> list[tuple[str, str]]:
    """What was kept aside: of which fact, and which words."""
    return [(one.fact, one.text) for one in stored(Earlier)]


Case = tuple[str, dict[str, str], dict[str, str], type[Any], str, Any, list[tuple[str, str]]]
# The post, what the one phone says and what the other says, what stands after the latter, and
# which words of the former are kept.
CASES: dict[str, Case] = {
    "goal": (
        *("/events/{event}/goal", {"goal": "One buyer"}, {"goal": "One nurse"}),
        *(Attendance, "goal", "One nurse", [("goal", "One buyer")]),
    ),
    "plan": (
        *("/events/{event}/plan", {"plan": "go"}, {"plan": "slide"}),
        *(Attendance, "plan", "slide", [("plan", "Go")]),
    ),
    "outcome": (
        "/events/{event}/reflection",
        {"reached": "yes", "learned": "Ask first", "again": "yes"},
        {"reached": "no", "learned": "Come early", "again": "no"},
        *(
            Attendance,
            "learned",
            "Come early",
            [("outcome", "The goal reached: Yes\nAsk first\nGo again: Yes")],
        ),
    ),
    "target": (
        *(f"/targets/{X}", {"who": "A nurse", "why": "Knows"}, {"who": "A clinic"}),
        *(Target, "who", "A clinic", [("target", "A nurse\nKnows")]),
    ),
    "card": (
        *(f"/people/{X}", {"name": "Ife", "email": "ife@example.org"}, {"name": "Ifeoma O."}),
        *(Contact, "name", "Ifeoma O.", [("card", "Ife\nife@example.org")]),
    ),
    "next": (
        f"/people/{X}/next",
        {"next_step": "Call", "next_on": "2026-12-09"},
        {"next_step": "Lunch"},
        *(Contact, "next_step", "Lunch", [("next", "Call (Wed 9 Dec)")]),
    ),
    "heard": (
        *(f"/people/{X}/listening", {"heard": "Hires"}, {"heard": "Sells"}),
        *(Meeting, "heard", "Sells", [("heard", "Hires")]),
    ),
    "moves_goal": (
        *(f"/people/{X}/listening", {"moves_goal": "yes"}, {"moves_goal": "no"}),
        *(Meeting, "moves_goal", "no", [("moves_goal", "Yes")]),
    ),
    "step": (
        f"/follow-ups/{M}/steps/recall",
        *({"state": "done", "text": "Tall"}, {"state": "let_go", "text": "Kind"}),
        *(Step, "state", "let_go", [("step", "Done: Tall")]),
    ),
    "event": (
        "/events/{event}",
        *({"title": "Night"}, {"title": "Evening"}),
        *(Event, "title", "Evening"),
        [("event", "Night\n2026-12-03 19:00 – 2026-12-03 21:30")],
    ),
}
TIMES = {"starts": "2026-12-03T19:00", "ends": "2026-12-03T21:30", "zone": "Europe/London"}


def acts(phone: Phone, other: Phone, event: str, case: Case) -> tuple[Any, Any]:
    """The earlier act on the one phone, and the later on the other."""
    path, first, second, *_ = case
    path = path.format(event=event)
    also = TIMES if "title" in first else {}
    return phone.act(path, first | also, ago=60), other.act(path, second | also, ago=30)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_later_word_stands_though_it_arrives_first(
    phone: Phone, other: Phone, evening: str, stored: Stored, case: Case
) -> None:
    *_, kind, name, value, kept = case
    earlier, later = acts(phone, other, evening, case)

    other.send(later)
    phone.send(earlier)
    phone.send(earlier)

    assert fact(phone, stored, kind, name) == value
    assert told(stored) == kept


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_later_word_stands_when_it_arrives_last(
    phone: Phone, other: Phone, evening: str, stored: Stored, case: Case
) -> None:
    *_, kind, name, value, kept = case
    earlier, later = acts(phone, other, evening, case)

    phone.send(earlier)
    other.send(later)

    assert fact(phone, stored, kind, name) == value
    assert told(stored) == kept


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_one_phone_or_a_page_says_again_replaces_what_it_saw(
    alice: Actor, phone: Phone, evening: str, stored: Stored, case: Case
) -> None:
    *_, kind, name, value, _ = case
    earlier, later = acts(phone, phone, evening, case)

    phone.send(earlier, later)
    assert fact(phone, stored, kind, name) == value
    alice.post(earlier["path"], dict(earlier["fields"]) | {"id": new_id()})

    assert fact(phone, stored, kind, name) == dict(earlier["fields"])[name]
    assert told(stored) == []


Words = tuple[str, str, str]


@pytest.mark.parametrize(
    ("do", "undo", "kind", "name", "words"),
    [
        (
            *(f"/people/{X}/letting-go", f"/people/{X}/return", Contact, "let_go_at"),
            ("kept", "Let go", "Not let go"),
        ),
        (
            *(f"/promises/{X}/keeping", f"/promises/{X}/reopening", Promise, "kept_at"),
            ("state", "Kept: Write", "Still open: Write"),
        ),
        (
            *(f"/promises/{X}/release", f"/promises/{X}/reopening", Promise, "released_at"),
            ("state", "Released: Write", "Still open: Write"),
        ),
        (
            *(f"/targets/{X}/meeting", f"/targets/{X}/missing", Target, "met_at"),
            ("met", "Found: A buyer", "Not found: A buyer"),
        ),
        (
            *(f"/targets/{X}/removal", f"/targets/{X}/restoration", Target, "removed_at"),
            ("place", "Removed: A buyer", "Still to be found: A buyer"),
        ),
    ],
)
def test_a_state_is_the_later_one_and_the_other_is_kept(
    phone: Phone,
    other: Phone,
    stored: Stored,
    do: str,
    undo: str,
    kind: type[Any],
    name: str,
    words: Words,
) -> None:
    of, done, undone = words
    phone.send(phone.act(do, ago=90))
    other.send(other.act(undo, ago=30))
    assert fact(phone, stored, kind, name) is None
    assert told(stored) == [(of, done)]
    phone.send(phone.act(do, ago=10))
    assert fact(phone, stored, kind, name) is not None
    assert sorted(told(stored)) == sorted([(of, done), (of, undone)])


@pytest.mark.parametrize(
    ("path", "first", "then", "locale", "text"),
    [
        ("/people/{X}/rhythm", {"rhythm": "1-months"}, {"rhythm": ""}, "en_GB", "Every month"),
        ("/people/{X}/rhythm", {"rhythm": "12-months"}, {"rhythm": ""}, "en_GB", "Every year"),
        ("/people/{X}/rhythm", {"rhythm_on": "2026-12-06"}, {}, "en_GB", "On Sun 6 Dec"),
        ("/people/{X}/rhythm", {"rhythm_on": "2026-12-06"}, {}, "de_DE", "On So. 6. Dez."),
        (
            *("/people/{X}/next", {"next_step": "Call", "next_on": "2026-12-09"}, {}),
            *("de_DE", "Call (Mi. 9. Dez.)"),
        ),
        (
            "/follow-ups/{M}/steps/help",
            {"state": "scheduled", "text": "A map", "due_on": "2026-12-09"},
            *({"state": "done"}, "en_US", "I will: A map (Wed Dec 9)"),
        ),
    ],
)
def test_a_day_is_kept_as_its_person_reads_it(
    app: Wellmet,
    phone: Phone,
    other: Phone,
    stored: Stored,
    path: str,
    first: dict[str, str],
    then: dict[str, str],
    locale: str,
    text: str,
) -> None:
    with app.app_context():
        db.session.get_one(Person, phone.actor.id).locale = locale
        db.session.commit()
    phone.send(phone.act(path.format(X=X, M=M), first, ago=60))
    other.send(other.act(path.format(X=X, M=M), then, ago=30))

    assert text in [text for _, text in told(stored)]


def test_a_touch_is_kept_with_its_day(
    alice: Actor, phone: Phone, other: Phone, stored: Stored
) -> None:
    on = {"who": "me", "touched_on": "2026-12-04"}
    alice.post(f"/people/{X}/touches", {"id": X, **on})
    phone.send(phone.act(f"/touches/{X}/removal", ago=60))
    other.send(other.act(f"/touches/{X}/restoration", ago=30))

    assert told(stored) == [("removed", "Removed (Fri 4 Dec)")]


def test_a_note_that_was_restored_later_stays(
    alice: Actor, phone: Phone, other: Phone, stored: Stored
) -> None:
    """Of the removal its day is kept, and none of its words."""
    alice.post(f"/people/{X}/notes", {"id": X, "text": "Sings"})
    phone.send(phone.act(f"/notes/{X}/removal", ago=60))
    other.send(other.act(f"/notes/{X}/restoration", ago=30))

    assert fact(phone, stored, Note, "removed_at") is None
    assert told(stored) == [("note_removed", "Removed (Sat 5 Dec)")]


@pytest.mark.parametrize("arrives_first", ["removal", "restoration"])
def test_a_target_that_was_restored_later_stays(
    phone: Phone, other: Phone, stored: Stored, arrives_first: str
) -> None:
    removed = (phone, phone.act(f"/targets/{X}/removal", ago=60))
    restored = (other, other.act(f"/targets/{X}/restoration", ago=30))

    for sender, act in (removed, restored) if arrives_first == "removal" else (restored, removed):
        sender.send(act)

    assert fact(phone, stored, Target, "removed_at") is None
    assert fact(phone, stored, Target, "position") == 1


def test_a_target_whose_place_was_taken_meanwhile_needs_its_person(
    phone: Phone, alice: Actor, evening: str, stored: Stored
) -> None:
    alice.post(f"/targets/{X}/removal")
    for who in ("One", "Two", "Three"):
        alice.post(f"/events/{evening}/targets", {"who": who, "id": new_id()})

    (answer,) = phone.send(phone.act(f"/targets/{X}/restoration", ago=30))["answers"]

    assert answer["status"] == 409
    assert answer["sentence"].startswith("Three is the most.")
    assert sum(target.removed_at is None for target in stored(Target)) == 3


def test_what_was_learned_is_kept_where_the_event_was_moved_meanwhile(
    phone: Phone, alice: Actor, evening: str, stored: Stored
) -> None:
    later = {"starts": "2026-12-10T19:00", "ends": "2026-12-10T21:00", "zone": cast.ZONE}
    alice.post(f"/events/{evening}", {"title": "Founders Evening", **later})

    learned = {"reached": "yes", "learned": "Ask nurses first.", "again": "yes"}
    act = phone.act(f"/events/{evening}/reflection", learned, ago=30)
    (answer,) = phone.send(act)["answers"]

    # Refused, it stays on the phone with what was typed.
    assert answer["status"] == 409
    assert answer["sentence"].startswith("It has not begun yet.")
    assert {going.closed_at for going in stored(Attendance)} == {None}


def test_whoever_had_seen_it_replaces_it(phone: Phone, other: Phone, evening: str) -> None:
    path = f"/events/{evening}/goal"
    seen = phone.send(phone.act(path, {"goal": "One buyer"}, ago=60))["replica"]["rev"]
    other.send()
    other.since = seen

    replica = other.send(other.act(path, {"goal": "One nurse"}, ago=30))["replica"]

    assert replica["records"]["earlier"] == []


def test_the_same_word_twice_is_one(phone: Phone, other: Phone, evening: str) -> None:
    path = f"/events/{evening}/goal"
    phone.send(phone.act(path, {"goal": "One buyer"}, ago=60))

    replica = other.send(other.act(path, {"goal": "One buyer"}, ago=90))["replica"]

    assert replica["records"]["earlier"] == []


def test_what_does_not_stand_is_shown_where_it_belongs(
    alice: Actor, bob: Actor, phone: Phone, other: Phone, evening: str
) -> None:
    phone.send(
        phone.act(f"/events/{evening}/goal", {"goal": "One buyer"}, ago=60),
        phone.act(f"/people/{X}/listening", {"heard": "Hires <b>"}, ago=60),
    )
    news = other.send(
        other.act(f"/events/{evening}/goal", {"goal": "One nurse"}, ago=30),
        other.act(f"/people/{X}/listening", {"heard": "Sells"}, ago=30),
    )

    goal, heard = sorted(news["replica"]["records"]["earlier"], key=lambda one: one["fact"])
    assert (goal["event_id"], goal["contact_id"], goal["text"]) == (evening, None, "One buyer")
    assert (heard["contact_id"], heard["subject_id"]) == (X, M)
    assert heard["made_at"] == "2026-12-05T20:30:00.000000Z"
    person, event = alice.read(f"/people/{X}"), alice.read(f"/events/{evening}")
    assert "Also noted on another phone" in person
    assert "Hires &lt;b&gt;" in person
    assert "Sat 5 Dec, 20:30" in person
    assert "One buyer" in event
    assert "Also noted" not in bob.read(f"/events/{evening}")
