"""Text in an address as Python and the phone write it: the table that both run."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest

TABLE = json.loads((Path(__file__).parent / "quoted.json").read_text())


@pytest.mark.once
@pytest.mark.parametrize(("text", "safe", "expected"), TABLE)
def test_a_text_is_quoted(text: str, safe: str, expected: str) -> None:
    assert quote(text, safe) == expected
