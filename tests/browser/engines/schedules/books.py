"""What has to hold once all is quiet: on the server, and between it and the phone."""

from contextlib import suppress

from tests.chaos.outcome import Outcome, told_of
from tests.chaos.stage import rows_of_all
from tests.processes import wait_until

from ..surf import PageError
from .play import Play

# The ids that forms propose are new each time, and scripts have not touched the server's page.
SAME = """
const words = (page) => page.querySelector("main").textContent.replace(/\\s+/g, " ").trim();
const ways = (page) => [...page.querySelectorAll("main a, main form")].map(
    (one) => one.getAttribute("href") ?? one.getAttribute("action"));
const shown = (page) => JSON.stringify([words(page), ways(page)]);
const answer = await fetch(location.href);
const servers = new DOMParser().parseFromString(await answer.text(), "text/html");
const isPhones = document.body.hasAttribute("data-from-phone");
return { phone: isPhones && shown(document), server: answer.ok && shown(servers) };
"""


def check(played: Play) -> None:
    """All that was done has happened once, and the phone shows what the server shows."""
    with played.server.app.app_context():
        rows = rows_of_all()
    for name, person_id in played.ids.items():
        before, after = (told_of(person_id, all_rows) for all_rows in (played.rows, rows))
        deeds = [deed for deed in played.deeds if deed.person == person_id]
        Outcome(name, before, after, deeds, timely=True).check()
        kept = [row["text"] for row in after["promises"] if row["kept_at"]]
        assert sorted(kept) == sorted(deed.act.mark for deed in deeds if deed.act.kind == "did")
    for path in _paths(played):
        _shows_the_same(played, path)


def _paths(played: Play) -> list[str]:
    people = [f"/people/{about}" for about in played.hand.known]
    return ["/today", "/people", "/follow-ups", f"/events/{played.hand.event}", *people]


def _shows_the_same(played: Play, path: str) -> None:
    told: dict[str, str] = {}

    def look() -> bool:
        played.surf.go(path)
        # A page may make itself again while it is asked.
        with suppress(PageError):
            told.update(played.surf.run(SAME))
        return bool(told) and told["phone"] == told["server"]

    # A minute may pass between the two.
    with suppress(AssertionError):
        wait_until(look, path)
    assert told["phone"] == told["server"], path
