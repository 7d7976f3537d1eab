"""The steps of the next day, and how far to follow up."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from blueprints.followups.queue import KINDS
from blueprints.shared.ids import derived

from ..acts import Act, Beside, Maker, Records, Row, form, one_of
from ..facts import promised, with_day

STEP_ON = "2027-01-05"
# As many as a schedule makes of one step.
MOST_PROMISES = 8
ENDS = {"done": "Done", "scheduled": "I will", "let_go": "Let go", "": "Open"}
FOCUS = {"deep": "Go deeper", "line": "One line", "open": "Not decided"}


def _end(kind: str, records: Records, mark: str, pick: int) -> Act | None:
    """A step of a checklist."""
    meeting, state = one_of(records["meetings"], pick), list(ENDS)[pick % 4]
    if meeting is None:
        return None
    on = STEP_ON if state == "scheduled" else ""
    path, known = f"/follow-ups/{meeting['id']}/steps/{kind}", f"{meeting['id']} {kind}"
    said = f"{ENDS[state]}: {with_day(mark, on)}"
    fields = form(state=state, text=mark, due_on=on)
    beside = tuple(_goes(kind, meeting)) if state == "scheduled" else ()
    return Act("step", path, fields, mark, known, said=said, beside=beside)


def _goes(kind: str, meeting: Row) -> Iterator[Beside]:
    """What it may set as well: of its promises, that which is open when it arrives."""
    if kind == "next":
        yield Beside("next", meeting["contact_id"])
        return
    for promise_id in islice(promised(derived(meeting["id"], kind)), MOST_PROMISES):
        yield Beside("words", promise_id)


def focus(records: Records, mark: str, pick: int) -> Act | None:
    """How far to follow somebody up."""
    met = [row for row in records["meetings"] if row["event_id"]]
    meeting, choice = one_of(met, pick), list(FOCUS)[pick % 3]
    if meeting is None:
        return None
    known = meeting["id"]
    path, said = f"/follow-ups/{known}/focus/{choice}", FOCUS[choice]
    return Act("focus", path, form(), mark, known, said=said)


def _set(path: str, said: str, records: Records, mark: str, pick: int) -> Act | None:
    meeting = one_of(records["meetings"], pick)
    if meeting is None:
        return None
    path = f"/follow-ups/{meeting['id']}/{path}"
    return Act("kept", path, form(), mark, meeting["contact_id"], said=said)


MAKERS: dict[str, Maker] = {
    **{f"end {kind}": partial(_end, kind) for kind in KINDS},
    "focus": focus,
    "let go there": partial(_set, "letting-go", "Let go"),
    "take back there": partial(_set, "return", "Not let go"),
}
