"""The ways to reach somebody, on their page: said whole, whatever the width of the phone."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.conftest import PHONE, Enter
from tests.conftest import Actor

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
