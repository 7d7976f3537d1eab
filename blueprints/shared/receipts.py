"""Receipts: what a person did, and where it led. They make an act happen once."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, request
from sqlalchemy import JSON, ForeignKey, Row, String, Uuid, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import UnprocessableEntity

from . import access, clock
from .acts import KEY_HEADER
from .database import Base, Model, UtcDateTime, db
from .ids import is_id

# What the database gives of a receipt.
Kept = Row[Any, Any, Any, Any, Any]
# An act may be 60 days late (offline/batch.py); its answer may be lost, and it comes once more.
KEPT_FOR = timedelta(days=90)
OTHER_CONTENT = "This act was already done with other content."


class Receipt(Model):
    """What a person did under the id of a form or the key of an act, and where its answer led.

    Of a form's id only the latest act answers: whoever goes from A to B and back to A from one
    page means it. A key is one act's for as long as its receipt is kept.
    """

    __tablename__ = "receipts"

    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(access.LONGEST_WAY))
    # Ids that a phone proposed, and those under which the records stand.
    renamed: Mapped[dict[str, str]] = mapped_column(JSON)
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)


def prune(person_id: str) -> None:
    """Forget a person's receipts of which no phone can ask any more."""
    old = {"person": person_id, "until": clock.arrival() - KEPT_FOR}
    db.session.connection().execute(_PRUNE, old)


@dataclass(frozen=True)
class Asked:
    """What this request is known by: an act's key and a form's id, each "" where there is none."""

    person_id: str | None
    key: str
    form_id: str
    content: bytes

    @classmethod
    def now(cls) -> "Asked":
        key, form_id = request.headers.get(KEY_HEADER, ""), request.form.get("id", "")
        return cls(
            person_id=access.person_id(),
            key=key if is_id(key) else "",
            form_id=form_id if is_id(form_id) else "",
            content=_content(),
        )

    def earlier(self) -> "Earlier":
        """What was last done under its key, and under its form's id."""
        keys = [key for key in (self.key, self.form_id) if key]
        if not self.person_id or not keys:
            return Earlier(None, None)
        of = {"person": self.person_id, "keys": keys}
        latest = {row.key: row for row in db.session.connection().execute(_LATEST, of)}
        return Earlier(latest.get(self.key), latest.get(self.form_id))

    def done(self, earlier: "Earlier") -> Kept | None:
        """The receipt that answers this, kept under its key from now on.

        Refuses a key that was used for something else.
        """
        keyed, formed = earlier.keyed, earlier.formed
        if keyed and not self._is_of(keyed):
            raise UnprocessableEntity(OTHER_CONTENT)
        if not keyed and formed and self._is_of(formed):
            # The form's id may go on to other things before this act is sent again.
            self._keep([self.key], formed.location, formed.renamed)
        found = keyed or formed
        return found if found and self._is_of(found) else None

    def keep_receipts(self, location: str, renamed: Mapping[str, str], earlier: "Earlier") -> None:
        """Keep where this led: under its key, and until the next under its form's id."""
        # What the act left to be written goes first: the same act at the same moment fails there.
        db.session.flush()
        if formed := earlier.formed:
            # Only what this request saw: a receipt that came since is the same act's, and stops it.
            seen = {"person": self.person_id, "key": self.form_id, "until": formed.done_at}
            db.session.connection().execute(_FORGET, seen)
        self._keep({self.key, self.form_id}, location, renamed)

    def _keep(self, keys: Iterable[str], location: str, renamed: Mapping[str, str]) -> None:
        done = {
            "person_id": self.person_id,
            "digest": _digest(self.content),
            "location": location,
            "renamed": renamed,
            "done_at": clock.arrival(),
        }
        rows = [{**done, "key": key} for key in keys if key]
        if self.person_id and rows:
            db.session.connection().execute(_KEEP, rows)

    def _is_of(self, receipt: Kept) -> bool:
        # Receipts from before digests had a key are still about; they end with their time.
        digests = (_digest(self.content), hashlib.sha256(self.content).hexdigest())
        return receipt.digest in digests


@dataclass(frozen=True)
class Earlier:
    """The receipts of what was last done under an act's key, and under a form's id."""

    keyed: Kept | None
    formed: Kept | None


def _digest(content: bytes) -> str:
    # Under a key of ours: whoever reads the table must not find out by trying what was sent.
    secret = str(current_app.config["SECRET_KEY"]).encode()
    key = hmac.digest(secret, b"receipts", "sha256")
    return hmac.digest(key, content, "sha256").hex()


def _content() -> bytes:
    files = [(name, _digest_of(file)) for name, file in request.files.items(multi=True)]
    fields = _in_order(request.form.items(multi=True))
    return repr((request.path, fields, _in_order(files))).encode()


def _in_order(said: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    # Whoever writes a body by hand may leave out a part's name: it is None then.
    return sorted(said, key=lambda pair: (pair[0] or "", pair[1]))


def _digest_of(file: FileStorage) -> str:
    # The second run of an act finds the file where the first left it: at its end.
    file.stream.seek(0)
    digest = hashlib.sha256(file.stream.read()).hexdigest()
    file.stream.seek(0)
    return digest


# Over the table, not the class: every post that changes something passes here.
_receipts = Base.metadata.tables[Receipt.__tablename__]
# The latest comes last: of a key's receipts that one stands.
_LATEST = (
    select(*(_receipts.c[name] for name in ("key", "digest", "location", "renamed", "done_at")))
    .where(
        _receipts.c.person_id == bindparam("person"),
        _receipts.c.key.in_(bindparam("keys", expanding=True)),
    )
    .order_by(_receipts.c.done_at)
)
_FORGET = delete(_receipts).where(
    _receipts.c.person_id == bindparam("person"),
    _receipts.c.key == bindparam("key"),
    _receipts.c.done_at <= bindparam("until"),
)
_PRUNE = delete(_receipts).where(
    _receipts.c.person_id == bindparam("person"), _receipts.c.done_at < bindparam("until")
)
_KEEP = insert(_receipts)
