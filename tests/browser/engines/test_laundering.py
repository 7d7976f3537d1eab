"""A stranger's page posts to Wellmet in the name of whoever opens it, and nothing comes of it.

A worker that answers or forwards every post would give it our own origin: the server then could not
tell it from a genuine one.
"""

from functools import partial

from blueprints.shared.ids import new_id
from tests.processes import wait_until

from .acts import names
from .hostile import TEXT, stranger
from .kept import waiting
from .server import Request, Server
from .surf import Surf

PATHS = ["/people", "/outbox"]
FIELDS = {"id": new_id(), "name": "Mallory", "phone": "+447911000666"}


def test_a_strangers_post_is_refused_and_kept_nowhere(alice: Surf, server: Server) -> None:
    for path in PATHS:
        with stranger(server.origin + path, FIELDS) as page:
            alice.go(page)
            (posted,) = wait_until(partial(server.requests, "POST", path), "No post")
            alice.wait_away(TEXT)
        assert (posted.site, posted.status) == ("cross-site", 403)

    alice.go("/today")
    assert waiting(alice) == []
    assert names(server) == []


def test_a_strangers_post_does_not_wait_for_the_network(alice: Surf, server: Server) -> None:
    server.kill()
    for path in PATHS:
        with stranger(server.origin + path, FIELDS) as page:
            alice.go(page)
            alice.wait_away(TEXT)
    server.start()

    alice.go("/today")
    alice.wait_for("Good to have you")
    assert waiting(alice) == []
    assert own_posts(server) == []
    assert names(server) == []


def own_posts(server: Server) -> list[Request]:
    """Posts that the server would believe to be ours, signing in aside."""
    posts = [one for one in server.requests() if one.method == "POST" and one.path != "/sign-in"]
    return [one for one in posts if one.site == "same-origin"]
