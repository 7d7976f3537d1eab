"""Somebody travels: *Today* says that their phone is on other clocks, and offers to go by them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from blueprints.accounts.models import Person
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.browser.conftest import Enter, Network, Phone
from tests.browser.test_pages import violations
from tests.conftest import Actor, Stored

# A worker answers in turn: what it says to this, it says after what it says to the page itself.
ANSWERED = """async (zone) => {
  const { active } = await navigator.serviceWorker.ready;
  const answered = new Promise((resolve) => {
    const hear = ({ data }) => data.zone === zone && resolve();
    navigator.serviceWorker.addEventListener("message", hear);
  });
  active.postMessage({ zone });
  await answered;
}"""

Live = Callable[[str], None]


@pytest.fixture
def live(app: Wellmet, alice: Actor) -> Live:
    """Have Alice live by the clocks of a zone."""

    def settle(zone: str) -> None:
        with app.app_context():
            db.session.get_one(Person, alice.id).zone = zone
            db.session.commit()

    return settle


def test_the_clocks_here_are_offered_and_gone_by(
    enter: Enter, alice: Actor, stored: Stored
) -> None:
    page = _today(enter(cast.ALICE.email, zone="Asia/Tokyo"))
    expect(_notice(page)).to_contain_text("Your phone is on Tokyo time, Wellmet on London time.")
    assert violations(page) == []

    page.get_by_role("button", name="Use Tokyo time").click()

    expect(page.get_by_text("Wellmet is on Tokyo time now.")).to_be_visible()
    assert page.url.endswith("/today")
    assert stored(Person)[0].zone == "Asia/Tokyo"
    assert _is_silent(page)
    page.get_by_role("button", name="Undo").click()
    expect(_notice(page)).to_be_visible()
    assert stored(Person)[0].zone == cast.ZONE


def test_a_page_that_the_phone_makes_goes_by_them_too(enter: Enter, alice: Actor) -> None:
    phone = enter(cast.ALICE.email, zone="Asia/Tokyo")
    _today(phone).get_by_role("button", name="Use Tokyo time").click()
    phone.page.wait_for_selector("text=Tokyo time now")
    phone.settle()

    page = phone.come_back("/today")

    expect(page.locator("[data-from-phone] [data-clocks='Asia/Tokyo']")).to_have_count(1)
    assert _is_silent(page)


def test_the_clocks_at_home_are_kept_here_but_not_for_yet_another_place(
    enter: Enter, alice: Actor
) -> None:
    phone = enter(cast.ALICE.email, zone="Asia/Tokyo")
    page = _today(phone)
    page.get_by_role("button", name="Keep London time").click()
    expect(_notice(page)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    page.reload()
    assert _is_silent(page)
    alice.post("/me/zone/Europe/Berlin")
    phone.come_back("/today")
    expect(_notice(page)).to_contain_text("Tokyo time, Wellmet on Berlin time.")


@pytest.mark.parametrize(
    ("home", "here"),
    [
        ("Asia/Kolkata", "Asia/Calcutta"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Berlin", "Europe/Paris"),
        (cast.ZONE, cast.ZONE),
    ],
)
def test_nothing_is_said_where_the_clocks_show_the_same(
    enter: Enter, live: Live, home: str, here: str
) -> None:
    live(home)
    assert _is_silent(_today(enter(cast.ALICE.email, zone=here)))


# The one is a zone that a browser can tell the time in, the other a name that means nothing to it.
@pytest.mark.parametrize("here", ["Etc/GMT-9", "Asia/Atlantis"])
def test_a_zone_that_is_not_among_the_servers_is_not_offered(
    enter: Enter, alice: Actor, here: str
) -> None:
    phone = enter(cast.ALICE.email)
    phone.page.add_init_script(
        f"Intl.DateTimeFormat.prototype.resolvedOptions = () => ({{ timeZone: '{here}' }})"
    )
    assert _is_silent(_today(phone))


def test_nothing_is_said_without_scripts(enter: Enter, alice: Actor) -> None:
    page = enter(cast.ALICE.email, zone="Asia/Tokyo", scripts=False).go("/today")
    expect(_notice(page)).to_be_hidden()


def test_without_a_network_the_clocks_stay_and_the_phone_says_so(
    enter: Enter, alice: Actor, network: Network, stored: Stored
) -> None:
    page = _today(enter(cast.ALICE.email, zone="Asia/Tokyo"))
    use = page.get_by_role("button", name="Use Tokyo time")
    expect(use).to_be_visible()
    network.go_away()
    use.click()
    expect(page.get_by_text("Nothing has changed on this phone.")).to_be_visible()
    network.come_back()
    page.get_by_role("link", name="Try again").click()
    expect(use).to_be_visible()
    assert stored(Person)[0].zone == cast.ZONE


@pytest.mark.parametrize(("width", "dark"), [(390, False), (320, True)], ids=["light", "dark"])
def test_the_longest_names_have_room(enter: Enter, live: Live, width: int, dark: bool) -> None:
    live("America/Argentina/ComodRivadavia")
    phone = enter(cast.ALICE.email, width=width, dark=dark, zone="Antarctica/DumontDUrville")
    page = _today(phone)
    expect(_notice(page)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    phone.picture(f"clocks-{width}{'-dark' if dark else ''}")


def _today(phone: Phone) -> Page:
    phone.settle()
    return phone.go("/today")


def _notice(page: Page) -> Locator:
    return page.locator("[data-clocks]")


def _is_silent(page: Page) -> bool:
    page.evaluate(ANSWERED, "UTC")
    return _notice(page).is_hidden()
