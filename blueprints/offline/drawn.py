"""A code as a phone gets it: small, and drawn there."""

from base64 import b64encode
from typing import Any

from blueprints.shared.qr import Drawing


def drawn(code: Drawing) -> dict[str, Any]:
    """The modules a side, and which of them are dark: base64 of `Drawing.bits`."""
    return {"modules": code.modules, "bits": b64encode(code.bits).decode()}
