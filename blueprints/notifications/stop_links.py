"""The link in every mailed nudge that ends the mails, and nothing else. It is signed.

It lasts as long as the mails it came with: not once they go to another address, or their person has
turned them on again. So who finds an old mail stops them once at most.
"""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from blueprints.shared.database import db
from blueprints.shared.ids import is_id

from .models import Wishes


def stop_path(wishes: Wishes) -> str:
    """Where the link in a mail that is written now leads, on this host."""
    return f"/nudges/stop/{_serializer().dumps([wishes.person_id, wishes.mail_round])}"


def to_stop(token: str) -> Wishes | None:
    """Whose mails the token ends, while it lasts."""
    try:
        signed = _serializer().loads(token)
    except BadSignature:
        return None
    # Earlier mails name their person alone.
    person_id, of_round = signed if isinstance(signed, list) else (signed, 0)
    wishes = db.session.get(Wishes, person_id) if is_id(person_id) else None
    return wishes if wishes and wishes.mail_round == of_round else None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="notifications.stop")
