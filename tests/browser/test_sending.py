"""Sending a message: each way out of the page has the text, and leads back to the question."""

import pytest
from playwright.sync_api import Page, expect

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.browser.conftest import Enter, Phone
from tests.browser.test_morning import MORNING
from tests.conftest import Actor, Clock, Stored

TEXT = 'Grüße, you are stuck on hiring a nurse: 100 % & <b>more</b> + "you"? #1\nשלום 😀 %0A&body=x'
# What a device with a share sheet and a clipboard was given.
DEVICE = """
const given = (what) => async (value) => sessionStorage.setItem(what, value.text ?? value);
Object.defineProperty(navigator, "share", { value: given("shared") });
Object.defineProperty(navigator, "clipboard", { value: { writeText: given("copied") } });
"""
SAYS = """link => Object.fromEntries(new URL(link.href).searchParams)"""
GIVEN = "what => sessionStorage.getItem(what)"


@pytest.fixture
def path(app: Wellmet, alice: Actor, clock: Clock, stored: Stored) -> str:
    """The page of a message to Ifeoma, whom Alice can reach in every way; it is kept already."""
    with app.app_context():
        believable.fill(db.session.get_one(Person, alice.id))
        db.session.commit()
    clock.set(MORNING)
    (ifeoma,) = [one.id for one in stored(Contact) if one.name.startswith("Ifeoma")]
    card = {"name": "Ifeoma Okafor", "email": "i@example.org", "phone": "+447911000001"}
    alice.post(f"/people/{ifeoma}", card | {"links": "t.me/ifeoma\nlinkedin.com/in/ifeoma"})
    alice.post(f"/people/{ifeoma}/messages", {"told": TEXT, "id": new_id()})
    return f"/people/{ifeoma}/message"


@pytest.fixture
def phone(enter: Enter, path: str) -> Phone:
    entered = enter(cast.ALICE.email)
    entered.settle()
    entered.page.add_init_script(DEVICE)
    page = "<!doctype html><title>Elsewhere</title>"
    for there in ("https://wa.me/**", "https://signal.me/**", "https://t.me/**"):
        entered.page.route(there, lambda route: route.fulfill(body=page, content_type="text/html"))
    entered.go(path)
    return entered


def test_each_link_carries_the_text_as_the_browser_reads_it(phone: Phone) -> None:
    def says(name: str) -> dict[str, str]:
        told: dict[str, str] = phone.page.get_by_role("link", name=name).evaluate(SAYS)
        return told

    assert says("E-mail")["body"] == TEXT.replace("\n", "\r\n")
    assert says("E-mail")["subject"] == "Alice Lindqvist, Wellmet"
    assert says("Text") == {"body": TEXT}
    assert says("WhatsApp") == says("Telegram") == {"text": TEXT}
    assert says("Copy for Signal") == says("Copy for LinkedIn") == {}


def test_whoever_comes_back_is_asked_with_the_way_they_went(phone: Phone) -> None:
    page = phone.page
    page.get_by_role("link", name="WhatsApp").click()
    expect(page).to_have_title("Elsewhere")
    page.go_back()
    asked(page, "whatsapp")

    page.get_by_role("link", name="Copy for Signal").click()
    expect(page).to_have_title("Elsewhere")
    page.go_back()
    asked(page, "signal")
    assert page.evaluate(GIVEN, "copied") == TEXT

    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("Noted as sent.")).to_be_visible()
    assert page.evaluate(GIVEN, "wellmet.left") is None


def test_whoever_has_answered_is_not_asked_over_it(phone: Phone) -> None:
    page = phone.page
    page.get_by_role("link", name="WhatsApp").click()
    page.go_back()
    asked(page, "whatsapp")

    page.locator("form[data-did-you-send] select").select_option("signal")
    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(page.locator("form[data-did-you-send] select")).to_have_value("signal")


def test_an_app_that_opens_over_the_page_and_the_share_sheet_too(phone: Phone) -> None:
    page = phone.page
    page.get_by_role("button", name="Another app").click()
    page.evaluate("dispatchEvent(new Event('focus'))")
    asked(page, "")
    assert page.evaluate(GIVEN, "shared") == TEXT

    page.get_by_role("link", name="Text", exact=True).evaluate(
        "link => { link.addEventListener('click', event => event.preventDefault()); link.click(); }"
    )
    page.evaluate("dispatchEvent(new Event('focus'))")
    asked(page, "sms")


def test_without_any_way_the_text_can_still_go(
    phone: Phone, alice: Actor, path: str, stored: Stored
) -> None:
    alice.post(path.removesuffix("/message"), {"name": "Ifeoma Okafor"})
    page = phone.come_back(path)

    expect(page.get_by_text("You have no way to reach them yet.")).to_be_visible()
    page.get_by_role("button", name="Copy it").click()
    assert page.evaluate(GIVEN, "copied") == TEXT
    page.get_by_role("button", name="Another app").click()
    assert page.evaluate(GIVEN, "shared") == TEXT
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("Noted as sent.")).to_be_visible()


def test_so_can_the_question_of_an_introduction(phone: Phone, alice: Actor) -> None:
    """Shared or copied, and whoever comes back is asked whether it was sent."""
    ann, ben, introduction_id = new_id(), new_id(), new_id()
    for contact_id, name in ((ann, "Ann"), (ben, "Ben")):
        alice.post("/people", {"id": contact_id, "name": name})
    alice.post("/introductions", {"id": introduction_id, "first": ann, "second": ben})
    page = phone.come_back(f"/introductions/{introduction_id}")
    expect(page.locator("[data-copied]")).to_contain_text("Hello Ann, this is Alice Lindqvist.")
    text = page.locator("[data-copied]").inner_text()

    page.get_by_role("button", name="Copy it").click()
    assert page.evaluate(GIVEN, "copied") == text
    page.get_by_role("button", name="Another app").click()
    page.evaluate("dispatchEvent(new Event('focus'))")
    asked(page, "")
    assert page.evaluate(GIVEN, "shared") == text


def asked(page: Page, way: str) -> None:
    question = page.get_by_label("Did you send it? Which way?")
    expect(question).to_be_focused()
    expect(question).to_have_value(way)
    expect(question).to_be_in_viewport()
