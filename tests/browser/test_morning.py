"""The morning after, in a tunnel: no network, one hand, every act within reach of its thumb."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.followups.messages import Message
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.browser.conftest import PHONE, Enter, Network, Phone
from tests.conftest import Clock, Stored

MORNING = cast.EVENING_START + timedelta(hours=15)
# The top of the screen is out of reach for the thumb of the hand that holds the phone.
OUT_OF_REACH = PHONE["height"] * 0.3
# As high as a button with two lines on it: CSS pixels.
TWO_LINES = 70
# What lies at the middle of an element: the element itself, unless something covers it.
IS_FREE = """element => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(x + width / 2, y + height / 2);
  return element.contains(hit);
}"""


@pytest.mark.parametrize(
    ("dark", "width"), [(False, PHONE["width"]), (True, 320)], ids=["light", "dark-narrow"]
)
def test_a_morning_in_a_tunnel_with_one_hand(
    app: Wellmet,
    enter: Enter,
    network: Network,
    clock: Clock,
    stored: Stored,
    dark: bool,
    width: int,
) -> None:
    with app.app_context():
        believable.fill(cast.person(cast.ALICE))
        db.session.commit()
    clock.set(MORNING)
    phone = enter(cast.ALICE.email, dark=dark, width=width)
    thumb = Thumb(phone, "dark" if dark else "light")
    thumb.phone.settle()
    network.go_away()

    choose_one_line(thumb)
    begin(thumb)
    write(thumb)
    move_keep_and_plan(thumb)
    let_one_go(thumb)
    thank_one(thumb)
    assert stored(Message) == []

    network.come_back()
    thumb.phone.send_all()
    sent = {message.how: message.line for message in stored(Message)}
    assert sent["sms"] == ""
    assert sent["email"].startswith("Hello Jonas, this is Alice")
    assert [touch.who for touch in stored(Touch)] == ["me", "me"]
    (kept,) = [promise for promise in stored(Promise) if promise.kept_at]
    assert str(kept.due_on) == "2026-12-11"
    assert sum(promise.kept_at is not None for promise in stored(Promise)) == 1
    assert [contact.name for contact in stored(Contact) if contact.let_go_at] == ["Tomás Lindqvist"]


class Thumb:
    """The thumb of the hand that holds the phone."""

    def __init__(self, phone: Phone, theme: str) -> None:
        self.phone, self.theme, self.taken = phone, theme, 0

    def tap(self, role: str, name: str) -> None:
        """Tap what has that name, once it was scrolled to where the thumb is."""
        self._tap(self.phone.page.get_by_role(role, name=name).first)  # type: ignore[arg-type]

    def tap_in_row(self, who: str, name: str) -> None:
        """Tap what has that name, of one person among several."""
        row = self.phone.page.get_by_role("listitem").filter(has_text=who)
        self._tap(row.get_by_role("button", name=name, exact=True))

    def look(self, heading: str) -> None:
        """See that a page is there, and keep its picture."""
        expect(self.phone.page.get_by_role("heading", name=heading).first).to_be_visible()
        self.taken += 1
        self.phone.picture(f"morning-{self.theme}-{self.taken}")

    def _tap(self, found: Locator) -> None:
        expect(found).to_be_visible()
        found.evaluate("element => element.scrollIntoView({ block: 'center' })")
        # While one page fades into the next, nothing can be tapped.
        self.phone.page.wait_for_function(IS_FREE, arg=found.element_handle())
        box = found.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        assert y > OUT_OF_REACH, f"{found} at {y}"
        self.phone.page.touchscreen.tap(x, y)


@pytest.mark.parametrize("width", [PHONE["width"], 320])
def test_a_long_name_leaves_the_list_to_be_seen(
    app: Wellmet, enter: Enter, clock: Clock, width: int
) -> None:
    with app.app_context():
        believable.fill(cast.person(cast.ALICE))
        contact = db.session.scalars(select(Contact).where(Contact.name == "Ifeoma Okafor")).one()
        contact.edit(replace(contact.whole_card, name="Wolfeschlegelsteinhausenbergerdorff " * 2))
        db.session.commit()
    clock.set(MORNING)
    phone = enter(cast.ALICE.email, width=width)
    button = phone.go("/today").get_by_role("link", name=re.compile("^Begin with Wolfeschlegel"))

    box = button.bounding_box()

    assert box
    assert box["height"] <= TWO_LINES


def choose_one_line(thumb: Thumb) -> None:
    thumb.phone.go("/follow-ups")
    thumb.tap("link", "Choose whom to go deeper with")
    thumb.look("Whom to go deeper with?")
    thumb.tap_in_row("Jonas Berg", "One line")
    thumb.look("One line each")


def begin(thumb: Thumb) -> None:
    thumb.phone.go("/today")
    thumb.look("Who is worth it?")
    thumb.tap("link", "Begin with Ifeoma Okafor")
    thumb.look("Ifeoma Okafor")
    thumb.tap("button", "I remember")


def write(thumb: Thumb) -> None:
    thumb.tap("link", "Write to Ifeoma Okafor")
    thumb.look("A word to Ifeoma Okafor")
    thumb.tap("button", "Keep it, and read it over")
    thumb.look("Read it over")
    thumb.tap("button", "I sent it")


def move_keep_and_plan(thumb: Thumb) -> None:
    thumb.look("What was promised")
    thumb.phone.page.get_by_text("Move", exact=True).first.click()
    thumb.phone.page.get_by_label("To which day?").fill("2026-12-11")
    thumb.look("What was promised")
    thumb.tap("button", "Move it")
    thumb.look("What was promised")
    thumb.tap("button", "Kept")
    thumb.tap("button", "All in hand")
    thumb.tap("button", "Nothing for now")
    thumb.phone.page.get_by_label("What?").fill("Coffee at the clinic")
    thumb.phone.page.get_by_label("When?").fill("2026-12-10")
    thumb.look("Ifeoma Okafor")
    thumb.tap("button", "Plan it")


def let_one_go(thumb: Thumb) -> None:
    thumb.look("Who is worth it?")
    thumb.tap("link", "Tomás Lindqvist")
    thumb.look("Tomás Lindqvist")
    thumb.tap("button", "Let Tomás Lindqvist go")
    thumb.look("Who is worth it?")


def thank_one(thumb: Thumb) -> None:
    thumb.tap("link", "Jonas Berg")
    thumb.look("One line to Jonas Berg")
    thumb.tap("button", "Keep it, and read it over")
    thumb.look("Read it over")
    thumb.tap("button", "I sent it")
    thumb.look("One line each")
