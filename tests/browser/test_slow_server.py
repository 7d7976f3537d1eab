"""A server that takes its time: the button that was tapped says so, until the answer is there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from blueprints.shared.posting import Wellmet
from tests import cast
from tests.browser.conftest import PATIENCE, Enter, Network
from tests.cast import PASSWORD
from tests.conftest import Actor
from tests.processes import wait_until

SHOWN_AFTER_MS, REARMED_AFTER_MS = 400, 8000
# Whatever is due by then is done at once.
STOPPED = """() => {
  const timers = new Map();
  let made = 0;
  window.setTimeout = (act, after) => timers.set(++made, { act, after }) && made;
  window.clearTimeout = (id) => timers.delete(id);
  window.pass = (ms) => {
    for (const [id, { act, after }] of [...timers]) if (after <= ms && timers.delete(id)) act();
  };
}"""
# Playwright asks a page nothing while the next is on its way: it tells by itself what it shows.
TOLD = """button => new MutationObserver(() => console.log(`busy: ${button.ariaBusy}`))
  .observe(button, { attributeFilter: ["aria-busy"] })"""


@dataclass
class Slow:
    """The app, whose posts wait for their answer until they are let go."""

    answer: Callable[..., Iterable[bytes]]
    asked: list[str] = field(default_factory=list)
    let_go: Event = field(default_factory=Event)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        # What the phone sends by itself shall not keep its worker waiting.
        if environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] != "/outbox":
            self.asked.append(environ["PATH_INFO"])
            assert self.let_go.wait(PATIENCE / 1000)
        return self.answer(environ, start_response)


@pytest.fixture
def slow(app: Wellmet, network: Network, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """The app, once `let_go` is cleared; the network ends when all has been answered."""
    made = Slow(app.wsgi_app)
    made.let_go.set()
    monkeypatch.setattr(app, "wsgi_app", made)
    yield made
    made.let_go.set()


@pytest.fixture
def with_memory(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """A Chromium that keeps whole pages to go back to, as phones do."""
    opened = launch(window=True, without=["--disable-back-forward-cache"])
    yield opened
    opened.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_tap_that_waits_is_seen_and_heard_and_moves_nothing(
    enter: Enter, alice: Actor, slow: Slow, dark: bool
) -> None:
    phone = enter(None, dark=dark)
    page = _stopped(phone.go("/sign-in"))
    button, before = _about_to_sign_in(page), page.locator("form").bounding_box()
    slow.let_go.clear()
    _tap(button)

    page.evaluate("ms => pass(ms)", SHOWN_AFTER_MS - 1)
    assert button.get_attribute("aria-busy") is None
    page.evaluate("ms => pass(ms)", SHOWN_AFTER_MS)
    assert button.get_attribute("aria-busy") == "true"
    assert page.get_by_role("status").filter(has_text="Sending.").count() == 1
    assert page.locator("form").bounding_box() == before
    phone.picture(f"under-way{'-dark' if dark else ''}")


def test_a_second_tap_sends_nothing_until_the_first_has_had_its_time(
    enter: Enter, alice: Actor, slow: Slow
) -> None:
    page = _stopped(enter(None).go("/sign-in"))
    button = _about_to_sign_in(page)
    slow.let_go.clear()
    _tap(button)
    _tap(button)
    page.evaluate("ms => pass(ms)", REARMED_AFTER_MS)

    assert button.get_attribute("aria-busy") is None
    assert page.get_by_text("Sending.").count() == 0
    _tap(button)
    page.evaluate("ms => pass(ms)", SHOWN_AFTER_MS)
    assert button.get_attribute("aria-busy") == "true"
    wait_until(lambda: len(slow.asked) == 2, "two posts")


def test_what_is_gone_back_to_waits_for_nothing(
    enter: Enter, alice: Actor, slow: Slow, with_memory: Browser
) -> None:
    phone = enter(cast.ALICE.email, with_memory)
    phone.settle()
    page = phone.go("/scan")
    page.get_by_label("Or type it in").fill("0000 AAAA 0000")
    button = page.get_by_role("button", name="Look it up")
    button.evaluate(TOLD)
    slow.let_go.clear()
    with page.expect_console_message(lambda told: told.text == "busy: true"):
        _tap(button)
    slow.let_go.set()
    expect(page.locator(".field__error")).to_be_visible()

    page.evaluate("history.back()")

    expect(page.locator(".field__error")).to_have_count(0)
    expect(button).to_be_visible()
    assert button.get_attribute("aria-busy") is None


def test_whoever_goes_elsewhere_before_the_answer_finds_what_they_typed_on_the_way_back(
    enter: Enter, alice: Actor, slow: Slow, with_memory: Browser
) -> None:
    phone = enter(cast.ALICE.email, with_memory)
    phone.settle()
    page = phone.go("/me/card")
    organisation = page.get_by_label("Organisation", exact=True)
    organisation.fill("Nightshift and Daughters")
    # Playwright presses no link while the next page is on its way; a mouse does.
    today = page.get_by_role("link", name="Today").bounding_box()
    assert today
    slow.let_go.clear()
    _tap(page.get_by_role("button", name="Save"))
    wait_until(lambda: "/me/card" in slow.asked, "the post")

    page.mouse.click(today["x"] + today["width"] / 2, today["y"] + today["height"] / 2)
    page.wait_for_url("**/today")
    page.evaluate("history.back()")

    expect(organisation).to_have_value("Nightshift and Daughters")


def _stopped(page: Page) -> Page:
    """The page, which leads on to another tab, and for which time passes only when it is told."""
    page.locator("form").evaluate("form => (form.target = '_blank')")
    page.evaluate(STOPPED)
    return page


def _about_to_sign_in(page: Page) -> Locator:
    page.get_by_label("E-mail").fill(cast.ALICE.email)
    page.get_by_label("Password").fill(PASSWORD)
    return page.get_by_role("button", name="Sign in")


def _tap(button: Locator) -> None:
    """Tap it, and wait for nothing that comes of it."""
    button.click(no_wait_after=True)
