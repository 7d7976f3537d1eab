"""What people do in a schedule, as the forms they post, and what each of them says."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from blueprints.shared.ids import new_id

from .facts import standing

Fields = list[list[str]]
Row = dict[str, Any]
Records = dict[str, list[Row]]

NEXT_ON = "2027-01-10"


@dataclass(frozen=True)
class Beside:
    """A fact that an act may set as well, and what its person saw there. Nobody knows to what."""

    kind: str
    about: str
    over: str = ""


@dataclass(frozen=True)
class Act:
    """A form somebody fills in, and its mark: words that no other act of the schedule holds.

    `about` is whom or what it sets a single fact of, `said` what it says of that (its mark, where
    nothing else is given), and `over` the words that its person saw there and wrote over.
    """

    kind: str
    path: str
    fields: Fields
    mark: str
    about: str = ""
    over: str = ""
    said: str | None = None
    beside: tuple[Beside, ...] = ()

    @property
    def word(self) -> str:
        """What it says of its fact."""
        return self.mark if self.said is None else self.said

    def seeing(self, records: Records) -> "Act":
        """The same form, sent by somebody who sees these records."""
        seen = tuple(
            replace(one, over=standing(one.kind, one.about, records)) for one in self.beside
        )
        return replace(self, over=standing(self.kind, self.about, records), beside=seen)

    def seeing_all(self) -> "Act":
        """The same form, sent from a page of the server's: whatever stood there was seen."""
        seen = tuple(replace(one, over="*") for one in self.beside)
        return replace(self, over="*", beside=seen)

    def with_mark(self, mark: str) -> "Act":
        """The same form, sent once more with other words."""
        fields = [[name, value.replace(self.mark, mark)] for name, value in self.fields]
        said = self.said and self.said.replace(self.mark, mark)
        return replace(self, fields=fields, mark=mark, said=said)


@dataclass(frozen=True)
class Deed:
    """An act that a phone has taken: it told its person that it is done.

    `key` names the act to the server, where it waited on a phone.
    """

    act: Act
    person: str
    phone: str
    key: str = ""


@dataclass
class Marks:
    """Words for acts, each used once."""

    made: int = field(default=0)

    def __call__(self) -> str:
        self.made += 1
        return f"mark {self.made}."


Maker = Callable[[Records, str, int], Act | None]


def form(**fields: str) -> Fields:
    """The fields of a form, with an id as it proposes one."""
    return [["id", new_id()], *([name, value] for name, value in fields.items())]


def one_of(rows: list[Row], pick: int) -> Row | None:
    """One of the rows, whatever their order."""
    ordered = sorted(rows, key=lambda row: (row.get("met_at") or "", str(row["id"])), reverse=True)
    return ordered[pick % len(ordered)] if ordered else None


def meetings_with(records: Records, contact_id: str) -> list[Row]:
    """When one has met somebody, the last time first."""
    met = [row for row in records["meetings"] if row["contact_id"] == contact_id]
    return sorted(met, key=lambda row: (row["met_at"], row["id"]), reverse=True)


def day_of(mark: str) -> str:
    """A day that no other mark has."""
    return (date(2027, 1, 1) + timedelta(days=int(mark[5:-1]))).isoformat()
