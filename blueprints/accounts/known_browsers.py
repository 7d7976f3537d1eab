"""A browser on which somebody has signed in: it is known again, though nobody is signed in on it.

What is tried on it is counted apart, so that nobody in the same hall can use up its tries. It lets
nobody in. Of more guesses it brings as many again in each network, however many cookies there are:
they are counted by the account, and an account has none whose address anybody may have typed. Not
by the account alone: on a library's computer, where somebody signed in once, anybody could lock
them out everywhere.
"""

import hashlib
import hmac

from flask import Response, after_this_request, current_app, request

from blueprints.shared.ids import is_id

from .models import Person

COOKIE = "wellmet-known"
# In seconds: a browser that was away for longer is a new one.
_LASTS = 365 * 24 * 60 * 60


def remember(person: Person) -> None:
    """Have this browser known as one of theirs, once their address is confirmed."""
    if person.confirmed_at is None:
        return
    kept = f"{person.id}.{_proof(person.id, person.email)}"

    @after_this_request
    def _keep(response: Response) -> Response:
        is_secure = current_app.config["SESSION_COOKIE_SECURE"]
        named = {"max_age": _LASTS, "httponly": True, "samesite": "Lax", "secure": is_secure}
        response.set_cookie(COOKIE, kept, **named)
        return response


def known_as(email: str) -> str:
    """The account of that address of which this is a known browser; "" for none.

    The cookie tells whose it is, but not their address: only who types that finds out.
    """
    person_id, _, proof = request.cookies.get(COOKIE, "").partition(".")
    is_theirs = is_id(person_id) and hmac.compare_digest(
        proof.encode(), _proof(person_id, email).encode()
    )
    return person_id if is_theirs else ""


def _proof(person_id: str, email: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    told = f"accounts.known {person_id} {email}".encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()[:32]
