"""Acts that stand on a page more than once: each says about whom or what it is (WCAG 2.4.6)."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from blueprints.contacts.introductions import Introduction
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.browser.conftest import Enter, Network
from tests.browser.test_pages import ABOUT
from tests.conftest import Actor, Clock, Stored
from tests.notifications.push_service import Browser, Service
from tests.processes import wait_until

TIMES = {"first": "2027-02-01T10:00", "second": "2027-02-02T10:00", "third": "2027-02-03T10:00"}
NO_NUMBERS = ("123", "+4479110000012345678901")


def test_touches_and_times_that_were_proposed(alice: Actor, enter: Enter) -> None:
    person = f"/people/{met(alice, 'Ifeoma Okafor')}"
    for who, text in (("they", "The choir"), ("they", ""), ("me", "The tender")):
        assert alice.post(f"{person}/touches", {"who": who, "text": text}).status_code == 303
    call = {"kind": "call", "zone": cast.ZONE, "minutes": "30", **TIMES}
    assert alice.post(f"{person}/proposals", call).status_code == 303
    phone = enter(cast.ALICE.email)
    for path in (person, f"{person}/proposal"):
        assert said_twice(phone.go(path)) == [], path


def test_phones_that_are_nudged(app: Wellmet, alice: Actor, enter: Enter, clock: Clock) -> None:
    for days, name in enumerate(("one", "other")):
        clock.set(cast.EVENING_START + timedelta(days=days))
        elsewhere = app.test_client()
        elsewhere.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})
        form = Browser(Service("https://fcm.googleapis.com"), name).form
        assert elsewhere.post("/me/nudges/phones", data=form).status_code == 204
    assert said_twice(enter(cast.ALICE.email).go("/me/nudges")) == []


def test_people_who_should_meet(alice: Actor, enter: Enter, stored: Stored) -> None:
    for need in ("A first nurse lead", "Somebody who tunes harpsichords"):
        met(alice, f"Seeks {need}", looking_for=need, email="one@example.org")
        met(alice, f"Offers {need}", can_help=need, phone="+447911123456")
    page = enter(cast.ALICE.email).go("/introductions")
    expect(page.get_by_role("article")).to_have_count(2)
    assert said_twice(page) == []

    page.get_by_role("button", name="Introduce them").first.click()
    page.wait_for_url("**/introductions/*")
    # The phone shows it before it is sent.
    (begun,) = wait_until(lambda: stored(Introduction), "It is not sent")
    for one in ("first", "second"):
        here = f"/introductions/{begun.id}"
        assert alice.post(f"{here}/asking/{one}").status_code == 303
        assert alice.post(f"{here}/answer/{one}", {"answer": "yes"}).status_code == 303
    page = enter(cast.ALICE.email).go(f"/introductions/{begun.id}")
    expect(page.get_by_role("heading", name="Introduce them")).to_be_visible()
    assert said_twice(page) == []


def test_what_needs_its_person(alice: Actor, enter: Enter, network: Network) -> None:
    phone = enter(cast.ALICE.email)
    phone.settle()
    network.go_away()
    for number in NO_NUMBERS:
        page = phone.go("/people/new")
        page.get_by_label("Name").fill(f"Somebody with {number}")
        page.get_by_label("Phone").fill(number)
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/listening")
    network.come_back()
    page = phone.come_back("/waiting")
    expect(page.get_by_role("link", name="Fix it")).to_have_count(len(NO_NUMBERS))
    assert said_twice(page) == []


def met(actor: Actor, name: str, **card: str) -> str:
    contact_id = new_id()
    assert actor.post("/people", {"name": name, "id": contact_id, **card}).status_code == 303
    return contact_id


def said_twice(page: Page) -> list[str]:
    """What more than one act on the page is called, after the name of its group."""
    acts = page.locator("button:visible, summary:visible, .button:visible").evaluate_all(ABOUT)
    return sorted({act for act in acts if acts.count(act) > 1})
