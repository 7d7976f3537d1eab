"""The next step with them: times proposed, an invitation in a calendar, and that it happened."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
from playwright.sync_api import Page, expect

from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.browser.conftest import Enter, Network, Phone
from tests.browser.test_morning import MORNING
from tests.conftest import Clock, Stored

AGREED = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
THEN = AGREED + timedelta(hours=2)


def test_from_the_proposal_to_the_talk(
    app: Wellmet, enter: Enter, network: Network, clock: Clock, stored: Stored
) -> None:
    with app.app_context():
        believable.fill(cast.person(cast.ALICE))
        db.session.commit()
    clock.set(MORNING)
    phone = enter(cast.ALICE.email)
    phone.settle()
    (ifeoma,) = [one.id for one in stored(Contact) if one.name.startswith("Ifeoma")]

    propose(phone, f"/people/{ifeoma}/proposal")
    phone.come_back(f"/people/{ifeoma}/proposal")
    agreed = opened(phone.page, "Add it to your calendar")
    assert agreed == served(phone)
    event = read(agreed, "PUBLISH", "CONFIRMED")
    assert (event.start, event.end) == (AGREED, AGREED + timedelta(minutes=45))
    assert event["LOCATION"] == "Café Süd, upstairs; ring twice"

    network.go_away()
    assert opened(phone.page, "Add it to your calendar") == agreed
    change(phone.page)
    later = read(opened(phone.page, "Add it to your calendar"), "PUBLISH", "CONFIRMED")
    assert later["UID"] == event["UID"]
    assert later["SEQUENCE"] > event["SEQUENCE"]
    phone.page.get_by_role("button", name="Call it off").click()
    off = read(opened(phone.page, "Remove it from your calendar"), "CANCEL", "CANCELLED")
    assert off["UID"] == event["UID"]
    assert off["SEQUENCE"] > later["SEQUENCE"]
    phone.page.get_by_role("button", name="Undo").click()

    phone.sleep(THEN - MORNING)
    clock.set(THEN)
    network.come_back()
    phone.send_all()
    phone.go(f"/people/{ifeoma}/proposal")
    expect(phone.page.get_by_role("heading", name="Did it happen?")).to_be_visible()
    phone.page.get_by_role("button", name="Yes, it did").click()
    expect(phone.page.get_by_text("Noted: you talked.")).to_be_visible()
    phone.send_all()
    (touch,) = [one for one in stored(Touch) if one.removed_at is None]
    assert (touch.who, touch.how, touch.touched_on) == ("both", "coffee", AGREED.date())


def propose(phone: Phone, path: str) -> None:
    page = phone.go(path)
    page.get_by_label("A coffee").check()
    page.get_by_label("A time that suits you").fill("2026-12-07T10:00")
    page.get_by_label("Another").fill("2026-12-08T15:00")
    page.get_by_label("How long?").select_option("45")
    page.get_by_label("Where, or which link?").fill("Café Süd, upstairs; ring twice")
    page.get_by_role("button", name="See it in both zones").click()
    expect(page.get_by_role("heading", name="Their answer")).to_be_visible()
    page.get_by_role("button", name="They chose this").first.click()
    expect(page.get_by_role("heading", name="Agreed on")).to_be_visible()


def change(page: Page) -> None:
    page.get_by_text("Change the times, or the place").click()
    page.get_by_label("How long?").select_option("60")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("60 minutes").first).to_be_visible()


def opened(page: Page, name: str) -> bytes:
    """What a calendar is handed when the link is followed."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    assert download.value.suggested_filename == "coffee.ics"
    return Path(download.value.path()).read_bytes()


def served(phone: Phone) -> bytes:
    """The same file from the server itself, past the worker."""
    href = phone.page.get_by_role("link", name="Add it to your calendar").get_attribute("href")
    answer = phone.page.context.request.get(f"{phone.origin}{href}")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return answer.body()


def read(written: bytes, method: str, status: str) -> Any:
    whole: Any = icalendar.Calendar.from_ical(written)
    (event,) = whole.walk("VEVENT")
    assert event.errors == []
    assert (whole["METHOD"], event["STATUS"]) == (method, status)
    return event
