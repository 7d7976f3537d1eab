"""The page of nudges and every act on it, each with its refusals."""

import re
from datetime import timedelta

import pytest

from blueprints.notifications.models import Wishes
from blueprints.notifications.phones import MOST_PHONES, Phone
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import ORIGIN, Actor, Clock, SameOriginClient, Stored
from tests.notifications.conftest import NINE, Look
from tests.notifications.push_service import Browser, Service

GOOD = Browser(Service("https://fcm.googleapis.com"), "abc").form
POSTS = (
    *("/me/nudges", "/me/nudges/stop", "/me/nudges/return", "/me/nudges/phones"),
    *("/me/nudges/calendar", "/me/nudges/calendar/removal"),
)


@pytest.mark.parametrize("path", POSTS)
def test_strangers_and_other_sites_change_nothing(
    stranger: SameOriginClient, alice: Actor, stored: Stored, path: str
) -> None:
    (before,) = stored(Wishes)
    stranger.post(path, data=GOOD)
    answer = alice.post(path, GOOD, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    (now,) = stored(Wishes)
    assert (now.stopped_at, now.calendar_token, now.mail) == (None, None, before.mail)
    assert stored(Phone) == []


def test_the_page_says_how_it_stands(alice: Actor, stranger: SameOriginClient) -> None:
    page = alice.read("/me/nudges")

    assert "Right now there is no way for a nudge to reach you." in page
    assert "This Wellmet has no mail server" in page
    assert "Nothing yet." in page
    assert "/me/nudges" in alice.read("/me")
    assert stranger.get("/me/nudges").location == "/sign-in?next=/me/nudges"


class TestWishes:
    def test_quiet_hours_and_mail(self, alice: Actor, bob: Actor, stored: Stored) -> None:
        answer = alice.post("/me/nudges", {"quiet_from": "23", "quiet_until": "10"})

        assert answer.location == "/me/nudges"
        wishes = {one.person_id: one for one in stored(Wishes)}
        mine, his = wishes[alice.id], wishes[bob.id]
        assert (mine.mail, mine.quiet_from, mine.quiet_until) == (False, 23, 10)
        assert (his.mail, his.quiet_from, his.quiet_until) == (True, 21, 8)
        assert mine.look_at == NINE + timedelta(hours=1)
        page = alice.read("/me/nudges")
        for label, name, hour in (("from", "quiet_from", "23"), ("until", "quiet_until", "10")):
            assert f'<label for="{name}">Quiet {label}</label>' in page
            shown = page.partition(f'<select id="{name}"')[2].partition("</select>")[0]
            assert f'<option value="{hour}" selected>' in shown
            assert shown.count(" selected>") == 1

    @pytest.mark.parametrize(
        ("begins", "ends"), [("24", "8"), ("-1", "8"), ("", ""), ("9", "9"), ("x", "8"), ("21", "")]
    )
    def test_no_quiet_hours(self, alice: Actor, stored: Stored, begins: str, ends: str) -> None:
        answer = alice.post("/me/nudges", {"quiet_from": begins, "quiet_until": ends})

        assert answer.status_code == 422
        assert "field__error" in answer.get_data(as_text=True)
        assert stored(Wishes)[0].quiet_from == 21


class TestStopping:
    def test_one_tap_stops_everything_and_one_undoes_it(
        self, alice: Actor, browser: Browser, after: str, look: Look
    ) -> None:
        answer = alice.post("/me/nudges/stop", {"id": new_id()})
        assert answer.location == "/me/nudges"
        page = alice.read("/me/nudges")
        assert "Nothing will nudge you." in page
        assert 'action="/me/nudges/return"' in page
        look(NINE)
        assert browser.heard == []

        alice.post("/me/nudges/return")
        look(NINE + timedelta(days=1))

        # What was silent meanwhile is not lost.
        assert len(browser.heard) == 1

    def test_it_is_safe_twice(self, alice: Actor, stored: Stored) -> None:
        for _ in range(2):
            assert alice.post("/me/nudges/stop").status_code == 303
        for _ in range(2):
            assert alice.post("/me/nudges/return").status_code == 303

        assert stored(Wishes)[0].stopped_at is None


class TestPhones:
    @pytest.mark.parametrize(
        "endpoint",
        [
            "https://fcm.googleapis.com/fcm/send/abc:def-_",
            "https://fcm.googleapis.com:443/wp/x",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
            "https://push.services.mozilla.com/wpush/v2/x",
            "https://web.push.apple.com/QGuQyavXutnMH",
            "https://api.push.apple.com/3/device/x",
            "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%3d",
        ],
    )
    def test_a_browser_at_a_known_service(
        self, alice: Actor, stored: Stored, endpoint: str
    ) -> None:
        for _ in range(2):
            answer = alice.post("/me/nudges/phones", GOOD | {"endpoint": endpoint})
            assert answer.status_code == 204

        (phone,) = stored(Phone)
        assert (phone.person_id, phone.endpoint) == (alice.id, endpoint)
        assert "Nudges come to this phone." in alice.read("/me/nudges")

    @pytest.mark.parametrize(
        "endpoint",
        [
            "",
            "http://fcm.googleapis.com/x",
            "https://fcm.googleapis.com:8443/x",
            "https://fcm.googleapis.com",
            "https://user@fcm.googleapis.com/x",
            "https://fcm.googleapis.com@127.0.0.1/x",
            "https://fcm.googleapis.com\\@127.0.0.1/x",
            "https://127.0.0.1\\fcm.googleapis.com/x",
            "https://fcm.googleapis.com./x",
            "https://fcm.googleapis.com.evil.example/x",
            "https://evilfcm.googleapis.com/x",
            "https://evilpush.services.mozilla.com/x",
            "https://push.apple.com.evil.example/x",
            "https://push.apple.com/x",
            f"https://{'a' * 64}.push.apple.com/x",
            "https://notify.windows.com/x",
            "https://FCM.googleapis.com/x",
            "https://fcm.googleapis.com/x y",
            "https://fcm.googleapis.com/é",
            "https://fcm.googleapis.com/#" + "a" * 1000,
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://169.254.169.254/latest/meta-data",
            "https://localhost/x",
            "file:///etc/passwd",
            "https://fcm.googleapis.com%2f@127.0.0.1/x",
            "https://ｆcm.googleapis.com/x",
        ],
    )
    def test_no_subscription_makes_the_server_ask_anywhere_else(
        self, alice: Actor, stored: Stored, endpoint: str
    ) -> None:
        answer = alice.post("/me/nudges/phones", GOOD | {"endpoint": endpoint})

        assert answer.status_code == 422
        assert answer.json
        assert answer.json["sentence"].startswith("This browser")
        assert stored(Phone) == []

    @pytest.mark.parametrize(
        "keys",
        [
            {"p256dh": ""},
            {"auth": ""},
            {"p256dh": "AAAA"},
            {"auth": "AAAA"},
            {"p256dh": "B" + "A" * 86},
            {"p256dh": GOOD["p256dh"][:-4] + "AAAA"},
            {"auth": GOOD["auth"] + "AAAA"},
            {"p256dh": "!" * 87},
            {"p256dh": GOOD["p256dh"] + "=" * 3},
            {"auth": GOOD["auth"] + "=" * 4},
        ],
    )
    def test_keys_that_nothing_can_be_encrypted_for(
        self, alice: Actor, stored: Stored, keys: dict[str, str]
    ) -> None:
        assert alice.post("/me/nudges/phones", GOOD | keys).status_code == 422
        assert stored(Phone) == []

    def test_a_page_that_turns_a_phone_off_still_does_once_it_has_told_its_address_anew(
        self, alice: Actor, stored: Stored
    ) -> None:
        alice.post("/me/nudges/phones", GOOD)
        (phone,) = stored(Phone)
        for endpoint in (GOOD["endpoint"], f"{GOOD['endpoint']}2"):
            alice.post("/me/nudges/phones", GOOD | {"endpoint": endpoint})

        answer = alice.post(f"/me/nudges/phones/{phone.id}/removal")

        assert answer.location == "/me/nudges"
        assert stored(Phone) == []

    def test_a_browser_is_whose_who_is_signed_in_there(
        self, alice: Actor, bob: Actor, stored: Stored
    ) -> None:
        alice.post("/me/nudges/phones", GOOD)
        bob.post("/me/nudges/phones", GOOD)

        assert [phone.person_id for phone in stored(Phone)] == [bob.id]

    def test_another_address_of_one_browser_takes_the_place_of_the_first(
        self, alice: Actor, stored: Stored
    ) -> None:
        for name in ("one", "two"):
            endpoint = f"https://fcm.googleapis.com/{name}"
            alice.post("/me/nudges/phones", GOOD | {"endpoint": endpoint})

        assert [phone.endpoint for phone in stored(Phone)] == ["https://fcm.googleapis.com/two"]

    def test_nobody_has_many(self, app: Wellmet, alice: Actor, stored: Stored) -> None:
        for number in range(MOST_PHONES + 2):
            client = app.test_client()
            client.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})
            endpoint = f"https://fcm.googleapis.com/{number}"
            client.post("/me/nudges/phones", data=GOOD | {"endpoint": endpoint})

        assert len(stored(Phone)) == MOST_PHONES

    def test_one_is_turned_off_by_whose_it_is(
        self, alice: Actor, bob: Actor, stored: Stored
    ) -> None:
        alice.post("/me/nudges/phones", GOOD)
        path = f"/me/nudges/phones/{stored(Phone)[0].id}/removal"

        assert bob.post(path).status_code == 404
        assert len(stored(Phone)) == 1
        assert alice.post(path).location == "/me/nudges"
        assert stored(Phone) == []
        assert alice.post(f"/me/nudges/phones/{new_id()}/removal").status_code == 404

    def test_another_phone_is_listed(self, app: Wellmet, alice: Actor) -> None:
        client = app.test_client()
        client.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})
        client.post("/me/nudges/phones", data=GOOD)

        page = alice.read("/me/nudges")

        assert "Another phone or computer, since" in page
        assert "Nudges come to this phone." not in page

    def test_they_are_told_apart(self, app: Wellmet, alice: Actor, clock: Clock) -> None:
        for number, (hours, name) in enumerate(((0, "Firefox"), (0, ""), (0, ""), (2, ""))):
            clock.set(cast.EVENING_START + timedelta(hours=hours, seconds=number))
            client, sent = app.test_client(), {"Origin": ORIGIN, "User-Agent": name}
            form = {"email": cast.ALICE.email, "password": cast.PASSWORD}
            client.post("/sign-in", data=form, headers=sent)
            other = Browser(Service("https://fcm.googleapis.com"), str(number))
            client.post("/me/nudges/phones", data=other.form)

        named = re.findall(r'aria-label="Turn off: ([^"]+)"', alice.read("/me/nudges"))

        assert named == [
            "A browser, since Thu 3 Dec, 21:00",
            "A browser (2), since Thu 3 Dec, 19:00",
            "A browser (1), since Thu 3 Dec, 19:00",
            "Firefox, since Thu 3 Dec, 19:00",
        ]

    def test_a_new_password_ends_those_of_other_devices(
        self, alice: Actor, app: Wellmet, stored: Stored
    ) -> None:
        client = app.test_client()
        client.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})
        client.post("/me/nudges/phones", data=GOOD)
        form = {"present": cast.PASSWORD, "password": "another lamp, another table"}

        assert alice.post("/me/password", form).status_code == 303

        assert stored(Phone) == []


def test_an_account_that_is_deleted_leaves_nothing(
    alice: Actor, browser: Browser, after: str, look: Look, stored: Stored
) -> None:
    look(NINE)

    alice.post("/me/delete", {"password": cast.PASSWORD})

    assert stored(Wishes) == []
    assert stored(Phone) == []
    look(NINE + timedelta(days=1))
    assert len(browser.heard) == 1


def test_only_ones_own_nudges_are_listed(
    alice: Actor, charlie: Actor, browser: Browser, after: str, look: Look
) -> None:
    look(NINE)

    assert "Founders Evening" in alice.read("/me/nudges")
    assert "Founders Evening" not in charlie.read("/me/nudges")
