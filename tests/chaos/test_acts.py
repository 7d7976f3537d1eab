"""Whatever may wait on a phone is played: an act that no schedule knows could be lost unseen."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from blueprints.shared.ids import derived

from .acts import Act, Records
from .makers import MAKERS
from .makers.people import swap
from .stage import Stage

ROUTES = Path(__file__).parents[2] / "service_worker" / "routes.js"
LEFT_OUT = {
    "/scan/card": "it changes nothing: it shows what was scanned, to be looked over",
}
UUID = "[0-9a-f-]{36}"


def test_every_act_of_a_phone_is_played_or_left_out_for_a_reason(stage: Stage) -> None:
    posts = ROUTES.read_text().split("const POSTS = {")[1].split("};")[0]
    paths = re.findall(r'^  "([^"]+)": ', posts, re.MULTILINE)
    assert len(paths) > 50

    acts = [swap("W0RD", "")({}, "mark 1.", 0), *_all_acts(_known(stage))]
    played = {path for act in acts if act for path in paths if _is_at(path, act)}

    assert {*paths} - played == {*LEFT_OUT}


def _known(stage: Stage) -> Records:
    """What Alice's phone knows as every schedule begins, and as if all of it were done."""
    answer = stage.world().lines["alice-1"].client.get("/replica?since=0")
    records: Records = json.loads(answer.data)["records"]
    for row in [*records["messages"], *records["introductions"]]:
        row |= {"sent_at": row.get("written_at"), "dismissed_at": row.get("begun_at")}
    told = [derived(row["id"], "first-told") for row in records["introductions"]]
    records["touches"] += [{**records["touches"][0], "id": known} for known in told]
    return records


def _all_acts(records: Records) -> Iterator[Act | None]:
    for make in MAKERS.values():
        yield from (make(records, "mark 1.", pick) for pick in range(4))


def _is_at(path: str, act: Act) -> bool:
    pattern = re.sub(r":\w+", UUID, re.sub(r"\*\w+", "[^/]+", path))
    return re.fullmatch(pattern, act.path) is not None
