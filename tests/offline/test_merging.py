"""Whatever is done, and whenever a phone asks: news merged in give what a whole pull gives."""

import random
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from blueprints.shared.ids import derived, new_id
from blueprints.shared.limits import limiter
from tests import cast
from tests.conftest import Actor, Clock
from tests.exchange.codes import word_of

from .conftest import Phone, Told, merged, pull

Verb = Callable[["Walk"], object]
EVENT = {
    "title": "Founders Night",
    "starts": "2026-12-03T19:00",
    "ends": "2026-12-03T21:30",
    "zone": "Europe/London",
}


class Walk:
    """Alice and Bob do things, in an order that a seed decides."""

    def __init__(self, alice: Actor, bob: Actor, clock: Clock, seed: int) -> None:
        self.alice, self.bob, self.clock = alice, bob, clock
        self.random = random.Random(seed)
        self.phone = Phone(alice)

    def one(self, table: str) -> Told | None:
        """Any of Alice's records of a kind."""
        records = pull(self.alice)["records"][table]
        return self.random.choice(records) if records else None

    def post(self, path: str, **fields: Any) -> None:
        self.alice.post(path, {"id": new_id(), **fields})

    def of(self, table: str, path: str, **fields: Any) -> None:
        if record := self.one(table):
            self.post(path.format(**record), **fields)

    def step(self) -> None:
        limiter.reset()
        self.clock.set(self.clock() + timedelta(minutes=self.random.randint(1, 90)))
        self.random.choice(VERBS)(self)


def photo() -> tuple[BytesIO, str]:
    file = BytesIO()
    Image.new("RGB", (80, 80), "green").save(file, "PNG")
    file.seek(0)
    return file, "me.png"


def end_step(walk: Walk) -> None:
    kind = walk.random.choice(["recall", "message", "promise", "help", "next"])
    scheduled = {"state": "scheduled", "text": "Coffee", "due_on": "2026-12-09"}
    walk.of("meetings", "/follow-ups/{id}/steps/" + kind, **scheduled)


def say_late(walk: Walk) -> None:
    if meeting := walk.one("meetings"):
        path = f"/people/{meeting['contact_id']}/listening"
        ago = walk.random.randint(0, 300)
        walk.phone.id = walk.random.choice([derived(walk.alice.id, name) for name in "ab"])
        walk.phone.send(walk.phone.act(path, {"heard": f"Hires {ago}"}, ago))


VERBS: list[Verb] = [
    lambda walk: walk.post("/people", name="Ifeoma", phone="+447911123456"),
    lambda walk: walk.post("/events", **EVENT),
    lambda walk: walk.post(f"/c/{word_of(walk.bob)}/swap", mode="swap"),
    lambda walk: walk.bob.post(f"/c/{word_of(walk.alice)}/swap", {"mode": "swap"}),
    lambda walk: walk.bob.post("/me/photo", {"photo": photo()}),
    lambda walk: walk.bob.post("/me/photo/removal"),
    lambda walk: walk.bob.post("/me/card", {"name": "Bob", "shared": "photo"}),
    lambda walk: walk.bob.post("/me/card", {"name": "Bob O.", "shared": "email"}),
    lambda walk: walk.post("/me/photo", photo=photo()),
    lambda walk: walk.post("/me/card", name="Alice L.", shared="email"),
    lambda walk: walk.post("/me/settings", zone="UTC", locale="de_DE", followup_cap="3"),
    lambda walk: walk.post("/swap/carrying", carry=walk.random.choice(["yes", "no"])),
    lambda walk: walk.post("/swap/code"),
    lambda walk: walk.of("contacts", "/people/{id}", name="Ife", email="ife@example.org"),
    lambda walk: walk.of("contacts", "/people/{id}/letting-go"),
    lambda walk: walk.of("contacts", "/people/{id}/return"),
    lambda walk: walk.of("contacts", "/people/{id}/notes", text="Sings"),
    lambda walk: walk.of("contacts", "/people/{id}/next", next_step="Call", next_on="2026-12-09"),
    lambda walk: walk.of("contacts", "/people/{id}/promises", side="mine", promised="Write"),
    lambda walk: walk.of("promises", "/promises/{id}/keeping"),
    lambda walk: walk.of("promises", "/promises/{id}/release"),
    lambda walk: walk.of("promises", "/promises/{id}/reopening"),
    lambda walk: walk.of("attendances", "/events/{event_id}", **EVENT | {"title": "Night"}),
    lambda walk: walk.of("attendances", "/events/{event_id}/goal", goal="One buyer"),
    lambda walk: walk.of("attendances", "/events/{event_id}/plan", plan="slide"),
    lambda walk: walk.of("attendances", "/events/{event_id}/targets", who="A buyer"),
    lambda walk: walk.of(
        "attendances", "/events/{event_id}/reflection", reached="yes", again="yes"
    ),
    lambda walk: walk.of("targets", "/targets/{id}", who="A nurse"),
    lambda walk: walk.of("targets", "/targets/{id}/meeting"),
    lambda walk: walk.of("targets", "/targets/{id}/missing"),
    lambda walk: walk.of("targets", "/targets/{id}/removal"),
    lambda walk: walk.of("targets", "/targets/{id}/restoration"),
    end_step,
    say_late,
    say_late,
]


def known(told: Told) -> Told:
    """What a phone knows, whatever it was told it by; what follows from the hour is left out."""
    everything = merged({}, told) if "whole" in told else told
    tables = everything["records"]
    for attendance in tables["attendances"].values():
        attendance["event"].pop("join_code")
    return {"person": everything["person"], "records": tables}


@pytest.mark.parametrize("seed", range(6))
def test_news_merged_in_give_what_a_whole_pull_gives(
    alice: Actor, bob: Actor, evening: str, clock: Clock, seed: int
) -> None:
    walk = Walk(alice, bob, clock, seed)
    phones = [merged({}, pull(alice))]
    for _ in range(25):
        walk.step()
        if walk.random.random() < 0.3:
            # A phone that hears of everything from here on, beside those that ask now and then.
            phones.append(merged({}, pull(alice)))
        eager = walk.random.randrange(len(phones))
        phones[eager] = merged(phones[eager], pull(alice, since=phones[eager]["rev"]))

    news = [known(merged(phone, pull(alice, since=phone["rev"]))) for phone in phones]

    whole = known(pull(alice))
    assert all(one == whole for one in news)


def test_a_deleted_account_leaves_a_contact_that_says_so(
    alice: Actor, bob: Actor, evening: str
) -> None:
    bob.post("/me/photo", {"photo": photo()})
    alice.post(f"/c/{word_of(bob)}/swap", {"id": new_id(), "mode": "swap"})
    before = merged({}, pull(alice))

    bob.post("/me/delete", {"password": cast.PASSWORD})

    after = known(merged(before, pull(alice, since=before["rev"])))
    assert after == known(pull(alice))
    assert [contact["photo"] for contact in after["records"]["contacts"].values()] == [""]
