"""Acts as the workers of earlier releases wrote them down, for the newest worker to find."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from blueprints.shared.ids import new_id

from .acts import Act

PHONES = sorted((Path(__file__).parents[1] / "releases").glob("*.phone.json"))
# An id, or the word of a code.
NAME = re.compile(r"[0-9a-f-]{36}|(?<=/c/)\w+")


def _waiting_on(phone: Path) -> list[dict[str, Any]]:
    """What waited there, without its place in that outbox and whose it was."""
    rows = json.loads(phone.read_text())["stores"]["outbox"]["rows"]
    placed = ("seq", "person")
    return [{name: entry[name] for name in entry if name not in placed} for _, entry in rows]


RELEASES = [_waiting_on(phone) for phone in PHONES]


def knew(release: list[dict[str, Any]], act: Act) -> bool:
    """Whether the release had such a form, with a field for all that is said."""
    said = {name for name, _ in act.fields}
    same = [one for one in release if _kind(one["path"]) == _kind(act.path)][:1]
    return any(said <= {name for name, _ in one["fields"]} for one in same)


def as_of(release: list[dict[str, Any]], act: Act) -> Act:
    """The same act with the fields that the release's form had, in its order."""
    sent, said = _like(release, act)["fields"], dict(act.fields)
    return replace(act, fields=[[name, said.get(name, "")] for name, _ in sent])


def entry_of(release: list[dict[str, Any]], act: Act) -> dict[str, Any]:
    """What the release's worker kept of such an act, with nothing that came to be later."""
    own = {"key": new_id(), "path": act.path, "fields": act.fields}
    return {**_like(release, act), **own}


def _like(release: list[dict[str, Any]], act: Act) -> dict[str, Any]:
    """The first act of its kind that the release queued."""
    return next(one for one in release if _kind(one["path"]) == _kind(act.path))


def _kind(path: str) -> str:
    return NAME.sub("", path)
