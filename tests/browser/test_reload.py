"""A page loads itself again because another phone did something: its reader stays in place."""

import pytest
from playwright.sync_api import expect

from blueprints.shared.ids import new_id
from tests import cast
from tests.browser.conftest import Enter, Phone
from tests.conftest import Actor

# News, and the first words that somebody types before the page that follows from it is there.
NEWS_AND_WORDS = """() => {
  const news = new MessageEvent("message", { data: { fresh: true } });
  navigator.serviceWorker.dispatchEvent(news);
  document.querySelector("#text").focus();
  document.execCommand("insertText", false, "Half a w");
}"""
# A slow phone: until it begins, nothing is said to the page or by it.
NOT_YET = """
const { prototype } = ServiceWorker;
const { postMessage } = prototype;
const held = [];
const keep = (event) => event.stopImmediatePropagation();
navigator.serviceWorker.addEventListener("message", keep);
prototype.postMessage = function (...said) { held.push(() => postMessage.apply(this, said)); };
window.begin = () => {
  navigator.serviceWorker.removeEventListener("message", keep);
  prototype.postMessage = postMessage;
  for (const say of held) say();
};
"""
LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def on_wei(enter: Enter, alice: Actor) -> Phone:
    """Alice's phone, on the page of somebody she wrote down."""
    alice.post("/people", {"name": "Wei Zhang"})
    phone = enter(cast.ALICE.email)
    phone.settle()
    phone.go("/people").get_by_role("link", name="Wei Zhang").click()
    phone.page.wait_for_url("**/people/*-*")
    return phone


@pytest.mark.parametrize("focused", ["#text", "button >> text=Let go", "a.back"])
def test_the_focus_and_the_place_are_kept(on_wei: Phone, alice: Actor, focused: str) -> None:
    element = on_wei.page.locator(focused).first
    element.focus()
    before = on_wei.page.evaluate("scrollY")
    alice.post(f"{on_wei.page.url.removeprefix(on_wei.origin)}/notes", {"text": "Data for wards"})

    on_wei.page.evaluate(LOOK_AGAIN)
    expect(on_wei.page.get_by_text("Data for wards")).to_be_visible()
    expect(on_wei.page.locator(focused).first).to_be_focused()
    assert abs(on_wei.page.evaluate("scrollY") - before) <= 1


def test_what_is_typed_while_the_page_loads_itself_again_is_kept(on_wei: Phone) -> None:
    on_wei.page.evaluate(NEWS_AND_WORDS)
    on_wei.page.get_by_role("button", name="Keep the note").click()

    expect(on_wei.page.locator("#notes ~ .panel").get_by_text("Half a w")).to_be_visible()


def test_news_that_came_while_the_page_was_on_its_way_are_shown(
    on_wei: Phone, alice: Actor
) -> None:
    coming = on_wei.page.context.new_page()
    coming.add_init_script(NOT_YET)
    coming.goto(on_wei.page.url)
    alice.post(f"{on_wei.page.url.removeprefix(on_wei.origin)}/notes", {"text": "Data for wards"})
    on_wei.page.bring_to_front()
    on_wei.page.evaluate(LOOK_AGAIN)
    expect(on_wei.page.get_by_text("Data for wards")).to_be_visible()
    coming.bring_to_front()
    expect(coming.get_by_text("Data for wards")).to_have_count(0)

    coming.evaluate("begin()")

    expect(coming.get_by_text("Data for wards")).to_be_visible()


def test_whoever_is_on_their_way_elsewhere_gets_there(enter: Enter, alice: Actor) -> None:
    phone = enter(cast.ALICE.email)
    phone.settle()
    page = phone.go("/people")
    page.wait_for_selector("[data-from-phone]")
    contact_id = new_id()
    alice.post("/people", {"id": contact_id, "name": "Wei Zhang"})

    page.goto(f"{phone.origin}/people/{contact_id}")

    expect(page.get_by_role("heading", name="Wei Zhang")).to_be_visible()
