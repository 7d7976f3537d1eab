"""The README's pictures, taken as a guest would see the screens."""

from datetime import timedelta

from playwright.sync_api import expect

from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.browser.conftest import Enter
from tests.conftest import Clock


def test_the_readme_shows_the_evening_and_the_morning(
    app: Wellmet, enter: Enter, clock: Clock
) -> None:
    with app.app_context():
        believable.fill(cast.person(cast.ALICE))
        db.session.commit()
    phone = enter(cast.ALICE.email)

    clock.set(cast.EVENING_START + timedelta(hours=2))
    phone.come_back("/today")
    expect(phone.page.get_by_role("heading", name=cast.GOAL)).to_be_visible()
    phone.picture("today")

    clock.set(cast.EVENING_START + timedelta(hours=15))
    phone.come_back("/today")
    expect(phone.page.get_by_role("link", name="Begin with Ifeoma Okafor")).to_be_visible()
    phone.picture("morning")
