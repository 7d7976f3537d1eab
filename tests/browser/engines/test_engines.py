"""The browsers themselves: what every journey here leans on."""

from .server import Server
from .surf import Surf


def test_somebody_signs_in_and_sees_today(alice: Surf, server: Server) -> None:
    assert alice.url == f"{server.origin}/today"
    (posted,) = server.requests("POST", "/sign-in")
    assert (posted.site, posted.origin, posted.status) == ("same-origin", server.origin, 303)
