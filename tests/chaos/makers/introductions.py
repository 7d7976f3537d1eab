"""Two who should meet: begun, asked, answered, introduced."""

from functools import partial
from itertools import combinations

from blueprints.shared.ids import derived

from ..acts import Act, Beside, Fields, Maker, Records, Row, form, one_of

WHO = ("first", "second")


def begin(records: Records, mark: str, pick: int) -> Act | None:
    """Two of those who are not let go."""
    pair = _pair(records, pick)
    if pair is None:
        return None
    fields = form(first=pair[0], second=pair[1], reason=mark, need="", offer="")
    return Act("introduction", "/introductions", fields, mark)


def dismiss(records: Records, mark: str, pick: int) -> Act | None:
    """Two who are not to be suggested again."""
    pair = _pair(records, pick)
    if pair is None:
        return None
    fields = form(first=pair[0], second=pair[1])
    return Act("dismissal", "/introductions/dismissals", fields, mark)


def reconsider(records: Records, mark: str, pick: int) -> Act | None:
    """They may be suggested again."""
    of = one_of([row for row in records["introductions"] if row["dismissed_at"]], pick)
    if of is None:
        return None
    known, said = of["id"], "Not so: not these two"
    path = f"/introductions/{known}/reconsidering"
    return Act("dismissed", path, form(), mark, known, said=said)


def _ask(path: str, said: str, records: Records, mark: str, pick: int) -> Act | None:
    of, who = one_of(_begun(records), pick), WHO[pick % 2]
    if of is None:
        return None
    known, fields = of["id"], form(how="") if path == "asking" else form()
    beside = (Beside("removed", derived(known, f"{who}-asked")),)
    path = f"/introductions/{known}/{path}/{who}"
    return Act(f"{who}_asked", path, fields, mark, known, said=said, beside=beside)


def answer(records: Records, mark: str, pick: int) -> Act | None:
    """What one of the two said."""
    of, who, said = one_of(_begun(records), pick), WHO[pick // 2], ("Yes", "No")[pick % 2]
    if of is None:
        return None
    path = f"/introductions/{of['id']}/answer/{who}"
    fields = form(answer=said.lower())
    return Act(f"{who}_answer", path, fields, mark, of["id"], said=said)


def tell(records: Records, mark: str, pick: int) -> Act | None:
    """The first told that nothing comes of it."""
    of = one_of(_begun(records), pick)
    return _told(of["id"], "telling", form(how=""), mark, "Told") if of else None


def untell(records: Records, mark: str, pick: int) -> Act | None:
    """The first not told after all."""
    known = {row["id"] for row in records["touches"]}
    told = [row for row in _begun(records) if derived(row["id"], "first-told") in known]
    of = one_of(told, pick)
    return _told(of["id"], "untelling", form(), mark, "Not told") if of else None


def _told(known: str, path: str, fields: Fields, mark: str, said: str) -> Act:
    touch = derived(known, "first-told")
    beside, path = (Beside("removed", touch),), f"/introductions/{known}/{path}"
    return Act("told", path, fields, mark, touch, said=said, beside=beside)


def _set(path: str, kind: str, said: str, records: Records, mark: str, pick: int) -> Act | None:
    of = one_of(_begun(records), pick)
    if of is None:
        return None
    known = of["id"]
    touches = [Beside("removed", derived(known, f"{who}-introduced")) for who in WHO]
    beside = tuple(touches if kind == "introduced" else [])
    path = f"/introductions/{known}/{path}"
    return Act(kind, path, form(), mark, known, said=said, beside=beside)


def _begun(records: Records) -> list[Row]:
    return [row for row in records["introductions"] if row["begun_at"]]


def _pair(records: Records, pick: int) -> tuple[str, str] | None:
    kept = [row for row in records["contacts"] if not row["let_go_at"]]
    ids = [row["id"] for row in sorted(kept, key=lambda row: (row["met_at"], row["id"]))]
    pairs = list(combinations(ids, 2))
    return pairs[pick % len(pairs)] if pairs else None


MAKERS: dict[str, Maker] = {
    "begin": begin,
    "dismiss": dismiss,
    "reconsider": reconsider,
    "ask": partial(_ask, "asking", "Asked"),
    "not ask": partial(_ask, "unasking", "Not so: asked"),
    "answer": answer,
    "tell": tell,
    "untell": untell,
    "introduce": partial(_set, "introducing", "introduced", "Introduced"),
    "not introduce": partial(_set, "unintroducing", "introduced", "Not so: introduced"),
    "withdraw": partial(_set, "withdrawal", "withdrawn", "Stopped"),
    "resume": partial(_set, "return", "withdrawn", "Not so: stopped"),
}
