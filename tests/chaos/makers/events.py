"""Events, the one goal of each, and whom to look for."""

from functools import partial

from ..acts import Act, Beside, Maker, Records, form, one_of


def plan(_records: Records, mark: str, _pick: int) -> Act | None:
    """An event planned."""
    return Act("planned", "/events", _event(mark, "2027-02-01T19:00", "2027-02-01T21:00"), mark)


def edit(records: Records, mark: str, _pick: int) -> Act | None:
    """The evening under another name: everybody who goes sees it."""
    evening = min(records["attendances"], key=lambda row: str(row["event"]["starts_at"]))["event"]
    if not evening["mine"]:
        return None
    fields = _event(mark, "2026-12-03T19:00", "2026-12-03T21:30")
    return Act("event", f"/events/{evening['id']}", fields, mark, evening["id"])


def decide(records: Records, mark: str, pick: int) -> Act | None:
    """Whether to go."""
    of, choice = one_of(records["attendances"], pick), ("go", "slide")[pick % 2]
    if of is None:
        return None
    said, path = {"go": "Go", "slide": "Let it slide"}[choice], f"/events/{of['event_id']}/plan"
    return Act("plan", path, form(plan=choice), mark, of["event_id"], said=said)


def goal(records: Records, mark: str, pick: int) -> Act | None:
    """The one goal of an event. It comes with the intention to go."""
    of = one_of(records["attendances"], pick)
    if of is None:
        return None
    event = of["event_id"]
    beside = (Beside("plan", event),)
    return Act("goal", f"/events/{event}/goal", form(goal=mark), mark, event, beside=beside)


def reflect(records: Records, mark: str, _pick: int) -> Act | None:
    """How the evening turned out."""
    event = min(records["attendances"], key=lambda row: str(row["event"]["starts_at"]))["event_id"]
    fields = form(reached="yes", learned=mark, again="no")
    return Act("outcome", f"/events/{event}/reflection", fields, mark, event)


def name(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody to look for. Why, is never written anew."""
    of = one_of(records["attendances"], pick)
    if of is None:
        return None
    path = f"/events/{of['event_id']}/targets"
    return Act("aim", path, _target("A buyer", mark), mark)


def rename(records: Records, mark: str, pick: int) -> Act | None:
    """Another word for whom one looks for."""
    target = one_of(records["targets"], pick)
    if target is None:
        return None
    known = target["id"]
    return Act("target", f"/targets/{known}", _target(mark, target["why"]), mark, known)


def _set(path: str, kind: str, said: str, records: Records, mark: str, pick: int) -> Act | None:
    target = one_of(records["targets"], pick)
    if target is None:
        return None
    known = target["id"]
    return Act(kind, f"/targets/{known}/{path}", form(), mark, known, said=said)


def _event(title: str, starts: str, ends: str) -> list[list[str]]:
    zone = "Europe/London"
    return form(title=title, starts=starts, ends=ends, zone=zone, place="", link="")


def _target(who: str, why: str) -> list[list[str]]:
    return form(who=who, why=why, offer="", opening="")


MAKERS: dict[str, Maker] = {
    "plan": plan,
    "edit": edit,
    "decide": decide,
    "goal": goal,
    "reflect": reflect,
}

OF_TARGETS: dict[str, Maker] = {
    "name": name,
    "rename": rename,
    "found": partial(_set, "meeting", "met", "Found"),
    "not found": partial(_set, "missing", "met", "Not found"),
    "remove": partial(_set, "removal", "place", "Removed"),
    "restore": partial(_set, "restoration", "place", "Still to be found"),
}
