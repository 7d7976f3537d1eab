"""That people were in touch, and how often they wish to be."""

from functools import partial

from ..acts import Act, Maker, Records, day_of, form, one_of
from ..facts import in_words


def log(records: Records, mark: str, pick: int) -> Act | None:
    """That one was in touch with somebody."""
    contact, who = one_of(records["contacts"], pick), ("me", "they", "both")[pick % 3]
    path = f"/people/{contact['id']}/touches" if contact else ""
    fields = form(who=who, text=mark, touched_on="")
    return Act("touch", path, fields, mark) if contact else None


def rhythm(records: Records, mark: str, pick: int) -> Act | None:
    """How often to be in touch with somebody."""
    contact, on = one_of(records["contacts"], pick), day_of(mark)
    if contact is None:
        return None
    known = contact["id"]
    fields, said = form(rhythm="", rhythm_on=on), f"On {in_words(on)}"
    return Act("rhythm", f"/people/{known}/rhythm", fields, mark, known, said=said)


def _set(path: str, said: str, records: Records, mark: str, pick: int) -> Act | None:
    touch = one_of(records["touches"], pick)
    if touch is None:
        return None
    known = touch["id"]
    return Act("removed", f"/touches/{known}/{path}", form(), mark, known, said=said)


MAKERS: dict[str, Maker] = {
    "log": log,
    "rhythm": rhythm,
    "take off": partial(_set, "removal", "Removed"),
    "put back": partial(_set, "restoration", "Not removed"),
}
