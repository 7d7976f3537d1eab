"""One person, two phones: what the one takes back, sends or proposes while the other does too."""

from datetime import timedelta

import pytest

from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.followups.messages import Message
from blueprints.followups.models import Step
from blueprints.followups.proposals import Proposal
from blueprints.shared.facts import Earlier
from blueprints.shared.ids import derived, new_id
from tests import cast
from tests.conftest import Actor, Clock, Stored

from .conftest import Phone, Told, pull, statuses, with_id

X = "0b6d6f5e-2c64-4f0e-9a8e-6f2f0a3c1d5b"

TOUCH = derived(X, "touch")

OFFER = {
    **{"kind": "coffee", "first": "2026-12-08T10:00", "second": "2026-12-09T15:00", "third": ""},
    **{"minutes": "45", "place": "The pier", "zone": "Europe/London"},
}

FIRST, THIRD = "2026-12-08T10:00:00.000000Z", "2026-12-10T09:00"


@pytest.fixture(autouse=True)
def known(alice: Actor, evening: str, phone: Phone, other: Phone, clock: Clock) -> None:
    """Both phones know of somebody, a promise, a draft and a proposal; it is two days later."""
    alice.post("/people", {"id": X, "name": "Ifeoma"})
    alice.post(f"/people/{X}/promises", {"id": X, "side": "mine", "promised": "The rota plan"})
    alice.post(f"/people/{X}/messages", {"id": X, "who": "Alice", "told": "The rota plan"})
    alice.post(f"/people/{X}/proposals", {"id": X, **OFFER})
    clock.set(cast.EVENING_END + timedelta(days=2))
    phone.since = other.since = pull(alice)["rev"]


@pytest.mark.parametrize(
    ("first", "then", "name", "lost"),
    [
        ("release", "keeping", "kept_at", "Released: The rota plan"),
        ("keeping", "release", "released_at", "Kept: The rota plan"),
    ],
)
@pytest.mark.parametrize("arrives_first", ["earlier", "later"])
def test_a_promise_is_kept_or_released_and_never_both(
    phone: Phone,
    other: Phone,
    stored: Stored,
    first: str,
    then: str,
    name: str,
    lost: str,
    arrives_first: str,
) -> None:
    earlier = (phone, phone.act(f"/promises/{X}/{first}", ago=60))
    later = (other, other.act(f"/promises/{X}/{then}", ago=30))
    _send_all(earlier, later, arrives_first)

    (promise,) = stored(Promise)
    assert [at for at in ("kept_at", "released_at") if getattr(promise, at)] == [name]
    assert [(one.fact, one.text) for one in stored(Earlier)] == [("state", lost)]


@pytest.mark.parametrize(
    "later", [{"state": "scheduled", "text": "A map", "due_on": "2026-12-11"}, {"state": "done"}]
)
def test_what_was_kept_on_one_phone_is_a_promise_though_the_step_ended_otherwise_on_the_other(
    phone: Phone, other: Phone, stored: Stored, later: dict[str, str]
) -> None:
    step = f"/follow-ups/{derived(X, 'meeting')}/steps/help"
    first = derived(derived(derived(X, "meeting"), "help"), "promise")
    will = {"state": "scheduled", "due_on": "2026-12-09"}
    other.send(other.act(step, later, ago=10))

    told = phone.send(
        phone.act(step, will | {"text": "Her advert"}, ago=60),
        phone.act(f"/promises/{first}/keeping", ago=50),
        phone.act(step, will | {"text": "Her rota"}, ago=40),
        phone.act(f"/promises/{derived(first, 'promise')}/keeping", ago=30),
    )

    assert statuses(told) == [303] * 4
    kept = [one.text for one in stored(Promise) if one.kept_at]
    assert len(kept) == 2
    assert "Her rota" in kept
    assert [one.state for one in stored(Step)] == [later["state"]]


@pytest.mark.parametrize("arrives_first", ["earlier", "later"])
def test_what_was_called_off_later_has_not_happened(
    phone: Phone, other: Phone, stored: Stored, arrives_first: str
) -> None:
    happened = (phone, phone.act(f"/proposals/{X}/happening", ago=60))
    called_off = (other, other.act(f"/proposals/{X}/cancellation", ago=30))
    _send_all(happened, called_off, arrives_first)

    (proposal,) = stored(Proposal)
    assert proposal.happened_at is None
    assert [one for one in stored(Touch) if one.removed_at is None] == []
    assert ("ended", "It happened") in [(one.fact, one.text) for one in stored(Earlier)]


@pytest.mark.parametrize("path", ["cancellation", "return"])
@pytest.mark.parametrize("arrives_first", ["earlier", "later"])
def test_what_happened_later_is_a_touch(
    phone: Phone, other: Phone, stored: Stored, path: str, arrives_first: str
) -> None:
    undone = (phone, phone.act(f"/proposals/{X}/{path}", ago=60))
    happened = (other, other.act(f"/proposals/{X}/happening", ago=30))
    _send_all(undone, happened, arrives_first)

    assert [one.happened_at is not None for one in stored(Proposal)] == [True]
    assert [(one.id, one.removed_at) for one in stored(Touch)] == [(TOUCH, None)]


@pytest.mark.parametrize("arrives_first", ["earlier", "later"])
def test_what_was_sent_later_is_a_touch(
    phone: Phone, other: Phone, stored: Stored, arrives_first: str
) -> None:
    taken_back = (phone, phone.act(f"/messages/{X}/return", ago=60))
    sent = (other, other.act(f"/messages/{X}/sending", {"how": ""}, ago=30))
    _send_all(taken_back, sent, arrives_first)

    assert [one.sent_at is not None for one in stored(Message)] == [True]
    assert [(one.id, one.removed_at) for one in stored(Touch)] == [(TOUCH, None)]


def test_what_was_taken_back_later_is_no_touch(phone: Phone, other: Phone, stored: Stored) -> None:
    sent = phone.act(f"/messages/{X}/sending", {"how": ""}, ago=60)
    other.send(other.act(f"/messages/{X}/return", ago=30))
    phone.send(sent)

    assert [one.sent_at for one in stored(Message)] == [None]
    assert stored(Touch) == []


@pytest.mark.parametrize("ago", [90, 30])
def test_what_was_sent_keeps_its_words_and_those_of_the_other_phone_are_kept_beside(
    phone: Phone, other: Phone, stored: Stored, ago: float
) -> None:
    phone.send(phone.act(f"/messages/{X}/sending", {"how": ""}, ago=60))
    told = other.send(other.act(f"/messages/{X}", {"told": "The rota plan, late"}, ago=ago))

    assert statuses(told) == [303]
    assert [one.text for one in stored(Message)] == ["Alice\n\nThe rota plan"]
    assert [(one.fact, one.text) for one in stored(Earlier)] == [("message", "The rota plan, late")]


def test_what_was_not_sent_after_all_is_written_anew(phone: Phone, stored: Stored) -> None:
    phone.send(phone.act(f"/messages/{X}/sending", {"how": ""}, ago=60))
    phone.send(phone.act(f"/messages/{X}/return", ago=40))
    phone.send(phone.act(f"/messages/{X}", {"told": "The rota plan, late"}, ago=30))

    assert [one.text for one in stored(Message)] == ["The rota plan, late"]
    assert stored(Earlier) == []


def test_what_was_noted_as_sent_was_sent_whatever_else_is_known_of_them_by_then(
    alice: Actor, phone: Phone, stored: Stored
) -> None:
    met, letter = new_id(), new_id()
    alice.post("/people", {"id": met, "name": "Wei"})
    alice.post(f"/people/{met}/notes", {"text": "Glaciers"})
    alice.post(f"/people/{met}/messages", {"id": letter, "told": "You told me of glaciers"})
    sent = phone.act(f"/messages/{letter}/sending", {"how": ""}, ago=60)
    alice.post(f"/people/{met}/notes", {"text": "Sails on Sundays"})

    assert alice.post(f"/messages/{letter}/sending", {"how": ""}).status_code == 422
    assert statuses(phone.send(sent)) == [303]
    assert [one.id for one in stored(Message) if one.sent_at] == [letter]


def test_a_line_to_somebody_who_has_another_name_by_then_was_sent(
    alice: Actor, phone: Phone, stored: Stored, evening: str
) -> None:
    met, line = new_id(), new_id()
    alice.post("/people", {"id": met, "name": "Somebody"})
    thanks = {"id": line, "line": "Somebody, thank you for the evening"}
    alice.post(f"/follow-ups/{derived(met, 'meeting')}/lines", thanks)
    alice.post(f"/people/{met}/notes", {"text": "evening"})
    sent = phone.act(f"/messages/{line}/sending", {"how": ""}, ago=60)
    alice.post(f"/people/{met}", {"name": "Wei"})

    assert alice.post(f"/messages/{line}/sending", {"how": ""}).status_code == 422
    assert statuses(phone.send(sent)) == [303]
    assert [one.id for one in stored(Message) if one.sent_at] == [line]


def test_a_line_that_was_sent_keeps_its_words(
    alice: Actor, phone: Phone, other: Phone, stored: Stored, evening: str
) -> None:
    met, line = new_id(), "Wei, thank you for the maps of glaciers"
    alice.post("/people", {"id": met, "name": "Wei", "heard": "Maps of glaciers"})
    meeting = derived(met, "meeting")
    alice.post(f"/follow-ups/{meeting}/lines", {"id": met, "line": line})
    alice.post(f"/people/{met}/notes", {"id": met, "text": "Maps of glaciers"})
    phone.send(phone.act(f"/messages/{met}/sending", {"how": ""}, ago=60))
    told = other.send(other.act(f"/messages/{met}/line", {"line": "Wei, thank you"}, ago=30))

    assert statuses(told) == [303]
    assert [one.text for one in stored(Message) if one.line] == [line]
    assert [(one.fact, one.text) for one in stored(Earlier)] == [("message", "Wei, thank you")]


def test_a_time_that_was_agreed_on_elsewhere_is_kept_when_the_times_change(
    phone: Phone, other: Phone, stored: Stored
) -> None:
    phone.send(phone.act(f"/proposals/{X}/choice", {"moment": FIRST}, ago=60))
    other.send(other.act(f"/proposals/{X}", {**OFFER, "first": THIRD}, ago=30))

    (proposal,) = stored(Proposal)
    assert proposal.chosen_at is None
    assert ("chosen", "Agreed on: 2026-12-08T10:00 UTC") in [
        (one.fact, one.text) for one in stored(Earlier)
    ]


def test_a_time_that_was_agreed_on_later_stays_though_the_times_changed(
    phone: Phone, other: Phone, stored: Stored
) -> None:
    changed = other.act(f"/proposals/{X}", {**OFFER, "first": THIRD}, ago=60)
    phone.send(phone.act(f"/proposals/{X}/choice", {"moment": FIRST}, ago=30))
    other.send(changed)

    (proposal,) = stored(Proposal)
    assert proposal.chosen_at is not None
    assert FIRST not in proposal.moments


@pytest.mark.parametrize("path", [f"/proposals/{X}", f"/proposals/{X}/return"])
def test_what_was_planned_on_the_other_phone_outlives_a_change_here(
    phone: Phone, other: Phone, stored: Stored, path: str
) -> None:
    phone.send(phone.act(f"/proposals/{X}/choice", {"moment": FIRST}, ago=90))
    other.send(other.act(f"/people/{X}/next", {"next_step": "Send the map"}, ago=60))

    phone.send(phone.act(path, OFFER | {"place": "The lighthouse"}, ago=30))

    assert [one.next_step for one in stored(Contact)] == ["Send the map"]


@pytest.mark.parametrize("path", [f"/people/{X}/proposals", f"/proposals/{X}/return"])
def test_what_was_proposed_later_stays_open(
    phone: Phone, other: Phone, stored: Stored, path: str
) -> None:
    later_id = new_id()
    other.send(with_id(other.act(f"/people/{X}/proposals", OFFER, ago=30), later_id))
    phone.send(phone.act(path, OFFER if "people" in path else {}, ago=60))

    assert [one.id for one in stored(Proposal) if one.open] == [later_id]


def _send_all(earlier: tuple[Phone, Told], later: tuple[Phone, Told], arrives_first: str) -> None:
    for sender, act in (earlier, later) if arrives_first == "earlier" else (later, earlier):
        sender.send(act)
