"""What a load balancer asks, as often as it likes."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from blueprints.shared.access import public
from blueprints.shared.serving.load_shedding import however_late

from .readiness import missing

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
@however_late
def living() -> ResponseReturnValue:
    return _said("ok", 200)


@blueprint.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    return _said(word, 503) if (word := missing()) else _said("ok", 200)


def _said(word: str, status: int) -> Response:
    answer = Response(word, status, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer
