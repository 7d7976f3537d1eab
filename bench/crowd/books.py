"""What the database holds in the end, against what was answered: all of it, once."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import select

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared.database import Base, db

from .hall import Hall
from .phone import DONE, Act, Phone
from .servers import Served


def check(served: Served, hall: Hall) -> int:
    """Print what does not add up, and how much was looked at; 1 where anything does not."""
    with served.app.app_context():
        wrong = [*_swaps(hall), *_notes(hall), *_guests(hall), *_revisions(hall)]
    acts = [act for phone in hall.phones for act in phone.done]
    told = ", ".join(f"{count} {kind}" for kind, count in Counter(map(_name, acts)).items())
    print(f"\nThe books: {told}; {len(hall.returned)} return cards, {len(hall.signed_up)} sign-ups")
    for line in wrong[:20]:
        print(f"  {line}")
    print(f"  {len(wrong) or 'nothing'} wrong")
    return 1 if wrong else 0


def _name(act: Act) -> str:
    return act.kind if act.status == DONE else f"{act.kind} ({act.status})"


def _swaps(hall: Hall) -> Iterator[str]:
    """Every accepted swap has its two contacts, once; nobody has one they never met."""
    rows = db.session.execute(select(Contact.owner_id, Contact.person_id)).all()
    found = Counter((row.owner_id, row.person_id) for row in rows if row.person_id)
    for phone, act in _acts(hall, "swap"):
        ways = (phone.id, act.other), (act.other, phone.id)
        if act.status == DONE and any(found[way] != 1 for way in ways):
            yield f"a swap has {[found[way] for way in ways]} contacts"
    for owner_id, person_id in found:
        if frozenset((owner_id, person_id)) not in hall.pairs:
            yield "a contact nobody asked for"


def _notes(hall: Hall) -> Iterator[str]:
    found = Counter(db.session.scalars(select(Note.text)))
    for _, act in _acts(hall, "note"):
        yield from _once(found, act.fields["text"], act.status == DONE)


def _guests(hall: Hall) -> Iterator[str]:
    lines = Counter(db.session.scalars(select(Note.text)))
    for text, answered in hall.returned.items():
        yield from _once(lines, text, answered)
    people = Counter(db.session.scalars(select(Person.email)))
    for email, answered in hall.signed_up.items():
        yield from _once(people, email, answered)


def _once(found: Counter[str], what: str, answered: bool) -> Iterator[str]:
    if found[what] > 1 or (answered and not found[what]):
        yield f"{what} is there {found[what]} times"


def _revisions(hall: Hall) -> Iterator[str]:
    """No revision of anybody is missing, and each phone was told the latest of each record."""
    kept = _kept()
    latest = {
        row.id: row.last_rev for row in db.session.execute(select(Person.id, Person.last_rev))
    }
    for phone in hall.phones:
        records = kept[phone.id]
        if latest[phone.id] != phone.rev:
            yield f"a phone knows revision {phone.rev} of {latest[phone.id]}"
        if phone.told != {one: rev for one, rev in records.items() if rev > phone.began_at}:
            yield "a phone does not hold what the server does"
        if missing := set(range(1, phone.rev + 1)) - _revs(records, phone):
            yield f"nothing is left of the revisions {sorted(missing)}"


def _revs(records: dict[str, int], phone: Phone) -> set[int]:
    # An answer after a swap takes the place of the meeting's first stamp; the contact keeps it.
    return {*records.values(), *range(1, phone.began_at + 1)}


def _kept() -> dict[str, dict[str, int]]:
    """The revision of each record, by its owner."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for table in Base.metadata.sorted_tables:
        if {"id", "owner_id", "rev"} <= set(table.c.keys()):
            for row in db.session.execute(select(table.c.owner_id, table.c.id, table.c.rev)):
                found[row.owner_id][row.id] = row.rev
    return found


def _acts(hall: Hall, kind: str) -> Iterator[tuple[Phone, Act]]:
    for phone in hall.phones:
        for act in (*phone.done, *phone.waiting):
            if act.kind == kind:
                yield phone, act
