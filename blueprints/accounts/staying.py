"""Whoever comes back within their cookie's life stays signed in."""

from flask import current_app, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import DBAPIError

from blueprints.shared import access, acts, clock
from blueprints.shared.database import db
from blueprints.shared.records import Overtaken

from .routes import blueprint


@blueprint.before_app_request
def stay_signed_in() -> ResponseReturnValue | None:
    """Keep that they were here today; the way to sign in where that ended at this moment."""
    # Signing the cookie anew at every request costs more than reading a page's records. Once a
    # day is enough.
    today = clock.arrival().date().isoformat()
    if acts.current() is None and "_user_id" in session and session.get("seen_on") != today:
        session["seen_on"] = today
        return _keep_the_use()
    return None


def _keep_the_use() -> ResponseReturnValue | None:
    """Keep when it was, unless that cannot be written now: no page is worth less for that."""
    try:
        if access.signed_in():
            current_user.use()
    except Overtaken:
        db.session.rollback()
        return access.ask_anew()
    except DBAPIError as error:
        db.session.rollback()
        current_app.logger.error("A sign-in's use was not kept: %s", type(error).__name__)
    return None
