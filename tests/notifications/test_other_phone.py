"""Of several phones one could not be reached: it is told later, and no other is told again."""

from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from blueprints.goals.moment import Occasion
from blueprints.notifications.models import Nudge
from blueprints.notifications.nudging import Quiet, Whereabouts, worth_until
from blueprints.notifications.phones import Phone
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.notifications.conftest import NINE, Look
from tests.notifications.push_service import Browser, Service
from tests.postbox import Postbox

FIVE, AN_HOUR = timedelta(minutes=5), timedelta(hours=1)


class Tablet(NamedTuple):
    """Where Alice is signed in as well."""

    client: SameOriginClient
    browser: Browser


@pytest.fixture
def tablet(app: Wellmet, browser: Browser, service: Service) -> Tablet:
    """Another browser of Alice's that takes nudges; its push service is in trouble."""
    client, other = app.test_client(), Browser(service, "tablet")
    assert isinstance(client, SameOriginClient)
    client.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})
    assert client.post("/me/nudges/phones", data=other.form).status_code == 204
    service.by_path[other.path] = 503
    return Tablet(client, other)


def asked(service: Service) -> list[str]:
    """Which phones were pushed to, in order."""
    return [one.path.removeprefix("/push/") for one in service.pushed]


def promise(alice: Actor, name: str) -> str:
    """The id of what Alice promised somebody for the day of the nudge."""
    form = {"side": "mine", "promised": f"Write to {name}", "due_on": "2026-12-04"}
    person, made = new_id(), new_id()
    assert alice.post("/people", {"id": person, "name": name}).status_code == 303
    assert alice.post(f"/people/{person}/promises", {"id": made, **form}).status_code == 303
    return made


@pytest.mark.usefixtures("tablet", "after")
def test_the_other_phone_is_asked_again_until_it_is_told(
    browser: Browser, service: Service, look: Look, stored: Stored
) -> None:
    look(NINE)
    assert sorted(asked(service)) == ["phone", "tablet"]
    look(NINE + FIVE)
    service.by_path.clear()
    for minutes in range(6, 60):
        look(NINE + timedelta(minutes=minutes))

    assert sorted(asked(service)) == ["phone", "tablet", "tablet", "tablet"]
    assert len({one.headers["Topic"] for one in service.pushed}) == 1
    assert int(service.pushed[-1].headers["TTL"]) == (12 * AN_HOUR - 3 * FIVE).total_seconds()
    (nudge,) = stored(Nudge)
    assert (nudge.sent_at, nudge.way) == (NINE, "push")
    assert {one.owed_id for one in stored(Phone)} == {None}


@pytest.mark.usefixtures("tablet", "after")
def test_its_push_service_says_when_to_come_back(service: Service, look: Look) -> None:
    service.headers = {"Retry-After": "3600"}
    look(NINE)
    look(NINE + timedelta(minutes=59))
    assert asked(service).count("tablet") == 1

    look(NINE + AN_HOUR)
    assert asked(service).count("tablet") == 2


@pytest.mark.usefixtures("tablet", "after", "confirmed")
def test_it_is_given_up_before_the_quiet_hours_and_nobody_is_written_to(
    service: Service, look: Look, box: Postbox
) -> None:
    for quarters in range(15 * 4):
        look(NINE + timedelta(minutes=15 * quarters))

    assert 10 < asked(service).count("tablet") < 20
    assert box.is_empty()
    service.by_path.clear()
    service.pushed.clear()
    look(NINE + timedelta(days=1))
    assert service.pushed == []


@pytest.mark.usefixtures("tablet", "after")
def test_killed_before_it_was_noted_only_the_other_phone_is_asked_again(
    service: Service, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(NINE)
    with monkeypatch.context() as killed:
        killed.setattr("blueprints.notifications.delivering.note", lambda *_: None)
        look(NINE + FIVE)
    look(NINE + 2 * FIVE)

    assert asked(service).count("tablet") == 3
    assert asked(service).count("phone") == 1


@pytest.mark.usefixtures("after")
def test_it_is_the_same_phone_when_its_browser_tells_its_address_again(
    tablet: Tablet, alice: Actor, browser: Browser, service: Service, look: Look
) -> None:
    look(NINE)
    service.pushed.clear()
    alice.post("/me/nudges/phones", browser.form)
    tablet.client.post("/me/nudges/phones", data=tablet.browser.form)
    service.by_path.clear()

    look(NINE + FIVE)
    look(NINE + AN_HOUR)

    assert asked(service) == ["tablet"]


def test_it_is_told_only_what_the_first_was_and_is_still_to_do(
    alice: Actor, tablet: Tablet, service: Service, clock: Clock, look: Look
) -> None:
    clock.set(NINE - timedelta(days=1))
    kept, left = promise(alice, "Zoë"), promise(alice, "Wei")
    look(NINE)
    alice.post(f"/promises/{kept}/keeping")
    promise(alice, "Ifeoma")
    look(NINE + FIVE)
    alice.post(f"/promises/{left}/keeping")
    look(NINE + AN_HOUR)

    assert sorted(asked(service)) == ["phone", "tablet", "tablet"]
    first, second = tablet.browser.heard
    assert "Zoë" in first["body"]
    assert (second["title"], second["body"]) == ("You promised Wei", "Write to Wei")


@pytest.mark.parametrize("path", ["/me/nudges/stop", "/me/devices/removal"])
@pytest.mark.usefixtures("tablet", "after")
def test_whoever_stops_meanwhile_is_told_nothing(
    alice: Actor, service: Service, look: Look, path: str
) -> None:
    look(NINE)
    service.pushed.clear()
    alice.post(path)
    service.by_path.clear()

    look(NINE + FIVE)

    assert service.pushed == []


@pytest.mark.parametrize("status", [404, 403])
@pytest.mark.usefixtures("tablet", "after")
def test_a_phone_that_is_gone_or_refused_is_not_asked_again(
    service: Service, look: Look, status: int
) -> None:
    service.by_path["/push/tablet"] = status
    look(NINE)
    look(NINE + AN_HOUR)

    assert asked(service).count("tablet") == 1


def at(hour: str) -> datetime:
    return datetime.fromisoformat(f"2026-12-{hour}:00+00:00")


@pytest.mark.parametrize(
    ("sent", "where", "ends"),
    [
        ("04T09:00", Whereabouts("UTC"), "04T21:00"),
        ("04T15:00", Whereabouts("UTC"), "04T21:00"),
        ("04T07:00", Whereabouts("UTC", Quiet(0, 0)), "04T19:00"),
        ("04T15:00", Whereabouts("UTC", Quiet(0, 0)), "05T00:00"),
        ("04T14:00", Whereabouts("Asia/Tokyo", Quiet(0, 0)), "04T15:00"),
    ],
)
def test_until_when_it_is_worth_it(sent: str, where: Whereabouts, ends: str) -> None:
    assert worth_until(at(sent), where) == at(ends)


def test_it_is_worth_it_until_an_hour_before_an_event() -> None:
    event = Occasion("one", at("04T18:00"), at("04T20:00"), "UTC")

    assert worth_until(at("04T09:00"), Whereabouts("UTC", occasions=(event,))) == at("04T17:00")
