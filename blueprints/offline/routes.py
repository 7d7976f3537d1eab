"""What a phone asks: what is new, and what to do with what waited on it."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Blueprint, Response, abort, current_app, jsonify, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blueprints.accounts.devices import Device
from blueprints.shared import access, assets
from blueprints.shared.access import public, runs_acts, takes
from blueprints.shared.database import db
from blueprints.shared.headers import WORKER_POLICY
from blueprints.shared.limits import by_person, limiter
from blueprints.shared.pages import compressed, render
from blueprints.shared.serving.load_shedding import is_poll

from .batch import Batch, read
from .manifest import manifest
from .outbox import refuse_what_cannot_wait, run
from .replica import nothing_new, pull

blueprint = Blueprint("offline", __name__)
blueprint.before_app_request(refuse_what_cannot_wait)


@blueprint.get("/replica")
@public
# A phone that has nothing yet can show nothing: it is waited for.
@is_poll(given="since")
@limiter.limit("60/minute", key_func=by_person)
def replica() -> ResponseReturnValue:
    # It lays out codes and notes which phone asked: that is for our own scripts to bring about.
    if access.from_elsewhere():
        return jsonify(error="from-elsewhere"), 403
    if refusal := _refusal(request.args.get("person")):
        return refusal
    since = request.args.get("since", type=int)
    phone = "" if access.navigates() else request.args.get("phone", "")
    stale = request.args.get("codes") == "stale"
    if since and since == access.last_rev() and not stale:
        return _told(nothing_new(current_user.person_id, since))
    return _told(pull(since, phone, stale))


@blueprint.get("/service_worker.js")
@public
def service_worker() -> ResponseReturnValue:
    script, encoding = assets.service_worker(request.accept_encodings) or abort(404)
    answer = current_app.response_class(script, content_type="text/javascript; charset=utf-8")
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.content_encoding = encoding
    answer.headers["Content-Security-Policy"] = WORKER_POLICY
    # Each start of the app asks whether there is another one.
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.get("/manifest.webmanifest")
@public
def web_manifest() -> ResponseReturnValue:
    answer = jsonify(manifest())
    answer.content_type = "application/manifest+json"
    return answer


@blueprint.get("/waiting")
def waiting() -> ResponseReturnValue:
    # Whatever waits does so on a phone, and its worker answers there.
    return render("offline/waiting.html", {"place": "me", "acts": [], "refused": [], "kept": ""})


@blueprint.post("/outbox")
@public
@runs_acts
@takes(1024 * 1024)
@limiter.limit("30/minute", key_func=by_person)
def outbox() -> ResponseReturnValue:
    if refusal := _refusal():
        return refusal
    try:
        batch = read(request.get_data())
    except ValueError as problem:
        return jsonify(error="unreadable", sentence=str(problem)), 400
    return _refusal(batch.person_id) or _run(batch)


def _run(batch: Batch) -> ResponseReturnValue:
    # Each act has a transaction of its own: it must not wait for this one.
    db.session.rollback()
    done = run(current_app, batch, request.environ)
    db.session.rollback()
    if done.stopped_by == 401:
        return _signed_out()
    news = pull(batch.since, batch.phone)
    held = {"stopped_by": done.stopped_by, "retry_after": done.retry_after}
    return _told({"answers": done.answers, "replica": news, **held})


def _refusal(person_id: str | None = None) -> ResponseReturnValue | None:
    """Why this phone is told nothing, in words for a program: nobody is signed in, or another."""
    if not access.signed_in():
        return _signed_out()
    if person_id and person_id != access.person_id():
        return jsonify(error="other-person", person_id=access.person_id()), 409
    return None


def _signed_out() -> ResponseReturnValue:
    # A phone that hears that its sign-in was ended forgets the records: somebody may have lost it.
    ended = {"ended": True} if _was_ended() else {}
    return jsonify(error="signed-out", **ended), 401


def _was_ended() -> bool:
    """Whether this browser's sign-in was ended: by its person, or with their account.

    A cookie that ran out, or that another key signed, is not read at all: that says nothing.
    """
    kept = session.get("_user_id")
    return kept is not None and Device.find(kept) is None


def _told(content: Mapping[str, Any]) -> Response:
    # Python's own JSON takes ten times as long: with a thousand people met, half of all there is.
    answer = current_app.response_class(orjson.dumps(content), mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return compressed(answer)
