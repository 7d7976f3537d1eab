"""Back to a form whose content is kept already: it is not kept twice."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.browser.conftest import Enter, Network
from tests.browser.test_morning import MORNING
from tests.conftest import Actor, Clock, Stored
from tests.exchange.codes import word_of
from tests.processes import wait_until

NOTE = "Data for wards"
# The buttons that end a checklist, and where each leads.
ENDINGS = {
    "I remember": "#message",
    "Skip this step": "#promise",
    "All in hand": "#help",
    "Nothing for now": "#next",
    "None for now": "/follow-ups/events/[^/]+",
}


@pytest.fixture(params=["kept whole", "made anew"])
def browser(request: pytest.FixtureRequest, launch: Callable[..., Browser]) -> Iterator[Browser]:
    """A Chromium that keeps whole pages to go back to, as phones do, and one that does not."""
    kept = request.param == "kept whole"
    opened = launch(window=True, without=["--disable-back-forward-cache"] if kept else [])
    yield opened
    opened.close()


def test_a_note_that_is_kept_is_not_in_its_box_again(
    enter: Enter, alice: Actor, browser: Browser, stored: Stored
) -> None:
    person = alice.post("/people", {"name": "Wei Zhang"}).location.removesuffix("/listening")
    phone = enter(cast.ALICE.email, browser)
    phone.settle()
    box = _write(phone.go(person), NOTE)

    phone.page.evaluate("history.back()")
    expect(box).to_have_value("")
    _write(phone.page, "Another word")

    wait_until(lambda: len(stored(Note)) == 2, "two notes")
    assert sorted(note.text for note in stored(Note)) == ["Another word", NOTE]


def test_somebody_written_down_is_not_written_down_again(
    enter: Enter, alice: Actor, browser: Browser, stored: Stored
) -> None:
    phone = enter(cast.ALICE.email, browser)
    phone.settle()
    page = phone.go("/people/new")
    page.get_by_label("Name", exact=True).fill("Tim Berg")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/listening")

    page.evaluate("history.back()")
    expect(page.get_by_label("Name", exact=True)).to_have_value("")
    page.get_by_label("Name", exact=True).fill("Sam Ode")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/listening")

    wait_until(lambda: len(stored(Contact)) == 2, "two people")
    assert sorted(contact.name for contact in stored(Contact)) == ["Sam Ode", "Tim Berg"]


def test_what_was_typed_and_not_sent_is_still_there(
    enter: Enter, alice: Actor, browser: Browser
) -> None:
    person = alice.post("/people", {"name": "Wei Zhang"}).location.removesuffix("/listening")
    phone = enter(cast.ALICE.email, browser)
    phone.settle()
    box = _write(phone.go(person), NOTE)
    box.fill("Half a w")

    phone.page.get_by_role("link", name="Today").click()
    phone.page.wait_for_url("**/today")
    phone.page.evaluate("history.back()")

    expect(box).to_have_value("Half a w")


# A page made anew has forgotten it: its lines keep nothing (`autocomplete="off"`), as those who
# borrow a phone would otherwise be shown the names that were typed on it.
@pytest.mark.parametrize("browser", ["kept whole"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "heading"),
    [("0000 AAAA 0000", "You are offline"), ("0000 AAAA", "This needs a network")],
)
def test_what_did_not_arrive_is_still_there(
    enter: Enter, alice: Actor, browser: Browser, network: Network, typed: str, heading: str
) -> None:
    phone = enter(cast.ALICE.email, browser)
    phone.settle()
    code = phone.go("/scan").get_by_label("Or type it in")
    network.go_away()
    code.fill(typed)
    phone.page.get_by_role("button", name="Look it up").click()
    expect(phone.page.get_by_role("heading", name=heading)).to_be_visible()

    phone.page.evaluate("history.back()")

    expect(code).to_have_value(typed)


# Of all lines a guest's own keep what was typed also in a page made anew: nothing else would.
@pytest.mark.parametrize("browser", ["made anew"], indirect=True)
def test_a_guests_card_that_did_not_go_out_is_still_there(
    enter: Enter, alice: Actor, browser: Browser, network: Network
) -> None:
    page = enter(None, browser).go(f"/c/{word_of(alice)}")
    name, reach = page.get_by_label("Your name"), page.get_by_label("One way to reach you")
    name.fill("Zoë Guest")
    reach.fill("zoe@example.org")
    network.go_away()
    with suppress(Error):
        page.get_by_role("button", name="Send it").click()
    page.wait_for_url("chrome-error:**")
    network.come_back()

    page.go_back()

    expect(name).to_have_value("Zoë Guest")
    expect(reach).to_have_value("zoe@example.org")


def test_a_choice_is_still_there_when_it_is_the_first_of_all(
    enter: Enter, alice: Actor, browser: Browser
) -> None:
    phone = enter(cast.ALICE.email, browser)
    phone.settle()
    choice = phone.go("/me/settings").locator("select[name=followup_cap]")
    choice.select_option("1")

    phone.page.get_by_role("link", name="Today").click()
    phone.page.wait_for_url("**/today")
    phone.page.evaluate("history.back()")

    expect(choice).to_have_value("1")


@pytest.mark.parametrize("browser", ["kept whole"], indirect=True)
def test_the_scan_is_made_anew(enter: Enter, alice: Actor, browser: Browser) -> None:
    """It would look through a camera that is off, or show whom it found before."""
    phone = enter(cast.ALICE.email, browser)
    phone.settle()
    page = phone.go("/scan")
    page.evaluate("window.isOfBefore = true")

    page.get_by_role("link", name="Today").click()
    page.wait_for_url("**/today")
    page.evaluate("history.back()")

    page.wait_for_url("**/scan")
    page.wait_for_function("!window.isOfBefore")


@pytest.fixture
def steps(app: Wellmet, enter: Enter, browser: Browser, clock: Clock) -> Page:
    """Somebody's checklist the morning after, come to from the follow-ups."""
    with app.app_context():
        believable.fill(cast.person(cast.ALICE))
        db.session.commit()
    clock.set(MORNING)
    phone = enter(cast.ALICE.email, browser)
    phone.settle()
    page = phone.go("/follow-ups")
    page.get_by_role("link", name="Ifeoma Okafor").click()
    page.wait_for_url("**/follow-ups/*")
    return page


def test_back_leaves_a_checklist_at_once(steps: Page) -> None:
    _end(steps, "I remember", "#message")
    _end(steps, "Skip this step", "#promise")

    steps.evaluate("history.back()")
    expect(steps).to_have_url(re.compile("/follow-ups$"))

    steps.evaluate("history.forward()")
    expect(steps.get_by_role("button", name="All in hand")).to_be_visible()


def test_back_from_the_end_of_a_checklist_leaves_it(steps: Page) -> None:
    for name, onward in ENDINGS.items():
        _end(steps, name, onward)

    steps.evaluate("history.back()")

    expect(steps).to_have_url(re.compile("/follow-ups$"))


def test_what_was_typed_in_a_checklist_keeps_who_comes_back(steps: Page) -> None:
    remembered = steps.get_by_label("What else comes to mind?")
    remembered.fill("Her violin")
    steps.get_by_role("heading", name="A personal message").click()
    _end(steps, "Skip this step", "#recall")

    steps.evaluate("history.back()")

    expect(remembered).to_have_value("Her violin")


def _end(page: Page, name: str, onward: str) -> None:
    """End a step of a checklist, by the name of its button."""
    page.get_by_role("button", name=name).click()
    expect(page).to_have_url(re.compile(f"{onward}$"))
    page.wait_for_load_state()


def _write(page: Page, text: str) -> Locator:
    """Keep a note on a person's page; its box."""
    box = page.locator("#notes textarea, textarea#text").first
    box.fill(text)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text(text)).to_be_visible()
    return box
