"""One person, two phones, no network: the later word stands, and the other is kept."""

from datetime import timedelta
from typing import Any

import pytest

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.followups.models import Step
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Clock, Stored

from .conftest import Phone, pull, statuses
from .two_phones import M, X, fact, know, told


@pytest.fixture(autouse=True)
def known(alice: Actor, evening: str, phone: Phone, other: Phone, clock: Clock) -> None:
    know(alice, evening, phone, other, clock)


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


def test_what_replaces_a_word_on_a_page_stands_from_that_words_hour(
    alice: Actor, phone: Phone, evening: str, stored: Stored, clock: Clock
) -> None:
    path, now = f"/events/{evening}/goal", clock.time
    alice.post(path, {"goal": "One buyer", "id": new_id()})
    # The clock that told the hour of the first was ahead.
    clock.set(now - timedelta(hours=1))
    alice.post(path, {"goal": "One nurse", "id": new_id()})
    clock.set(now)

    phone.send(phone.act(path, {"goal": "One clinic"}, ago=30))

    assert fact(phone, stored, Attendance, "goal") == "One nurse"


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


def test_a_plan_that_is_past_by_now_is_kept_where_another_phone_has_moved_it(
    alice: Actor, phone: Phone, other: Phone, clock: Clock, stored: Stored
) -> None:
    here, day = f"/people/{X}/next", str(clock.time.date())
    alice.post(here, {"next_step": "Call", "next_on": day})
    clock.set(clock.time + timedelta(days=2))
    phone.since = other.since = pull(alice)["rev"]

    moved = other.act(here, {"next_step": "Call", "next_on": "2026-12-20"}, ago=60)
    in_other_words = phone.act(here, {"next_step": "Ring", "next_on": day})

    assert statuses(other.send(moved)) == [303]
    assert statuses(phone.send(in_other_words)) == [303]
    assert fact(phone, stored, Contact, "next_step") == "Ring"
