"""SECURITY.md names the tests that show what it says: each of them is there."""

import re
from pathlib import Path

from blueprints.shared.folders import ROOT

TESTS = Path(__file__).parents[1]


def test_every_test_it_names_is_there() -> None:
    said = (ROOT / "SECURITY.md").read_text()
    named = re.findall(r"`([\w/]+(?:\.test\.js|\.py))`", said)
    missing = [name for name in named if not (TESTS / name).exists()]
    assert len(named) > 30
    assert [name for name in missing if not (ROOT / name).exists()] == []
