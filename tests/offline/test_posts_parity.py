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

pytestmark = pytest.mark.once

LUNCH = {
    "title": "Lunch",
    "starts": "2026-12-04T12:00",
    "ends": "2026-12-04T13:30",
    "zone": "Europe/Berlin",
    "place": "Café  Süd",
    "link": "Example.org/a b?q=ä",
}
MARTA = {
    "name": " Marta   Nowak ",
    "headline": "Ice",
    "email": "Marta@Example.ORG",
    "phone": "+44 7911 123456",
    "links": "a.example\r\nHTTPS://B.example/x#y",
    "prefers": "phone",
    "looking_for": "Maps\r\nof ice ",
}
COFFEE = {
    "kind": "coffee",
    "first": "2026-12-07T10:00",
    "second": "2026-12-08T15:00",
    "third": "",
    "minutes": "45",
    "place": "",
    "zone": "Asia/Kolkata",
}
PAIR = {"first": "{person}", "second": "{other}"}
Step = tuple[str, dict[str, str]]

# One story after another; "{...}" is the id of somebody or something of that evening, NEW what the
# step before has made.
STORIES: dict[str, list[Step]] = {
    "an event": [
        ("/events", LUNCH),
        ("/events/{NEW}/plan", {"plan": "slide"}),
        ("/events/{NEW}/plan", {"plan": "go"}),
        ("/events/{NEW}/goal", {"goal": " Meet  somebody "}),
        ("/events/{NEW}/goal", {"goal": ""}),
        ("/events/{NEW}", LUNCH | {"title": "Brunch", "zone": "America/New_York", "link": ""}),
        ("/events/{NEW}/reflection", {"reached": "yes", "again": "no"}),
        ("/events/{event}", LUNCH),
        ("/events/{event}/reflection", {"reached": "partly", "learned": "Ask", "again": "yes"}),
        ("/events/{event}/reflection", {"reached": "yes", "learned": "", "again": "yes"}),
    ],
    "targets": [
        ("/events/{event}/targets", {"who": "Everybody"}),
        ("/targets/{target}", {"who": "A buyer", "why": "Wards ", "offer": "", "opening": "Hello"}),
        ("/targets/{target}/meeting", {"next": "/today"}),
        ("/targets/{target}/meeting", {"next": "//evil.example"}),
        ("/targets/{target}/missing", {}),
        ("/targets/{target}/removal", {}),
        ("/targets/{target}/removal", {"next": "/a\\b"}),
        ("/events/{event}/targets", {"who": "Marta", "why": "Ice"}),
        ("/targets/{target}/restoration", {}),
        ("/targets/{NEW}/removal", {}),
        ("/targets/{target}/restoration", {}),
        ("/targets/{target}/restoration", {}),
    ],
    "somebody": [
        ("/people", MARTA),
        ("/people/{NEW}/listening", {"heard": "Glaciers", "promised": "A map", "due_on": ""}),
        ("/people", MARTA | {"source": "vcard", "prefers": ""}),
        ("/people/{NEW}", {"name": "Marta N.", "phone": "", "prefers": "email"}),
        ("/people/{person}/listening", {"heard": "", "moves_goal": "no", "promised": ""}),
        ("/people/{person}/letting-go", {}),
        ("/people/{person}/letting-go", {"next": "/people?q=x"}),
        ("/people/{person}/return", {}),
        ("/people/{person}/notes", {"text": " Two\r\nlines "}),
        ("/people/{person}/promises", {"side": "mine", "promised": "A", "due_on": "2026-12-09"}),
        ("/people/{person}/promises", {"side": "theirs", "promised": "B"}),
        ("/promises/{NEW}/moving", {"due_on": "2027-01-09"}),
        ("/promises/{NEW}/moving", {"due_on": "", "next": "/promises"}),
        ("/promises/{NEW}/moving", {"due_on": "soon"}),
        ("/promises/{NEW}/moving", {"due_on": "soon", "next": "/follow-ups/{meeting}#promise"}),
        ("/promises/{NEW}/moving", {"due_on": "", "next": "/follow-ups/{meeting}#promise"}),
        ("/promises/{NEW}/keeping", {"next": "/follow-ups/{meeting}#promise"}),
        ("/promises/{NEW}/reopening", {}),
        ("/promises/{NEW}/keeping", {}),
        ("/promises/{NEW}/release", {"next": "/follow-ups"}),
        ("/promises/{NEW}/keeping", {"next": "/ä"}),
        ("/promises/{NEW}/reopening", {}),
        ("/people/{person}/next", {"next_step": "Coffee", "next_on": "2026-12-12"}),
        ("/people/{person}/next", {"next_step": "", "next_on": ""}),
    ],
    "in touch": [
        ("/people/{person}/touches", {"who": "me", "text": " A  word ", "touched_on": ""}),
        ("/people/{person}/touches", {"who": "they", "touched_on": "2026-12-01"}),
        ("/touches/{NEW}/removal", {}),
        ("/touches/{NEW}/removal", {"next": "/today"}),
        ("/touches/{NEW}/restoration", {}),
        ("/people/{person}/rhythm", {"rhythm": "2-weeks", "rhythm_on": ""}),
        ("/people/{person}/rhythm", {"rhythm": "", "rhythm_on": "2027-01-31"}),
        ("/people/{person}/rhythm", {}),
    ],
    "a message": [
        ("/people/{person}/messages", {"who": "Hello", "told": " Nothing\r\nmuch "}),
        ("/messages/{NEW}/sending", {"how": "email"}),
        ("/messages/{NEW}", {"told": "You are stuck on hiring a nurse lead", "step": "Tea?"}),
        ("/messages/{NEW}/sending", {"how": "pigeon"}),
        ("/messages/{NEW}/sending", {"how": "email"}),
        ("/messages/{NEW}/sending", {"how": ""}),
        ("/messages/{NEW}/return", {}),
        ("/messages/{NEW}/return", {}),
        ("/follow-ups/{meeting}/steps/recall", {"state": "done"}),
        ("/messages/{NEW}/sending", {"how": "sms"}),
        ("/messages/{NEW}", {"told": "You are stuck on hiring a nurse lead", "step": "Lunch?"}),
        ("/people/{person}/messages", {"hope": "More"}),
    ],
    "one line": [
        ("/follow-ups/{meeting}/focus/line", {}),
        ("/follow-ups/{meeting}/lines", {"line": " Hello \r\n you "}),
        ("/messages/{NEW}/sending", {"how": "email"}),
        ("/messages/{NEW}", {"told": "No letter"}),
        ("/messages/{NEW}/line", {"line": ""}),
        ("/messages/{NEW}/line", {"line": "Thank you for Founders Evening, Ifeoma"}),
        ("/messages/{NEW}/sending", {"how": "pigeon"}),
        ("/messages/{NEW}/sending", {"how": "sms"}),
        ("/messages/{NEW}/sending", {"how": "sms"}),
        ("/messages/{NEW}/return", {}),
        ("/messages/{NEW}/return", {}),
        ("/messages/{NEW}/line", {"line": "Ifeoma, how is it with hiring a nurse lead?"}),
        ("/messages/{NEW}/sending", {"how": ""}),
        ("/messages/{NEW}/line", {"line": "Ifeoma, how is it with hiring two nurse leads?"}),
        ("/follow-ups/{meeting}/lines", {"line": "Another"}),
        ("/people/{person}/messages", {"told": "A letter"}),
        ("/messages/{NEW}/line", {"line": "No line"}),
    ],
    "a next step": [
        ("/people/{person}/proposals", COFFEE),
        ("/proposals/{NEW}/choice", {"moment": "2026-12-07T10:00:00.000000Z"}),
        ("/proposals/{NEW}/choice", {"moment": "2026-12-07T10:00:00.000000Z"}),
        ("/proposals/{NEW}", COFFEE | {"minutes": "60", "place": "Café  Süd"}),
        ("/proposals/{NEW}/happening", {}),
        ("/proposals/{NEW}/happening", {}),
        ("/proposals/{NEW}/return", {}),
        ("/proposals/{NEW}", COFFEE | {"first": "2026-12-08T10:00", "kind": "video"}),
        ("/proposals/{NEW}/choice", {"moment": "2026-12-08T10:00:00.000000Z"}),
        ("/proposals/{NEW}/cancellation", {}),
        ("/proposals/{NEW}/cancellation", {}),
        ("/proposals/{NEW}/return", {}),
        ("/people/{person}/proposals", COFFEE | {"third": "2026-12-09T08:00", "kind": "call"}),
        ("/proposals/{NEW}", COFFEE),
    ],
    "an introduction": [
        ("/people", MARTA | {"introduced_by": "{person}"}),
        ("/people", MARTA | {"introduced_by": "Ifeoma"}),
        ("/people", MARTA | {"introducer": "Nobody of these"}),
        ("/people", MARTA | {"introducer": "a"}),
        ("/people", MARTA | {"introducer": "a", "introduced_by": "{person}"}),
        ("/people", MARTA | {"introducer": "marta"}),
        ("/people", MARTA | {"introducer": "x" * 81}),
        ("/people", MARTA | {"introducer": "a", "name": ""}),
        ("/introductions", PAIR | {"reason": "Both", "need": "A", "offer": " B  C "}),
        ("/introductions", PAIR | {"reason": "Both"}),
        ("/introductions", {"first": "{person}", "second": "{person}"}),
        ("/introductions/dismissals", {"first": "{person}", "second": "x"}),
        ("/introductions/{NEW}/asking/second", {"how": ""}),
        ("/introductions/{NEW}/answer/first", {"answer": "yes"}),
        ("/introductions/{NEW}/asking/third", {"how": ""}),
        ("/introductions/{NEW}/asking/first", {"how": "email"}),
        ("/introductions/{NEW}/asking/first", {"how": "sms"}),
        ("/introductions/{NEW}/unasking/first", {}),
        ("/introductions/{NEW}/asking/first", {"how": "pigeon"}),
        ("/introductions/{NEW}/asking/first", {"how": ""}),
        ("/introductions/{NEW}/answer/first", {"answer": "perhaps"}),
        ("/introductions/{NEW}/answer/first", {"answer": "no"}),
        ("/introductions/{NEW}/answer/first", {"answer": ""}),
        ("/introductions/{NEW}/answer/first", {"answer": "yes"}),
        ("/introductions/{NEW}/introducing", {}),
        ("/introductions/{NEW}/asking/second", {"how": "email"}),
        ("/introductions/{NEW}/answer/second", {"answer": "yes"}),
        ("/introductions/{NEW}/introducing", {}),
        ("/introductions/{NEW}/unintroducing", {}),
        ("/introductions/{NEW}/withdrawal", {}),
        ("/introductions/{NEW}/introducing", {}),
        ("/introductions/{NEW}/return", {}),
        ("/introductions/{NEW}/telling", {"how": ""}),
        ("/introductions/{NEW}/answer/second", {"answer": "no"}),
        ("/introductions/{NEW}/telling", {"how": "pigeon"}),
        ("/introductions/{NEW}/telling", {"how": "email"}),
        ("/introductions/{NEW}/telling", {"how": "sms"}),
        ("/introductions/{NEW}/untelling", {}),
        ("/introductions/{NEW}/untelling", {}),
        ("/introductions/{NEW}/telling", {"how": ""}),
        ("/introductions/{NEW}/answer/second", {"answer": "yes"}),
        ("/introductions/{NEW}/introducing", {}),
        ("/introductions/{NEW}/withdrawal", {}),
        ("/people/{person}/letting-go", {}),
        ("/introductions", PAIR),
        ("/introductions/dismissals", PAIR),
        ("/introductions/{NEW}/reconsidering", {}),
        ("/introductions/{NEW}/reconsidering", {}),
        ("/introductions", PAIR | {"reason": "x" * 401}),
    ],
    "the day after": [
        ("/follow-ups/{meeting}/steps/recall", {"state": "done", "text": "Tall"}),
        ("/follow-ups/{meeting}/steps/recall", {"state": ""}),
        ("/follow-ups/{meeting}/steps/message", {"state": "done"}),
        (
            "/follow-ups/{meeting}/steps/help",
            {"state": "scheduled", "text": "Map", "due_on": "2026-12-09"},
        ),
        (
            "/follow-ups/{meeting}/steps/help",
            {"state": "scheduled", "text": "Maps", "due_on": "2026-12-10"},
        ),
        (
            "/follow-ups/{meeting}/steps/next",
            {"state": "scheduled", "text": "Tea", "due_on": "2027-01-09"},
        ),
        ("/follow-ups/{meeting}/steps/next", {"state": "let_go"}),
        ("/follow-ups/{meeting}/steps/recall", {"state": "done"}),
        ("/follow-ups/{meeting}/steps/promise", {"state": "done"}),
        ("/follow-ups/{meeting}/letting-go", {}),
        ("/follow-ups/{meeting}/return", {}),
        ("/follow-ups/{meeting}/steps/dance", {"state": "done"}),
    ],
    "room": [
        ("/people/{person}/keeping", {}),
        ("/people/{person}/keeping/removal", {}),
        ("/people/{person}/keeping", {}),
        ("/people/{person}/letting-go", {"next": "/people/room"}),
    ],
    "whom to go deeper with": [
        ("/follow-ups/{meeting}/focus/deep", {}),
        ("/follow-ups/{meeting}/focus/deep", {}),
        ("/follow-ups/{meeting}/focus/line", {}),
        ("/follow-ups/{meeting}/letting-go", {"next": "/follow-ups/events/{event}/focus"}),
        ("/follow-ups/{meeting}/return", {"next": "/follow-ups/events/{event}/focus"}),
        ("/follow-ups/{meeting}/focus/open", {}),
        ("/follow-ups/{meeting}/focus/deepest", {}),
        ("/follow-ups/{meeting}/focus/toString", {}),
    ],
    "what is wrong": [
        ("/events", LUNCH | {"title": "\u200b"}),
        ("/events", LUNCH | {"ends": "2026-12-04T12:00", "link": "ftp://x.example"}),
        ("/events", LUNCH | {"starts": "noon", "zone": "Mars/Base"}),
        ("/events", LUNCH | {"starts": "2026-03-29T02:30", "ends": "2026-03-29T04:00"}),
        ("/events/{event}", {}),
        ("/events/{event}/plan", {"plan": "perhaps"}),
        ("/events/{event}/goal", {"goal": "x" * 141}),
        ("/events/{event}/targets", {"who": "", "why": "x" * 281}),
        ("/targets/{target}", {"who": "\x01"}),
        ("/events/{event}/reflection", {"reached": "yes"}),
        (
            "/people",
            {"name": "", "phone": "ring me", "email": "x", "links": "a b", "prefers": "pigeon"},
        ),
        ("/people/{person}", {"name": "x" * 81, "links": "a.io b.io c.io d.io e.io f.io"}),
        ("/people/{person}/listening", {"due_on": "2026-12-04"}),
        ("/people/{person}/listening", {"promised": "x", "due_on": "1999-12-04"}),
        ("/people/{person}/notes", {"text": " \r\n "}),
        ("/people/{person}/promises", {"side": "both", "promised": ""}),
        ("/people/{person}/next", {"next_on": "2026-12-04"}),
        ("/people/{person}/touches", {"who": "nobody", "text": "x" * 281}),
        ("/people/{person}/touches", {"who": "me", "touched_on": "2026-12-05"}),
        ("/people/{person}/touches", {"who": "me", "touched_on": "yesterday"}),
        ("/people/{person}/rhythm", {"rhythm": "daily", "rhythm_on": "soon"}),
        ("/people/{person}/messages", {}),
        ("/people/{person}/messages", {"told": "x" * 501, "hope": "\x02"}),
        ("/follow-ups/{meeting}/lines", {"line": " \u200b"}),
        ("/follow-ups/{meeting}/lines", {"line": "x" * 281}),
        ("/follow-ups/{meeting}/lines", {"line": "\x01"}),
        ("/people/{person}/proposals", {}),
        (
            "/people/{person}/proposals",
            COFFEE | {"kind": "dinner", "minutes": "14", "zone": "Mars"},
        ),
        ("/people/{person}/proposals", COFFEE | {"first": "noon", "minutes": "٣٠"}),
        ("/people/{person}/proposals", COFFEE | {"first": "2027-03-28T01:30", "place": "x" * 301}),
        ("/people/{person}/proposals", COFFEE | {"first": "2027-03-28T01:30"}),
        ("/people/{person}/proposals", COFFEE | {"first": "2026-12-03T01:30"}),
        ("/people/{person}/proposals", COFFEE | {"third": "2026-12-08 15:00", "minutes": "181"}),
        ("/people/{person}/proposals", COFFEE | {"third": "2026-12-08 15:00"}),
        ("/people/{person}/proposals", COFFEE),
        ("/proposals/{NEW}", COFFEE | {"second": ""}),
        ("/proposals/{NEW}/choice", {"moment": "2026-12-07T10:00"}),
        ("/follow-ups/{meeting}/steps/next", {"state": "scheduled", "text": "", "due_on": ""}),
        ("/follow-ups/{meeting}/steps/next", {"state": "scheduled", "text": "x" * 281}),
        ("/follow-ups/{meeting}/steps/recall", {"state": "forgotten"}),
    ],
}


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
        "meeting": meeting["id"],
        "target": target["id"],
    }


@pytest.mark.parametrize("story", STORIES)
def test_a_phone_does_what_the_server_does(
    phone: Phone, alice: Actor, clock: Clock, there: dict[str, str], story: str
) -> None:
    known, made = merged({}, pull(alice)), ""
    for path, fields in STORIES[story]:
        clock.set(clock.time + timedelta(minutes=7))
        act_id, whole = new_id(), path.format(NEW=made, **there)
        told = {name: value.format(**there) for name, value in fields.items()}
        known = compared(phone, alice, clock, known, whole, {"id": act_id, **told})
        made = act_id if _makes(known, act_id) else made


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
    assert "Last time: partly reached. You would not go again." in taken["html"]


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
            path = rule.rule.replace("<id:", "<")
            of_rule = {name: new_id() for name in rule.arguments}
            asked = path.replace("<", "{").replace(">", "}").format(**of_rule)
            named = path.replace("<", "*").replace(">", "")
            if not phone.answers(asked)["itself"] and named not in told["network"]:
                forgotten.add(rule.rule)

    assert forgotten <= {"/outbox"}


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
