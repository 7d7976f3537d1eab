"""A first visit that ends early: what is kept by then, and what is said of the rest."""

from playwright.sync_api import expect

from blueprints.contacts.models import Contact
from tests import cast
from tests.browser.conftest import Enter, Network, Phone
from tests.cast import PASSWORD
from tests.conftest import Actor, Stored

READY = "navigator.serviceWorker.ready.then(() => true)"


def test_a_visit_that_ends_once_the_worker_is_ready_goes_on_without_a_network(
    enter: Enter, alice: Actor, network: Network, stored: Stored
) -> None:
    alice.post("/people", {"name": "Wei Zhang"})
    phone = enter(None)
    get_in_elsewhere(phone)
    phone.go("/today").evaluate(READY)
    network.go_away()

    expect(phone.go("/people").get_by_role("link", name="Wei Zhang")).to_be_visible()
    phone.page.get_by_role("link", name="Wei Zhang").click()
    phone.page.get_by_label("A new note").fill("Data for wards")
    phone.page.get_by_role("button", name="Keep the note").click()
    expect(phone.page.get_by_text("Data for wards")).to_be_visible()
    assert [contact.name for contact in stored(Contact)] == ["Wei Zhang"]


def test_a_visit_that_ends_before_the_records_came_says_so(
    enter: Enter, alice: Actor, network: Network
) -> None:
    phone = enter(None)
    phone.page.context.route("**/replica**", lambda route: route.abort())
    get_in_elsewhere(phone)
    phone.go("/today").evaluate(READY)
    network.go_away()

    page = phone.go("/people")
    expect(page.get_by_role("heading", name="This needs a network")).to_be_visible()
    expect(page.get_by_text("are all on this phone")).to_be_hidden()


def test_the_worker_is_there_before_somebody_signs_in(
    enter: Enter, alice: Actor, network: Network
) -> None:
    phone = enter(None)
    phone.go("/sign-in").evaluate(READY)
    network.go_away()

    page = phone.go("/sign-in")
    expect(page.get_by_role("heading", name="This needs a network")).to_be_visible()


def get_in_elsewhere(phone: Phone) -> None:
    """Sign in without a page that could make a worker ready."""
    answer = phone.page.context.request.post(
        f"{phone.origin}/sign-in",
        form={"email": cast.ALICE.email, "password": PASSWORD},
        headers={"Origin": phone.origin},
    )
    assert answer.ok
