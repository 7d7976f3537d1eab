"""The zones the server offers, written out for the worker: `python -m service_worker.zones`."""

import json
from pathlib import Path

from blueprints.shared.zones import ZONES

BUILT = Path(__file__).parent / "built" / "zones.js"


def build() -> None:
    """Write them where zone_choices.js finds them."""
    BUILT.parent.mkdir(exist_ok=True)
    BUILT.write_text(f"export const ZONES = {json.dumps(ZONES)};\n")


if __name__ == "__main__":
    build()
