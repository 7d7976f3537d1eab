"""What holds on one machine holds across two, also when one is killed in the middle."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier, Event
from typing import Any

from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.receipts import Receipt
from tests.processes import wait_until
from tests.servers.browser import Browser

from .conftest import Pair

EACH = 8
SWAP = {"mode": "swap"}
NOTES = 120
# How often somebody asks again until there is an answer.
TRIES = 50


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each answers, all begun at the same moment."""
    ready = Barrier(len(acts))

    def begin(act: Callable[[], Any]) -> Any:
        ready.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begin, acts))


def stored(pair: Pair, kind: type[Any], owner: Browser) -> Sequence[Any]:
    with pair.app.app_context():
        found = db.session.scalars(db.select(kind).where(kind.owner_id == owner.id)).all()
        db.session.expunge_all()
        db.session.rollback()
        return found


def pulled(browser: Browser, at: int, since: int = 0) -> dict[str, Any]:
    answer = browser.get(f"/replica?since={since}", at)
    assert answer.status == 200
    told: dict[str, Any] = answer.told()
    return told


def test_whoever_signs_in_at_one_is_signed_in_at_both_and_out_of_both(
    pair: Pair, alice: Browser
) -> None:
    first, second = pair.ports
    for port in (first, second):
        assert alice.get("/today", port).status == 200
    before = alice.cookie

    assert alice.post("/sign-out", at=first).status == 303

    alice.cookie = before
    assert alice.get("/today", second).status == 303


def test_one_act_that_comes_to_both_at_once_is_done_once(pair: Pair, alice: Browser) -> None:
    first, second = pair.ports
    for _ in range(EACH):
        form, key = {"id": new_id(), "name": "Ifeoma"}, new_id()
        act = partial(alice.post, "/people", form, key=key)
        answers = together(partial(act, at=first), partial(act, at=second))
        assert [answer.status for answer in answers] == [303, 303]
        assert len({dict(answer.headers)["Location"] for answer in answers}) == 1

    assert len(stored(pair, Contact, alice)) == EACH


def test_whoever_scans_each_other_at_two_machines_has_one_contact_each(
    pair: Pair, alice: Browser, bob: Browser
) -> None:
    first, second = pair.ports
    words = alice.word(), bob.word()

    answers = together(
        *(lambda: alice.post(f"/c/{words[1]}/swap", SWAP, first) for _ in range(2)),
        *(lambda: bob.post(f"/c/{words[0]}/swap", SWAP, second) for _ in range(2)),
    )

    assert [answer.status for answer in answers] == [303] * 4
    for owner, other in ((alice, bob), (bob, alice)):
        assert [one.person_id for one in stored(pair, Contact, owner)] == [other.id]


def test_a_phone_that_asks_now_here_now_there_misses_nothing(pair: Pair, alice: Browser) -> None:
    alice.post("/people", {"id": (person := new_id()), "name": "Ifeoma"})
    seen: set[str] = set()
    since = 0

    def write(port: int) -> list[int]:
        path = f"/people/{person}/notes"
        return [alice.post(path, {"text": f"Said {number}"}, port).status for number in range(EACH)]

    def look(port: int) -> int:
        news = pulled(alice, port, since)
        seen.update(one["id"] for one in news.get("records", {}).get("notes", ()))
        return int(news["rev"])

    with ThreadPoolExecutor(2) as pool:
        writing = [pool.submit(write, port) for port in pair.ports]
        # As often as a phone may ask within a minute, but for the last time.
        for turn in range(50):
            since = look(pair.ports[turn % 2])
            if all(writer.done() for writer in writing):
                break
    look(pair.ports[0])

    assert [status for writer in writing for status in writer.result()] == [303] * 2 * EACH
    assert seen == {note.id for note in stored(pair, Note, alice)}
    assert len(seen) == 2 * EACH


def test_a_phone_that_asks_while_the_other_machine_writes_hears_of_it_afterwards(
    pair: Pair, alice: Browser
) -> None:
    first, second = pair.ports
    alice.post("/people", {"id": (person := new_id()), "name": "Ifeoma"})
    since = pulled(alice, second)["rev"]
    with ThreadPoolExecutor(1) as pool:
        with nothing_ends(pair) as is_at_it:
            path = f"/people/{person}/notes"
            writing = pool.submit(alice.post, path, {"text": "Sings"}, first)
            wait_until(is_at_it, "The other machine")
            since = pulled(alice, second, since)["rev"]
        assert writing.result().status == 303

    (note,) = pulled(alice, second, since)["records"]["notes"]
    assert note["text"] == "Sings"


@contextmanager
def nothing_ends(pair: Pair) -> Iterator[Callable[[], bool]]:
    """Meanwhile every post stops before its end, at its receipt; gives whether one is there."""
    waiting = "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted"
    with pair.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("LOCK TABLE receipts IN SHARE MODE")
        yield lambda: bool(connection.exec_driver_sql(waiting).scalar())


def test_a_limit_counts_what_was_asked_of_both(alice: Browser) -> None:
    statuses = [alice.get("/replica?since=0").status for _ in range(61)]

    assert statuses == [200] * 60 + [429]


def test_one_is_killed_in_the_middle_and_nothing_is_lost_or_doubled(
    pair: Pair, alice: Browser
) -> None:
    alice.post("/people", {"id": (person := new_id()), "name": "Ifeoma"})
    begun, texts = Event(), [f"Said {number}" for number in range(NOTES)]

    def keep(text: str) -> bool:
        form, key = {"id": new_id(), "text": text}, new_id()
        for _ in range(TRIES):
            if alice.post(f"/people/{person}/notes", form, key=key).status == 303:
                if text == texts[NOTES // 4]:
                    begun.set()
                return True
        return False

    with ThreadPoolExecutor(6) as pool:
        kept = pool.map(keep, texts)
        assert begun.wait(60)
        pair.machines[0].kill()
        assert all(kept)

    assert Counter(note.text for note in stored(pair, Note, alice)) == Counter(texts)
    with pair.app.app_context():
        mine = db.select(db.func.count()).where(Receipt.person_id == alice.id)
        # Each under its form's id and under its key, and Ifeoma's.
        assert db.session.scalar(mine) == 2 * NOTES + 1
        db.session.rollback()
    pair.machines[0].start()
    pair.machines[0].wait()
    assert alice.get("/today", pair.machines[0].port).status == 200
