"""Nobody uses up what an owner needs: each limit that anybody can fill has a way past it."""

from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner

from blueprints.accounts.known_browsers import COOKIE
from blueprints.accounts.models import Person
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, SameOriginClient, Stored

from .conftest import Postbox
from .newcomer import NEW

WRONG = {"email": cast.ALICE.email, "password": "a guess"}
RIGHT = {**WRONG, "password": cast.PASSWORD}
ASK = {"email": cast.ALICE.email}
# What a stranger opens on somebody's address.
CLAIM = {**NEW, "password": "a stranger's own one"}


def ask_until_no_more_come(client: SameOriginClient, box: Postbox) -> list[str]:
    """Where the links lead that a stranger had mailed to Alice."""
    for _ in range(8):
        client.post("/password-reset", data=ASK)
    paths = [box.next_path() for _ in range(5)]
    assert box.is_empty()
    return paths


def let_pass(monkeypatch: pytest.MonkeyPatch, time: timedelta) -> None:
    """Have every link that is signed already be older by so much."""
    now, later = TimestampSigner.get_timestamp, int(time.total_seconds())
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: now(self) + later)


@pytest.fixture
def known(app: Wellmet, alice: Actor) -> SameOriginClient:
    """A browser on which Alice was signed in, and confirmed her address."""
    with app.app_context():
        db.session.get_one(Person, alice.id).confirm()
        db.session.commit()
    client = app.test_client()
    assert isinstance(client, SameOriginClient)
    assert client.post("/sign-in", data=RIGHT).status_code == 303
    client.post("/sign-out")
    return client


class TestSigningIn:
    def test_guesses_in_the_same_hall_do_not_lock_a_known_browser_out(
        self, known: SameOriginClient, stranger: SameOriginClient
    ) -> None:
        for _ in range(12):
            stranger.post("/sign-in", data=WRONG)
        assert stranger.post("/sign-in", data=RIGHT).status_code == 429

        assert known.post("/sign-in", data=RIGHT).status_code == 303

    def test_on_a_known_browser_guessing_is_as_slow(
        self, app: Wellmet, known: SameOriginClient
    ) -> None:
        for _ in range(2):
            # Signed in once more, it has no more guesses.
            assert known.post("/sign-in", data=RIGHT).status_code == 303
            known.post("/sign-out")
        answers = [known.post("/sign-in", data=WRONG).status_code for _ in range(9)]

        assert answers[-1] == 429

    def test_who_has_a_known_browser_of_theirs_does_not_lock_them_out_elsewhere(
        self, app: Wellmet, known: SameOriginClient
    ) -> None:
        mine, home = app.test_client(), {"REMOTE_ADDR": "203.0.113.9"}
        assert mine.post("/sign-in", data=RIGHT, environ_overrides=home).status_code == 303
        mine.post("/sign-out", environ_overrides=home)

        # On a library's computer, say, where Alice was signed in once.
        answers = [known.post("/sign-in", data=WRONG).status_code for _ in range(12)]

        assert answers[-1] == 429
        assert mine.post("/sign-in", data=RIGHT, environ_overrides=home).status_code == 303

    @pytest.mark.parametrize("value", ["", ".", "x", "{id}.", "{id}.0", "{id}.\u00e9", "\u00e9.x"])
    def test_a_cookie_that_is_made_up_is_none(
        self, alice: Actor, stranger: SameOriginClient, value: str
    ) -> None:
        for _ in range(12):
            stranger.post("/sign-in", data=WRONG)
        stranger.set_cookie(COOKIE, value.format(id=alice.id))

        assert stranger.post("/sign-in", data=RIGHT).status_code == 429

    def test_the_cookie_is_for_one_address(
        self, alice: Actor, bob: Actor, known: SameOriginClient, stranger: SameOriginClient
    ) -> None:
        his = {**WRONG, "email": cast.BOB.email}
        for _ in range(12):
            stranger.post("/sign-in", data=his)

        assert known.post("/sign-in", data=his).status_code == 429

    def test_who_opens_an_account_on_an_address_gets_no_more_guesses_at_it(
        self, app: Wellmet, alice: Actor, stranger: SameOriginClient
    ) -> None:
        stranger.post("/sign-up", data={**CLAIM, "email": cast.ALICE.email})

        assert stranger.get_cookie(COOKIE) is None

    def test_whoever_confirms_where_they_are_signed_in_is_known_there(
        self, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        stranger.post("/sign-up", data=NEW)
        assert stranger.get_cookie(COOKIE) is None

        stranger.post(postbox.next_path())

        assert stranger.get_cookie(COOKIE)

    def test_the_cookie_tells_no_address_and_lets_nobody_in(self, known: SameOriginClient) -> None:
        kept = known.get_cookie(COOKIE)

        assert kept
        assert (kept.http_only, kept.same_site) == (True, "Lax")
        assert "alice" not in kept.value.lower()
        assert known.get("/me").location == "/sign-in?next=/me"


class TestANewPassword:
    def test_a_link_that_ended_brings_another(
        self,
        alice: Actor,
        stranger: SameOriginClient,
        postbox: Postbox,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        path = ask_until_no_more_come(stranger, postbox)[-1]
        let_pass(monkeypatch, timedelta(hours=2))
        page = alice.get(path)
        assert page.status_code == 410
        assert f'action="{path}/another"' in page.get_data(as_text=True)

        assert alice.post(f"{path}/another").location == "/password-reset/sent"
        again = postbox.next_path()
        # Once a link: what somebody finds is no way to flood a mailbox. A signature is read past
        # what is no part of its alphabet.
        for spelt in (path, f"{path}!!!!"):
            assert alice.post(f"{spelt}/another").location == "/password-reset/sent"
        assert postbox.is_empty()
        assert alice.post(again, {"password": "another lamp, a table"}).status_code == 303

    def test_one_that_was_used_or_is_old_brings_none(
        self,
        alice: Actor,
        stranger: SameOriginClient,
        postbox: Postbox,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        first, second = ask_until_no_more_come(stranger, postbox)[:2]
        with monkeypatch.context() as old:
            let_pass(old, timedelta(days=8))
            assert stranger.post(f"{first}/another").status_code == 410
        stranger.post(second, data={"password": "another lamp, a table"})

        for path in (first, second):
            page = stranger.get(path).get_data(as_text=True)
            assert "/another" not in page
            assert stranger.post(f"{path}/another").status_code == 410

    def test_who_used_a_link_may_ask_again(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        path = ask_until_no_more_come(stranger, postbox)[0]
        stranger.post(path, data={"password": "another lamp, a table"})

        stranger.post("/password-reset", data=ASK)

        assert postbox.next_path().startswith("/password-reset/")


class TestAnAddress:
    @pytest.fixture
    def claimed(self, app: Wellmet, postbox: Postbox) -> str:
        """Where the last mail leads about accounts that a stranger opened on an address."""
        mine = app.test_client()
        for number in range(3):
            form = {**CLAIM, "password": f"{CLAIM['password']} {number}"}
            mine.post("/sign-up", data=form)
        for _ in range(3):
            mine.post("/me/confirmation")
        paths = [postbox.next_path() for _ in range(5)]
        assert postbox.is_empty()
        return paths[-1]

    def test_its_owner_says_that_it_was_not_them_and_has_it_at_once(
        self, stranger: SameOriginClient, postbox: Postbox, claimed: str, stored: Stored
    ) -> None:
        refused = stranger.post("/sign-up", data=NEW)
        assert refused.status_code == 422
        assert "say so by their links" in refused.get_data(as_text=True)

        stranger.post(f"{claimed}/refusal")

        assert stranger.post("/sign-up", data=NEW).status_code == 303
        assert postbox.next_path().startswith("/confirmation/")
        assert len(stored(Person)) == 4

    @pytest.mark.parametrize("left", ["/me/delete", "/me/address"])
    def test_so_do_they_of_accounts_that_have_left_it_meanwhile(
        self, app: Wellmet, stranger: SameOriginClient, postbox: Postbox, left: str
    ) -> None:
        for number in range(3):
            mine, password = app.test_client(), f"{CLAIM['password']} {number}"
            mine.post("/sign-up", data={**CLAIM, "password": password})
            path = postbox.next_path()
            own = {"email": f"own{number}@example.org", "present": password, "password": password}
            assert mine.post(left, data=own).status_code == 303
            if left == "/me/address":
                postbox.next()
        assert stranger.post("/sign-up", data=NEW).status_code == 422
        page = stranger.get(path).get_data(as_text=True)
        assert f'action="{path}/refusal"' in page

        stranger.post(f"{path}/refusal")

        assert "can be used at once" in stranger.get(path).get_data(as_text=True)
        assert stranger.post("/sign-up", data=NEW).status_code == 303
        assert postbox.next_path().startswith("/confirmation/")

    def test_saying_so_twice_gives_nothing_more(
        self, stranger: SameOriginClient, postbox: Postbox, claimed: str
    ) -> None:
        stranger.post(f"{claimed}/refusal")
        answers = []
        for number in range(4):
            stranger.post(f"{claimed}/refusal")
            form = {**NEW, "password": f"{NEW['password']} {number}"}
            answers.append(stranger.post("/sign-up", data=form).status_code)
        assert answers == [303, 303, 303, 422]
        for _ in range(3):
            postbox.next()

    def test_nor_does_it_once_the_account_was_given_its_address_back(
        self, app: Wellmet, postbox: Postbox, stranger: SameOriginClient, claimed: str
    ) -> None:
        answers = []
        for number in range(4):
            stranger.post(f"{claimed}/refusal")
            form = {**NEW, "password": f"{NEW['password']} {number}"}
            # Else the network has no more tries.
            place = {"REMOTE_ADDR": f"203.0.113.{number}"}
            answer = app.test_client().post("/sign-up", data=form, environ_overrides=place)
            answers.append(answer.status_code)
            stranger.post(f"{claimed}/return")

        assert answers == [303, 303, 303, 422]
        for _ in range(3):
            postbox.next()

    def test_who_can_get_no_more_links_is_told_what_to_do(
        self, stranger: SameOriginClient, postbox: Postbox, claimed: str
    ) -> None:
        stranger.post("/sign-in", data={**CLAIM, "password": f"{CLAIM['password']} 0"})
        stranger.post("/me/confirmation")
        assert "say there which account you did not" in stranger.get("/me").get_data(as_text=True)
