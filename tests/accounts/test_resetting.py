"""A mailed link that sets a password anew."""

from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner
from werkzeug.test import TestResponse

from blueprints.accounts import mailed_links
from blueprints.accounts.models import Person
from blueprints.accounts.sign_ins import SignIn
from blueprints.notifications.models import Wishes
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.accounts.conftest import PLACE, Postbox
from tests.cast import ALICE, PASSWORD
from tests.conftest import Actor, SameOriginClient, Stored
from tests.exchange.codes import word_of

NEW = "another lamp, another table"


def sign_in(client: SameOriginClient, password: str, email: str = ALICE.email) -> int:
    """The status that signing in answers with: 303 when it is let be."""
    data = {"email": email, "password": password}
    return client.post("/sign-in", data=data).status_code


def _link(asked: TestResponse, postbox: Postbox) -> str:
    """Where the mail leads that was asked for."""
    assert asked.status_code == 303
    return postbox.next_path()


def test_a_link_sets_a_new_password_once_and_signs_every_device_out(
    alice: Actor, stranger: SameOriginClient, postbox: Postbox, stored: Stored
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
    assert stranger.post(path, data={"password": "a third one, just in case"}).status_code == 410
    assert sign_in(alice.client, PASSWORD) == 422
    assert sign_in(alice.client, NEW) == 303


# Somebody else may be in there although its owner pressed the link of a mail that came one day.
@pytest.mark.parametrize(("confirmed", "answered"), [(False, [404, 404]), (True, [200, 404])])
def test_what_was_opened_on_somebodys_address_closes(
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
    alice: Actor, stranger: SameOriginClient, postbox: Postbox
) -> None:
    for _ in range(2):
        stranger.post("/password-reset", data={"email": ALICE.email})
    first, second = postbox.next_path(), postbox.next_path()

    assert stranger.post(second, data={"password": NEW}).status_code == 303
    assert stranger.post(first, data={"password": NEW}).status_code == 410


def test_the_answer_is_the_same_whether_the_account_exists_or_not(
    alice: Actor, stranger: SameOriginClient, postbox: Postbox
) -> None:
    answers = [
        stranger.post("/password-reset", data={"email": email})
        for email in (ALICE.email, "nobody@example.org")
    ]

    assert answers[0].get_data() == answers[1].get_data()
    assert answers[0].location == answers[1].location
    assert postbox.next()["To"] == ALICE.email


def test_each_account_of_an_address_gets_a_link(
    app: Wellmet, alice: Actor, stranger: SameOriginClient, postbox: Postbox
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
    alice: Actor, stranger: SameOriginClient, postbox: Postbox
) -> None:
    stranger.post(
        "/password-reset",
        data={"email": ALICE.email},
        headers={"Host": "evil.example", "Sec-Fetch-Site": "same-origin"},
    )

    assert postbox.next_path().startswith("/password-reset/")


def test_nobody_is_flooded(alice: Actor, stranger: SameOriginClient, postbox: Postbox) -> None:
    for _ in range(8):
        answer = stranger.post("/password-reset", data={"email": ALICE.email})
        assert answer.location == "/password-reset/sent"

    for _ in range(5):
        postbox.next()


def test_nonsense_shuts_nobody_out_who_shares_a_network(
    app: Wellmet, alice: Actor, stranger: SameOriginClient, postbox: Postbox
) -> None:
    rude = app.test_client()
    for number in range(130):
        assert rude.post("/password-reset", data={"email": "nonsense"}).status_code == 422
        assert rude.post(f"/password-reset/{number}", data={"password": NEW}).status_code == 410

    assert stranger.post("/password-reset", data={"email": ALICE.email}).status_code == 303
    assert stranger.post(postbox.next_path(), data={"password": NEW}).status_code == 303


def test_a_hall_asks_for_so_many_links_a_minute_and_is_told_how_long_to_wait(
    alice: Actor, stranger: SameOriginClient, postbox: Postbox
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
    stranger: SameOriginClient, postbox: Postbox, email: str
) -> None:
    answer = stranger.post("/password-reset", data={"email": email})

    assert answer.status_code == 422
    assert "field__error" in answer.get_data(as_text=True)


@pytest.mark.parametrize("password", ["", "short", "password", "aaaaaaaaaa", "x" * 201])
def test_a_poor_password_is_refused_and_the_link_lives_on(
    alice: Actor, stranger: SameOriginClient, postbox: Postbox, password: str
) -> None:
    stranger.post("/password-reset", data={"email": ALICE.email})
    path = postbox.next_path()

    answer = stranger.post(path, data={"password": password})

    assert answer.status_code == 422
    assert "field__error" in answer.get_data(as_text=True)
    assert stranger.post(path, data={"password": NEW}).status_code == 303


def test_a_link_ends_within_an_hour(
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
    alice: Actor, stranger: SameOriginClient, postbox: Postbox
) -> None:
    alice.post("/me/confirmation")
    token = postbox.next_path().rsplit("/", 1)[1]

    assert stranger.get(f"/password-reset/{token}").status_code == 410


def test_without_a_mail_server_the_page_says_so(alice: Actor) -> None:
    client = alice.client
    assert "has no mail server" in client.get("/password-reset").get_data(as_text=True)
    answer = client.post("/password-reset", data={"email": ALICE.email})
    assert answer.status_code == 422
    assert "has no mail server" in answer.get_data(as_text=True)
