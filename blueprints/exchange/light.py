"""A page for a bad network: one request, compressed, with its style inside.

Each further request before the first paint costs a round trip, 400 ms on slow 3G. The style is
allowed by its hash, so the policy stays as strict as everywhere.
"""

import base64
import hashlib
from functools import cache

from flask import Response
from markupsafe import Markup

from blueprints.shared.assets import asset_text
from blueprints.shared.headers import CONTENT_SECURITY_POLICY
from blueprints.shared.pages import Context, compressed, render


def render_light(template: str, context: Context, status: int = 200) -> Response:
    """The page of a template on `layouts/card.html`."""
    style = asset_text("card.css")
    # It is our own file, and the hash below allows nothing else.
    answer = render(template, {**context, "style": Markup(style)}, status)  # noqa: S704
    answer.headers["Content-Security-Policy"] = _policy(style)
    return compressed(answer)


@cache
def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return CONTENT_SECURITY_POLICY.replace("style-src", f"style-src 'sha256-{digest}'")
