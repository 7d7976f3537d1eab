"""The next step with somebody: proposed, agreed on, and what became of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.followups.models import Step
from blueprints.followups.proposals import Proposal
from blueprints.shared.ids import derived, new_id
from tests.conftest import Actor, Clock, Stored

COFFEE = {
    "kind": "coffee",
    "first": "2026-12-08T15:00",
    "second": "2026-12-07T10:00",
    "third": "",
    "minutes": "45",
    "place": "Café Süd",
    "zone": "Europe/Berlin",
}
MONDAY = "2026-12-07T10:00:00.000000Z"
TUESDAY = "2026-12-08T15:00:00.000000Z"


@pytest.fixture
def proposed(alice: Actor, ifeoma: str) -> str:
    """The id of a coffee that Alice proposed to Ifeoma."""
    proposal_id = new_id()
    answer = alice.post(f"/people/{ifeoma}/proposals", COFFEE | {"id": proposal_id})
    assert answer.location == f"/people/{ifeoma}/proposal"
    return proposal_id


@pytest.fixture
def agreed(alice: Actor, proposed: str) -> str:
    """The same, once Ifeoma has chosen the Monday."""
    assert alice.post(f"/proposals/{proposed}/choice", {"moment": MONDAY}).status_code == 303
    return proposed


def read(actor: Actor, proposal_id: str) -> Any:
    answer = actor.get(f"/proposals/{proposal_id}/invitation.ics")
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.data)


def test_the_page_begins_with_two_working_days_and_a_guess(alice: Actor, ifeoma: str) -> None:
    page = alice.read(f"/people/{ifeoma}/proposal")

    assert 'name="first" type="datetime-local" value="2026-12-07T10:00"' in page
    assert 'name="second" type="datetime-local" value="2026-12-08T15:00"' in page
    assert '<option value="Europe/London" selected>' in page
    assert f'action="/people/{ifeoma}/proposals"' in page


def test_somebody_of_no_known_country_is_taken_to_live_by_my_clocks(
    alice: Actor, evening: str
) -> None:
    settings = {"zone": "Asia/Kathmandu", "locale": "en_GB", "followup_cap": "5"}
    alice.post("/me/settings", settings)
    someone = new_id()
    alice.post("/people", {"name": "Wei", "id": someone})

    page = alice.read(f"/people/{someone}/proposal")

    assert '<option value="Asia/Kathmandu" selected>' in page


@pytest.mark.parametrize("where", ["/people/{person}", "/follow-ups/{meeting}"])
def test_person_and_checklist_lead_there(alice: Actor, ifeoma: str, where: str) -> None:
    meeting = derived(ifeoma, "meeting")

    page = alice.read(where.format(person=ifeoma, meeting=meeting))

    assert f'href="/people/{ifeoma}/proposal"' in page


def test_the_times_are_told_in_both_zones_and_ready_to_send(
    alice: Actor, ifeoma: str, proposed: str, stored: Stored
) -> None:
    page = alice.read(f"/people/{ifeoma}/proposal")

    assert page.index("Mon 7 Dec, 10:00 for you · 11:00 for them") < page.index(
        "Tue 8 Dec, 15:00 for you · 16:00 for them"
    )
    assert "– Mon 7 Dec, 10:00 in London · 11:00 in Berlin" in page
    assert 'href="https://wa.me/447911123456?text=Hello%20Ifeoma' in page
    (kept,) = stored(Proposal)
    assert (kept.moments, kept.minutes, kept.chosen_at) == ([MONDAY, TUESDAY], 45, None)


def ask(actor: Actor, meeting: str) -> Any:
    step = {"state": "done", "text": "A coffee"}
    return actor.post(f"/follow-ups/{meeting}/steps/next", step)


def test_to_look_at_the_times_ends_no_step(
    alice: Actor, ifeoma: str, proposed: str, stored: Stored
) -> None:
    meeting = derived(ifeoma, "meeting")
    assert stored(Step) == []
    page = alice.read(f"/people/{ifeoma}/proposal")
    assert f'action="/follow-ups/{meeting}/steps/next"' in page
    assert "I asked them" in page

    ask(alice, meeting)

    assert "I asked them" not in alice.read(f"/people/{ifeoma}/proposal")


def test_called_off_the_step_is_open_again(
    alice: Actor, ifeoma: str, proposed: str, stored: Stored
) -> None:
    meeting = derived(ifeoma, "meeting")
    ask(alice, meeting)

    alice.post(f"/proposals/{proposed}/cancellation")
    assert stored(Step)[0].state == ""

    ask(alice, meeting)
    alice.post(f"/proposals/{proposed}/cancellation")
    assert stored(Step)[0].state == "done"


def test_what_was_agreed_on_and_called_off_is_open_again(
    alice: Actor, agreed: str, stored: Stored
) -> None:
    alice.post(f"/proposals/{agreed}/cancellation")
    assert (stored(Step)[0].state, stored(Step)[0].due_on) == ("", None)

    alice.post(f"/proposals/{agreed}/return")
    assert stored(Step)[0].state == "scheduled"


@pytest.mark.parametrize("state", ["done", "let_go"])
def test_a_step_that_something_else_ended_stays(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored, state: str
) -> None:
    path = f"/follow-ups/{derived(ifeoma, 'meeting')}/steps/next"
    alice.post(path, {"state": state, "text": "Send the map"})

    alice.post(f"/proposals/{agreed}/cancellation")
    assert stored(Step)[0].state == state

    alice.post(f"/proposals/{agreed}/happening")
    assert (stored(Step)[0].state, stored(Step)[0].text) == (state, "Send the map")


def test_what_has_happened_is_done(alice: Actor, agreed: str, stored: Stored) -> None:
    for _ in range(2):
        alice.post(f"/proposals/{agreed}/happening")

    assert (stored(Step)[0].state, stored(Step)[0].text) == ("done", "A coffee")


def test_the_hour_is_the_proposers_where_they_are(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    settings = {"zone": "America/New_York", "locale": "en_US", "followup_cap": "5"}
    alice.post("/me/settings", settings)

    alice.post(f"/people/{ifeoma}/proposals", COFFEE)

    assert stored(Proposal)[0].moments[0] == "2026-12-07T15:00:00.000000Z"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("kind", "dinner", "Choose one of these."),
        ("first", "", "Two times at least"),
        ("first", "soon", "Write a day and a time"),
        ("second", "", "One more time"),
        ("second", "2026-12-08T15:00", "That time is already there."),
        ("third", "1999-12-08T15:00", "That year is far off."),
        ("first", "2026-12-03T18:59", "That time has passed."),
        ("first", "2026-12-03T19:00", "That time has passed."),
        ("first", "2027-03-28T01:30", "The clocks in Europe/London skip 01:30 on that day."),
        ("minutes", "14", "Between 15 minutes and three hours."),
        ("minutes", "181", "Between 15 minutes and three hours."),
        ("minutes", "1e2", "Between 15 minutes and three hours."),
        ("place", "x" * 301, "At most 300 characters"),
        ("zone", "Mars/Base", "There is no time zone of that name."),
        ("zone", "", "Choose their time zone."),
    ],
)
def test_what_is_wrong_is_kept_to_be_mended(
    alice: Actor, ifeoma: str, stored: Stored, field: str, value: str, sentence: str
) -> None:
    answer = alice.post(f"/people/{ifeoma}/proposals", COFFEE | {field: value})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert field == "place" or "Café Süd" in page
    assert stored(Proposal) == []


def test_the_hour_that_happens_twice_is_the_first(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    alice.post(f"/people/{ifeoma}/proposals", COFFEE | {"first": "2027-10-31T01:30"})

    assert stored(Proposal)[0].moments[1] == "2027-10-31T00:30:00.000000Z"


def test_they_chose_one(alice: Actor, ifeoma: str, agreed: str, stored: Stored) -> None:
    (contact,), (step,) = stored(Contact), stored(Step)
    page = alice.read(f"/people/{ifeoma}/proposal")

    assert (contact.next_step, str(contact.next_on)) == ("A coffee", "2026-12-07")
    assert (step.state, str(step.due_on)) == ("scheduled", "2026-12-07")
    assert "Agreed on" in page
    assert f'href="/proposals/{agreed}/invitation.ics"' in page
    assert "Did it happen?" not in page


def test_only_one_of_the_times_can_be_chosen(alice: Actor, proposed: str, stored: Stored) -> None:
    answer = alice.post(f"/proposals/{proposed}/choice", {"moment": "2026-12-07T10:00"})

    assert answer.status_code == 422
    assert "Choose one of these." in answer.get_data(as_text=True)
    assert stored(Proposal)[0].chosen_at is None


def test_the_invitation(alice: Actor, agreed: str) -> None:
    answer = alice.get(f"/proposals/{agreed}/invitation.ics")
    (event,) = read(alice, agreed).walk("VEVENT")

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "inline; filename=coffee.ics"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert event.start == datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
    assert event.duration == timedelta(minutes=45)
    assert (event["UID"], event["SEQUENCE"]) == (f"{agreed}@wellmet", 1)
    assert event["ORGANIZER"] == "mailto:alice@example.org"


def test_before_a_time_is_agreed_on_there_is_no_file(alice: Actor, proposed: str) -> None:
    assert alice.get(f"/proposals/{proposed}/invitation.ics").status_code == 404


def test_an_address_that_is_not_shared_stands_in_no_file(
    alice: Actor, agreed: str, app: Any
) -> None:
    alice.post("/me/card", {"name": "Alice Lindqvist", "email": "a@example.org", "shared": ""})

    (event,) = read(alice, agreed).walk("VEVENT")

    assert "ORGANIZER" not in event


def test_each_change_counts_once(alice: Actor, agreed: str, clock: Clock) -> None:
    clock.set(clock.time + timedelta(minutes=5))
    for _ in range(2):
        alice.post(f"/proposals/{agreed}", COFFEE | {"place": "The pier"})
        alice.post(f"/proposals/{agreed}/choice", {"moment": MONDAY})

    (event,) = read(alice, agreed).walk("VEVENT")

    assert (event["SEQUENCE"], event["LOCATION"]) == (2, "The pier")
    assert clock.time == event.DTSTAMP


def test_other_times_are_a_new_question(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored
) -> None:
    later = {"first": "2026-12-14T10:00", "second": "2026-12-15T10:00"}
    alice.post(f"/proposals/{agreed}", COFFEE | later)

    assert stored(Proposal)[0].chosen_at is None
    assert (stored(Contact)[0].next_step, stored(Step)[0].state) == ("", "")
    assert "Their answer" in alice.read(f"/people/{ifeoma}/proposal")


def test_another_kind_is_another_next_step(alice: Actor, agreed: str, stored: Stored) -> None:
    alice.post(f"/proposals/{agreed}", COFFEE | {"kind": "call"})

    assert stored(Contact)[0].next_step == "A call"


def test_a_next_step_in_my_own_words_stays(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored
) -> None:
    alice.post(f"/people/{ifeoma}/next", {"next_step": "Send the map", "next_on": ""})
    alice.post(f"/proposals/{agreed}/cancellation")

    assert stored(Contact)[0].next_step == "Send the map"


def test_it_happened(alice: Actor, ifeoma: str, agreed: str, stored: Stored, clock: Clock) -> None:
    clock.set(datetime(2026, 12, 9, 8, 0, tzinfo=UTC))
    assert "Did it happen?" in alice.read(f"/people/{ifeoma}/proposal")

    for _ in range(2):
        answer = alice.post(f"/proposals/{agreed}/happening")

    (touch,) = stored(Touch)
    assert answer.location == f"/people/{ifeoma}"
    assert (touch.id, touch.who, touch.how) == (derived(agreed, "touch"), "both", "coffee")
    assert str(touch.touched_on) == "2026-12-07"
    assert stored(Contact)[0].next_step == ""
    assert "You talked" in alice.read(f"/people/{ifeoma}")
    assert f'action="/people/{ifeoma}/proposals"' in alice.read(f"/people/{ifeoma}/proposal")


def test_what_happened_sooner_is_a_touch_of_today(
    alice: Actor, agreed: str, stored: Stored
) -> None:
    alice.post(f"/proposals/{agreed}/happening")

    assert str(stored(Touch)[0].touched_on) == "2026-12-03"


def test_it_did_not_happen_after_all(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored
) -> None:
    alice.post(f"/proposals/{agreed}/happening")
    for _ in range(2):
        answer = alice.post(f"/proposals/{agreed}/return")

    assert answer.location == f"/people/{ifeoma}/proposal"
    assert stored(Touch)[0].removed_at is not None
    assert (stored(Proposal)[0].happened_at, stored(Contact)[0].next_step) == (None, "A coffee")


def test_let_be_with_a_file_that_takes_it_off(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored
) -> None:
    for _ in range(2):
        alice.post(f"/proposals/{agreed}/cancellation")

    calendar = read(alice, agreed)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert stored(Contact)[0].next_step == ""
    assert "Remove it from your calendar" in alice.read(f"/people/{ifeoma}/proposal")


def test_a_new_one_takes_the_place_of_the_open_one(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored
) -> None:
    alice.post(f"/people/{ifeoma}/proposals", COFFEE | {"kind": "call", "id": new_id()})

    assert [one.id for one in stored(Proposal) if one.open] != [agreed]
    assert sum(one.open for one in stored(Proposal)) == 1

    alice.post(f"/proposals/{agreed}/return")
    assert [one.id for one in stored(Proposal) if one.open] == [agreed]


def test_the_same_post_twice_is_one_proposal(alice: Actor, ifeoma: str, stored: Stored) -> None:
    form = COFFEE | {"id": new_id()}
    for _ in range(2):
        alice.post(f"/people/{ifeoma}/proposals", form)

    assert len(stored(Proposal)) == 1


@pytest.mark.parametrize("form", ["/people/{person}/proposal", "/proposals/{one}/invitation.ics"])
def test_nobody_else_sees_it(
    bob: Actor, charlie: Actor, ifeoma: str, agreed: str, form: str
) -> None:
    path = form.format(person=ifeoma, one=agreed)

    assert bob.get(path).status_code == charlie.get(path).status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        "/people/{person}/proposals",
        *("/proposals/{one}", "/proposals/{one}/choice", "/proposals/{one}/happening"),
        *("/proposals/{one}/cancellation", "/proposals/{one}/return"),
    ],
)
def test_nobody_else_changes_it(
    bob: Actor, charlie: Actor, ifeoma: str, agreed: str, stored: Stored, form: str
) -> None:
    before = stored(Proposal)[0].rev
    path = form.format(person=ifeoma, one=agreed)

    for other in (bob, charlie):
        assert other.post(path, COFFEE | {"moment": TUESDAY}).status_code == 404
    assert [one.rev for one in stored(Proposal)] == [before]
    assert stored(Touch) == []
