"""What an earlier worker left on a phone is read by this one, and what waits there goes out."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor
from tests.offline.conftest import pull

from . import evening
from .conftest import RELEASES, Kept
from .make_phone import POSTS
from .phones import Phone, Told, switched_on

WITH_WORKER = [path for path in RELEASES if path.with_suffix(".phone.json").exists()]
LATER = datetime(2026, 12, 6, 12, tzinfo=UTC)
LATER_MS = int(LATER.timestamp() * 1000)
WRITTEN_DOWN = "/people/5c6e4337-15ba-4bdd-9772-19d30e7a269f"
# What may wait, but no phone queues: its pages need the network.
BY_NETWORK = {
    *("accounts.editing_my_card", "accounts.setting", "goals.joining"),
    *("exchange.renew_code", "exchange.carry_card"),
}

of_each_worker = pytest.mark.parametrize(
    "release", WITH_WORKER, indirect=True, ids=lambda path: path.stem
)


@of_each_worker
def test_what_waits_is_shown_and_goes_out(kept: Kept) -> None:
    alice, left = _alice(kept), kept.phone
    with switched_on(alice.client, left, LATER_MS) as phone:
        waiting = phone.do("waiting")
        assert len(waiting["acts"]) == len(_rows(left, "outbox"))
        assert "Something you saved" not in waiting["acts"]
        assert "Sings" in phone.do("page", path=WRITTEN_DOWN)
        assert evening.TO_COME in phone.do("page", path="/events")
        _all_goes_out(phone)

        assert _phone(phone.do("kept")) == _phone(left)
    assert "Sings" in alice.read(WRITTEN_DOWN)


@of_each_worker
def test_what_later_workers_keep_may_be_missing(kept: Kept) -> None:
    alice, left = _alice(kept), kept.phone
    for row in _rows(left, "replicas"):
        for name in ("shape", "aliases", "done"):
            row.pop(name, None)
    for row in _rows(left, "outbox"):
        del row["seen"], row["onward"]

    with switched_on(alice.client, left, LATER_MS) as phone:
        note = {"path": f"{WRITTEN_DOWN}/notes", "fields": [["id", new_id()], ["text", "Hums"]]}
        assert phone.do("act", **note, made_at=LATER_MS)
        assert "Hums" in phone.do("page", path=WRITTEN_DOWN)
        _all_goes_out(phone)
        # It does not know what the replica lacks: it is told everything.
        assert json.loads(phone.asked[0]["body"])["since"] == 0


@of_each_worker
def test_what_a_later_worker_left_is_read_by_this_one(kept: Kept) -> None:
    alice, left = _alice(kept), kept.phone
    left["version"] += 1
    left["stores"]["marks"] = {**left["stores"]["facts"], "rows": [["of", "what is not known yet"]]}
    for row in [*_rows(left, "outbox"), *_rows(left, "replicas")]:
        row["mark"] = {"later": True}

    with switched_on(alice.client, left, LATER_MS) as phone:
        _all_goes_out(phone)
        assert "marks" in phone.do("kept")["stores"]


@of_each_worker
def test_a_newer_servers_news_are_read_by_this_worker(kept: Kept) -> None:
    alice = _alice(kept)
    with switched_on(alice.client, kept.phone, LATER_MS) as phone:
        phone.between = _of_a_newer_server  # type: ignore[method-assign]
        _all_goes_out(phone)

        for path in ("/today", "/people", WRITTEN_DOWN):
            assert phone.do("page", path=path)


@of_each_worker
def test_whoever_tells_more_counts_the_shape(kept: Kept) -> None:
    alice, left = _alice(kept), kept.phone
    (row,) = _rows(left, "replicas")
    then, now = json.loads(row["json"]), pull(alice, since=0)
    with switched_on(alice.client, now=LATER_MS) as phone:
        is_counted = phone.do("shape") > row["shape"]

    assert is_counted or _fields(then["person"], then["rows"]) == _fields(
        now["person"], now["records"]
    ), "SHAPE in service_worker/replica.js"


def test_this_release_queues_one_of_every_kind(app: Wellmet) -> None:
    queued = {_endpoint(app, post["path"]) for post in json.loads(POSTS.read_text())}
    waits = {name for name, view in app.view_functions.items() if getattr(view, "may_wait", False)}
    assert queued == waits - BY_NETWORK


def _alice(kept: Kept) -> Actor:
    kept.app.extensions["clock"] = lambda: LATER
    return kept.actor(evening.ALICE)


def _rows(left: Told, store: str) -> list[Any]:
    return [value for _key, value in left["stores"][store]["rows"]]


def _phone(left: Told) -> str:
    """What the phone is called, among all of its person."""
    (name,) = (value for key, value in left["stores"]["facts"]["rows"] if key == "phone")
    return str(name)


def _all_goes_out(phone: Phone) -> None:
    assert phone.do("wake") == "done"
    assert phone.do("waiting") == {"acts": [], "refused": []}
    assert _rows(phone.do("kept"), "outbox") == []


def _of_a_newer_server(answer: Told) -> Told:
    """An answer in which everything says more than this worker knows."""
    more = {"mark": {"later": True}}
    news = answer.get("replica", answer)
    for table in news.get("records", {}).values():
        table[:] = [{**row, **more} for row in table]
    news.get("records", {})["marks"] = [{"id": "1", "rev": news["rev"]}]
    news.get("person", {}).update(more)
    news.update(more)
    return {**answer, **more}


def _fields(person: Told, tables: dict[str, list[Told]]) -> dict[str, set[str]]:
    """The names of all facts, by table."""
    rows = {table: {name for row in tables[table] for name in row} for table in tables}
    return {**rows, "person": set(person)}


def _endpoint(app: Wellmet, path: str) -> str:
    endpoint, _ = app.url_map.bind("").match(path, "POST")
    return str(endpoint)
