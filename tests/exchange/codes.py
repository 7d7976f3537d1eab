"""What the tests of codes share: reading the one that a person shows, and who has got it."""

import json
import re
from typing import Any

from tests.conftest import Actor


def word_of(actor: Actor) -> str:
    """The code on somebody's *My code* page, as it stands in its URL."""
    found = re.search(r"code__word[^>]*>([^<]+)<", actor.read("/swap"))
    assert found, "no code on the page"
    return found[1].replace(" ", "").lower()


def news(actor: Actor, since: str = "0") -> dict[str, Any]:
    """What an open *My code* page is told when it asks."""
    answer: dict[str, Any] = json.loads(actor.get(f"/swap/arrivals?since={since}").data)
    return answer
