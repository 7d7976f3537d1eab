"""Ages of a database: each time it is brought back, revisions go on in another one.

Else a phone could not tell a revision that it was told before from one of the same number that came
instead. No database says in which age it is: a person's last revision does.
"""

import sqlite3

# So many revisions an age has room for. Whoever changes more goes on in the next, and their phones
# are told everything once more.
LASTS = 1 << 14
# So many ages are passed over at most: whoever brings back one backup twice begins two of them.
_AT_MOST = 1000


def of(rev: int) -> int:
    """The age of a revision."""
    return rev // LASTS


def begin(database: sqlite3.Connection) -> None:
    """Begin another age for everybody."""
    with database:
        database.execute(_BEGIN)


# Who never did anything is at the beginning of an age still (accounts/models.py asks that).
_BEGIN = f"""
UPDATE persons SET last_rev =
    (last_rev / {LASTS} + 1 + abs(random() % {_AT_MOST})) * {LASTS} + (last_rev % {LASTS} > 0)
"""  # noqa: S608 - numbers of our own
