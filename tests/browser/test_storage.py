"""A phone whose storage is full, gone, cleared under its pages, or behind a portal's network."""

from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from playwright.sync_api import Page, expect

from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared import assets
from tests import cast
from tests.browser.conftest import Enter, Network, Phone
from tests.conftest import Actor, Stored
from tests.processes import wait_until

NO_STORE = (
    b'IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); };\n'
)
CLEARED = "This browser had cleared what Wellmet kept on this phone."
FULL = "This phone has no room left to keep what you do until there is one."
STYLE = "getComputedStyle(document.body).backgroundColor"
KEPT_STYLE = """async () => {
  for (;;) {
    const kept = await caches.open("assets").then((cache) => cache.keys());
    if (kept.some(({ url }) => url.endsWith(".css"))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""
# What a browser does for want of room. Its own quota cannot be had: it grants a new profile
# far more than a test can fill, whatever its developer tools are told.
NO_ROOM = """() => {
  const refuse = () => { throw new DOMException("no room", "QuotaExceededError"); };
  Object.assign(IDBObjectStore.prototype, { add: refuse, put: refuse });
}"""
# What a portal in a hotel answers, whatever it is asked.
PORTALS = {
    "200": ("200 OK", [("Content-Type", "text/html")]),
    "302": ("302 Found", [("Location", "http://portal.invalid/")]),
}


@pytest.fixture
def phone(enter: Enter, alice: Actor) -> Phone:
    """Alice's phone, which needs no network from now on."""
    opened = enter(cast.ALICE.email)
    opened.settle()
    return opened


def test_a_full_phone_says_so_and_shows_what_was_typed(
    phone: Phone, network: Network, stored: Stored
) -> None:
    person = _write_down(phone, "Wei Zhang")
    _fill(phone)
    network.go_away()
    page = _note(phone, person, "Data for wards")
    expect(page.get_by_text(FULL)).to_be_visible()
    expect(page.get_by_text("Data for wards")).to_be_visible()
    assert stored(Note) == []

    network.come_back()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Wei Zhang")).to_be_visible()
    assert [note.text for note in stored(Note)] == ["Data for wards"]


def test_a_full_phone_with_a_network_sends_it_at_once(phone: Phone, stored: Stored) -> None:
    person = _write_down(phone, "Wei Zhang")
    _fill(phone)
    page = _note(phone, person, "Data for wards")
    expect(page.get_by_text("Data for wards")).to_be_visible()
    assert [note.text for note in stored(Note)] == ["Data for wards"]


def test_without_a_store_there_is_the_app_as_ever(
    enter: Enter, alice: Actor, monkeypatch: pytest.MonkeyPatch, stored: Stored
) -> None:
    script = NO_STORE + (assets.DIST / "service_worker.js").read_bytes()
    monkeypatch.setattr(assets, "service_worker", lambda _accepted: (script, ""))
    phone = enter(cast.ALICE.email)
    phone.page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    phone.go("/today")
    person = _write_down(phone, "Wei Zhang")
    page = _note(phone, person, "Data for wards")
    expect(page.get_by_text("Data for wards")).to_be_visible()
    phone.go("/me").get_by_role("button", name="Sign out").click()
    expect(phone.page).to_have_url(f"{phone.origin}/")
    assert [contact.name for contact in stored(Contact)] == ["Wei Zhang"]


def test_a_store_cleared_under_an_open_page_is_fetched_again(
    phone: Phone, network: Network, stored: Stored
) -> None:
    person = _write_down(phone, "Wei Zhang")
    network.go_away()
    page = _note(phone, person, "Data for wards")
    cleared = {"origin": phone.origin, "storageTypes": "indexeddb,cache_storage"}
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", cleared)
    # Neither a page that is touched nor one of the server's own loads itself again, and says it.
    page.mouse.click(2, 2)
    network.come_back()
    phone.come_back("/me/devices")
    wait_until(lambda: phone.go("/today").get_by_text(CLEARED).is_visible(), "It is not said")
    assert stored(Note) == []

    page.evaluate(KEPT_STYLE)
    shown = page.evaluate(STYLE)
    network.go_away()
    page = phone.go(person)
    expect(page.get_by_role("heading", name="Wei Zhang")).to_be_visible()
    assert page.evaluate(STYLE) == shown


@pytest.mark.parametrize("portal", PORTALS)
def test_a_portal_is_not_believed(
    phone: Phone, network: Network, stored: Stored, portal: str
) -> None:
    person = _write_down(phone, "Wei Zhang")
    # The same server with another app: a browser may have connections open already.
    network.server.app = _answering(*PORTALS[portal])
    page = _note(phone, person, "Data for wards")
    expect(page.get_by_text("Data for wards")).to_be_visible()
    phone.come_back("/today")
    expect(phone.page.locator("[data-waits-count]")).to_have_text("1")
    expect(phone.go("/people").get_by_role("link", name="Wei Zhang")).to_be_visible()
    assert stored(Note) == []

    network.server.app = network.app
    phone.come_back("/people")
    expect(phone.page.locator("[data-waits]")).to_be_hidden()
    assert [note.text for note in stored(Note)] == ["Data for wards"]


def test_a_portals_page_signs_nobody_out(phone: Phone, network: Network) -> None:
    _write_down(phone, "Wei Zhang")
    page = phone.go("/me")
    network.server.app = _answering(*PORTALS["200"])
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Welcome to our hotel")).to_be_visible()

    network.server.app = network.app
    network.go_away()
    expect(phone.go("/people").get_by_role("link", name="Wei Zhang")).to_be_visible()
    network.come_back()
    expect(phone.go("/today").get_by_role("heading", level=1)).to_be_visible()


def test_a_portals_redirect_takes_no_account_for_gone(
    phone: Phone, network: Network, stored: Stored
) -> None:
    person = _write_down(phone, "Wei Zhang")
    page = phone.go("/me/delete")
    network.server.app = _answering("302 Found", [("Location", "/")])
    other = _note(Phone(page.context.new_page(), phone.origin), person, "Data for wards")
    # It waits by then: what is sent at the very moment of a deletion is another matter.
    expect(other.get_by_text("Data for wards")).to_be_visible()
    page.get_by_label("Your password").fill(cast.PASSWORD)
    page.get_by_role("button", name="Delete").click()
    # It redirects for ever.
    page.wait_for_url("chrome-error:**")

    network.server.app = network.app
    phone.come_back("/people")
    (note,) = wait_until(lambda: stored(Note), "The note has not gone out")
    assert note.text == "Data for wards"
    expect(phone.go(person).get_by_text("Data for wards")).to_be_visible()


def _answering(
    status: str, headers: list[tuple[str, str]]
) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    def portal(_environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        start(status, headers)
        return [b"<h1>Welcome to our hotel</h1>"]

    return portal


def _fill(phone: Phone) -> None:
    """Leave no byte of room in the phone's storage."""
    (worker,) = phone.page.context.service_workers
    worker.evaluate(NO_ROOM)


def _note(phone: Phone, person: str, text: str) -> Page:
    page = phone.go(person)
    page.get_by_label("A new note").fill(text)
    page.get_by_role("button", name="Keep the note").click()
    return page


def _write_down(phone: Phone, name: str) -> str:
    """Returns the path of their page, once the server has them."""
    page = phone.go("/people/new")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/listening")
    expect(page.locator("[data-waits]")).to_be_hidden()
    return page.url.removeprefix(phone.origin).removesuffix("/listening")
