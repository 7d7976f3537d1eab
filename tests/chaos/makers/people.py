"""What people do about those they met."""

from functools import partial

from ..acts import NEXT_ON, Act, Maker, Records, form, one_of
from ..facts import with_day


def note(records: Records, mark: str, pick: int) -> Act | None:
    """A note about somebody."""
    contact = one_of(records["contacts"], pick)
    path = f"/people/{contact['id']}/notes" if contact else ""
    return Act("note", path, form(text=mark), mark) if contact else None


def _set_note(path: str, said: str, records: Records, mark: str, pick: int) -> Act | None:
    written = one_of(records["notes"], pick)
    if written is None:
        return None
    known = written["id"]
    return Act("note_removed", f"/notes/{known}/{path}", form(), mark, known, said=said)


def write_down(_records: Records, mark: str, _pick: int) -> Act | None:
    """Somebody typed in by hand."""
    return Act("contact", "/people", form(name=mark, prefers="", source="typed"), mark)


def correct(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody's card."""
    contact = one_of(records["contacts"], pick)
    if contact is None:
        return None
    known = contact["id"]
    fields = form(name=contact["name"], headline=mark, email=contact["card"]["email"], prefers="")
    return Act("card", f"/people/{known}", fields, mark, known)


def next_step(records: Records, mark: str, pick: int) -> Act | None:
    """What comes next with somebody."""
    contact = one_of(records["contacts"], pick)
    if contact is None:
        return None
    path, known = f"/people/{contact['id']}/next", contact["id"]
    fields = form(next_step=mark, next_on=NEXT_ON)
    return Act("next", path, fields, mark, known, said=with_day(mark, NEXT_ON))


def hear(records: Records, mark: str, pick: int) -> Act | None:
    """What somebody said right after a swap."""
    contact = one_of(records["contacts"], pick)
    if contact is None:
        return None
    path, known = f"/people/{contact['id']}/listening", contact["id"]
    fields = form(heard=mark, promised="", due_on="", moves_goal="no")
    return Act("heard", path, fields, mark, known)


def let_go(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody let go."""
    return _set(records, mark, pick, "letting-go", "kept", "Let go")


def take_back(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody not let go after all."""
    return _set(records, mark, pick, "return", "kept", "Not let go")


def keep(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody kept, though there is little room."""
    return _set(records, mark, pick, "keeping", "room", "Room")


def ask_again(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody about whom one may be asked again."""
    return _set(records, mark, pick, "keeping/removal", "room", "")


def swap(word: str, card: str) -> Maker:
    """Their code scanned."""

    def make(_records: Records, mark: str, _pick: int) -> Act | None:
        return Act("swap", f"/c/{word.lower()}/swap", form(mode="swap", card=card), mark)

    return make


def _set(records: Records, mark: str, pick: int, path: str, kind: str, said: str) -> Act | None:
    contact = one_of(records["contacts"], pick)
    if contact is None:
        return None
    known = contact["id"]
    return Act(kind, f"/people/{known}/{path}", form(), mark, known, said=said)


MAKERS: dict[str, Maker] = {
    "note": note,
    "remove a note": partial(_set_note, "removal", "Removed"),
    "restore a note": partial(_set_note, "restoration", "Not removed"),
    "write down": write_down,
    "correct": correct,
    "next step": next_step,
    "hear": hear,
    "let go": let_go,
    "take back": take_back,
    "keep": keep,
    "ask again": ask_again,
}
