"""A phone's end of it: what it asks, and what it makes of the answers."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Actor

from .node import Node, running

Told = dict[str, Any]


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
    return {"rev": news["rev"], "person": news["person"], "records": tables}
