"""Mailed links: an address confirmed, a password set anew."""

from datetime import timedelta

import pytest
from flask import Response
from itsdangerous import TimestampSigner
from werkzeug.test import TestResponse

from blueprints.accounts import mailed_links
from blueprints.accounts.models import Person
from blueprints.accounts.sign_ins import SignIn
from blueprints.notifications.models import Wishes
from blueprints.shared import mail
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.accounts.conftest import PLACE, Postbox
from tests.cast import ALICE, PASSWORD
from tests.conftest import Actor, SameOriginClient, Stored
from tests.exchange.codes import word_of

NEW = "another lamp, another table"
SIGN_UP = {"name": "Dora", "email": "dora@example.org", "password": PASSWORD}


def sign_in(client: SameOriginClient, password: str, email: str = ALICE.email) -> int:
    """The status that signing in answers with: 303 when it is let be."""
    data = {"email": email, "password": password}
    return client.post("/sign-in", data=data).status_code


def _link(asked: TestResponse, postbox: Postbox) -> str:
    """Where the mail leads that was asked for."""
    assert asked.status_code == 303
    return postbox.next_path()


class TestConfirming:
    def test_signing_up_mails_a_link_that_asks_and_a_press_confirms(
        self, stranger: SameOriginClient, postbox: Postbox, stored: Stored
    ) -> None:
        stranger.post("/sign-up", data=SIGN_UP)
        letter = postbox.next()
        path = next(
            line.removeprefix(PLACE) for line in letter.get_content().split() if PLACE in line
        )

        assert letter["To"] == "dora@example.org"
        assert "Dora" not in letter.as_string()
        assert "Is this your address?" in stranger.get(path).get_data(as_text=True)
        assert stored(Person)[0].confirmed_at is None

        answer = stranger.post(path)
        assert answer.location == "/me"
        assert stored(Person)[0].confirmed_at is not None

    @pytest.mark.parametrize(
        ("address", "delivered"),
        [
            ("dora@straße.example", "dora@xn--strae-oqa.example"),
            ("dora@βόλος.example", "dora@xn--nxasmm1c.example"),
            ("dora@bücher.example", "dora@xn--bcher-kva.example"),
        ],
    )
    def test_the_link_goes_to_that_address_and_to_no_other_like_it(
        self, stranger: SameOriginClient, postbox: Postbox, address: str, delivered: str
    ) -> None:
        stranger.post("/sign-up", data=SIGN_UP | {"email": address})
        postbox.next()

        assert postbox.handed_to == [[delivered]]

    def test_it_can_be_confirmed_on_a_device_that_is_not_signed_in(
        self, stranger: SameOriginClient, alice: Actor, postbox: Postbox, stored: Stored
    ) -> None:
        alice.post("/me/confirmation")
        path = postbox.next_path()

        assert stranger.post(path).location == "/sign-in"
        assert stranger.post(path).location == "/sign-in"
        assert stored(Person)[0].confirmed_at is not None

    def test_the_page_says_so_until_it_is_confirmed(self, alice: Actor, postbox: Postbox) -> None:
        assert "Is this your address?" in alice.read("/me")

        alice.post("/me/confirmation")
        alice.post(postbox.next_path())

        assert "Is this your address?" not in alice.read("/me")
        alice.post("/me/confirmation")
        assert "Your address is confirmed already." in alice.read("/me")

    def test_it_is_said_whether_a_link_is_on_its_way(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        for _ in range(2):
            stranger.post("/sign-up", data={**SIGN_UP, "email": ALICE.email, "password": PASSWORD})
            postbox.next()
        for _ in range(3):
            alice.post("/me/confirmation")
            assert f"on its way to {ALICE.email}" in alice.read("/me")
            postbox.next()

        alice.post("/me/confirmation")
        page = alice.read("/me")
        assert "No more links go to that address today." in page
        assert "on its way" not in page

    def test_a_link_for_another_address_confirms_nothing(
        self, app: Wellmet, alice: Actor, postbox: Postbox, stored: Stored
    ) -> None:
        alice.post("/me/confirmation")
        path = postbox.next_path()
        with app.app_context():
            db.session.get_one(Person, alice.id).email = "other@example.org"
            db.session.commit()

        assert alice.get(path).status_code == 410
        assert alice.post(path).status_code == 410
        assert stored(Person)[0].confirmed_at is None

    @pytest.mark.parametrize("token", ["made-up", "W10.x.y", "%00", "a" * 3000])
    def test_a_made_up_link_has_ended(self, stranger: SameOriginClient, token: str) -> None:
        assert stranger.get(f"/confirmation/{token}").status_code == 410
        assert stranger.post(f"/confirmation/{token}").status_code == 410

    def test_nobody_is_flooded(self, alice: Actor, postbox: Postbox) -> None:
        answers = [alice.post("/me/confirmation").status_code for _ in range(6)]

        assert answers == [303] * 5 + [429]
        for _ in range(5):
            postbox.next()

    def test_strangers_who_sign_up_with_an_address_cannot_flood_it(
        self, app: Wellmet, postbox: Postbox
    ) -> None:
        for number in range(7):
            form = {**SIGN_UP, "password": f"{PASSWORD} {number}"}
            app.test_client().post("/sign-up", data=form)

        for _ in range(3):
            postbox.next()

    def test_without_a_mail_server_nothing_is_asked(self, alice: Actor) -> None:
        assert "Is this your address?" not in alice.read("/me")
        assert alice.post("/me/confirmation").status_code == 303
        page = alice.read("/me")
        assert "has no mail server" in page
        assert "on its way" not in page


class TestResetting:
    def test_a_link_sets_a_new_password_once_and_signs_every_device_out(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox, stored: Stored
    ) -> None:
        answer = stranger.post("/password-reset", data={"email": "Alice@Example.org"})
        path = postbox.next_path()
        assert answer.location == "/password-reset/sent"
        assert "A new password" in stranger.get(path).get_data(as_text=True)

        answer = stranger.post(path, data={"password": NEW})

        assert answer.location == "/today"
        assert "Your password is changed." in stranger.get("/me").get_data(as_text=True)
        assert alice.get("/me").status_code == 303
        assert len(stored(SignIn)) == 1
        assert stored(Person)[0].confirmed_at is not None
        assert stranger.get(path).status_code == 410
        assert (
            stranger.post(path, data={"password": "a third one, just in case"}).status_code == 410
        )
        assert sign_in(alice.client, PASSWORD) == 422
        assert sign_in(alice.client, NEW) == 303

    # Somebody else may be in there although its owner pressed the link of a mail that came one day.
    @pytest.mark.parametrize(("confirmed", "answered"), [(False, [404, 404]), (True, [200, 404])])
    def test_what_was_opened_on_somebodys_address_closes(
        self,
        app: Wellmet,
        alice: Actor,
        stranger: SameOriginClient,
        postbox: Postbox,
        stored: Stored,
        confirmed: bool,
        answered: list[int],
    ) -> None:
        with app.app_context():
            if confirmed:
                db.session.get_one(Person, alice.id).confirm()
                db.session.commit()
        alice.post("/me/nudges/calendar")
        opened = [f"/c/{word_of(alice)}", f"/calendar/{stored(Wishes)[0].calendar_token}.ics"]
        stranger.post("/password-reset", data={"email": ALICE.email})
        stranger.post(postbox.next_path(), data={"password": NEW})

        assert [app.test_client().get(path).status_code for path in opened] == answered
        assert Actor(alice.id, stranger).read("/swap")

    def test_another_link_ends_with_the_password_it_was_for(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        for _ in range(2):
            stranger.post("/password-reset", data={"email": ALICE.email})
        first, second = postbox.next_path(), postbox.next_path()

        assert stranger.post(second, data={"password": NEW}).status_code == 303
        assert stranger.post(first, data={"password": NEW}).status_code == 410

    def test_the_answer_is_the_same_whether_the_account_exists_or_not(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        answers = [
            stranger.post("/password-reset", data={"email": email})
            for email in (ALICE.email, "nobody@example.org")
        ]

        assert answers[0].get_data() == answers[1].get_data()
        assert answers[0].location == answers[1].location
        assert postbox.next()["To"] == ALICE.email

    def test_each_account_of_an_address_gets_a_link(
        self, app: Wellmet, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        other = {"name": "Eve", "email": ALICE.email, "password": "quite another password"}
        app.test_client().post("/sign-up", data=other)
        postbox.next()
        stranger.post("/password-reset", data={"email": ALICE.email})

        text = postbox.next().get_content()

        assert text.count(f"{PLACE}/password-reset/") == 2
        assert "The account of Thu 3 Dec:" in text
        assert "Eve" not in text

    def test_the_link_leads_to_this_place_whatever_host_the_request_names(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        stranger.post(
            "/password-reset",
            data={"email": ALICE.email},
            headers={"Host": "evil.example", "Sec-Fetch-Site": "same-origin"},
        )

        assert postbox.next_path().startswith("/password-reset/")

    def test_nobody_is_flooded(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        for _ in range(8):
            answer = stranger.post("/password-reset", data={"email": ALICE.email})
            assert answer.location == "/password-reset/sent"

        for _ in range(5):
            postbox.next()

    def test_nonsense_shuts_nobody_out_who_shares_a_network(
        self, app: Wellmet, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        rude = app.test_client()
        for number in range(130):
            assert rude.post("/password-reset", data={"email": "nonsense"}).status_code == 422
            assert rude.post(f"/password-reset/{number}", data={"password": NEW}).status_code == 410

        assert stranger.post("/password-reset", data={"email": ALICE.email}).status_code == 303
        assert stranger.post(postbox.next_path(), data={"password": NEW}).status_code == 303

    def test_a_hall_asks_for_so_many_links_a_minute_and_is_told_how_long_to_wait(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        def asked(email: str) -> TestResponse:
            return stranger.post("/password-reset", data={"email": email})

        link = _link(asked(ALICE.email), postbox)
        assert {asked(f"{number}@example.org").status_code for number in range(119)} == {303}
        refused = asked(ALICE.email)

        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
        assert "Wait a minute" in refused.get_data(as_text=True)
        assert stranger.post(link, data={"password": NEW}).status_code == 303

    def test_a_hall_sets_so_many_passwords_a_minute(
        self,
        alice: Actor,
        stranger: SameOriginClient,
        postbox: Postbox,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("blueprints.accounts.guessing._RESETS", ("1/minute",))
        for expected in (303, 429):
            link = _link(stranger.post("/password-reset", data={"email": ALICE.email}), postbox)
            stranger.post(link, data={"password": "short"})
            assert stranger.post(link, data={"password": NEW}).status_code == expected

    @pytest.mark.parametrize("email", ["", "alice", "alice@", "a b@example.org"])
    def test_what_is_no_address_is_said(
        self, stranger: SameOriginClient, postbox: Postbox, email: str
    ) -> None:
        answer = stranger.post("/password-reset", data={"email": email})

        assert answer.status_code == 422
        assert "field__error" in answer.get_data(as_text=True)

    @pytest.mark.parametrize("password", ["", "short", "password", "aaaaaaaaaa", "x" * 201])
    def test_a_poor_password_is_refused_and_the_link_lives_on(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox, password: str
    ) -> None:
        stranger.post("/password-reset", data={"email": ALICE.email})
        path = postbox.next_path()

        answer = stranger.post(path, data={"password": password})

        assert answer.status_code == 422
        assert "field__error" in answer.get_data(as_text=True)
        assert stranger.post(path, data={"password": NEW}).status_code == 303

    def test_a_link_ends_within_an_hour(
        self,
        alice: Actor,
        stranger: SameOriginClient,
        postbox: Postbox,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        hour = timedelta(seconds=mailed_links.RESET_LASTS).total_seconds()
        now = TimestampSigner("x").get_timestamp()
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: now - int(hour) - 1)
        stranger.post("/password-reset", data={"email": ALICE.email})
        path = postbox.next_path()
        monkeypatch.undo()

        assert stranger.get(path).status_code == 410
        assert stranger.post(path, data={"password": NEW}).status_code == 410

    def test_a_link_for_one_purpose_serves_no_other(
        self, alice: Actor, stranger: SameOriginClient, postbox: Postbox
    ) -> None:
        alice.post("/me/confirmation")
        token = postbox.next_path().rsplit("/", 1)[1]

        assert stranger.get(f"/password-reset/{token}").status_code == 410

    def test_without_a_mail_server_the_page_says_so(self, alice: Actor) -> None:
        client = alice.client
        assert "has no mail server" in client.get("/password-reset").get_data(as_text=True)
        answer = client.post("/password-reset", data={"email": ALICE.email})
        assert answer.status_code == 422
        assert "has no mail server" in answer.get_data(as_text=True)


def test_an_act_that_failed_mails_nothing(app: Wellmet, postbox: Postbox) -> None:
    with app.test_request_context():
        mail.send_later(ALICE.email, "Not this", "The request failed.")
        app.process_response(Response(status=500)).close()

    assert postbox.is_empty()


def test_a_mail_server_that_is_down_is_only_logged(
    app: Wellmet,
    alice: Actor,
    stranger: SameOriginClient,
    postbox: Postbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app.extensions["mailman"].port = 1

    answer = stranger.post("/password-reset", data={"email": ALICE.email})

    assert answer.location == "/password-reset/sent"
    assert postbox.is_empty()
    assert "could not be sent" in caplog.text
    assert ALICE.email not in caplog.text
