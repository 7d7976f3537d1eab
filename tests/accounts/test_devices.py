"""Where one is signed in, and the end of it from another device."""

import json
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from blueprints.accounts.browsers import named
from blueprints.accounts.devices import Device
from blueprints.accounts.sign_ins import SignIn
from blueprints.notifications.phones import Phone
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from blueprints.shared.sessions import Sessions
from tests.cast import ALICE, BOB, PASSWORD
from tests.conftest import ORIGIN, Actor, Clock, SameOriginClient, Stored
from tests.notifications.push_service import Browser, Service
from tests.shared.test_plans import heard

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"
ENDED = {"error": "signed-out", "ended": True}
NO_COOKIE = {"error": "signed-out"}

Later = Callable[[int], None]


@pytest.fixture
def lost(alice: Actor, stranger: SameOriginClient) -> SameOriginClient:
    """Another phone of Alice's."""
    form = {"email": ALICE.email, "password": PASSWORD}
    stranger.post("/sign-in", data=form, headers={"Origin": ORIGIN, "User-Agent": FIREFOX})
    return stranger


@pytest.fixture
def later(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Later:
    """So many days after the evening, also by the clock that cookies are signed by."""
    begin, signed = clock(), time.time()

    def pass_by(days: int) -> None:
        clock.set(begin + timedelta(days=days))
        at = signed + timedelta(days=days).total_seconds()
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda: at)

    return pass_by


def sign_in_of(client: SameOriginClient) -> str:
    with client.session_transaction() as session:
        return str(session["_user_id"])


def told(client: SameOriginClient) -> tuple[int, object]:
    answer = client.get("/replica")
    return answer.status_code, json.loads(answer.data)


def test_each_device_is_listed_and_this_one_is_marked(alice: Actor, lost: SameOriginClient) -> None:
    page = alice.read("/me/devices")

    assert "Firefox on Android" in page
    assert page.count("Since Thu 3 Dec, 19:00") == 2
    assert page.index("This device") < page.index("Since Thu 3 Dec, 19:00")
    assert f"/me/devices/{sign_in_of(lost)}/removal" in page
    assert f"/me/devices/{sign_in_of(alice.client)}/removal" not in page
    assert "Where you are signed in" in alice.read("/me")


def test_two_that_are_alike_are_numbered(
    app: Wellmet, alice: Actor, lost: SameOriginClient, clock: Clock
) -> None:
    clock.set(clock() + timedelta(seconds=1))
    form = {"email": ALICE.email, "password": PASSWORD}
    sent = {"Origin": ORIGIN, "User-Agent": FIREFOX}
    app.test_client().post("/sign-in", data=form, headers=sent)

    page = alice.read("/me/devices")

    first = page.index('aria-label="Firefox on Android (1), since Thu 3 Dec, 19:00"')
    assert page.index('aria-label="Firefox on Android (2), since Thu 3 Dec, 19:00"') < first
    assert first < page.index(f"/me/devices/{sign_in_of(lost)}/removal")


def test_whoever_signs_in_on_it_signs_out_who_was_in(
    alice: Actor, bob: Actor, stored: Stored
) -> None:
    shared = alice.client
    shared.post("/me/nudges/phones", data=Browser(Service("https://fcm.googleapis.com")).form)

    shared.post("/sign-in", data={"email": BOB.email, "password": PASSWORD})

    # Else what Alice is nudged about would be shown to Bob.
    assert stored(Phone) == []
    assert {one.person_id for one in stored(SignIn)} == {bob.id}


def test_whoever_signs_in_once_more_is_nudged_as_before(alice: Actor, stored: Stored) -> None:
    alice.post("/me/nudges/phones", Browser(Service("https://fcm.googleapis.com")).form)

    before = sign_in_of(alice.client)
    alice.post("/sign-in", {"email": ALICE.email, "password": PASSWORD})

    (phone,) = stored(Phone)
    assert before != sign_in_of(alice.client) == phone.sign_in_id
    alice.post("/sign-out")
    assert stored(Phone) == stored(SignIn) == []


def test_a_lost_phone_is_signed_out_and_told_to_forget(
    alice: Actor, lost: SameOriginClient, stored: Stored
) -> None:
    lost.post("/me/nudges/phones", data=Browser(Service("https://fcm.googleapis.com")).form)

    for _ in range(2):
        answer = alice.post(f"/me/devices/{sign_in_of(lost)}/removal")
        assert answer.location == "/me/devices"

    assert "Signed out there." in alice.read("/me/devices")
    assert told(lost) == (401, ENDED)
    assert lost.post("/outbox", data=b"{}").status_code == 401
    assert lost.get("/today").location.startswith("/sign-in")
    assert alice.get("/today").status_code == 200
    assert len(stored(SignIn)) == 1
    assert stored(Phone) == []


def test_no_more_is_promised_of_a_lost_phone_than_it_does(
    alice: Actor, lost: SameOriginClient
) -> None:
    """It forgets when it asks next, and keeps what no server has (js/sync_sign_ins.test.js)."""
    when = "Once Wellmet is opened there with a network, it shows nothing of yours."
    page = alice.read("/me/devices")
    assert f"{when} What had not gone out yet stays there, unseen." in page

    alice.post(f"/me/devices/{sign_in_of(lost)}/removal")
    assert f"Signed out there. {when}" in alice.read("/me/devices")
    alice.post("/me/devices/removal")
    assert f"Signed out everywhere else. {when}" in alice.read("/me/devices")


def test_every_other_device_is_signed_out_at_once(alice: Actor, lost: SameOriginClient) -> None:
    alice.post("/me/devices/removal")

    assert told(lost) == (401, ENDED)
    assert alice.get("/today").status_code == 200
    assert "Nowhere else." in alice.read("/me/devices")


def test_this_device_is_not_ended_by_mistake(alice: Actor) -> None:
    alice.post(f"/me/devices/{sign_in_of(alice.client)}/removal")
    assert alice.get("/today").status_code == 200


def test_nobody_ends_what_is_anothers(alice: Actor, bob: Actor, stored: Stored) -> None:
    bob.post(f"/me/devices/{sign_in_of(alice.client)}/removal")
    bob.post("/me/devices/removal")

    assert alice.get("/today").status_code == 200
    assert len(stored(SignIn)) == 2
    assert sign_in_of(alice.client) not in bob.read("/me/devices")


def test_a_new_password_and_a_deleted_account_tell_other_phones_too(
    alice: Actor, lost: SameOriginClient
) -> None:
    alice.post("/me/password", {"present": PASSWORD, "password": "another lamp and table"})
    assert told(lost) == (401, ENDED)

    lost.post("/sign-in", data={"email": ALICE.email, "password": "another lamp and table"})
    alice.post("/me/delete", {"password": "another lamp and table"})
    assert told(lost) == (401, ENDED)


def test_a_cookie_that_ran_out_says_nothing_of_an_end(
    app: Wellmet, lost: SameOriginClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PERMANENT_SESSION_LIFETIME", timedelta(seconds=-1))
    assert told(lost) == (401, {"error": "signed-out"})


def test_a_cookie_under_another_key_says_nothing_of_an_end(
    app: Wellmet, lost: SameOriginClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key, and long enough")
    # A place reads its key when it starts.
    monkeypatch.setattr(app, "session_interface", Sessions(app))
    assert told(lost) == (401, {"error": "signed-out"})


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "yesterday"), (20, "20 days ago")])
def test_each_device_says_when_it_was_last_used(
    alice: Actor, lost: SameOriginClient, later: Later, days: int, words: str
) -> None:
    later(days)
    assert f"Last used {words}<" in alice.read("/me/devices")

    lost.get("/today")
    assert "Last used today" in alice.read("/me/devices")


def test_a_use_is_written_once_a_day(
    app: Wellmet, alice: Actor, clock: Clock, later: Later
) -> None:
    with app.app_context():
        engine = db.engine

    def is_written() -> bool:
        with heard(engine) as statements:
            alice.read("/today")
        return any(one.startswith("UPDATE sign_ins") for one in statements)

    clock.set(clock() + timedelta(hours=1))
    assert not is_written()
    later(1)
    assert is_written()
    assert not is_written()


@pytest.mark.parametrize(("days", "listed"), [(90, True), (92, False)])
def test_whose_cookie_ran_out_is_signed_in_nowhere(
    alice: Actor, lost: SameOriginClient, later: Later, days: int, listed: bool
) -> None:
    for passed in (days // 2, days):
        later(passed)
        alice.get("/today")

    assert ("Firefox on Android" in alice.read("/me/devices")) is listed
    assert ("Nowhere else." in alice.read("/me/devices")) is not listed


def test_a_sign_in_is_forgotten_in_the_end_and_never_counts_as_ended(
    alice: Actor, lost: SameOriginClient, later: Later, stored: Stored
) -> None:
    left = []
    for days in range(45, 271, 45):
        later(days)
        tidied_up(alice)
        left.append(len(stored(SignIn)))
        if days > 90:
            assert told(lost) == (401, NO_COOKIE)

    assert left == [2, 2, 2, 2, 1, 1]


def test_no_sign_in_goes_before_its_cookie_where_a_use_was_not_written(
    app: Wellmet,
    alice: Actor,
    lost: SameOriginClient,
    later: Later,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later(85)
    tidied_up(alice)
    with monkeypatch.context() as full:
        full.setattr(Device, "use", cannot_write)
        assert told(lost)[0] == 200

    later(170)
    tidied_up(alice)
    assert told(lost)[0] == 200


def tidied_up(alice: Actor) -> None:
    """Alice comes by: by the way, what is over for her is forgotten."""
    assert told(alice.client)[0] == 200


def cannot_write(_: Device) -> None:
    raise OperationalError("UPDATE sign_ins", None, Exception("disk is full"))


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/126.0.0.0 Safari/537.36",
            "Chrome on Linux",
        ),
        ("curl/8.0", "A browser"),
        ("<b>Your bank</b>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_in_words(agent: str, name: str) -> None:
    assert named(agent) == name
