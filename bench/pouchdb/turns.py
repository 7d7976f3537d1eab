"""The client, which pulls and replicates in turns (client.mjs)."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .servers import NODE, Served

CLIENT = Path(__file__).with_name("client.mjs")


@dataclass(frozen=True)
class Taken:
    """What one turn took: milliseconds, bytes both ways, requests."""

    ms: float
    bytes: int
    requests: int


def take(served: Served, batch: int, rounds: int) -> dict[str, list[Taken]]:
    """What each round took, by what was fetched; PouchDB fetches so many documents at once.

    Raises subprocess.CalledProcessError where anything was not fetched.
    """
    asked = {"rounds": rounds, "batch": batch, "wellmet": served.wellmet, "pouchdb": served.pouchdb}
    command = [str(NODE), str(CLIENT), json.dumps(asked)]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return {name: [Taken(**turn) for turn in turns] for name, turns in told.items()}
