"""What the worker's own code decides, and no engine: told in one browser."""

import pytest

from tests import cast
from tests.processes import wait_until

from .acts import enter, names, write_down
from .chromium import Chromium
from .kept import ONE_WAITS, waiting
from .server import Server
from .surf import Surf

NAME = "Ola Nilsen"
OFFER = "A new version of Wellmet is here."
TAKEN_UP = "The new version takes over as soon as it can."
VERSION = """
const { port1, port2 } = new MessageChannel();
navigator.serviceWorker.controller.postMessage({}, [port2]);
const version = await new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
return version === "%s";
"""
STATUS = 'return performance.getEntriesByType("navigation")[0].responseStatus'

pytestmark = pytest.mark.parametrize("browser", [Chromium], indirect=True, ids=["chromium"])


def test_a_new_version_takes_over_and_loses_nothing(alice: Surf, server: Server) -> None:
    server.let_cookies_run_out()
    write_down(alice, NAME)
    server.serve_worker("second")
    alice.go("/people")
    alice.wait_for(OFFER)
    alice.click("Reload")
    alice.wait_away(TAKEN_UP)
    alice.wait_for(NAME)
    alice.wait_for_js(VERSION % "second", "No second worker")

    server.serve_worker("third")
    alice.go("/people")
    alice.wait_for(OFFER)
    alice.restart()
    alice.go("/people")
    alice.wait_for(NAME)
    alice.wait_for_js(VERSION % "third", "No third worker")
    alice.wait_for_js(ONE_WAITS, "Not just one post waits")

    enter(alice, server, cast.ALICE)
    wait_until(lambda: names(server) == [NAME], "Nothing arrived")


def test_what_needs_a_network_says_so_and_shows_what_was_typed(alice: Surf, server: Server) -> None:
    alice.go("/me/card")
    alice.fill("What you do", "Rotas for nights")
    server.kill()
    alice.click("Save")
    alice.wait_for("This needs a network")
    alice.wait_for("Rotas for nights")
    assert alice.run(STATUS) == 503
    alice.click("Back to today")
    alice.wait_for("Good to have you")
    alice.go("/me/settings")
    alice.wait_for("This needs a network")
    server.start()
    alice.click("Try again")
    alice.wait_for("Settings")


def test_signing_out_asks_first_while_something_waits(alice: Surf, server: Server) -> None:
    server.kill()
    write_down(alice, NAME)
    alice.go("/me")
    alice.click("Sign out")
    alice.wait_for("One thing you did has not gone out yet.")
    alice.click("Sign out")
    alice.wait_for("This needs a network")
    alice.go("/people")
    alice.wait_for(NAME)

    server.let_cookies_run_out()
    server.start()
    alice.go("/me")
    alice.click("Sign out")
    alice.wait_for("One thing you did has not gone out yet.")
    alice.click("Sign out")
    alice.wait_for("Welcome back")
    alice.go("/people")
    alice.wait_for("Welcome back")
    assert NAME not in alice.html
    assert len(waiting(alice)) == 1

    enter(alice, server, cast.ALICE)
    wait_until(lambda: names(server) == [NAME], "Nothing arrived")
