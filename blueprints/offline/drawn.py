"""A code as a phone gets it: small, and drawn there."""

from base64 import b64encode
from typing import Any

from blueprints.shared.qr import Drawing

# As many codes of a kind a phone is given. Nobody goes to that many events, and each takes some
# milliseconds to draw, in which others wait.
MOST = 100


def drawn(code: Drawing) -> dict[str, Any]:
    """The modules a side, and which of them are dark: base64 of `Drawing.bits`."""
    return {"modules": code.modules, "bits": b64encode(code.bits).decode()}
