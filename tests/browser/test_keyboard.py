"""Without a finger or a mouse: everything by the keyboard, and focus where one is."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.browser.conftest import Enter, Phone
from tests.conftest import Actor, Clock


def test_a_new_page_is_read_from_its_heading(alice: Actor, enter: Enter) -> None:
    page = enter(cast.ALICE.email).page

    for place in ("People", "Follow-ups", "Me"):
        page.get_by_role("navigation").get_by_role("link", name=place).click()
        expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_the_first_tab_leads_past_what_repeats(alice: Actor, enter: Enter) -> None:
    # With scripts the page is read from its heading already, which lies behind the link.
    page = enter(cast.ALICE.email, scripts=False).go("/people")

    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the page")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_what_is_wrong_takes_the_focus(alice: Actor, enter: Enter) -> None:
    page = enter(cast.ALICE.email).go("/people/new")
    page.get_by_label("Name").fill("Ifeoma")
    page.get_by_label("Phone").fill("call me")
    page.keyboard.press("Enter")

    phone = page.get_by_label("Phone")
    expect(phone).to_be_focused()
    expect(phone).to_have_accessible_description(
        "A phone number is made of digits, and this one has letters in it."
    )
    expect(page.get_by_label("Name")).to_have_value("Ifeoma")


def test_a_photo_that_is_none_takes_the_focus(alice: Actor, enter: Enter) -> None:
    page = enter(cast.ALICE.email).go("/me/card")
    page.get_by_role("button", name="Use this photo").press("Enter")

    photo = page.get_by_label("A photo helps people find you again")
    expect(photo).to_be_focused()
    expect(photo).to_have_accessible_description("Choose a photo first.")


def test_what_a_button_did_is_heard(alice: Actor, enter: Enter) -> None:
    alice.post("/me/nudges/calendar")
    phone = enter(cast.ALICE.email)
    phone.page.context.grant_permissions(["clipboard-write"])
    page = phone.go("/me/nudges")
    page.get_by_role("button", name="Copy it").press("Enter")

    expect(page.locator("body > [role=status]", has_text="Copied")).to_have_count(1)
    expect(page.get_by_role("button", name="Copied")).to_be_focused()


def test_a_checklist_is_worked_by_keys(next_day: Phone) -> None:
    page = next_day.page
    page.get_by_role("link", name="Begin with").press("Enter")

    page.get_by_role("button", name="I remember").press("Enter")
    expect(page.locator("summary", has_text="A personal message")).to_be_focused()
    expect(page.locator("summary:focus")).to_have_accessible_name("Step 2 of 5: A personal message")
    page.get_by_role("link", name="Write to").press("Enter")
    page.get_by_role("button", name="Keep it, and read it over").press("Enter")
    page.get_by_role("button", name="I sent it").press("Enter")
    expect(page.get_by_role("button", name="All in hand")).to_be_visible()
    page.locator("summary", has_text="Recall").press("Enter")
    expect(page.get_by_role("button", name="Open again")).to_be_visible()


def test_what_was_said_comes_along_to_the_next_step(next_day: Phone) -> None:
    page = next_day.page
    page.get_by_role("link", name="Begin with").click()
    page.get_by_role("button", name="I remember").click()
    page.get_by_role("link", name="Write to").click()
    page.get_by_role("button", name="Keep it, and read it over").click()
    page.get_by_role("button", name="I sent it").click()

    following = page.locator("summary", has_text="What was promised")
    expect(following).to_be_focused()
    undo, head = page.get_by_role("button", name="Undo").bounding_box(), following.bounding_box()
    assert undo
    assert head
    assert 0 <= undo["y"] < undo["y"] + undo["height"] <= head["y"]


def test_a_choice_leads_to_who_comes_next(next_day: Phone) -> None:
    page = next_day.page
    page.get_by_role("link", name="Follow-ups").click()
    page.get_by_role("link", name="Whom to go deeper with").click()
    wei = page.get_by_role("group", name="Wei Zhang")
    wei.get_by_role("button", name="One line").press("Enter")

    following = page.get_by_role("listitem").filter(has_text="Tomás Lindqvist")
    expect(following).to_be_focused()
    expect(following).to_be_in_viewport()
    undo, row = page.get_by_role("button", name="Undo").bounding_box(), following.bounding_box()
    assert undo
    assert row
    assert 0 <= undo["y"] < undo["y"] + undo["height"] <= row["y"]


def test_what_was_done_is_told_to_who_cannot_see_it(alice: Actor, enter: Enter) -> None:
    alice.post("/people", {"name": "Wei Zhang"})
    page = enter(cast.ALICE.email).go("/people")
    page.get_by_role("link", name="Wei Zhang").click()
    page.get_by_role("button", name="Let go").click()

    expect(page.get_by_role("heading", level=1)).to_be_focused()
    later = page.locator("body > [role=status]")
    expect(later).to_have_text("Let go. Wei Zhang will not be told.")


def test_what_was_kept_is_in_sight(alice: Actor, enter: Enter) -> None:
    alice.post("/people", {"name": "Wei Zhang"})
    page = enter(cast.ALICE.email).go("/people")
    page.get_by_role("link", name="Wei Zhang").click()
    page.get_by_label("A new note").fill("Data for wards")
    page.get_by_role("button", name="Keep the note").press("Enter")

    expect(page.get_by_text("Data for wards")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Notes")).to_be_focused()
    page.get_by_text("Write a promise down").click()
    page.get_by_label("What?").first.fill("Send the paper")
    page.get_by_role("button", name="Write it down").press("Enter")
    expect(page.get_by_text("Send the paper")).to_be_in_viewport()
    page.get_by_role("button", name="Kept").press("Enter")
    expect(page.get_by_role("heading", name="Promises")).to_be_focused()
    expect(page.get_by_role("button", name="Undo")).to_be_in_viewport()


@pytest.fixture
def next_day(app: Wellmet, enter: Enter, clock: Clock) -> Phone:
    """Alice's small phone, the morning after her evening."""
    with app.app_context():
        believable.fill(cast.person(cast.ALICE))
        db.session.commit()
    clock.set(cast.EVENING_START + timedelta(hours=15))
    return enter(cast.ALICE.email, width=320)
