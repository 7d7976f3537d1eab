"""What is promised, and what becomes of it."""

from functools import partial

from ..acts import Act, Maker, Records, day_of, form, one_of
from ..facts import in_words


def promise(records: Records, mark: str, pick: int) -> Act | None:
    """A promise to somebody."""
    contact = one_of(records["contacts"], pick)
    path = f"/people/{contact['id']}/promises" if contact else ""
    return Act("promise", path, form(side="mine", promised=mark), mark) if contact else None


def listen(records: Records, mark: str, pick: int) -> Act | None:
    """What was promised right after a swap."""
    contact = one_of(records["contacts"], pick)
    path = f"/people/{contact['id']}/listening" if contact else ""
    fields = form(heard="", promised=mark, due_on="", moves_goal="yes")
    return Act("promise", path, fields, mark) if contact else None


def move(records: Records, mark: str, pick: int) -> Act | None:
    """Another day for a promise."""
    promised, on = one_of(records["promises"], pick), day_of(mark)
    if promised is None:
        return None
    path, said = f"/promises/{promised['id']}/moving", in_words(on)
    return Act("words", path, form(due_on=on), mark, promised["id"], said=said)


def _set(path: str, said: str, records: Records, mark: str, pick: int) -> Act | None:
    promised = one_of(records["promises"], pick)
    if promised is None:
        return None
    known = promised["id"]
    return Act("state", f"/promises/{known}/{path}", form(), mark, known, said=said)


MAKERS: dict[str, Maker] = {
    "promise": promise,
    "listen": listen,
    "move": move,
    "keep a promise": partial(_set, "keeping", "Kept"),
    "release": partial(_set, "release", "Released"),
    "reopen": partial(_set, "reopening", "Still open"),
}
