"""A report (CSP Level 2, 4.4): anybody may send one, and it is believed as little as that."""

import json

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from blueprints.shared.access import from_anywhere, public, runs_acts, takes
from blueprints.shared.headers import CONTENT_SECURITY_POLICY, REPORTS
from blueprints.shared.limits import limiter

blueprint = Blueprint("reports", __name__)

# What may be told of a report. All else in it is somebody's address, page or text.
_DIRECTIVES = {part.split()[0] for part in CONTENT_SECURITY_POLICY.split("; ")}
_DIRECTIVES |= {f"{kind}-src-{part}" for kind in ("script", "style") for part in ("elem", "attr")}


@blueprint.post(REPORTS)
@public
@from_anywhere
@runs_acts
@takes(16 * 1024)
@limiter.limit("20/minute;200/day")
def report() -> ResponseReturnValue:
    # Which part of the policy was hit is enough to look for the page at fault.
    current_app.logger.warning("A page wanted what its policy forbids: %s", _directive())
    return "", 204


def _directive() -> str:
    try:
        named = json.loads(request.get_data())["csp-report"]["effective-directive"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "unnamed"
    return named if isinstance(named, str) and named in _DIRECTIVES else "unnamed"
