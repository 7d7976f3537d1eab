"""What a person has that a phone does not know yet."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, exists, select

from blueprints.accounts.models import Person
from blueprints.exchange.models import Code
from blueprints.shared.database import Base, db

from .records import TABLES


@dataclass(frozen=True)
class News:
    """A person's last revision, and which of their tables have rows above another one.

    Their codes are one of these, and they themselves are another.
    """

    last_rev: int
    tables: set[str]


def news(person_id: str, since: int) -> News:
    """What came after a revision. The last one is as old as the rest, or older.

    So what is written meanwhile is told twice, and nothing is left out. Mostly it is one table or
    two: to ask each for what it has would take ten times as long.
    """
    given = {"owner": person_id, "since": since}
    last_rev, *has = db.session.connection().execute(_NEWS, given).one()
    return News(last_rev, {name for name, some in zip(_NAMES, has, strict=True) if some})


_OWNER: BindParameter[str] = bindparam("owner")
_SINCE: BindParameter[int] = bindparam("since")
_person = Base.metadata.tables[Person.__tablename__]
_owned = [Base.metadata.tables[name] for name in (*TABLES, Code.__tablename__)]
_NAMES = [table.name for table in (_person, *_owned)]
_NEWS = select(
    _person.c.last_rev,
    _person.c.rev > _SINCE,
    *(exists().where(table.c.owner_id == _OWNER, table.c.rev > _SINCE) for table in _owned),
).where(_person.c.id == _OWNER)
