"""A phone's end of it: what it asks, and what it makes of the answers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from werkzeug.test import TestResponse

from blueprints.shared.ids import new_id
from tests.conftest import Actor

from .node import Node, running

Told = dict[str, Any]
Fields = dict[str, str]


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """The phone's scripts in node: one process for the whole run."""
    with running() as process:
        yield process


def pull(actor: Actor, **asked: object) -> Told:
    """What a phone is told that asks for news."""
    answer = actor.get("/replica", query_string=asked)
    assert answer.status_code == 200, answer.status_code
    told: Told = json.loads(answer.data)
    return told


def merged(known: Told, news: Told) -> Told:
    """What a phone knows once it has heard the news."""
    if "records" not in news:
        return {**known, "rev": news["rev"]}
    tables = {
        table: {
            **({} if news["whole"] else known["records"][table]),
            **{record["id"]: record for record in records},
        }
        for table, records in news["records"].items()
    }
    person = news.get("person") or {**known["person"], "last_rev": news["rev"]}
    return {"rev": news["rev"], "person": person, "records": tables}


NOW = 1_796_324_400_000  # what the phone's own clock shows, in milliseconds; it may be wrong
MINUTE = 60_000


@dataclass
class Phone:
    """One phone of somebody's: acts wait on it until it sends them."""

    actor: Actor
    id: str = field(default_factory=new_id)
    since: int = 0

    def act(self, path: str, fields: Fields | None = None, ago: float = 0, **also: Any) -> Told:
        """A form post made so many minutes ago."""
        form = [[name, value] for name, value in (fields or {}).items()]
        made = {"key": new_id(), "made_at": NOW - ago * MINUTE, "seen": self.since}
        return {"path": path, "fields": [["id", new_id()], *form], **made, **also}

    def post(self, *acts: Told, **also: Any) -> TestResponse:
        """What the server answers to the acts."""
        sender = {"person": self.actor.id, "phone": self.id, "since": self.since}
        return self.actor.client.post(
            "/outbox", json={**sender, "sent_at": NOW, "acts": acts, **also}
        )

    def send(self, *acts: Told, **also: Any) -> Told:
        """The same, read."""
        answer = self.post(*acts, **also)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        told: Told = json.loads(answer.data)
        return told


def statuses(told: Told) -> list[int]:
    """How each act was answered."""
    return [answer["status"] for answer in told["answers"]]


def with_id(act: Told, act_id: str) -> Told:
    """The same act, on a form with that id."""
    return act | {"fields": [["id", act_id], *act["fields"][1:]]}


@pytest.fixture
def phone(alice: Actor) -> Phone:
    """Alice's phone."""
    return Phone(alice)


@pytest.fixture
def other(phone: Phone) -> Phone:
    """Alice's other phone."""
    return Phone(phone.actor)
