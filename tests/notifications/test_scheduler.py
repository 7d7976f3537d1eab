"""The look of each minute: whom it finds to nudge, and who does it."""

import signal
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from huey import Huey

from blueprints.accounts.models import Person
from blueprints.contacts.notes import Note
from blueprints.notifications import scheduler
from blueprints.notifications.models import Wishes
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, Stored
from tests.notifications.conftest import NINE
from tests.notifications.push_service import Browser
from tests.processes import wait_until

A_DAY = timedelta(days=1)
# Beyond this something is broken, not slow; nothing is measured by it.
PATIENCE = 20


@pytest.fixture
def tasks(app: Wellmet, tmp_path: Path) -> Iterator[Huey]:
    """The tasks, in a file of the test's own."""
    before, app.instance_path = app.instance_path, str(tmp_path)
    made = scheduler.scheduler(app)
    yield made
    made.storage.close()
    app.instance_path = before


def work(tasks: Huey) -> int:
    """Do what a consumer does: the minute's look, and then all that waits. How much that was."""
    done = 0
    for periodic in tasks.read_periodic(datetime.now(UTC)):
        tasks.enqueue(periodic)
    while task := tasks.dequeue():
        tasks.execute(task)
        done += 1
    return done


def test_the_look_of_a_minute_finds_whom_to_nudge(
    tasks: Huey, browser: Browser, after: str, clock: Clock
) -> None:
    clock.set(NINE - timedelta(minutes=1))
    assert work(tasks) == 1
    clock.set(NINE)
    assert work(tasks) == 2
    assert len(browser.heard) == 1
    assert work(tasks) == 1


def test_the_look_of_a_minute_erases_what_was_removed_a_day_ago(
    tasks: Huey, alice: Actor, ifeoma: str, stored: Stored, clock: Clock
) -> None:
    alice.post(f"/people/{ifeoma}/notes", {"text": "Sings"})
    alice.post(f"/notes/{stored(Note)[0].id}/removal")

    work(tasks)
    assert stored(Note)[0].text == "Sings"
    clock.set(clock.time + A_DAY)
    work(tasks)
    assert stored(Note)[0].text == ""


def test_the_look_of_a_minute_lets_the_index_go_of_corrected_words(
    app: Wellmet, tasks: Huey, alice: Actor, ifeoma: str
) -> None:
    def indexed() -> bool:
        with app.app_context():
            if db.engine.dialect.name != "sqlite":
                pytest.skip("PostgreSQL keeps no index of words beside their row")
            blocks = db.session.scalars(db.text("SELECT block FROM contact_words_index_data"))
            return any(b"quillfern" in block for block in blocks)

    for offer in ("With quillfern wards", "With rotas"):
        alice.post(f"/people/{ifeoma}", {"name": "Ifeoma", "can_help": offer, "prefers": ""})
        alice.get("/introductions")
        assert indexed()

    work(tasks)
    assert not indexed()


def test_what_somebody_else_put_among_the_tasks_is_not_run(
    tasks: Huey, browser: Browser, after: str, clock: Clock
) -> None:
    clock.set(NINE)
    tasks.storage.enqueue(b"\x80\x04\x95 no task of ours")

    with pytest.raises(ValueError, match=r"not found|mismatch"):
        tasks.dequeue()

    assert browser.heard == []


def test_a_full_queue_is_emptied_before_it_is_filled(
    tasks: Huey, alice: Actor, bob: Actor, clock: Clock
) -> None:
    clock.set(NINE)
    for _ in range(3):
        (periodic,) = tasks.read_periodic(datetime.now(UTC))
        tasks.execute(periodic)

    assert tasks.pending_count() == 2


def test_finding_whom_to_nudge_reads_an_index(app: Wellmet, alice: Actor) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("how PostgreSQL reads depends on how much there is")
        due = Wishes.look_at <= NINE
        query = db.select(Wishes.person_id).where(due | (Wishes.look_at > NINE))
        told = str(query.compile(db.engine, compile_kwargs={"literal_binds": True}))
        plan = db.session.execute(db.text(f"EXPLAIN QUERY PLAN {told}")).all()

    assert all("ix_nudge_wishes_look_at" in row[-1] for row in plan if "SEARCH" in row[-1])
    assert not any(row[-1].startswith("SCAN") for row in plan)


def test_everybody_has_wishes_from_the_start(app: Wellmet, alice: Actor, stored: Stored) -> None:
    assert {one.person_id for one in stored(Wishes)} == {one.id for one in stored(Person)}


def test_it_runs_until_the_server_is_gone(
    app: Wellmet, tmp_path: Path, browser: Browser, after: str, clock: Clock
) -> None:
    clock.set(NINE)
    before, app.instance_path = app.instance_path, str(tmp_path)
    gone = threading.Event()
    # Signals are for the main thread only, and here it is the test's.
    heard = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    handlers = {number: signal.getsignal(number) for number in heard}
    stopper = threading.Timer(PATIENCE, gone.set)
    stopper.start()

    def watch() -> None:
        wait_until(lambda: len(browser.heard) == 1, "the nudge")
        gone.set()

    watcher = threading.Thread(target=watch)
    watcher.start()

    scheduler.run(app, lambda seconds: gone.wait(min(seconds, 0.1)))

    stopper.cancel()
    watcher.join()
    for number, handler in handlers.items():
        signal.signal(number, handler)
    app.instance_path = before
    assert len(browser.heard) == 1
