"""What is proposed, agreed on, and whether it happened."""

from functools import partial

from blueprints.shared.ids import derived

from ..acts import Act, Beside, Fields, Maker, Records, Row, form, meetings_with, one_of
from ..facts import agreed

TIMES = ("2027-02-01T10:00", "2027-02-02T15:00", "2027-02-03T11:00")
KINDS = ("call", "video", "coffee")


def propose(records: Records, mark: str, pick: int) -> Act | None:
    """A next step proposed to somebody."""
    contact = one_of(records["contacts"], pick)
    if contact is None:
        return None
    path, known = f"/people/{contact['id']}/proposals", contact["id"]
    beside = _beside(records, {"id": "", "contact_id": known})
    return Act("offer", path, _offer(mark, pick), mark, beside=beside)


def revise(records: Records, mark: str, pick: int) -> Act | None:
    """Other times, and another place."""
    proposal = one_of(records["proposals"], pick)
    if proposal is None:
        return None
    # What was made is known by the place it was made with.
    known, place = proposal["id"], f"{proposal['place'].split(' or ')[0]} or {mark}"
    beside = (*_beside(records, proposal), Beside("chosen", known))
    fields = _offer(place, pick)
    return Act("proposal", f"/proposals/{known}", fields, mark, known, said=place, beside=beside)


def choose(records: Records, mark: str, pick: int) -> Act | None:
    """The time that the other chose."""
    proposal = one_of(records["proposals"], pick)
    if proposal is None:
        return None
    known, moment = proposal["id"], proposal["moments"][pick % len(proposal["moments"])]
    path, beside = f"/proposals/{known}/choice", _beside(records, proposal)
    fields = form(moment=moment)
    return Act("chosen", path, fields, mark, known, said=agreed(moment), beside=beside)


def _set(path: str, said: str, records: Records, mark: str, pick: int) -> Act | None:
    proposal = one_of(records["proposals"], pick)
    if proposal is None:
        return None
    known, beside = proposal["id"], _beside(records, proposal)
    act = Act("ended", f"/proposals/{known}/{path}", form(), mark, known, said=said, beside=beside)
    return act


def _beside(records: Records, proposal: Row) -> tuple[Beside, ...]:
    """What may change with it: the others with the same person, touches, and what comes next."""
    known = proposal["contact_id"]
    theirs = [row["id"] for row in records["proposals"] if row["contact_id"] == known]
    others = [Beside("ended", one) for one in theirs if one != proposal["id"]]
    touches = [Beside("removed", derived(one, "touch")) for one in theirs]
    steps = [Beside("step", f"{met['id']} next") for met in meetings_with(records, known)]
    return (*others, *touches, *steps, Beside("next", known))


def _offer(place: str, pick: int) -> Fields:
    first, second = TIMES[pick % 2], TIMES[pick % 2 + 1]
    times = {"first": first, "second": second, "third": ""}
    return form(kind=KINDS[pick % 3], **times, minutes="45", place=place, zone="Europe/London")


MAKERS: dict[str, Maker] = {
    "propose": propose,
    "revise": revise,
    "choose": choose,
    "happen": partial(_set, "happening", "It happened"),
    "cancel": partial(_set, "cancellation", "Called off"),
    "stand again": partial(_set, "return", "Still to come"),
}
