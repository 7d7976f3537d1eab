"""The ways to reach somebody and the links of an event: said whole, whatever the phone's width."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.conftest import PHONE, Enter
from tests.browser.places import EVENING
from tests.conftest import Actor, Clock

# As long as an address may be that mail servers take: 64 characters before the @ (RFC 5321).
LONG = f"{'wolfeschlegelsteinhausenbergerdorff.' * 2:.63}x@clinic.{'long-name-' * 5}x.example"
# Nothing of it is cut off, at its end or at its side.
IS_WHOLE = """element => {
  const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
  return scrollHeight <= clientHeight && scrollWidth <= clientWidth && clientHeight > 0;
}"""


@pytest.mark.parametrize("width", [PHONE["width"], 320])
def test_an_address_is_said_whole(enter: Enter, alice: Actor, ifeoma: str, width: int) -> None:
    alice.post(f"/people/{ifeoma}", {"name": "Ifeoma Okafor", "email": LONG})

    page = enter(cast.ALICE.email, width=width).go(f"/people/{ifeoma}")
    shown = page.locator(".row__note", has_text="@clinic.")

    expect(shown).to_have_text(LONG)
    assert shown.evaluate(IS_WHOLE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# On how many lines its last words stand, which nothing but themselves could break.
LINES_OF_ITS_END = """element => {
  const range = document.createRange();
  range.selectNode(element.querySelector("wbr").nextSibling);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}"""


@pytest.mark.parametrize(("width", "text"), [(PHONE["width"], 100), (320, 100), (390, 200)])
def test_the_links_of_an_event_are_read_and_lead_where_they_say(
    enter: Enter, places: dict[str, str], clock: Clock, width: int, text: int
) -> None:
    clock.set(EVENING)
    phone = enter(cast.ALICE.email, width=width)
    page = phone.go(f"/events/{places['event']}")
    page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
    about = page.get_by_role("link", name="About the event")
    invitation = page.get_by_role("link", name=f"{phone.origin}/e/{places['join']}", exact=True)
    for link in (about, invitation):
        box = link.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= width - 20
        assert link.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    assert invitation.evaluate(LINES_OF_ITS_END) == 1

    assert about.get_attribute("href") == "https://example.org/founders"
    assert about.get_attribute("rel") == "noopener"
    guest = enter(None, width=width)
    guest.page.goto(invitation.get_attribute("href") or "")
    expect(guest.page.get_by_role("heading", name="Founders Evening")).to_be_visible()
    expect(guest.page.get_by_role("link", name="Join")).to_be_visible()
