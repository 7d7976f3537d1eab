"""Whom to nudge, minute by minute: once, whatever dies, runs twice, or turns its clock."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from huey import Huey

from blueprints.accounts.models import Person
from blueprints.contacts.notes import Note
from blueprints.notifications import scheduler
from blueprints.notifications.claiming import LEASE, claim
from blueprints.notifications.delivering import nudge, send
from blueprints.notifications.models import Nudge, Told, Wishes
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, Stored
from tests.notifications.conftest import Look
from tests.notifications.push_service import Browser, Service

NINE = datetime.fromisoformat("2026-12-04T09:00:00+00:00")
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
    _wait_until(lambda: len(service.pushed) == 1)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    service.delay = 0

    look(NINE + timedelta(minutes=1))
    assert len(service.pushed) == 1
    look(NINE + LEASE)
    look(NINE + LEASE + timedelta(hours=1))

    assert [one["tag"] for one in browser.heard] == [browser.heard[0]["tag"]] * 2


def test_a_clock_set_back_nudges_nobody_twice(browser: Browser, after: str, look: Look) -> None:
    look(NINE)
    for minutes in (-60, -30, 0, 30):
        look(NINE + timedelta(minutes=minutes))

    assert len(browser.heard) == 1


def test_a_clock_that_was_a_year_ahead_silences_nobody_for_a_year(
    alice: Actor, browser: Browser, look: Look, stored: Stored
) -> None:
    look(NINE + 365 * A_DAY)
    assert stored(Wishes)[0].look_at > NINE + 300 * A_DAY

    look(NINE)
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-05"})
    look(NINE + A_DAY)

    assert len(browser.heard) == 1


@pytest.mark.parametrize(
    ("back", "heard_at"),
    [
        (NINE + timedelta(hours=5), "2026-12-04 14:00"),
        (NINE + timedelta(hours=13), "2026-12-05 09:00"),
        (NINE + timedelta(hours=21), "2026-12-05 09:00"),
        (NINE + 3 * A_DAY + timedelta(hours=1), "2026-12-07 10:00"),
    ],
)
def test_a_server_that_was_down_nudges_once_when_it_is_back(
    browser: Browser, after: str, look: Look, stored: Stored, back: datetime, heard_at: str
) -> None:
    for minutes in range(0, 24 * 60, 10):
        look(back + timedelta(minutes=minutes))

    (nudge,) = stored(Nudge)
    assert len(browser.heard) == 1
    assert nudge.sent_at == datetime.fromisoformat(f"{heard_at}+00:00")


def test_silence_during_an_event_and_after_it_the_next_morning(
    alice: Actor, browser: Browser, look: Look
) -> None:
    fair = {"title": "A fair", "starts": "2026-12-04T08:30", "ends": "2026-12-05T17:00"}
    alice.post("/events", {**fair, "zone": "Europe/London"})
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-04"})

    for minutes in range(0, 48 * 60, 15):
        look(NINE + timedelta(minutes=minutes))
    assert browser.heard == []

    look(NINE + 2 * A_DAY)
    assert [one["title"] for one in browser.heard] == ["Next with Wei"]


def test_what_could_not_be_sent_is_told_with_the_next_days(
    alice: Actor, browser: Browser, service: Service, look: Look, stored: Stored
) -> None:
    service.status = 503
    for name, day in (("Wei", "2026-12-04"), ("Ifeoma", "2026-12-05")):
        person = alice.post("/people", {"name": name}).location.removesuffix("/listening")
        alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": day})
    for minutes in range(0, 24 * 60, 15):
        look(NINE + timedelta(minutes=minutes))
    assert all(one["title"] == "Next with Wei" for one in browser.heard)

    service.status = 201
    look(NINE + A_DAY)
    look(NINE + A_DAY + timedelta(minutes=5))

    last = browser.heard[-1]
    assert last["body"] == "Next with Wei: Coffee\nNext with Ifeoma: Coffee"
    assert [(one.day, one.way) for one in stored(Nudge)] == [(NINE.date() + A_DAY, "push")]
    assert len(stored(Told)) == 2


def test_what_was_done_before_it_could_be_sent_is_not_told(
    alice: Actor, browser: Browser, service: Service, look: Look, stored: Stored
) -> None:
    service.status = 503
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-04"})
    look(NINE)
    alice.post(f"{person}/next", {"next_step": "", "next_on": ""})
    service.status = 201

    look(NINE + LEASE)

    assert len(service.pushed) == 1
    assert stored(Nudge) == stored(Told) == []


@pytest.mark.parametrize(
    ("zone", "before", "nine"),
    [
        ("Europe/London", "2027-03-28T07:59:00+00:00", "2027-03-28T08:00:00+00:00"),
        ("Europe/London", "2027-10-31T08:59:00+00:00", "2027-10-31T09:00:00+00:00"),
        ("America/New_York", "2027-03-14T12:59:00+00:00", "2027-03-14T13:00:00+00:00"),
        ("Australia/Lord_Howe", "2027-04-03T22:29:00+00:00", "2027-04-03T22:30:00+00:00"),
    ],
)
def test_on_the_days_when_clocks_change_it_is_nine_there(
    app: Wellmet,
    alice: Actor,
    browser: Browser,
    look: Look,
    clock: Clock,
    stored: Stored,
    zone: str,
    before: str,
    nine: str,
) -> None:
    nine_there = datetime.fromisoformat(nine)
    clock.set(nine_there - A_DAY)
    alice.post("/me/settings", {"zone": zone, "locale": "en_GB", "followup_cap": "5"})
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": nine[:10]})
    if zone.startswith("Australia"):
        alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2027-04-04"})

    look(datetime.fromisoformat(before))
    assert browser.heard == []
    for minutes in range(0, 150, 15):
        look(nine_there + timedelta(minutes=minutes))

    assert [one.sent_at for one in stored(Nudge)] == [nine_there]


def test_whoever_is_not_reached_at_all_is_told_once_they_are(
    app: Wellmet, alice: Actor, service: Service, look: Look, stored: Stored
) -> None:
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-04"})
    look(NINE)
    assert stored(Nudge) == []

    phone = Browser(service)
    alice.post("/me/nudges/phones", phone.form)
    look(NINE + timedelta(hours=1))
    look(NINE + A_DAY)

    assert len(phone.heard) == 1


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
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    stopper = threading.Timer(PATIENCE, gone.set)
    stopper.start()

    def watch() -> None:
        _wait_until(lambda: len(browser.heard) == 1)
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


def _wait_until(true: Callable[[], bool]) -> None:
    patience = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < patience:
        time.sleep(0.02)
