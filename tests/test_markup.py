"""The HTML of every page: headings go down step by step, and what people typed stands apart."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock
from tests.strangers import world
from tests.strangers.conftest import full
from tests.strangers.world import PRIVATE, SHARED, World

__all__ = ["full"]

pytestmark = pytest.mark.once

HOURS = {
    "before": cast.EVENING_START - timedelta(days=2),
    "during": cast.EVENING_START + timedelta(hours=1),
    "at night": cast.EVENING_END + timedelta(hours=2),
    "the morning after": cast.EVENING_END + timedelta(hours=12),
    "after three months": cast.EVENING_END + timedelta(days=100),
}


VOID = {"meta", "link", "input", "img", "br", "hr", "path", "circle", "rect", "line", "use"}
# Where no other element may stand: what a browser makes of the text is its own affair.
BARE = {"title", "textarea", "option", "script", "style"}
# What we say ourselves, with a name or a thing in it. It is written as one text, for nudges too.
SENTENCES = (f"Let Ifeoma {PRIVATE} go", f"{PRIVATE} nudge")


class Markup(HTMLParser):
    """What a page is made of: its headings, by their level, and the texts that stand in no bdi."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.within: list[str] = []
        self.headings: list[int] = []
        self.mixed: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.within.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not {"bdi", *BARE} & {*self.within}:
            self.mixed.append(" ".join(data.split()))


@pytest.fixture
def pages(app: Wellmet, full: World, clock: Clock) -> list[tuple[str, Markup]]:
    """Every page of Alice's, and some of Bob's, at each of those hours."""
    _type_more(full.cast.alice, full.ids["event_id"])
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    paths = [path for rule in rules if "." not in (path := world.path(rule, full))]
    event = f"/events/{full.ids['event_id']}"
    asked = [(full.cast.alice, paths), (full.cast.bob, [event, "/today", "/people"])]
    found: list[tuple[str, Markup]] = []
    for hour, at in HOURS.items():
        clock.set(at)
        found += [
            (f"{path}, {hour}", markup)
            for actor, theirs in asked
            for path in theirs
            for markup in _read(actor, path)
        ]
    return found


def test_headings_go_down_one_level_at_a_time(pages: list[tuple[str, Markup]]) -> None:
    for path, markup in pages:
        levels = markup.headings
        steps = zip([0, *levels], levels, strict=False)
        assert all(after <= before + 1 for before, after in steps), (path, levels)


def test_what_people_typed_stands_apart(pages: list[tuple[str, Markup]]) -> None:
    """So that a name from the right moves no word beside it (Unicode TR 9, 4.3)."""
    mixed = [(path, text) for path, markup in pages for text in markup.mixed if _is_typed(text)]
    assert mixed == []


def _is_typed(text: str) -> bool:
    return (PRIVATE in text or SHARED in text) and text not in SENTENCES


def _type_more(alice: Actor, event_id: str) -> None:
    """Where an event is, what was learned there, and more people than she can keep."""
    times = {"starts": "2026-12-03T19:00", "ends": "2026-12-03T21:30", "zone": cast.ZONE}
    said = {"reached": "yes", "learned": f"{PRIVATE} learned", "again": "yes"}
    settings = {"zone": cast.ZONE, "locale": "en_GB", "followup_cap": "5", "capacity": "5"}
    posts: list[tuple[str, dict[str, str]]] = [
        (f"/events/{event_id}", {"title": "Evening", "place": f"{PRIVATE} place", **times}),
        (f"/events/{event_id}/reflection", said),
        ("/me/settings", settings),
    ]
    posts += [("/people", {"name": "Wei", "headline": f"{PRIVATE} wards"})] * 6
    for path, fields in posts:
        assert alice.post(path, fields).status_code == 303, path


def _read(actor: Actor, path: str) -> Iterator[Markup]:
    limiter.reset()
    answer = actor.get(path)
    if answer.mimetype == "text/html" and answer.status_code == 200:
        yield Markup(answer.get_data(as_text=True))
    answer.close()
