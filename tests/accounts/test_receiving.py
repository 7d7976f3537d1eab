"""A post is taken in whole before anything else happens."""

from io import BytesIO
from typing import Any

from blueprints.shared.database import db
from tests.cast import PASSWORD
from tests.conftest import Actor

BODY = f"password={PASSWORD}&id=".replace(" ", "+").encode()


class SlowPhone(BytesIO):
    """A body that looks, as it is read, whether anybody holds the database for it."""

    held: list[bool]

    def readinto(self, buffer: Any) -> int:
        self.held.append(db.session().in_transaction())
        return super().readinto(buffer)

    def read(self, size: int | None = -1) -> bytes:
        self.held.append(db.session().in_transaction())
        return super().read(size)


def test_no_transaction_waits_for_a_slow_phone(alice: Actor) -> None:
    body = SlowPhone(BODY)
    body.held = []

    alice.client.post(
        "/me/card",
        input_stream=body,
        content_length=len(BODY),
        content_type="application/x-www-form-urlencoded",
    )

    assert body.held
    assert not any(body.held)
