"""A server that cannot keep up turns away whoever has waited too long, and serves the others."""

import fcntl
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pytest

from blueprints.contacts.models import Contact
from blueprints.shared.ids import new_id
from blueprints.shared.serving.load_shedding import LONGEST, POLL_PATIENCE, SENTENCE, WAITED
from blueprints.shared.serving.retry_schedule import LATEST, SOONEST
from blueprints.shared.serving.server import THREADS, WORKERS
from tests import cast
from tests.conftest import Actor, Stored
from tests.forms import hidden
from tests.shared.serving.started import PATIENCE, Start, page

LATE, IN_TIME = {WAITED: LONGEST + 0.1}, {WAITED: LONGEST}
QUEUE = {WAITED: POLL_PATIENCE + 0.1}
SCRIPT = {"Sec-Fetch-Mode": "cors"}


def test_whoever_waited_too_long_is_told_to_come_again(alice: Actor) -> None:
    assert alice.get("/today", environ_overrides=IN_TIME).status_code == 200

    answer = alice.get("/today", environ_overrides=LATE)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= SOONEST
    assert SENTENCE in answer.get_data(as_text=True)


def test_whoever_only_looked_may_try_again_from_there(alice: Actor) -> None:
    page = alice.get('/people?q="Ada"', environ_overrides=LATE).get_data(as_text=True)

    assert '<a class="button button--primary" href="/people?q=%22Ada%22">Try again</a>' in page


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "/\\evil.example/"])
def test_nobody_is_led_elsewhere_by_it(alice: Actor, elsewhere: str) -> None:
    answer = alice.get("/", environ_overrides={**LATE, "PATH_INFO": elsewhere})

    (link,) = re.findall(r'href="(.*?)">Try again', answer.get_data(as_text=True))
    assert urljoin("http://localhost/people", link).startswith("http://localhost/")


def test_what_was_typed_is_in_sight_and_sent_from_there(alice: Actor, stored: Stored) -> None:
    form = {"id": new_id(), "name": "Ifeoma <b>", "headline": "Two\nlines"}
    page = alice.post("/people", form, environ_overrides=LATE).get_data(as_text=True)
    assert "<bdi>Ifeoma &lt;b&gt;</bdi>" in page
    assert '<form method="post" action="/people">' in page

    assert alice.post("/people", hidden(page)).status_code == 303
    assert [one.name for one in stored(Contact)] == ["Ifeoma <b>"]


@pytest.mark.parametrize(
    ("form", "headers"),
    [
        ({"id": new_id()}, {}),
        ({"present": cast.PASSWORD, "email": "alice@new.example"}, {}),
        ({"name": "Ifeoma"}, {"Sec-Fetch-Site": "cross-site"}),
    ],
    ids=["nothing typed", "a password", "another site's"],
)
def test_what_a_page_must_not_hold_is_not_sent_from_there(
    alice: Actor, form: dict[str, str], headers: dict[str, str]
) -> None:
    answer = alice.post("/people", form, headers=headers, environ_overrides=LATE)

    assert answer.status_code == 429
    assert "Try again</button>" not in answer.get_data(as_text=True)


def test_nothing_of_theirs_is_done_and_all_of_it_when_they_come_again(
    alice: Actor, stored: Stored
) -> None:
    form = {"id": new_id(), "name": "Ifeoma"}
    assert alice.post("/people", form, environ_overrides=LATE).status_code == 429
    assert stored(Contact) == []

    assert alice.post("/people", form).status_code == 303
    assert [one.name for one in stored(Contact)] == ["Ifeoma"]


def test_a_script_is_told_so_in_few_bytes(alice: Actor) -> None:
    answer = alice.get("/replica?since=0", headers=SCRIPT, environ_overrides=LATE)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= SOONEST
    assert answer.data == b""


def test_a_hall_that_is_turned_away_comes_back_one_after_another(alice: Actor) -> None:
    told = [
        int(alice.client.get("/people", environ_overrides=LATE).headers["Retry-After"])
        for _ in range(100)
    ]

    assert told == sorted(told)
    assert told[0] < told[-1] <= LATEST


def test_what_people_do_is_done_while_polls_give_way(alice: Actor, stored: Stored) -> None:
    assert alice.get("/today", environ_overrides=QUEUE).status_code == 200
    first = alice.get("/replica?since=0", headers=SCRIPT, environ_overrides=QUEUE)
    assert first.get_json()["whole"]
    sent = alice.client.post("/outbox", json=_one_act(alice), environ_overrides=QUEUE)

    assert sent.status_code == 200
    assert [one.name for one in stored(Contact)] == ["Ifeoma"]


def test_whether_it_lives_is_told_however_late(alice: Actor) -> None:
    assert alice.get("/healthz", environ_overrides=LATE).status_code == 200
    assert alice.get("/readyz", environ_overrides=LATE).status_code == 429


@pytest.mark.once
@pytest.mark.skipif(sys.platform != "linux", reason="who waits is held up by a lock of Linux")
def test_a_real_server_turns_away_who_came_behind_too_many(
    start: Start, port: int, tmp_path: Path
) -> None:
    start(PORT=port, HOST="127.0.0.1")
    page(f"http://127.0.0.1:{port}/")
    cookie = _sign_up(port)
    crowd = 3 * WORKERS * THREADS
    with ThreadPoolExecutor(crowd) as connections:
        with _nobody_writes(tmp_path / "instance"):
            answers = [connections.submit(_write_down, port, cookie) for _ in range(crowd)]
            time.sleep(LONGEST + 1)
        statuses = Counter(answer.result(PATIENCE) for answer in answers)

    assert set(statuses) == {303, 429}
    # One process may have let in more connections than the other.
    assert statuses[303] >= THREADS
    assert _write_down(port, cookie) == 303


def _one_act(actor: Actor) -> dict[str, object]:
    fields = [["id", new_id()], ["name", "Ifeoma"]]
    act = {"key": new_id(), "path": "/people", "fields": fields, "made_at": 0, "seen": 0}
    return {"person": actor.id, "phone": new_id(), "since": 0, "sent_at": 0, "acts": [act]}


@contextmanager
def _nobody_writes(instance: Path) -> Iterator[None]:
    """Another process has the turn all the while."""
    with (instance / "wellmet.sqlite3-queue").open("w") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield


def _sign_up(port: int) -> str:
    who = {"name": cast.ALICE.name, "email": cast.ALICE.email, "password": cast.PASSWORD}
    status, cookie = _post(port, "/sign-up", {**who, "zone": cast.ZONE}, "")
    assert status == 303
    return cookie.partition(";")[0]


def _write_down(port: int, cookie: str) -> int:
    return _post(port, "/people", {"name": "Ifeoma"}, cookie)[0]


def _post(port: int, path: str, form: dict[str, str], cookie: str) -> tuple[int, str]:
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
    form_headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("POST", path, urlencode({**form, "id": new_id()}), form_headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status, answer.headers.get("Set-Cookie", "")
