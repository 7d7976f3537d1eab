"""Every page that a phone shows by itself is the server's page, whatever the records hold."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from blueprints.contacts.introductions import Introduction
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.followups.proposals import Proposal
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.ids import new_id
from blueprints.shared.limits import limiter
from blueprints.shared.moments import written
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock

from . import worlds
from .conftest import merged, pull
from .making import World
from .phone import Phone, difference, same, switched_on
from .worlds import settle

pytestmark = pytest.mark.once

PAGES = (
    *("/today", "/events", "/events/new", "/people", "/people/let-go", "/people/new"),
    *(
        "/follow-ups",
        "/promises",
        "/introductions",
        "/network",
        "/people/room",
        "/swap",
        "/swap/vcard",
        "/scan",
        "/me",
    ),
)
SEARCHES = (
    *("/people?q=É", "/people?q=elodie", "/people?q=odos", "/people?q=ISTANBUL", "/people?q=SS"),
    "/people?q=+0%20<b>%25&skip=1",
    "/people/let-go?q=a&q=b",
    "/people?q=%1F",
    "/people?q=%E2%80%8F%7F",
    "/people?q=%E2%80%AB0%C2%A0+%C2%85",
)
PAGES_OF: dict[type[Any], tuple[str, ...]] = {
    Event: (
        *("/events/{}", "/events/{}/edit", "/events/{}/reflection", "/events/{}/targets/new"),
        *("/follow-ups/events/{}", "/follow-ups/events/{}/focus"),
    ),
    Target: ("/targets/{}",),
    Contact: (
        *("/people/{}", "/people/{}/edit", "/people/{}/listening"),
        *("/people/{}/message", "/people/{}/proposal"),
    ),
    Proposal: ("/proposals/{}/invitation.ics",),
    Meeting: ("/follow-ups/{}", "/follow-ups/{}/line"),
    Introduction: ("/introductions/{}",),
}
NOBODYS = [form.format(new_id()) for forms in PAGES_OF.values() for form in forms]


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    with switched_on() as running:
        yield running


class Twins:
    """Alice's records on the server and on her phone, at the same hour."""

    def __init__(self, app: Wellmet, clock: Clock, alice: Actor, bob: Actor, phone: Phone) -> None:
        self.app, self.clock, self.phone = app, clock, phone
        self.alice, self.bob = alice, bob

    def live_in(self, world: World) -> None:
        """Have these records, at their hour."""
        self.clock.set(world.now)
        limiter.reset()
        with self.app.app_context():
            settle(world, self.alice.id, self.bob.id)
        self.told = pull(self.alice, since=0)

    def agree_on(self, paths: list[str]) -> None:
        """Both show the same on each of these pages."""
        phones = self.phone.pages(self.told, paths, written(self.clock()))
        for path, offline in zip(paths, phones, strict=True):
            online = self._server(path)
            if same(online) != same(offline):
                pytest.fail(f"{path}\n{difference(same(online), same(offline))}")

    def _server(self, path: str) -> str | None:
        answer = self.alice.get(path, follow_redirects=True)
        assert answer.status_code in (200, 404), path
        return answer.get_data(as_text=True) if answer.status_code == 200 else None


@pytest.fixture
def twins(app: Wellmet, clock: Clock, alice: Actor, bob: Actor, phone: Phone) -> Twins:
    return Twins(app, clock, alice, bob, phone)


# The records are all new for each world; the app and its people stay. A smaller world that differs
# takes minutes to find, and says no more than the difference does.
each_world = settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@each_world
@given(world=worlds.worlds())
def test_whatever_the_records_hold_both_show_it_alike(twins: Twins, world: World) -> None:
    twins.live_in(world)

    paths = [path for kind, forms in PAGES_OF.items() for path in world.paths(kind, *forms)]
    twins.agree_on([*PAGES, *SEARCHES, *paths, *NOBODYS])


@settings(each_world, max_examples=2)
@given(world=worlds.crowds())
def test_a_crowd_is_paged_and_searched_alike(twins: Twins, world: World) -> None:
    twins.live_in(world)

    skips = ("", "49", "50", "101", "-1", "x", "1_0", "+7", " 9 ", "1e9", "99999999")
    searches = [
        f"/people?q={word}&skip={skip}" for word in ("", "e", "W w", "%25") for skip in skips
    ]
    twins.agree_on(searches)


def test_what_was_made_without_a_network_has_its_pages(twins: Twins, phone: Phone) -> None:
    known, now = merged({}, pull(twins.alice)), written(twins.clock())
    lunch = {"title": "Lunch", "starts": "2026-12-04T12:00", "ends": "2026-12-04T13:00"}
    event, person = new_id(), new_id()
    planned = phone.take(known, "/events", lunch | {"zone": "UTC", "id": event}, now)["once"]
    met = phone.take(known, "/people", {"name": "Ifeoma", "phone": "+447911", "id": person}, now)

    of_event = phone.pages({**known, "records": planned}, [f"/events/{event}"], now)[0]
    of_person = phone.pages({**known, "records": met["once"]}, [f"/people/{person}"], now)[0]
    assert of_event is not None
    assert "made once this phone has a network" in of_event
    assert of_person is not None
    assert 'href="tel:+447911"' in of_person


def test_every_page_is_the_phones_or_needs_the_network(app: Wellmet, phone: Phone) -> None:
    known = phone.answers("/")
    listed = {_plain(path) for path in [*known["pages"], *known["pages_of_network"]]}
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    private = {_plain(rule.rule) for rule in rules if not _is_public(app, rule.endpoint)}

    assert private <= listed, "a page without its twin in service_worker/pages"
    assert listed <= {_plain(rule.rule) for rule in rules}, "a twin without its page"


def _plain(path: str) -> str:
    return re.sub(r"<[^>]+>|[:*]\w+", "*", path)


def _is_public(app: Wellmet, endpoint: str) -> bool:
    return getattr(app.view_functions[endpoint], "is_public", False)
