"""The HTML of every page: headings go down step by step."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest

from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock
from tests.strangers import world
from tests.strangers.conftest import full
from tests.strangers.world import World

__all__ = ["full"]

pytestmark = pytest.mark.once

HOURS = {
    "before": cast.EVENING_START - timedelta(days=2),
    "during": cast.EVENING_START + timedelta(hours=1),
    "at night": cast.EVENING_END + timedelta(hours=2),
    "the morning after": cast.EVENING_END + timedelta(hours=12),
    "after three months": cast.EVENING_END + timedelta(days=100),
}


class Markup(HTMLParser):
    """What a page is made of: its headings, by their level."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.mark.parametrize("hour", HOURS)
def test_headings_go_down_one_level_at_a_time(
    app: Wellmet, full: World, clock: Clock, hour: str
) -> None:
    for path, page in pages(app, full, clock, HOURS[hour]):
        levels = Markup(page).headings
        steps = zip([0, *levels], levels, strict=False)
        assert all(after <= before + 1 for before, after in steps), (path, levels)


def pages(app: Wellmet, full: World, clock: Clock, at: datetime) -> Iterator[tuple[str, str]]:
    """Every page of Alice's at that hour, and Bob's of the event."""
    clock.set(at)
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            yield from _read(full.cast.alice, world.path(rule, full))
    for path in ("/events/{event_id}", "/today"):
        yield from _read(full.cast.bob, path.format(**full.ids))


def _read(actor: Actor, path: str) -> Iterator[tuple[str, str]]:
    limiter.reset()
    answer = actor.get(path)
    if answer.mimetype == "text/html" and answer.status_code == 200:
        yield path, answer.get_data(as_text=True)
    answer.close()
