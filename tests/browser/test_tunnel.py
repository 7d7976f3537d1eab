"""The main journey with the server stopped, from just before the scan to the last checklist."""

from datetime import timedelta

from playwright.sync_api import expect

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.followups.models import Step
from blueprints.goals.attendances import Attendance
from tests import cast
from tests.browser.conftest import Before, Enter, Network, Phone, code_of
from tests.browser.test_journey import (
    THAT_EVENING,
    THE_NEXT_MORNING,
    scan_and_listen,
    work_the_queue,
)
from tests.conftest import Actor, Clock, Stored

HOURS_LATER = THE_NEXT_MORNING - THAT_EVENING


def test_nobody_notices_that_the_server_is_gone(
    enter: Enter,
    before: Before,
    network: Network,
    clock: Clock,
    evening: str,
    bob: Actor,
    stored: Stored,
) -> None:
    clock.set(THAT_EVENING)
    bob.post(f"/events/{evening}/goal", {"goal": "Meet a clinic"})
    alices = enter(cast.ALICE.email)
    phone = enter(cast.BOB.email, browser=before(code_of(alices)))
    phone.go("/scan")
    phone.settle()

    network.go_away()
    phone.go("/today")
    scan_and_listen(phone, "Alice Lindqvist")
    phone.sleep(HOURS_LATER)
    work_the_queue(phone)
    assert stored(Contact) == []

    clock.set(THE_NEXT_MORNING)
    network.come_back()
    phone.come_back("/today")
    expect_all_sent(phone)
    assert {(c.name, c.source) for c in stored(Contact)} == {
        ("Alice Lindqvist", "swap"),
        ("Bob Okonkwo", "swap"),
    }
    assert [promise.text for promise in stored(Promise)] == ["Send the rota paper"]
    assert len(stored(Step)) == 5
    assert [a.reached for a in stored(Attendance) if a.owner_id == bob.id] == ["partly"]
    for meeting in stored(Meeting):
        assert abs(meeting.met_at - THAT_EVENING) < timedelta(minutes=2)
    find_each_other(alices, phone)


def expect_all_sent(phone: Phone) -> None:
    expect(phone.page.locator("[data-waits]")).to_be_hidden()
    expect(phone.go("/waiting").get_by_role("heading", name="Nothing is waiting")).to_be_visible()


def find_each_other(alices: Phone, bobs: Phone) -> None:
    """What was done in the tunnel is on both phones."""
    alices.come_back("/people")
    expect(alices.page.get_by_role("link", name="Bob Okonkwo")).to_be_visible()
    expect(bobs.go("/people").get_by_role("link", name="Alice Lindqvist")).to_be_visible()
