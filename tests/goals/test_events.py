"""Planning, joining and editing an event."""

from datetime import timedelta

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.shared import qr
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, SameOriginClient, Stored

EVENT = {
    "title": "Founders Evening",
    "starts": "2026-12-03T19:00",
    "ends": "2026-12-03T21:30",
    "zone": "Europe/London",
    "place": "Hall 2",
    "link": "example.org/founders",
}

NEWCOMER = {
    "name": "Dora Maar",
    "email": "dora@example.org",
    "password": "three nurses and a kite",
    "zone": "Europe/London",
}


def test_a_planned_event_is_attended_by_its_maker(alice: Actor, stored: Stored) -> None:
    answer = alice.post("/events", {**EVENT, "id": new_id()})

    (event,) = stored(Event)
    assert answer.location == f"/events/{event.id}"
    assert event.link == "https://example.org/founders"
    assert [a.owner_id for a in stored(Attendance)] == [alice.id]
    assert "Founders Evening" in alice.read("/events")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Give the event a name."),
        ("title", "x" * 121, "At most 120 characters; this has 121."),
        ("title", "a\x00b", "a character that cannot be saved"),
        ("starts", "", "When does it start?"),
        ("starts", "soon", "Write a day and a time"),
        ("starts", "2026-02-30T19:00", "Write a day and a time"),
        ("ends", "2026-12-03T18:00", "The end has to come after the start."),
        ("ends", "2027-12-03T18:00", "more than two weeks"),
        ("zone", "Mars/Olympus", "There is no time zone of that name."),
        ("starts", "2026-03-29T01:30", "The clocks in Europe/London skip 01:30"),
        ("link", "javascript:alert(1)", "does not look like a web address"),
        ("link", f"https://ja.wikipedia.org/wiki/{'あ' * 60}", "that link is too long"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    alice: Actor, stored: Stored, field: str, value: str, sentence: str
) -> None:
    answer = alice.post("/events", {**EVENT, field: value, "place": "Beside the river"})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert "Beside the river" in page
    assert stored(Event) == []


def test_a_post_twice_is_one_event(alice: Actor, stored: Stored) -> None:
    form = {**EVENT, "id": new_id()}

    first, second = alice.post("/events", form), alice.post("/events", form)

    assert first.location == second.location
    assert len(stored(Event)) == 1


def test_the_same_id_with_another_body_is_another_event(alice: Actor, stored: Stored) -> None:
    form = {**EVENT, "id": new_id()}

    alice.post("/events", form)
    alice.post("/events", {**form, "title": "Breakfast"})

    assert {event.title for event in stored(Event)} == {"Founders Evening", "Breakfast"}


def test_only_the_maker_edits(alice: Actor, bob: Actor, evening: str, stored: Stored) -> None:
    assert bob.get(f"/events/{evening}/edit").status_code == 404
    assert bob.post(f"/events/{evening}", EVENT).status_code == 404

    answer = alice.post(f"/events/{evening}", {**EVENT, "title": "Late Evening"})

    assert answer.status_code == 303
    assert [event.title for event in stored(Event)] == ["Late Evening"]
    assert "Late Evening" in bob.read(f"/events/{evening}")


def test_an_event_is_joined_by_its_link_in_any_case(
    alice: Actor, charlie: Actor, evening: str, stored: Stored
) -> None:
    (event,) = stored(Event)
    code = event.join_code

    assert "Founders Evening" in charlie.read(f"/e/{code.lower()}")
    assert "Founders Evening" in charlie.read(f"/E/{code}")
    charlie.post(f"/e/{code}", {"id": new_id()})
    charlie.post(f"/e/{code}", {"id": new_id()})

    assert len([a for a in stored(Attendance) if a.owner_id == charlie.id]) == 1


def test_a_stranger_sees_the_event_and_signs_up_to_join(
    stranger: SameOriginClient, evening: str, stored: Stored
) -> None:
    code = stored(Event)[0].join_code

    page = stranger.get(f"/e/{code}").get_data(as_text=True)

    assert f'href="/sign-up?next=/e/{code.lower()}"' in page
    assert stranger.post(f"/e/{code}").location == "/sign-in"


def test_who_signs_up_from_a_poster_has_joined(
    stranger: SameOriginClient, evening: str, stored: Stored
) -> None:
    poster = f"/e/{stored(Event)[0].join_code.lower()}"

    answer = stranger.post("/sign-up", data=_newcomer(poster))

    assert answer.location == poster
    assert stranger.get(poster).location == f"/events/{evening}"
    assert "What would make it worth going?" in stranger.get(f"/events/{evening}").text


@pytest.mark.parametrize("bound_for", ["/e/000000000000", "/e/", "/today", ""])
def test_who_signs_up_on_another_way_has_joined_nothing(
    stranger: SameOriginClient, evening: str, stored: Stored, bound_for: str
) -> None:
    assert stranger.post("/sign-up", data=_newcomer(bound_for)).status_code == 303

    (dora,) = [person for person in stored(Person) if person.email == NEWCOMER["email"]]
    assert dora.id not in [attendance.owner_id for attendance in stored(Attendance)]


def _newcomer(bound_for: str) -> dict[str, str]:
    return NEWCOMER | {"id": new_id(), "next": bound_for}


def test_a_made_up_link_says_so(charlie: Actor) -> None:
    answer = charlie.get("/e/000000000000")

    assert answer.status_code == 404
    assert "This link leads to no event." in answer.get_data(as_text=True)


def test_who_has_not_joined_finds_nothing(charlie: Actor, evening: str) -> None:
    assert charlie.get(f"/events/{evening}").status_code == 404
    assert charlie.post(f"/events/{evening}/goal", {"goal": "Mine"}).status_code == 404
    assert charlie.post(f"/events/{evening}/plan", {"plan": "go"}).status_code == 404
    assert charlie.post(f"/events/{evening}/targets", {"who": "Eve"}).status_code == 404


@pytest.mark.parametrize(("plan", "status"), [("go", 303), ("slide", 303), ("fly", 422)])
def test_going_or_letting_it_slide(
    bob: Actor, evening: str, stored: Stored, plan: str, status: int
) -> None:
    answer = bob.post(f"/events/{evening}/plan", {"plan": plan})

    (attendance,) = [a for a in stored(Attendance) if a.owner_id == bob.id]
    assert answer.status_code == status
    assert attendance.plan == (plan if status == 303 else "")


def test_a_decision_can_be_changed_until_it_begins(bob: Actor, evening: str, clock: Clock) -> None:
    clock.set(clock.time - timedelta(days=2))
    assert "Will the people you need be there?" in bob.read(f"/events/{evening}")

    bob.post(f"/events/{evening}/plan", {"plan": "slide"})
    page = bob.read(f"/events/{evening}")
    assert "You let this one slide." in page
    assert "Go after all" in page
    assert "<h3" not in page

    bob.post(f"/events/{evening}/plan", {"plan": "go"})
    assert 'value="slide"' in bob.read(f"/events/{evening}")
    clock.set(clock.time + timedelta(days=2))
    assert 'value="slide"' not in bob.read(f"/events/{evening}")


def test_an_event_shows_the_code_of_its_link(alice: Actor, evening: str, stored: Stored) -> None:
    page = alice.read(f"/events/{evening}")
    code = stored(Event)[0].join_code

    drawn = qr.link_code(f"http://localhost/e/{code}")
    assert drawn.path in page


def test_others_are_invited_by_a_link_until_it_is_over(
    alice: Actor, bob: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    link = f"http://localhost{stored(Event)[0].join_path}"

    for guest in (alice, bob):
        page = guest.read(f"/events/{evening}")
        assert "Invite others" in page
        assert f'<a class="button button--quiet" href="{link}">' in page
        assert f'data-share="{link}" data-share-title="Founders Evening"' in page
    assert "Change the event" not in page

    clock.set(stored(Event)[0].ends_at)
    page = alice.read(f"/events/{evening}")
    assert "Invite others" not in page
    assert link not in page
    assert "Change the event" in page


@pytest.mark.parametrize("zone", ["Etc/UTC", "US/Pacific", "Asia/Calcutta"])
def test_an_older_name_of_a_zone_is_not_swapped_for_the_first_in_the_list(
    app: Wellmet, alice: Actor, zone: str
) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).zone = zone
        db.session.commit()

    assert f'<option value="{zone}" selected>' in alice.read("/events/new")


def test_a_changed_event_tells_whoever_met_there(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    bob.post("/people", {"name": "Ifeoma"})
    (before,) = stored(Meeting)

    alice.post(f"/events/{evening}", {**EVENT, "title": "Founders Night"})

    (meeting,) = stored(Meeting)
    assert meeting.rev == next(p.last_rev for p in stored(Person) if p.id == bob.id) > before.rev
