"""The whole of Wellmet: a goal, a swap off the camera, a checklist the next morning."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from blueprints.contacts.models import Contact
from blueprints.goals.attendances import Attendance
from tests import cast
from tests.browser.conftest import Before, Enter, Phone, code_of
from tests.conftest import Clock, Stored

THE_DAY_BEFORE = cast.EVENING_START - timedelta(days=1)
THAT_EVENING = cast.EVENING_START + timedelta(hours=1)
THE_NEXT_MORNING = cast.EVENING_START + timedelta(hours=14, minutes=30)


def test_from_the_goal_to_the_last_checklist(
    enter: Enter,
    before: Before,
    clock: Clock,
    stored: Stored,
) -> None:
    clock.set(THE_DAY_BEFORE)
    alice, bob = enter(None), enter(None)
    begin(alice, "Alice Lindqvist", "alice@example.org")
    begin(bob, "Bob Okonkwo", "bob@example.org")
    link = plan_the_evening(alice)
    join(bob, link)

    clock.set(THAT_EVENING)
    bob = enter("bob@example.org", browser=before(code_of(alice)))
    expect(bob.page.get_by_role("heading", name="Meet a clinic")).to_be_visible()
    scan_and_listen(bob, "Alice Lindqvist")
    be_told_and_listen(alice, "Bob Okonkwo")
    assert {(c.name, c.source) for c in stored(Contact)} == {
        ("Alice Lindqvist", "swap"),
        ("Bob Okonkwo", "swap"),
    }

    clock.set(THE_NEXT_MORNING)
    work_the_queue(bob)
    let_everybody_go(alice)
    for phone in (alice, bob):
        phone.send_all()
    assert all(attendance.closed_at for attendance in stored(Attendance))


def begin(phone: Phone, name: str, email: str) -> None:
    page = phone.go("/")
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Good to have you")).to_be_visible()


def plan_the_evening(phone: Phone) -> str:
    page = phone.page
    page.get_by_role("link", name="Plan an event").click()
    page.get_by_label("What is it called?").fill("Founders Evening")
    page.get_by_label("It starts").fill("2026-12-03T19:00")
    page.get_by_label("It ends").fill("2026-12-03T21:30")
    assert page.get_by_label("Time zone").input_value() == "Europe/London"
    page.get_by_role("button", name="Plan an event").click()
    expect(page.get_by_role("heading", name="Founders Evening")).to_be_visible()
    page.get_by_label("What would make it worth going?").fill(cast.GOAL)
    page.get_by_role("button", name="That is my goal").click()
    page.get_by_role("link", name="Name up to three").click()
    page.get_by_label("Who", exact=True).fill("A hospital buyer")
    page.get_by_label("An opening question").fill("What did you buy last?")
    page.get_by_role("button", name="Look for them").click()
    expect(page.get_by_role("link", name="A hospital buyer")).to_be_visible()
    return page.get_by_role("link", name="/e/").inner_text()


def join(phone: Phone, link: str) -> None:
    page = phone.page
    page.goto(link)
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Yes, I am going").click()
    page.get_by_label("What would make it worth going?").fill("Meet a clinic")
    page.get_by_role("button", name="That is my goal").click()
    expect(page.get_by_text("Meet a clinic").first).to_be_visible()


def scan_and_listen(phone: Phone, name: str) -> None:
    page = phone.page
    page.get_by_role("link", name="Scan theirs").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.get_by_role("button", name="Swap cards").click()
    listen(page)
    page.get_by_label("What did you promise?").fill("Send the rota paper")
    page.get_by_label("By when?").fill("2026-12-04")
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Send the rota paper")).to_be_visible()


def be_told_and_listen(phone: Phone, name: str) -> None:
    page = phone.page
    page.get_by_role("link", name=f"{name} has your card.").click()
    listen(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def listen(page: Page) -> None:
    page.get_by_label("What are they working on").fill("Stuck on night rotas")


def work_the_queue(phone: Phone) -> None:
    page = phone.come_back("/today")
    page.get_by_role("link", name="Begin with Alice Lindqvist").click()
    expect(page.get_by_text("Stuck on night rotas")).to_be_visible()
    page.get_by_role("button", name="I remember").click()
    page.get_by_role("link", name="Write to Alice Lindqvist").click()
    page.get_by_role("button", name="Keep it, and read it over").click()
    page.get_by_role("button", name="I sent it").click()
    page.get_by_role("button", name="Kept").click()
    page.get_by_role("button", name="All in hand").click()
    page.get_by_role("button", name="Nothing for now").click()
    page.get_by_label("What?").fill("Coffee at the clinic")
    page.get_by_label("When?").fill("2026-12-10")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", name="That is everybody")).to_be_visible()
    expect(page.get_by_role("link", name="Alice Lindqvist")).to_contain_text("scheduled")
    reflect(page)


def let_everybody_go(phone: Phone) -> None:
    page = phone.come_back("/follow-ups")
    page.get_by_role("link", name="Bob Okonkwo").click()
    page.get_by_role("button", name="Let Bob Okonkwo go").click()
    expect(page.get_by_text("Bob Okonkwo will not be told.")).to_be_visible()
    reflect(page)


def reflect(page: Page) -> None:
    page.get_by_role("link", name="How did it turn out?").click()
    page.get_by_role("radio", name="Partly").check()
    page.get_by_label("What did you learn?").fill("Ask about the night first.")
    page.get_by_role("radiogroup", name="Would you go again?").get_by_role(
        "radio", name="Yes"
    ).check()
    page.get_by_role("button", name="Close the event").click()
    expect(page.get_by_text("Closed. What you noted is on their pages.")).to_be_visible()
