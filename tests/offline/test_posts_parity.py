"""What a phone does by itself is what the server does: the same act on both, and then compared."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from blueprints.accounts.models import Person
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.moments import written
from blueprints.shared.posting import Wellmet
from tests import evening
from tests.conftest import Actor, Clock
from tests.exchange.codes import word_of

from .conftest import Told, merged, pull
from .phone import Phone, difference, same, switched_on
from .stories import LUNCH, STORIES, helping

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    with switched_on() as one:
        yield one


@pytest.fixture
def there(app: Wellmet, alice: Actor) -> dict[str, str]:
    """Alice's evening, and some of what it is made of."""
    with app.app_context():
        event = evening.fill(db.session.get_one(Person, alice.id))
        db.session.commit()
        event_id = event.id
    records = pull(alice)["records"]
    person = next(one for one in records["contacts"] if one["name"].startswith("Ifeoma"))
    meeting = next(one for one in records["meetings"] if one["contact_id"] == person["id"])
    target = records["targets"][0]
    return {
        "event": event_id,
        "person": person["id"],
        "other": next(one["id"] for one in records["contacts"] if one["name"] == "Jonas Berg"),
        "third": next(one["id"] for one in records["contacts"] if one["name"] == "Wei Zhang"),
        "meeting": meeting["id"],
        **helping(meeting["id"]),
        "target": target["id"],
    }


@pytest.mark.parametrize("story", STORIES)
def test_a_phone_does_what_the_server_does(
    phone: Phone, alice: Actor, clock: Clock, there: dict[str, str], story: str
) -> None:
    known, made, first = merged({}, pull(alice)), "", ""
    for path, fields in STORIES[story]:
        clock.set(clock.time + timedelta(minutes=7))
        act_id, whole = new_id(), path.format(NEW=made, FIRST=first, **there)
        told = {name: value.format(**there) for name, value in fields.items()}
        known = compared(phone, alice, clock, known, whole, {"id": act_id, **told})
        made = act_id if _makes(known, act_id) else made
        first = first or made


def test_a_swap_is_what_the_server_makes_of_it_but_for_the_card(
    phone: Phone, alice: Actor, bob: Actor, clock: Clock, there: dict[str, str]
) -> None:
    word, known, act_id = word_of(bob), merged({}, pull(alice)), new_id()
    fields = {"id": act_id, "mode": "swap", "card": "Bob+Okonkwo;bob@example.org"}

    known = compared(phone, alice, clock, known, f"/c/{word}/swap", fields, unlike=("card", "ways"))
    clock.set(clock.time + timedelta(hours=20))
    again = {**fields, "id": new_id(), "mode": "take"}
    known = compared(phone, alice, clock, known, f"/c/{word}/swap", again, unlike=("card", "ways"))

    assert known["records"]["contacts"][act_id]["card"]["phone"] == "+447911654321"


@pytest.mark.parametrize(
    ("hours", "meetings"), [(-120, 2), (-13, 2), (-12, 1), (-11, 1), (0, 1), (12, 1), (13, 2)]
)
def test_a_swap_that_comes_late_is_a_meeting_of_its_own_if_it_was_long_before(
    phone: Phone,
    alice: Actor,
    bob: Actor,
    clock: Clock,
    there: dict[str, str],
    hours: int,
    meetings: int,
) -> None:
    word, known, act_id = word_of(bob), merged({}, pull(alice)), new_id()
    clock.set(clock.time + timedelta(days=7))
    fields = {"id": act_id, "mode": "swap", "card": "Bob+Okonkwo;bob@example.org"}
    known = compared(phone, alice, clock, known, f"/c/{word}/swap", fields, unlike=("card", "ways"))
    clock.set(clock.time + timedelta(hours=hours))

    late = {**fields, "id": new_id()}
    known = compared(phone, alice, clock, known, f"/c/{word}/swap", late, unlike=("card", "ways"))

    met = [one for one in known["records"]["meetings"].values() if one["contact_id"] == act_id]
    assert len(met) == meetings


def test_what_was_said_of_the_last_one_is_told_on_both(
    phone: Phone, alice: Actor, clock: Clock, there: dict[str, str]
) -> None:
    known = merged({}, pull(alice))
    clock.set(clock.time + timedelta(hours=14))
    said = {"id": new_id(), "reached": "partly", "learned": "", "again": "no"}
    known = compared(phone, alice, clock, known, f"/events/{there['event']}/reflection", said)
    next_one = LUNCH | {"title": "FOUNDERS evening №2", "ends": "", "id": new_id()}

    compared(phone, alice, clock, known, "/events", next_one)

    taken = phone.take(known, "/events", next_one, written(clock()))
    assert "Last time: goal partly reached. You would not go again." in taken["html"]


def test_my_own_code_is_told_on_both(
    phone: Phone, alice: Actor, clock: Clock, there: dict[str, str]
) -> None:
    word = word_of(alice)
    known = merged({}, pull(alice))

    compared(phone, alice, clock, known, f"/c/{word}/swap", {"id": new_id(), "mode": "swap"})


def test_whatever_somebody_may_post_is_done_by_the_phone_or_said_to_need_the_network(
    phone: Phone, app: Wellmet
) -> None:
    told, forgotten = phone.answers("/people"), set()
    for rule in app.url_map.iter_rules():
        public = getattr(app.view_functions[rule.endpoint], "is_public", False)
        if "POST" in (rule.methods or ()) and not public:
            path = re.sub(r"<\w+:", "<", rule.rule)
            of_rule = {name: new_id() for name in rule.arguments}
            asked = path.replace("<", "{").replace(">", "}").format(**of_rule)
            named = path.replace("<", "*").replace(">", "")
            if not phone.answers(asked)["itself"] and named not in told["network"]:
                forgotten.add(rule.rule)

    assert forgotten <= {"/outbox"}


def test_what_is_not_there_is_missed_on_both(
    phone: Phone, app: Wellmet, alice: Actor, clock: Clock, there: dict[str, str]
) -> None:
    known, words = merged({}, pull(alice)), {"kind": "recall", "who": "first", "choice": "deep"}
    for rule in app.url_map.iter_rules():
        waits = getattr(app.view_functions[rule.endpoint], "may_wait", False)
        if "POST" in (rule.methods or ()) and waits and "<id:" in rule.rule:
            asked = re.sub(r"<id:\w+>", new_id(), rule.rule)
            path = re.sub(r"<(\w+)>", lambda name: words[name[1]], asked)
            compared(phone, alice, clock, known, path, {"id": new_id()})


def test_what_may_wait_is_what_the_phone_does_itself(phone: Phone, app: Wellmet) -> None:
    waits, itself = set(), set()
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            asked = re.sub(r"<id:\w+>", new_id(), rule.rule)
            if phone.answers(re.sub(r"<\w+>", "x", asked))["itself"]:
                itself.add(rule.rule)
            if getattr(app.view_functions[rule.endpoint], "may_wait", False):
                waits.add(rule.rule)

    # A review changes nothing: it has nothing to wait for.
    assert waits == itself - {"/scan/card"}


def compared(
    phone: Phone,
    actor: Actor,
    clock: Clock,
    known: Told,
    path: str,
    fields: dict[str, str],
    unlike: tuple[str, ...] = (),
) -> Told:
    """What a phone knows once the act was done on both, which must be the same."""
    taken = phone.take(known, path, fields, written(clock()))
    answer = actor.post(path, fields)
    now_known = merged(known, pull(actor, since=known["rev"]))
    if answer.status_code == 303:
        assert (taken["location"], taken["said"]) == (answer.location, _said(actor)), path
        assert taken.get("twice") == taken.get("once"), path
        kept = taken.get("once") or {t: list(r.values()) for t, r in known["records"].items()}
        assert _alike(kept, unlike) == _alike(_lists(now_known), unlike), path
    elif answer.status_code == 404:
        assert taken == {"missing": True}, path
    else:
        assert taken["page"]["status"] == answer.status_code == 422, path
        online, offline = same(answer.get_data(as_text=True)), same(taken["html"])
        assert online == offline, (path, difference(online, offline))
    return now_known


def _said(actor: Actor) -> Told | None:
    with actor.client.session_transaction() as session:
        said = [text for _, text in session.pop("_flashes", [])]
    return said[0] if said else None


def _makes(known: Told, act_id: str) -> bool:
    places = {one["event_id"] for one in known["records"]["attendances"].values()}
    return act_id in places or any(act_id in rows for rows in known["records"].values())


def _lists(known: Told) -> Told:
    return {table: list(rows.values()) for table, rows in known["records"].items()}


def _alike(tables: dict[str, list[Any]], unlike: Iterable[str]) -> Told:
    """The records without what a phone cannot know: revisions, links, groups of digits."""
    return {
        table: {row["id"]: _plain(row, {"rev", *unlike}) for row in rows}
        for table, rows in tables.items()
        if table != "earlier"
    }


def _plain(row: Told, without: set[str]) -> Told:
    plain = {name: value for name, value in row.items() if name not in without}
    if "ways" in plain:
        plain["ways"] = [(way["kind"], way["label"], way["href"]) for way in plain["ways"]]
    if "event" in plain:
        plain["event"] = _plain(plain["event"], {"join_path", "join_url", "join_code"})
    return plain
