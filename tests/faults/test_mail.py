"""A mail server that is dead, or takes a connection and says nothing: nobody waits for it."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from blueprints.shared import config, mail
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import SameOriginClient

PLACE = "https://wellmet.example"
FORM = {"name": "Zoë", "email": "zoe@example.org", "password": "a lamp and a long table"}


@pytest.fixture(params=["dead", "silent"])
def told(request: pytest.FixtureRequest, app: Wellmet) -> Iterator[str]:
    """What a Wellmet logs whose mail server is like that."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if request.param == "dead":
            server.close()
        before: dict[str, Any] = dict(app.config)
        mails = config._mail(f"smtp://127.0.0.1:{port}", PLACE)
        app.config.update(mails, PUBLIC_URL=PLACE, MAIL_BACKEND="smtp", MAIL_TIMEOUT=1)
        mail.init_app(app)
        yield {"dead": "ConnectionRefusedError", "silent": "SMTPServerDisconnected"}[request.param]
        app.config.clear()
        app.config.update(before)


def test_people_get_in_and_the_mail_is_missed_in_the_log(
    told: str, stranger: SameOriginClient, caplog: pytest.LogCaptureFixture
) -> None:
    asked = stranger.post("/password-reset", data={"email": cast.ALICE.email})
    assert asked.status_code < 400
    signed_up = stranger.post("/sign-up", data={**FORM, "zone": cast.ZONE})
    assert signed_up.status_code == 303
    assert stranger.get("/today").status_code == 200

    mail._postman.submit(lambda: None).result(timeout=30)
    assert f"A mail could not be sent: {told}" in caplog.text
    assert FORM["email"] not in caplog.text
