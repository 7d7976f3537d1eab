"""The next step with somebody: proposed, agreed on, and what became of it."""

from datetime import UTC, datetime

import pytest

from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.followups.models import Step
from blueprints.followups.proposals import Proposal
from blueprints.shared.ids import derived, new_id
from tests.conftest import Actor, Clock, Stored
from tests.followups.conftest import COFFEE, MONDAY

TUESDAY = "2026-12-08T15:00:00.000000Z"


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
    # No such program has been tried (docs/invitations.md): none is named.
    assert "an invitation, in the format that calendars read." in page
    assert "Did it happen?" not in page


def test_only_one_of_the_times_can_be_chosen(alice: Actor, proposed: str, stored: Stored) -> None:
    answer = alice.post(f"/proposals/{proposed}/choice", {"moment": "2026-12-07T10:00"})

    assert answer.status_code == 422
    assert "Choose one of these." in answer.get_data(as_text=True)
    assert stored(Proposal)[0].chosen_at is None


def test_other_times_are_a_new_question(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored
) -> None:
    later = {"first": "2026-12-14T10:00", "second": "2026-12-15T10:00"}
    alice.post(f"/proposals/{agreed}", COFFEE | later)

    assert stored(Proposal)[0].chosen_at is None
    assert (stored(Contact)[0].next_step, stored(Step)[0].state) == ("", "")
    assert "Their answer" in alice.read(f"/people/{ifeoma}/proposal")


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
