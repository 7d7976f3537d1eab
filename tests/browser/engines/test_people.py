"""One phone, and not always the same person at it."""

from tests import cast
from tests.processes import wait_until

from .acts import enter, names, write_down
from .kept import waiting
from .server import Server
from .surf import Surf

NAME = "Ola Nilsen"


def test_the_next_person_sees_nothing_and_what_waited_goes_out_later(
    alice: Surf, server: Server
) -> None:
    server.kill()
    write_down(alice, NAME)
    path = alice.url.removeprefix(server.origin).removesuffix("/listening")
    server.let_cookies_run_out()
    server.start()
    be_told(alice)

    enter(alice, server, cast.BOB)
    see_nothing(alice, path)
    assert [act["fields"][1][0] for act in waiting(alice)]
    assert names(server) == []
    leave(alice)

    enter(alice, server, cast.ALICE)
    wait_until(lambda: names(server) == [NAME], "Nothing arrived")
    wait_until(lambda: waiting(alice) == [], "It waits still")
    alice.go(path)
    alice.wait_for(NAME)


def be_told(surf: Surf) -> None:
    """Alice sees what she did, and that it waits for her to sign in."""
    surf.go("/people")
    surf.look_again()
    surf.wait_for("You are signed out on this phone.")
    surf.wait_for(NAME)


def see_nothing(surf: Surf, path: str) -> None:
    """Bob sees nothing of hers, neither on his pages nor at an address of hers."""
    for own in ("/today", "/people", "/waiting", path):
        surf.go(own)
        surf.wait_for("Today")
        assert NAME not in surf.html
    surf.go("/waiting")
    surf.wait_for("Nothing is waiting")


def leave(surf: Surf) -> None:
    surf.go("/me")
    surf.click("Sign out")
    surf.wait_away("Sign out")
