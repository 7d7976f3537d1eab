"""An introduction from the suggestion to the end, partly without a network, with its own words."""

import pytest
from playwright.sync_api import Page, expect

from blueprints.contacts.introductions import Introduction
from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.shared.ids import new_id
from tests import cast
from tests.browser.conftest import Enter, Network, Phone
from tests.browser.test_pages import violations
from tests.conftest import Actor, Stored

SEEKER = {
    "name": "Ifeoma Okafor",
    "email": "ifeoma@example.org",
    "looking_for": "A first nurse lead",
}
HELPER = {
    "name": "Sam Whitfield",
    "phone": "+447911123456",
    "can_help": "Has hired nurses for three hospitals",
}


@pytest.fixture
def both(alice: Actor) -> None:
    """Two of Alice's people who should meet."""
    for card in (SEEKER, HELPER):
        assert alice.post("/people", {"id": new_id(), **card}).status_code == 303


@pytest.mark.usefixtures("both")
def test_two_are_asked_and_introduced_partly_without_a_network(
    enter: Enter, network: Network, stored: Stored
) -> None:
    phone = enter(cast.ALICE.email)
    page = phone.page
    begin(phone)
    ask(page, "Ifeoma", "I know somebody who may be able to help.")

    phone.settle()
    network.go_away()
    answer(page, "Ifeoma", "Yes")
    ask(page, "Sam", "I met Ifeoma Okafor, who told me")
    assert [one.second_asked_at for one in stored(Introduction)] == [None]

    network.come_back()
    phone.come_back("/introductions")
    page.get_by_role("link", name="Ifeoma Okafor and Sam Whitfield").click()
    answer(page, "Sam", "Yes")

    network.go_away()
    expect(page.get_by_role("heading", name="Both said yes")).to_be_visible()
    expect(page.get_by_text("You can reach Ifeoma at ifeoma@example.org")).to_be_visible()
    page.get_by_role("button", name="I introduced them").click()
    expect(page.get_by_text("Introduced. Both their pages say so.")).to_be_visible()
    assert violations(page) == []
    for one, other in (("Ifeoma Okafor", "Sam Whitfield"), ("Sam Whitfield", "Ifeoma Okafor")):
        expect(page_of(phone, one).get_by_text("You introduced them to")).to_contain_text(other)

    network.come_back()
    phone.send_all()
    assert [one.introduced_at is not None for one in stored(Introduction)] == [True]
    assert len(stored(Touch)) == 4


@pytest.mark.usefixtures("both")
def test_the_second_says_no_and_the_first_is_told_kindly(
    enter: Enter, network: Network, stored: Stored
) -> None:
    phone = enter(cast.ALICE.email)
    page = phone.page
    begin(phone)
    ask(page, "Ifeoma", "I know somebody who may be able to help.")
    answer(page, "Ifeoma", "Yes")
    phone.settle()
    network.go_away()

    ask(page, "Sam", "I met Ifeoma Okafor, who told me")
    answer(page, "Sam", "No")
    expect(page.get_by_text("Sam would rather not.")).to_be_visible()
    word = page.locator("[data-copied]")
    expect(word).to_contain_text("the timing is not right")
    expect(word).not_to_contain_text("Sam")
    assert violations(page) == []
    page.get_by_role("button", name="I let them know").click()
    expect(page.get_by_role("heading", name="You let Ifeoma know")).to_be_visible()
    expect(page_of(phone, "Ifeoma Okafor").get_by_text("Might help")).to_have_count(0)
    expect(page.get_by_text("You introduced them to")).to_have_count(0)

    network.come_back()
    phone.send_all()
    assert [one.second_answer for one in stored(Introduction)] == ["no"]
    assert len(stored(Touch)) == 3


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("scripts", [True, False], ids=["offline", "without scripts"])
def test_who_introduced_us_is_found_by_the_keyboard(
    alice: Actor, enter: Enter, network: Network, stored: Stored, scripts: bool
) -> None:
    alice.post("/people", {"id": new_id(), "name": "Sam Adeyemi", "headline": "Harpist"})
    phone = enter(cast.ALICE.email, scripts=scripts)
    page = phone.go("/people/new")
    if scripts:
        phone.settle()
        network.go_away()
        phone.go("/people/new")
    page.get_by_label("Name", exact=True).fill("Wei Zhang")
    who = page.get_by_label("Who introduced you?")
    who.fill("sam")
    who.press("Enter")

    expect(who).to_be_focused()
    expect(who).to_have_value("sam")
    described = page.locator("#introducer-error")
    expect(described).to_contain_text("That may be several of your people.")
    assert "introducer-error" in (who.get_attribute("aria-describedby") or "")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Sam Whitfield")).to_be_checked()
    if scripts:
        assert violations(page) == []
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("heading", name="Wei Zhang")).to_be_visible()
    if scripts:
        network.come_back()
        phone.send_all()

    names = {one.id: one.name for one in stored(Contact)}
    (wei,) = [one for one in stored(Contact) if one.name == "Wei Zhang"]
    assert names[wei.introduced_by or ""] == "Sam Whitfield"


def begin(phone: Phone) -> None:
    """From the person's page, where the other is named, to the introduction."""
    page = page_of(phone, "Ifeoma Okafor")
    page.get_by_role("link", name="Might help: Sam Whitfield").click()
    page.get_by_role("button", name="Introduce them").click()
    expect(page.get_by_role("heading", name="Ask Ifeoma")).to_be_visible()


def ask(page: Page, name: str, words: str) -> None:
    expect(page.get_by_role("heading", name=f"A word to {name}")).to_be_visible()
    expect(page.locator("[data-copied]")).to_contain_text(words)
    page.get_by_role("button", name="I asked").click()
    expect(page.get_by_role("heading", name=f"Waiting for {name}")).to_be_visible()


def answer(page: Page, name: str, said: str) -> None:
    section = page.get_by_role("heading", name=f"What did {name} say?").locator("xpath=..")
    section.get_by_role("button", name=said, exact=True).click()
    expect(page.get_by_role("heading", name=f"{name} said {said.lower()}")).to_be_visible()


def page_of(phone: Phone, name: str) -> Page:
    phone.go("/people").get_by_role("link", name=name).click()
    expect(phone.page.get_by_role("heading", name=name, level=1)).to_be_visible()
    return phone.page
