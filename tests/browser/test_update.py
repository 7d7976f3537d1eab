"""A new version of the worker arrives while somebody is in the middle of something."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from werkzeug.datastructures import Accept

from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared import assets
from tests import cast
from tests.browser.conftest import Enter, Network, Phone
from tests.conftest import Actor, Stored
from tests.processes import wait_until

OFFER = "A new version of Wellmet is here."
TAKEN_UP = "The new version takes over as soon as it can. What you type here stays."
ASK_FOR_UPDATE = "async () => { await (await navigator.serviceWorker.ready).update(); }"
TYPED = "Half of a thought, not sent y"
# A worker that is not installed before a page says so.
HELD = """
const held = new BroadcastChannel("held");
const told = new Promise((resolve) => held.addEventListener("message", resolve));
addEventListener("install", (event) => event.waitUntil(told));
"""
TELL = """async () => {
  await navigator.serviceWorker.ready;
  new BroadcastChannel("held").postMessage("Go on");
}"""

Release = Callable[..., None]


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Release:
    """Serve another version of the worker from now on."""

    def serve(next_one: str = "\n// the next one\n") -> None:
        served = assets.service_worker(Accept())
        assert served
        script = served[0] + next_one.encode()
        monkeypatch.setattr(assets, "service_worker", lambda _accepted: (script, ""))

    return serve


@pytest.fixture
def phone(enter: Enter, alice: Actor) -> Phone:
    """Alice's phone, which needs no network from now on."""
    opened = enter(cast.ALICE.email)
    opened.settle()
    return opened


def test_an_update_takes_nothing_from_open_pages(
    phone: Phone, network: Network, release: Release, stored: Stored
) -> None:
    network.go_away()
    person = _write_down(phone, "Wei Zhang")
    half_typed, other = _tab(phone, person), _tab(phone, "/people")
    half_typed.get_by_label("A new note").fill(TYPED)
    release()
    network.come_back()
    other.evaluate(ASK_FOR_UPDATE)
    for page in (other, half_typed):
        expect(page.get_by_text(OFFER)).to_be_visible()

    # Chromium lets a busy worker finish, and may then wait until it has been idle for long.
    wait_until(lambda: stored(Contact), "What waited was not sent")
    with other.expect_navigation():
        other.get_by_role("button", name="Reload").click()
    expect(other.get_by_text(OFFER)).to_be_hidden()
    expect(other.get_by_role("link", name="Wei Zhang")).to_be_visible()
    expect(half_typed.get_by_label("A new note")).to_have_value(TYPED)

    half_typed.get_by_role("button", name="Keep the note").click()
    expect(half_typed.get_by_text(TYPED)).to_be_visible()
    phone.come_back("/people")
    expect(phone.page.locator("[data-waits]")).to_be_hidden()
    assert [contact.name for contact in stored(Contact)] == ["Wei Zhang"]
    assert [note.text for note in stored(Note)] == [TYPED]


def test_the_page_that_asked_for_it_keeps_what_is_typed_there(
    phone: Phone, release: Release
) -> None:
    person = _write_down(phone, "Wei Zhang")
    page = phone.go(person)
    page.get_by_label("A new note").fill(TYPED)
    release()
    page.evaluate(ASK_FOR_UPDATE)
    expect(page.get_by_role("status").filter(has_text=OFFER)).to_be_visible()
    page.get_by_role("button", name="Reload").click()
    expect(page.locator("[data-update-asked]")).to_be_focused()
    expect(page.get_by_text(TAKEN_UP)).to_be_visible()
    expect(page.get_by_text(OFFER)).to_be_hidden()
    expect(page.get_by_label("A new note")).to_have_value(TYPED)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text(TYPED)).to_be_visible()


def test_a_page_whose_new_version_another_has_let_in_reloads_too(
    phone: Phone, release: Release
) -> None:
    one, other = phone.go("/people"), _tab(phone, "/people")
    release()
    one.evaluate(ASK_FOR_UPDATE)
    for page in (one, other):
        expect(page.get_by_text(OFFER)).to_be_visible()
        with page.expect_navigation():
            page.get_by_role("button", name="Reload").click()
        expect(page.get_by_text(OFFER)).to_be_hidden()


def test_a_page_that_opens_while_a_version_arrives_offers_it(
    phone: Phone, release: Release
) -> None:
    release(HELD)
    phone.go("/people").evaluate(ASK_FOR_UPDATE)
    page = _tab(phone, "/people")
    page.evaluate(TELL)
    expect(page.get_by_text(OFFER)).to_be_visible()


def _tab(phone: Phone, path: str) -> Page:
    """Another page of the same browser."""
    page = phone.page.context.new_page()
    page.goto(phone.origin + path)
    return page


def _write_down(phone: Phone, name: str) -> str:
    """Returns the path of their page."""
    page = phone.go("/people/new")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/listening")
    return page.url.removeprefix(phone.origin).removesuffix("/listening")
