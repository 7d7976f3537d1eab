"""Each post in one transaction; what was done already is answered from its receipt."""

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError

from . import access
from .database import db, gave_way
from .receipts import Asked
from .records import Overtaken

if TYPE_CHECKING:
    from _typeshed import OptExcInfo

RENAMED_HEADER = "Renamed"
# Where Flask keeps what the next page is to say.
_SAID = "_flashes"
# A record that was read before a transaction ended may be gone after it: its person has left.
_OVERTAKEN = (Overtaken, ObjectDeletedError)


class Wellmet(Flask):
    """Flask, with one transaction around each request that changes something.

    An answer below 400 commits, any other rolls back: nothing is ever half-saved.
    """

    def dispatch_request(self) -> ResponseReturnValue:
        try:
            return self._dispatch()
        except _OVERTAKEN:
            # Somebody left at this moment, or changed what a proof was of, and who asks may be
            # them. The second time it is found as it is now.
            db.session.rollback()
            return access.ask_anew() or self._dispatch()

    def _dispatch(self) -> ResponseReturnValue:
        if access.only_reads():
            return super().dispatch_request()
        said = list(session.get(_SAID, ()))
        try:
            return _once(super().dispatch_request)
        except (IntegrityError, OperationalError) as error:
            # The same act arrived twice at the same moment; the second finds the first's receipt.
            # Or a record hangs on a sign-in that has ended since; or somebody came the other way.
            db.session.rollback()
            if isinstance(error, OperationalError) and not gave_way(error):
                raise
            session[_SAID] = said
            return access.ask_anew() or _once(super().dispatch_request)
        except _OVERTAKEN:
            session[_SAID] = said
            raise

    def log_exception(self, exc_info: "OptExcInfo") -> None:
        """Tell of a fault by its route: the path holds ids, and what a mailed link proves."""
        route = request.url_rule.rule if request.url_rule else None
        self.logger.error("A fault: %s %s", request.method, route, exc_info=exc_info)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: none here is a coroutine. Flask looks at fifteen in each request."""
        return func


def became(proposed_id: str, actual_id: str) -> None:
    """Tell the phone that the id it proposed was replaced by that of the record there is."""
    if proposed_id != actual_id:
        g.setdefault("renamed", {})[proposed_id] = actual_id


def _once(act: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    asked = Asked.now()
    earlier = asked.earlier()
    if done := asked.done(earlier):
        again = current_app.make_response(redirect(done.location, 303))
        db.session.commit()
        return _telling(again, done.renamed)
    g.renamed = {}
    response = current_app.make_response(act())
    if response.status_code >= 400:
        db.session.rollback()
        return response
    # Whoever has just left for good can keep no receipt.
    if response.status_code == 303 and access.person_id() == asked.person_id:
        asked.keep_receipts(response.location, g.renamed, earlier)
    db.session.commit()
    return _telling(response, g.renamed)


def _telling(response: Response, renamed: Mapping[str, str]) -> Response:
    if renamed:
        response.headers[RENAMED_HEADER] = json.dumps(renamed)
    return response
