"""What a person has that a phone does not know yet."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Uuid, bindparam, column, exists, select, text
from sqlalchemy.sql.selectable import TextualSelect

from blueprints.accounts.models import Person
from blueprints.exchange.models import Code
from blueprints.shared.database import Base, db

from .in_json import NOTHING, array
from .records import OWNER, QUERIES, SINCE


@dataclass(frozen=True)
class News:
    """A person's last revision, and what came after another one.

    `person` and `codes` are whether they themselves changed, and any of their codes; `records` are
    the arrays of JSON of the tables that have any.
    """

    last_rev: int
    person: bool
    codes: bool
    records: dict[str, str]


def news(person_id: str, since: int) -> News:
    """What came after a revision, all as at one moment."""
    given = {"owner": person_id, "since": since}
    connection = db.session.connection()
    asked = _in_words_of(connection.dialect.name)
    last_rev, person, codes, *arrays = connection.execute(asked, given).one()
    records = {table: some for table, some in zip(QUERIES, arrays, strict=True) if some != NOTHING}
    return News(last_rev, person, codes, records)


@cache
def _in_words_of(_database: str) -> TextualSelect:
    # Once: asked as it is, a question is looked up by each of its thousand parts.
    question = text(str(_NEWS.compile(db.engine))).columns(*map(column, _NAMES))
    return question.bindparams(bindparam("owner", type_=Uuid(as_uuid=False)), bindparam("since"))


_person, _codes = (Base.metadata.tables[model.__tablename__] for model in (Person, Code))
_NAMES = ("last_rev", "person", "codes", *QUERIES)
_NEWS = select(
    _person.c.last_rev,
    _person.c.rev > SINCE,
    exists().where(_codes.c.owner_id == OWNER, _codes.c.rev > SINCE),
    *map(array, QUERIES.values()),
).where(_person.c.id == OWNER)
