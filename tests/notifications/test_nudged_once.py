"""A nudge comes once, whoever dies over it and however many are at it."""

import os
import signal
import threading
from datetime import timedelta

import pytest

from blueprints.notifications.claiming import LEASE, claim
from blueprints.notifications.delivering import nudge, send
from blueprints.notifications.models import Nudge
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, Stored
from tests.notifications.conftest import NINE, Look
from tests.notifications.push_service import Browser, Service
from tests.processes import wait_until


def test_many_at_once_nudge_once(
    app: Wellmet,
    alice: Actor,
    browser: Browser,
    service: Service,
    after: str,
    clock: Clock,
    stored: Stored,
) -> None:
    clock.set(NINE)
    # Long enough for the others to come while the first is at it.
    service.delay = 0.5
    together = threading.Barrier(6)

    def consumer() -> None:
        with app.app_context():
            together.wait()
            nudge(alice.id)

    threads = [threading.Thread(target=consumer) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(browser.heard) == 1
    assert len(stored(Nudge)) == 1


def test_killed_between_claim_and_sending_it_is_sent_once(
    app: Wellmet, alice: Actor, browser: Browser, after: str, look: Look, clock: Clock
) -> None:
    clock.set(NINE)
    with app.app_context():
        assert claim(alice.id)

    look(NINE + LEASE - timedelta(seconds=1))
    assert browser.heard == []
    look(NINE + LEASE)
    look(NINE + 2 * LEASE)
    assert len(browser.heard) == 1


def test_killed_between_sending_and_noting_the_second_takes_the_place_of_the_first(
    app: Wellmet, alice: Actor, browser: Browser, service: Service, after: str, look: Look
) -> None:
    with app.app_context():
        app.extensions["clock"] = lambda: NINE
        letter = claim(alice.id)
        assert letter
        send(letter)
    app.extensions["clock"] = clock = Clock()
    clock.set(NINE + LEASE)
    with app.app_context():
        nudge(alice.id)

    first, second = browser.heard
    assert first == second
    assert service.pushed[0].headers["Topic"] == service.pushed[1].headers["Topic"]


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_that_is_killed_in_the_middle_of_it(
    app: Wellmet, alice: Actor, browser: Browser, service: Service, after: str, look: Look
) -> None:
    """For real: a process of its own, ended by SIGKILL while the push service thinks."""
    service.delay = 2
    with app.app_context():
        db.engine.dispose()
    process = os.fork()
    if process == 0:
        app.extensions["clock"] = lambda: NINE
        with app.app_context():
            nudge(alice.id)
        os._exit(0)
    wait_until(lambda: len(service.pushed) == 1, "the push")
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    service.delay = 0

    look(NINE + timedelta(minutes=1))
    assert len(service.pushed) == 1
    look(NINE + LEASE)
    look(NINE + LEASE + timedelta(hours=1))

    assert [one["tag"] for one in browser.heard] == [browser.heard[0]["tag"]] * 2
