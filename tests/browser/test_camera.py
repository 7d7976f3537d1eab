"""The camera of a scan: missing, refused, let go out of sight, or there before its reader is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.camera import draw_code
from tests.browser.conftest import Before, Enter, code_of, sign_in
from tests.browser.test_pages import violations
from tests.cast import ALICE, BOB
from tests.conftest import Actor


def test_without_a_camera_or_permission_there_are_two_other_ways_in(
    alice: Actor, bob: Actor, enter: Enter, launch: Callable[..., Browser]
) -> None:
    word = enter(ALICE.email).go("/swap").locator(".code__word").inner_text()
    page = enter(BOB.email).go("/scan")
    expect(
        page.get_by_text("has no camera that Wellmet can use. Scan from a photo")
    ).to_be_visible()

    denying = ("--use-fake-device-for-media-stream", "--deny-permission-prompts")
    refusing = launch(*denying, window=True)
    phone = enter(BOB.email, browser=refusing)
    page = phone.go("/scan")
    expect(page.get_by_text("may not use the camera. Allow it")).to_be_visible()
    assert violations(page) == []
    phone.picture("scan-refused")
    page.get_by_label("Or type it in").fill(word)
    page.get_by_role("button", name="Look it up").click()
    expect(page.get_by_role("heading", name=ALICE.name)).to_be_visible()
    refusing.close()


def test_a_reader_that_did_not_arrive_is_fetched_when_there_is_a_network(
    alice: Actor, bob: Actor, enter: Enter, before: Before
) -> None:
    his = enter(None, browser=before(code_of(enter(ALICE.email))))
    his.page.context.route("**/*.wasm", lambda route: route.abort())
    sign_in(his, BOB.email)
    page = his.go("/scan")
    expect(page.get_by_text("The part that reads codes has not arrived yet.")).to_be_visible()

    page.context.unroute("**/*.wasm")
    page.context.set_offline(True)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name=ALICE.name)).to_be_visible()


def test_a_page_out_of_sight_lets_the_camera_go(alice: Actor, enter: Enter, before: Before) -> None:
    page = enter(ALICE.email, browser=before(draw_code("Nobody"))).go("/scan")
    expect(page.get_by_text("That code holds some text")).to_be_visible()

    see(page, hidden=True)
    assert page.locator("video").evaluate("video => video.srcObject === null")
    see(page, hidden=False)
    expect(page.locator("[data-camera=on]")).to_be_visible()


def test_a_page_leaves_no_room_for_a_camera_that_was_missing(alice: Actor, enter: Enter) -> None:
    phone = enter(ALICE.email)
    without = phone.go("/scan").get_by_text("This device has no camera")
    expect(without).to_be_visible()
    phone.page.add_init_script(UNDECIDED)

    page = phone.go("/scan")
    expect(without).to_be_visible()
    expect(page.locator(".viewfinder")).to_have_css("display", "none")


@pytest.mark.parametrize("width", [320, 390])
def test_a_page_whose_camera_turns_out_to_be_missing_stays_as_it_is(
    alice: Actor, enter: Enter, width: int
) -> None:
    phone = enter(ALICE.email, width=width)
    phone.page.add_init_script(UNDECIDED)
    page = phone.go("/scan")
    photo, without = page.get_by_text("Scan from a photo", exact=True), page.get_by_role("status")
    expect(page.get_by_text("The camera is starting.")).to_be_visible()
    before = photo.bounding_box()

    page.evaluate("window.decide()")
    expect(without.filter(has_text="This device has no camera")).to_be_visible()
    expect(page.locator("[data-view]")).to_be_hidden()
    assert photo.bounding_box() == before
    see(page, hidden=True)
    see(page, hidden=False)
    assert photo.bounding_box() == before


# Nobody has said yet whether there is a camera.
UNDECIDED = """navigator.mediaDevices.getUserMedia = () => new Promise((_, refuse) => {
  window.decide = () => refuse(new DOMException("", "NotFoundError"));
})"""


def see(page: Page, hidden: bool) -> None:
    """Do as a phone does when another app comes to the front, or goes."""
    page.evaluate(
        """hidden => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )
