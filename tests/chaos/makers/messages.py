"""Personal messages and courteous lines, and that they were sent."""

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
    message = one_of([row for row in records["messages"] if not row["meeting_id"]], pick)
    if message is None:
        return None
    fields, known = _parts(message["who"], mark), message["id"]
    said = whole({name: value for name, value in fields if name in PARTS})
    return Act("message", f"/messages/{known}", fields, mark, known, said=said)


def write_line(records: Records, mark: str, pick: int) -> Act | None:
    """One courteous line. Its first words are never written anew."""
    meeting = one_of(records["meetings"], pick)
    if meeting is None:
        return None
    fields = form(line=_line(mark, "A line", meeting, records))
    return Act("line", f"/follow-ups/{meeting['id']}/lines", fields, mark)


def rewrite_line(records: Records, mark: str, pick: int) -> Act | None:
    """Other words for a line."""
    message = one_of([row for row in records["messages"] if row["meeting_id"]], pick)
    if message is None:
        return None
    (meeting,) = [row for row in records["meetings"] if row["id"] == message["meeting_id"]]
    said, known = _line(message["line"].split(" or ")[0], mark, meeting, records), message["id"]
    return Act("message", f"/messages/{known}/line", form(line=said), mark, known, said=said)


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


def _line(first: str, then: str, meeting: Row, records: Records) -> str:
    """What holds their name and where they met, as it has to before it counts as sent."""
    (name,) = [row["name"] for row in records["contacts"] if row["id"] == meeting["contact_id"]]
    return f"{first} or {then} or {name} at {meeting['event_title']}"


MAKERS: dict[str, Maker] = {
    "write": write,
    "rewrite": rewrite,
    "write a line": write_line,
    "rewrite a line": rewrite_line,
    "send": send,
    "not send": take_back,
}
