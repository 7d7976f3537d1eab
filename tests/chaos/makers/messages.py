"""Personal messages, and that they were sent."""

from blueprints.followups.drafting import PARTS, whole
from blueprints.shared.ids import derived

from ..acts import Act, Beside, Fields, Maker, Records, Row, form, meetings_with, one_of


def write(records: Records, mark: str, pick: int) -> Act | None:
    """A draft to somebody. Its first part is never written anew."""
    contact = one_of(records["contacts"], pick)
    path = f"/people/{contact['id']}/messages" if contact else ""
    return Act("draft", path, _parts(mark, ""), mark) if contact else None


def rewrite(records: Records, mark: str, pick: int) -> Act | None:
    """Other words for a message."""
    message = one_of(records["messages"], pick)
    if message is None:
        return None
    fields, known = _parts(message["who"], mark), message["id"]
    said = whole({name: value for name, value in fields if name in PARTS})
    return Act("message", f"/messages/{known}", fields, mark, known, said=said)


def send(records: Records, mark: str, pick: int) -> Act | None:
    """A message sent."""
    message = one_of(records["messages"], pick)
    return _set(records, message, "sending", form(how=""), mark, "Sent") if message else None


def take_back(records: Records, mark: str, pick: int) -> Act | None:
    """A message not sent after all."""
    message = one_of([row for row in records["messages"] if row["sent_at"]], pick)
    return _set(records, message, "return", form(), mark, "Not sent") if message else None


def _set(records: Records, message: Row, path: str, fields: Fields, mark: str, said: str) -> Act:
    known = message["id"]
    met = meetings_with(records, message["contact_id"])
    steps = [Beside("step", f"{meeting['id']} message") for meeting in met]
    beside = (*steps, Beside("removed", derived(known, "touch")))
    return Act("sent", f"/messages/{known}/{path}", fields, mark, known, said=said, beside=beside)


def _parts(first: str, then: str) -> Fields:
    return form(who=first, told="You asked for the rota plan", offer="", hope=then, step="")


MAKERS: dict[str, Maker] = {
    "write": write,
    "rewrite": rewrite,
    "send": send,
    "not send": take_back,
}
