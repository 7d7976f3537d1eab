"""Letters that are not sent: what failed asks for none, and no mail server takes any."""

import pytest
from flask import Response

from blueprints.shared import mail
from blueprints.shared.posting import Wellmet
from tests.accounts.conftest import Postbox
from tests.cast import ALICE
from tests.conftest import Actor, SameOriginClient


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
