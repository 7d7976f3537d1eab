"""What a phone asks: what is new, and what to do with what waited on it."""

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from blueprints.shared import access
from blueprints.shared.access import public
from blueprints.shared.limits import by_person, limiter
from blueprints.shared.pages import compressed

from .replica import pull

blueprint = Blueprint("offline", __name__)


@blueprint.get("/replica")
@public
@limiter.limit("60/minute", key_func=by_person)
def replica() -> ResponseReturnValue:
    if refusal := _refusal(request.args.get("person")):
        return refusal
    return _told(jsonify(pull(access.me(), request.args.get("since", type=int))))


def _refusal(person_id: str | None) -> ResponseReturnValue | None:
    """Why this phone is told nothing, in words for a program: nobody is signed in, or another."""
    if not access.signed_in():
        return jsonify(error="signed-out"), 401
    if person_id and person_id != access.person_id():
        return jsonify(error="other-person", person_id=access.person_id()), 409
    return None


def _told(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return compressed(answer)
