"""What a phone is told, and what it is not."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from blueprints.accounts.models import Person
from blueprints.accounts.sign_ins import SignIn
from blueprints.contacts.models import Contact
from blueprints.exchange.models import Code
from blueprints.offline import oneself, records, replica
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, SameOriginClient, Stored

from .conftest import pull


def test_a_stranger_is_told_so_in_words_for_a_program(stranger: SameOriginClient) -> None:
    answer = stranger.get("/replica?since=0")

    assert answer.status_code == 401
    assert json.loads(answer.data) == {"error": "signed-out"}
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_phone_that_was_anothers_is_told_nothing(alice: Actor, bob: Actor) -> None:
    answer = alice.get("/replica", query_string={"person": bob.id})

    assert answer.status_code == 409
    assert json.loads(answer.data) == {"error": "other-person", "person_id": alice.id}
    assert pull(alice, person=alice.id)["person_id"] == alice.id


def test_nothing_new_is_said_in_few_bytes_and_one_statement(app: Wellmet, alice: Actor) -> None:
    rev = pull(alice)["rev"]

    with counted(app) as statements:
        answer = alice.get("/replica", query_string={"since": rev, "phone": new_id()})

    assert len(answer.data) < 200
    assert json.loads(answer.data) == {
        "person_id": alice.id,
        "rev": rev,
        "now": "2026-12-03T19:00:00.000000Z",
    }
    assert len(statements) == 1


@pytest.mark.parametrize("since", ["", "0", "-1", "1e3", "x", "99999999999999999999999"])
def test_whoever_knows_nothing_that_makes_sense_is_told_everything(
    alice: Actor, evening: str, since: str
) -> None:
    told = pull(alice, since=since)

    assert told["whole"]
    assert [one["event_id"] for one in told["records"]["attendances"]] == [evening]


def test_only_what_changed_is_told(alice: Actor, evening: str) -> None:
    alice.post("/people", {"name": "Ifeoma", "id": new_id()})
    rev = pull(alice)["rev"]
    alice.post(f"/events/{evening}/goal", {"goal": "One buyer", "id": new_id()})

    news = pull(alice, since=rev)

    assert not news["whole"]
    assert {table for table, records in news["records"].items() if records} == {"attendances"}
    assert news["records"]["attendances"][0]["goal"] == "One buyer"


def test_a_record_holds_what_is_shown_of_it(alice: Actor, evening: str) -> None:
    alice.post("/people", {"name": "Ifeoma", "email": "ife@example.org", "id": new_id()})

    records = pull(alice)["records"]

    (contact,), (meeting,) = records["contacts"], records["meetings"]
    assert contact["ways"] == [
        {
            "kind": "email",
            "label": "E-mail",
            "shown": "ife@example.org",
            "href": "mailto:ife@example.org",
        }
    ]
    assert meeting["event_title"] == "Founders Evening"
    assert meeting["event_zone"] == cast.ZONE
    assert meeting["met_at"] == "2026-12-03T19:00:00.000000Z"
    attended = records["attendances"][0]["event"]
    assert attended["mine"] is True
    assert attended["join_url"] == f"http://localhost{attended['join_path']}"
    assert attended["join_code"]["modules"] == 25


def test_nobody_reads_what_is_anothers(alice: Actor, bob: Actor, evening: str) -> None:
    alice.post("/people", {"name": "Ifeoma", "id": new_id()})

    told = pull(bob)

    assert told["records"]["contacts"] == []
    assert [one["event"]["mine"] for one in told["records"]["attendances"]] == [False]


def test_a_pull_lays_out_the_codes_for_the_days_without_a_network(
    alice: Actor, evening: str, stored: Stored
) -> None:
    told = pull(alice)

    assert {code["event_id"] for code in told["person"]["codes"]} == {None, evening}
    assert {code.owner_id for code in stored(Code)} == {alice.id}
    assert pull(alice) == told


def test_a_renewed_code_leaves_no_place_without_one(alice: Actor, evening: str) -> None:
    since = pull(alice)["rev"]
    alice.post("/swap/code")

    codes = pull(alice, since=since)["person"]["codes"]

    assert {code["event_id"] for code in codes} == {None, evening}


def test_of_more_events_than_anybody_goes_to_only_the_soonest_have_codes(
    app: Wellmet, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (oneself, records, replica):
        monkeypatch.setattr(module, "MOST", 3)
    with app.app_context():
        maker, week = db.session.get_one(Person, alice.id), timedelta(days=7)
        starts = [cast.EVENING_START + week * number for number in (4, 1, 3, 2)]
        events = [cast.evening(maker, start).id for start in starts]
        db.session.commit()
    far, first, third, second = events

    told = pull(alice)

    assert {code["event_id"] for code in told["person"]["codes"]} == {None, first, second}
    shown = {one["event_id"]: one["event"] for one in told["records"]["attendances"]}
    assert {one for one in events if shown[one]["join_code"]} == {first, second, third}
    assert shown[far]["join_url"]
    assert pull(alice)["person"] == told["person"]


def test_the_person_is_told_again_when_something_of_theirs_changed(
    alice: Actor, evening: str
) -> None:
    def told_of(path: str, fields: dict[str, str], changes: int = 1) -> bool:
        since = pull(alice)["rev"]
        assert alice.post(path, {**fields, "id": new_id()}).status_code == 303
        news = pull(alice, since=since)
        assert news["rev"] == since + changes
        return "person" in news

    renamed = {"title": "Another Evening", "starts": "2026-12-03 19:00", "ends": "2026-12-03 21:30"}
    assert not told_of("/people", {"name": "Ifeoma"})
    assert told_of(f"/events/{evening}", {**renamed, "zone": cast.ZONE})
    # The code for tonight, and with the question that for later.
    assert told_of("/swap/code", {}, changes=2)
    assert told_of("/swap/carrying", {"carry": "no"})


def test_anothers_news_is_none_of_mine(alice: Actor, bob: Actor, evening: str) -> None:
    since = pull(alice)["rev"]
    while pull(bob)["rev"] <= since:
        bob.post("/swap/code", {"id": new_id()})
    alice.post("/people", {"name": "Ifeoma", "id": new_id()})

    assert "person" not in pull(alice, since=since)


def test_no_code_is_laid_out_for_what_is_let_slide_or_long_over(
    alice: Actor, evening: str, clock: Clock
) -> None:
    alice.post(f"/events/{evening}/plan", {"plan": "slide", "id": new_id()})
    assert [code["event_id"] for code in pull(alice)["person"]["codes"]] == [None]

    alice.post(f"/events/{evening}/plan", {"plan": "go", "id": new_id()})
    clock.set(cast.EVENING_END + timedelta(days=1))
    assert {code["event_id"] for code in pull(alice)["person"]["codes"]} == {None}


def test_a_code_is_shown_for_a_day_and_answered_for_eight(
    alice: Actor, bob: Actor, clock: Clock
) -> None:
    (first,) = pull(alice)["person"]["codes"]
    clock.set(cast.EVENING_START + timedelta(days=1))
    second, older = pull(alice)["person"]["codes"]
    assert (older["id"], older["young_until"]) == (first["id"], "2026-12-04T19:00:00.000000Z")

    clock.set(cast.EVENING_START + timedelta(days=8) - timedelta(seconds=1))
    assert bob.get(f"/c/{first['word']}").status_code == 200
    clock.set(cast.EVENING_START + timedelta(days=8))
    assert bob.get(f"/c/{first['word']}").status_code == 410
    assert bob.get(f"/c/{second['word']}").status_code == 200


def test_a_thousand_people_come_in_one_answer(app: Wellmet, alice: Actor) -> None:
    meet(app, alice, 10)
    pull(alice)
    with counted(app) as few:
        pull(alice)
    meet(app, alice, 990)

    with counted(app) as many:
        answer = alice.get("/replica?since=0", headers={"Accept-Encoding": "gzip, deflate, br"})

    assert answer.content_encoding == "br"
    assert len(answer.data) < 200_000
    assert len(many) == len(few)


def test_a_browser_that_lost_what_it_kept_hears_of_it(alice: Actor, stored: Stored) -> None:
    first, second = new_id(), new_id()

    assert [pull(alice, phone=phone)["refetched"] for phone in (first, first)] == [False, False]
    alice.post("/people", {"name": "Ifeoma", "id": new_id()})
    assert pull(alice, phone=second, since=1)["refetched"] is False
    assert pull(alice, phone=second)["refetched"] is True
    assert pull(alice, phone=second)["refetched"] is False
    assert pull(alice, phone="x")["refetched"] is False
    (sign_in,) = stored(SignIn)
    assert (sign_in.phone, sign_in.synced_at) == (second, cast.EVENING_START)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nothing_is_told_for_a_link_or_a_picture_elsewhere(
    alice: Actor, stored: Stored, site: str
) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
    answer = alice.get("/replica", query_string={"phone": new_id()}, headers=headers)

    assert answer.status_code == 403
    assert json.loads(answer.data) == {"error": "from-elsewhere"}
    assert stored(SignIn)[0].phone is None
    assert stored(Code) == []


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_whoever_looks_at_the_address_is_no_phone(alice: Actor, stored: Stored, site: str) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}
    pull(alice, phone=(phone := new_id()))

    answer = alice.get("/replica", query_string={"phone": new_id()}, headers=headers)

    assert json.loads(answer.data)["refetched"] is False
    assert stored(SignIn)[0].phone == phone


def test_another_sign_in_is_another_browser(alice: Actor, app: Wellmet) -> None:
    pull(alice, phone=new_id())
    client = app.test_client()
    assert isinstance(client, SameOriginClient)
    client.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})

    assert pull(Actor(alice.id, client), phone=new_id())["refetched"] is False


def test_too_many_pulls_have_to_wait(alice: Actor) -> None:
    limiter.reset()
    answers = [alice.get("/replica?since=1") for _ in range(61)]

    assert answers[-2].status_code == 200
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 61


def meet(app: Wellmet, alice: Actor, count: int) -> None:
    with app.app_context():
        for number in range(count):
            card = Card(f"Ada Number {number}", email=f"{number}@example.org")
            contact = Contact.add(alice.id, new_id(), card, "swap", None)
            contact.promise(new_id(), True, "Write", cast.EVENING_END.date())
        db.session.commit()


@contextmanager
def counted(app: Wellmet) -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement != "BEGIN":
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)
