"""A nudge as a mail: what it holds, when it comes, and how it is stopped."""

from datetime import timedelta

import pytest
from flask_mailman import EmailMessage

from blueprints.notifications.models import Nudge, Wishes
from blueprints.notifications.stop_links import _serializer, stop_path
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.notifications.conftest import NINE, Look
from tests.notifications.push_service import Browser
from tests.postbox import PLACE, Postbox

SILENT = {"quiet_from": "21", "quiet_until": "8"}
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def test_it_says_what_is_due_and_how_to_stop(
    alice: Actor,
    stranger: SameOriginClient,
    box: Postbox,
    confirmed: None,
    after: str,
    look: Look,
    stored: Stored,
) -> None:
    look(NINE)

    letter, (nudge,) = box.next(), stored(Nudge)
    text = letter.get_content()
    stop = letter["List-Unsubscribe"].strip(" <>").removeprefix(PLACE)
    assert (letter["To"], letter["Subject"]) == (cast.ALICE.email, "Your follow-ups are ready")
    assert letter["Message-ID"] == f"<nudge-{nudge.id}@wellmet.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Founders Evening: Ifeoma, Wei, Tomás and others" in text
    assert f"{PLACE}/follow-ups/events/{after}" in text
    # It asks before it does so: mail programs follow links.
    assert f"Or stop these mails: {PLACE}{stop}" in text
    assert (nudge.way, nudge.sent_at) == ("mail", NINE)
    assert "By mail" in alice.read("/me/nudges")

    assert "Stop these mails?" in stranger.get(stop).get_data(as_text=True)
    assert stored(Wishes)[0].mail
    # The mail program posts from its own servers: without a cookie, an Origin or a page of ours.
    answer = stranger.post(stop, data=ONE_CLICK, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert "No more nudges come by mail" in answer.get_data(as_text=True)
    assert stranger.post(stop, data=ONE_CLICK, headers={}).status_code == 200
    (wishes,) = stored(Wishes)
    # What comes on a phone is another thing.
    assert (wishes.mail, wishes.stopped_at) == (False, None)
    assert "Stop them" not in stranger.get(stop).get_data(as_text=True)


class TestTheLink:
    @pytest.fixture
    def link(self, app: Wellmet, alice: Actor) -> str:
        """Where the link in a mail to Alice leads."""
        with app.app_context():
            return stop_path(Wishes.of(alice.id))

    def test_it_undoes_what_it_did_for_an_hour(
        self, alice: Actor, link: str, stranger: SameOriginClient, clock: Clock, stored: Stored
    ) -> None:
        assert "Undo" in stranger.post(link).get_data(as_text=True)
        assert stranger.post(f"{link}/return").location == link
        assert stored(Wishes)[0].mail

        stranger.post(link)
        clock.set(clock() + timedelta(hours=1))
        assert "Undo" not in stranger.get(link).get_data(as_text=True)
        stranger.post(f"{link}/return")
        assert not stored(Wishes)[0].mail

    def test_it_turns_on_nothing_that_its_person_turned_off(
        self, alice: Actor, link: str, stranger: SameOriginClient, stored: Stored
    ) -> None:
        alice.post("/me/nudges", SILENT)

        assert "Undo" not in stranger.post(link).get_data(as_text=True)
        stranger.post(f"{link}/return")
        assert not stored(Wishes)[0].mail

    def test_it_undoes_nothing_once_its_person_has_chosen(
        self, alice: Actor, link: str, stranger: SameOriginClient, stored: Stored
    ) -> None:
        stranger.post(link)
        alice.post("/me/nudges", SILENT)

        assert "Undo" not in stranger.get(link).get_data(as_text=True)
        stranger.post(f"{link}/return")
        assert not stored(Wishes)[0].mail
        assert "By the link in one of them" not in alice.read("/me/nudges")

    def test_its_person_is_told(
        self, alice: Actor, link: str, box: Postbox, stranger: SameOriginClient
    ) -> None:
        stranger.post(link)
        assert "By the link in one of them: Thu 3 Dec, 19:00" in alice.read("/me/nudges")

        alice.post("/me/nudges", {**SILENT, "mail": "y"})
        assert "By the link in one of them" not in alice.read("/me/nudges")

    @pytest.mark.parametrize("of_before", [False, True])
    def test_once_they_turn_mails_on_again_an_old_one_stops_nothing(
        self, app: Wellmet, alice: Actor, link: str, stranger: SameOriginClient, of_before: bool
    ) -> None:
        if of_before:
            with app.app_context():
                link = f"/nudges/stop/{_serializer().dumps(alice.id)}"
        assert stranger.post(link).status_code == 200
        alice.post("/me/nudges", {**SILENT, "mail": "y"})
        alice.post("/me/nudges", {**SILENT, "mail": "y", "quiet_from": "22"})

        assert stranger.get(link).status_code == 410
        assert stranger.post(link).status_code == 410
        with app.app_context():
            assert Wishes.of(alice.id).mail
            assert stranger.get(stop_path(Wishes.of(alice.id))).status_code == 200

    def test_at_another_address_it_stops_nothing(
        self, alice: Actor, link: str, stranger: SameOriginClient, stored: Stored
    ) -> None:
        alice.post("/me/address", {"email": "new@example.org", "present": cast.PASSWORD})

        assert stranger.post(link).status_code == 410
        assert stored(Wishes)[0].mail

    def test_it_is_no_matter_who_is_signed_in(self, alice: Actor, link: str) -> None:
        for path in (link, f"{link}/return"):
            assert 'name="whose"' not in alice.read(link)
            alice.post(path)

    def test_it_stops_only_whose_it_is(
        self, alice: Actor, bob: Actor, link: str, stored: Stored
    ) -> None:
        assert bob.post(link).status_code == 200

        assert [one.person_id for one in stored(Wishes) if not one.mail] == [alice.id]


@pytest.mark.parametrize("token", ["made-up", "IngifQ.x", "%00", "a" * 2000, "W10.x"])
def test_a_made_up_link_stops_nobody(stranger: SameOriginClient, token: str) -> None:
    assert stranger.get(f"/nudges/stop/{token}").status_code == 410
    assert stranger.post(f"/nudges/stop/{token}").status_code == 410
    assert stranger.post(f"/nudges/stop/{token}/return").status_code == 410


def test_an_address_that_nobody_confirmed_gets_none(
    alice: Actor, box: Postbox, after: str, look: Look, stored: Stored
) -> None:
    look(NINE)

    assert box.is_empty()
    assert stored(Nudge) == []
    assert "Once you have confirmed" in alice.read("/me/nudges")


def test_whoever_wants_no_mail_gets_none(
    alice: Actor, box: Postbox, confirmed: None, after: str, look: Look
) -> None:
    alice.post("/me/nudges", SILENT)

    look(NINE)

    assert box.is_empty()


def test_a_mail_server_that_is_down_is_tried_again(
    app: Wellmet,
    box: Postbox,
    confirmed: None,
    after: str,
    look: Look,
    stored: Stored,
    caplog: pytest.LogCaptureFixture,
) -> None:
    right, app.extensions["mailman"].port = app.extensions["mailman"].port, 1
    look(NINE)
    assert stored(Nudge)[0].sent_at is None
    assert "could not be mailed: ConnectionRefusedError" in caplog.text
    assert cast.ALICE.email not in caplog.text

    app.extensions["mailman"].port = right
    look(NINE + timedelta(minutes=5))

    assert box.next()["Message-ID"] == f"<nudge-{stored(Nudge)[0].id}@wellmet.example>"


def test_a_mailbox_that_is_none_is_not_tried_again(
    alice: Actor,
    box: Postbox,
    confirmed: None,
    after: str,
    look: Look,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(*_: object) -> str:
        return "550 Nobody of that name"

    monkeypatch.setattr(Postbox, "handle_RCPT", refuse, raising=False)
    look(NINE)

    assert stored(Nudge)[0].way == "refused"
    assert "No mailbox took it" in alice.read("/me/nudges")


def test_a_name_makes_no_header_and_no_link(
    alice: Actor, box: Postbox, confirmed: None, look: Look
) -> None:
    for name in ("www.evil.example", "https://evil.example/x Jones", "bait@evil.example"):
        person = alice.post("/people", {"name": name}).location.removesuffix("/listening")
        alice.post(f"{person}/next", {"next_step": "A call", "next_on": "2026-12-04"})

    look(NINE)

    letter = box.next()
    assert "evil" not in letter.as_string()
    assert "Next with somebody: A call" in letter.get_content()


def test_where_push_is_on_no_mail_is_made(
    browser: Browser,
    box: Postbox,
    confirmed: None,
    after: str,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(EmailMessage, "send", None)

    look(NINE)

    assert len(browser.heard) == 1
