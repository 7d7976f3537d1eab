"""What has to hold once all is quiet, whatever has happened."""

import json
from typing import Any

from .acts import Deed, Records
from .outcome import Outcome, told_of
from .play import Play
from .stage import PHONES, rows_of_all

# What may be refused when it arrives, because another phone did something there before: whom to
# ask next, which time was chosen, whether there is a seat or a place left.
MAY_BE_REFUSED = (
    *("introduction", "first_asked", "second_asked", "first_answer", "second_answer"),
    *("introduced", "withdrawn", "told", "chosen", "sent", "focus", "aim", "place"),
)


def check(played: Play) -> None:
    """All that was done has happened once, nothing is lost, and all agree."""
    refused = _all_agree(played)
    with played.stage.app.app_context():
        rows = rows_of_all()
    for name, person_id in played.stage.ids.items():
        deeds = [one for one in played.deeds if one.person == person_id and one.key not in refused]
        before, after = (told_of(person_id, all_rows) for all_rows in (played.stage.rows, rows))
        Outcome(name, before, after, deeds, played.timely).check()


def _all_agree(played: Play) -> set[str]:
    """Phones and server tell the same. Returns the keys of what was refused."""
    told = {name: _whole(played, name) for name in ("alice-1", "bob-1")}
    refused: set[str] = set()
    for name, owner in PHONES.items():
        state = played.state(name, all=True)
        assert state, f"{name} shows nothing"
        assert state["waiting"] == 0, name
        kept, whole = _by_id(state["replica"]), told[f"{owner}-1"]
        assert _by_id(state["records"]) == kept, name
        assert kept == whole, f"{name}: {_differing(kept, whole)}"
        refused |= {_understood(played, entry) for entry in state["refused"]}
    return refused


def _understood(played: Play, entry: dict[str, Any]) -> str:
    """The key of a refused act, if something done elsewhere is the reason."""
    (deed,) = [one for one in played.deeds if one.key == entry["key"]]
    others = [one for one in played.deeds if (one.person, one.phone) != (deed.person, deed.phone)]
    elsewhere = [one for one in others if one.person == deed.person]
    is_early = deed.act.kind == "outcome" and not played.timely
    may_be = deed.act.kind in MAY_BE_REFUSED and entry["status"] in (409, 422) and elsewhere
    assert may_be or is_early or _hangs_on(deed, entry, others), f"{deed} is refused: {entry}"
    return deed.key


def _hangs_on(deed: Deed, entry: dict[str, Any], _others: list[Deed]) -> bool:
    """What was to be made by another act that is refused is not there."""
    return entry["status"] == 404 and deed.act.path.startswith(("/introductions/", "/targets/"))


def _whole(played: Play, name: str) -> Any:
    answer = played.world.lines[name].client.get("/replica?since=0")
    return _by_id(json.loads(answer.data)["records"])


def _by_id(records: Records) -> Any:
    # Whether an event's code is still drawn follows from the hour: no phone is told.
    for attendance in records["attendances"]:
        attendance["event"].pop("join_code", None)
    return {table: {row["id"]: row for row in rows} for table, rows in records.items() if rows}


def _differing(kept: Any, whole: Any) -> list[Any]:
    """What a phone has, and what it should have."""
    tables = {table: kept.get(table, {}).keys() | whole.get(table, {}).keys() for table in whole}
    pairs = [
        (kept.get(table, {}).get(key), whole[table].get(key))
        for table in tables
        for key in tables[table]
    ]
    return [pair for pair in pairs if pair[0] != pair[1]]
