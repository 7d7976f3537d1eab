"""The link in every mailed nudge that ends them: signed, and good for ever."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from blueprints.shared.database import db
from blueprints.shared.ids import is_id

from .models import Wishes


def stop_path(person_id: str) -> str:
    """Where the person's link leads, on this host."""
    return f"/nudges/stop/{_serializer().dumps(person_id)}"


def to_stop(token: str) -> Wishes | None:
    """Whose nudges the token ends."""
    try:
        person_id = _serializer().loads(token)
    except BadSignature:
        return None
    known = isinstance(person_id, str) and is_id(person_id)
    return db.session.get(Wishes, person_id) if known else None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="notifications.stop")
