"""A page loads itself again because another phone did something: its reader stays in place."""

import pytest
from playwright.sync_api import expect

from blueprints.shared.ids import new_id
from tests import cast
from tests.browser.conftest import Enter
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


@pytest.mark.parametrize("focused", ["#text", "button >> text=Let go", "a.back"])
def test_the_focus_and_the_place_are_kept(enter: Enter, alice: Actor, focused: str) -> None:
    alice.post("/people", {"name": "Wei Zhang"})
    phone = enter(cast.ALICE.email)
    phone.settle()
    phone.go("/people").get_by_role("link", name="Wei Zhang").click()
    phone.page.wait_for_url("**/people/*-*")
    element = phone.page.locator(focused).first
    element.focus()
    before = phone.page.evaluate("scrollY")
    alice.post(f"{phone.page.url.removeprefix(phone.origin)}/notes", {"text": "Data for wards"})

    phone.page.evaluate(LOOK_AGAIN)
    expect(phone.page.get_by_text("Data for wards")).to_be_visible()
    expect(phone.page.locator(focused).first).to_be_focused()
    assert abs(phone.page.evaluate("scrollY") - before) <= 1


def test_what_is_typed_while_the_page_loads_itself_again_is_kept(
    enter: Enter, alice: Actor
) -> None:
    alice.post("/people", {"name": "Wei Zhang"})
    phone = enter(cast.ALICE.email)
    phone.settle()
    phone.go("/people").get_by_role("link", name="Wei Zhang").click()
    phone.page.wait_for_url("**/people/*-*")

    phone.page.evaluate(NEWS_AND_WORDS)
    phone.page.get_by_role("button", name="Keep the note").click()

    expect(phone.page.locator("#notes ~ .panel").get_by_text("Half a w")).to_be_visible()


def test_news_that_came_while_the_page_was_on_its_way_are_shown(enter: Enter, alice: Actor) -> None:
    alice.post("/people", {"name": "Wei Zhang"})
    phone = enter(cast.ALICE.email)
    phone.settle()
    phone.go("/people").get_by_role("link", name="Wei Zhang").click()
    phone.page.wait_for_url("**/people/*-*")
    coming = phone.page.context.new_page()
    coming.add_init_script(NOT_YET)
    coming.goto(phone.page.url)
    alice.post(f"{phone.page.url.removeprefix(phone.origin)}/notes", {"text": "Data for wards"})
    phone.page.bring_to_front()
    phone.page.evaluate(LOOK_AGAIN)
    expect(phone.page.get_by_text("Data for wards")).to_be_visible()
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
