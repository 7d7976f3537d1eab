"""Links that only the owner of a mailbox can have: signed, short-lived, and worth one act."""

import hashlib

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from blueprints.shared.database import db
from blueprints.shared.ids import is_id
from blueprints.shared.sessions import Signer

from .models import Person

CONFIRMATION_LASTS = 7 * 24 * 60 * 60
RESET_LASTS = 60 * 60
# How long a link that has ended shows who reads the mailbox it was sent to.
ANOTHER_LASTS = 7 * 24 * 60 * 60


def confirmation_token(person: Person) -> str:
    """What proves that a mail to the person's present address was read."""
    return _serializer("confirmation").dumps([person.id, person.email])


def to_confirm(token: str) -> Person | None:
    """Whose address the token confirms, while it lasts and the address is still theirs."""
    person, email = asked_about(token)
    return person if person and person.email == email else None


def asked_about(token: str) -> tuple[Person | None, str]:
    """Whose account a mail was about, and to which address it went: they may have another by now.

    Nobody where the token does not last any more, or they have left.
    """
    return _read("confirmation", token, CONFIRMATION_LASTS)


def reset_token(person: Person) -> str:
    """What lets its reader set the person's password, once: the next password voids it."""
    return _serializer("reset").dumps([person.id, _mark(person)])


def to_reset(token: str) -> Person | None:
    """Whose password the token resets, while it lasts and the password is still the same."""
    return _unused(token, RESET_LASTS)


def to_mail_another(token: str) -> Person | None:
    """Who may be mailed another link: it was sent to their address lately, and is not used."""
    return _unused(token, ANOTHER_LASTS)


def signed(token: str) -> str:
    """What of a token is signed: that is its own, where its signature can be spelt in many ways."""
    return token.rpartition(".")[0]


def _unused(token: str, lasts: int) -> Person | None:
    person, mark = _read("reset", token, lasts)
    return person if person and _mark(person) == mark else None


def _read(purpose: str, token: str, lasts: int) -> tuple[Person | None, str]:
    try:
        person_id, proof = _serializer(purpose).loads(token, max_age=lasts)
    except BadSignature:
        return None, ""
    return (db.session.get(Person, person_id) if is_id(person_id) else None), proof


def _mark(person: Person) -> str:
    return hashlib.sha256(f"{person.password_hash} {person.email}".encode()).hexdigest()[:32]


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    key, salt = current_app.config["SECRET_KEY"], f"accounts.{purpose}"
    return URLSafeTimedSerializer(key, salt=salt, signer=Signer)
