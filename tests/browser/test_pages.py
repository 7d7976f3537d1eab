"""Every page on a phone: nothing for axe to find, nothing cut, nothing refused by the CSP."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.exchange.models import Code
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.browser.conftest import Enter, sign_in
from tests.conftest import Clock

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
EVENING = cast.EVENING_START + timedelta(hours=2)
MORNING = cast.EVENING_START + timedelta(hours=15)


@pytest.fixture
def places(app: Wellmet) -> dict[str, str]:
    """The ids that paths of Alice's evening need."""
    with app.app_context():
        alice = cast.person(cast.ALICE)
        cast.person(cast.CHARLIE)
        event = believable.fill(alice)
        word = Code.show(alice.id, event.id).word.lower()
        db.session.commit()
        contact = db.session.scalars(db.select(Contact).order_by(Contact.name)).first()
        assert contact is not None
        meeting = db.session.scalars(
            db.select(Meeting).where(Meeting.contact_id == contact.id)
        ).one()
        target = db.session.scalars(db.select(Target)).first()
        assert target is not None
        return {
            "event": event.id,
            "contact": contact.id,
            "meeting": meeting.id,
            "target": target.id,
            "join": event.join_code.lower(),
            "word": word,
        }


CARD = ["/c/{word}", "/c/{word}/thanks", "/c/0000aaaa0000"]
PUBLIC = ["/", "/sign-up", "/sign-in", "/password-reset", "/e/{join}", "/nothing-here", *CARD]
EMPTY = [
    *("/today", "/events", "/people", "/people/let-go", "/follow-ups"),
    *("/promises", "/network", "/introductions", "/people/room"),
]
AT_NIGHT = [
    "/today",
    "/events",
    "/events/new",
    "/events/{event}",
    "/events/{event}/edit",
    "/targets/{target}",
    "/people",
    "/people?q=nobody",
    "/people/new",
    "/people/{contact}",
    "/people/{contact}/edit",
    "/people/{contact}/listening",
    "/swap",
    "/swap/vcard",
    "/scan",
    *CARD,
]
NEXT_DAY = [
    "/today",
    "/follow-ups",
    "/follow-ups/{meeting}",
    "/follow-ups/events/{event}/focus",
    "/people/{contact}/message",
    "/people/{contact}/proposal",
    "/people/room",
    "/network",
    "/promises",
    "/introductions",
    "/events/{event}/reflection",
]
ME = [
    "/me",
    "/me/card",
    "/me/settings",
    "/me/nudges",
    "/me/devices",
    "/me/export",
    "/me/delete",
    "/password-reset/sent",
]

WALKS: list[tuple[str, str | None, Any, list[str]]] = [
    ("a stranger", None, EVENING, PUBLIC),
    ("somebody new", cast.CHARLIE.email, EVENING, EMPTY),
    ("Alice that evening", cast.ALICE.email, EVENING, AT_NIGHT),
    ("Alice the next day", cast.ALICE.email, MORNING, NEXT_DAY),
    ("Alice about herself", cast.ALICE.email, MORNING, ME),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("who", "email", "now", "paths"), WALKS, ids=[walk[0] for walk in WALKS])
def test_axe_finds_nothing(
    enter: Enter,
    places: dict[str, str],
    clock: Clock,
    who: str,
    email: str | None,
    now: Any,
    paths: list[str],
    dark: bool,
) -> None:
    clock.set(now)
    phone = enter(email, dark=dark)
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    with complaints(phone.page) as heard:
        for path in paths:
            page = phone.go(path.format(**places))
            assert violations(page) == [], path
    assert [line for line in heard if "404" not in line] == []


@pytest.mark.parametrize(("width", "text"), [(320, 100), (390, 200), (320, 200), (1280, 100)])
def test_nothing_is_wider_than_the_screen(
    enter: Enter, places: dict[str, str], clock: Clock, width: int, text: int
) -> None:
    clock.set(EVENING)
    phone = enter(cast.ALICE.email, width=width)
    for path in [*AT_NIGHT, *NEXT_DAY, *ME]:
        page = phone.go(path.format(**places))
        page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} px wide at {width} px and {text} % text"


def test_targets_are_large_enough_for_a_thumb(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    clock.set(EVENING)
    phone = enter(cast.ALICE.email)
    for path in [*AT_NIGHT, *NEXT_DAY, *ME]:
        page = phone.go(path.format(**places))
        boxes = page.locator("button:visible, .button:visible, .row[href], .tab").evaluate_all(
            "all => all.map(one => [one.innerText, one.getBoundingClientRect().height])"
        )
        assert [box for box in boxes if box[1] < 44] == [], path
        words = page.locator("a.plain:visible, a.pill:visible, .row__text > a:visible")
        assert words.evaluate_all(OUT_OF_REACH) == [], path


def test_no_heading_and_no_name_of_mine_breaks_within_a_word_in_large_text(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    clock.set(EVENING)
    phone = enter(cast.ALICE.email)
    for path in [*AT_NIGHT, *NEXT_DAY, *ME]:
        page = phone.go(path.format(**places))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.locator("h1, .goal, .seen__face bdi").evaluate_all(BROKEN) == [], path


def test_what_is_chosen_and_where_one_is_shows_where_colours_are_forced(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    clock.set(MORNING)
    phone = enter(cast.ALICE.email)
    phone.page.emulate_media(forced_colors="active")
    page = phone.go("/people/{contact}/listening".format(**places))
    page.get_by_label("Maybe").check()
    chosen, not_chosen = (
        page.get_by_text(words, exact=True).evaluate(BACKGROUND) for words in ("Maybe", "No")
    )
    assert chosen != not_chosen
    assert page.locator(".tab__mark").evaluate(EDGE) == "1px"

    page = phone.go("/follow-ups")
    here, there = (
        page.locator(f".tab[href='{path}']").evaluate(LINE) for path in ("/follow-ups", "/me")
    )
    assert (here, there) == ("underline", "none")
    assert page.locator(".progress > span").first.evaluate(EDGE) == "1px"


@pytest.mark.parametrize("width", [320, 390])
def test_a_promise_is_seen_whole_while_it_is_typed(
    enter: Enter, places: dict[str, str], clock: Clock, width: int
) -> None:
    clock.set(EVENING)
    page = enter(cast.ALICE.email, width=width).go("/people/{contact}/listening".format(**places))
    promised = page.get_by_label("What did you promise?")
    promised.fill("Send the paper on night rotas")
    assert promised.evaluate("one => one.scrollWidth - one.clientWidth") == 0


def test_what_was_heard_is_kept_without_scrolling(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    clock.set(EVENING)
    page = enter(cast.ALICE.email).go("/people/{contact}/listening".format(**places))
    keep = page.get_by_role("button", name="Keep it").bounding_box()
    mark = page.locator(".tab__mark").bounding_box()
    assert keep
    assert mark
    assert keep["y"] + keep["height"] < mark["y"]


@pytest.mark.parametrize("text", [100, 115, 130])
def test_the_hour_of_a_sign_in_stands_beside_its_day(
    enter: Enter, places: dict[str, str], clock: Clock, text: int
) -> None:
    clock.set(EVENING)
    enter(cast.ALICE.email)
    page = enter(cast.ALICE.email, width=320).go("/me/devices")
    page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
    since = page.get_by_text("Since Thu 3 Dec, 21:00", exact=True)
    lines = since.evaluate("one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)")
    assert round(lines) == 1


@pytest.mark.parametrize(("still", "seconds"), [(False, "0.14s, 0.14s"), (True, "0s")])
def test_nothing_moves_for_whom_motion_makes_ill(enter: Enter, still: bool, seconds: str) -> None:
    button = enter(None, still=still).go("/sign-in").locator(".button").first
    assert button.evaluate("one => getComputedStyle(one).transitionDuration") == seconds


FADES = """addEventListener("pagereveal", ({ viewTransition }) =>
  sessionStorage.setItem("faded", viewTransition !== null))"""


def test_pages_fade_into_each_other_but_not_at_the_door(
    enter: Enter, places: dict[str, str]
) -> None:
    phone = enter(None)
    phone.page.add_init_script(FADES)
    phone.go("/sign-in").get_by_role("link", name="I am new here").click()
    phone.page.wait_for_url("**/sign-up")
    at_the_door = phone.page.evaluate("sessionStorage.getItem('faded')")
    sign_in(phone, cast.ALICE.email)
    phone.page.get_by_role("link", name="People", exact=True).click()
    phone.page.wait_for_url("**/people")
    at_home = phone.page.evaluate("sessionStorage.getItem('faded')")

    assert (at_the_door, at_home) == ("false", "true")


def test_axe_finds_nothing_in_a_choice_that_is_wrong(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    clock.set(MORNING)
    page = enter(cast.ALICE.email).go("/events/{event}/reflection".format(**places))
    page.locator("#reached-no").evaluate("one => { one.value = 'forged'; one.checked = true; }")
    page.get_by_role("button", name="Close the event").click()
    page.locator("#reached-error").wait_for()

    assert page.evaluate("document.activeElement.id") == "reached-yes"
    assert violations(page) == []


def violations(page: Page) -> list[str]:
    """What axe finds on the page, a line each."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{v['id']}: {v['help']}: {n['html']}" for v in found for n in v["nodes"]]


class complaints:
    """What the browser's console complains of meanwhile: CSP refusals, missing files, errors."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines: list[str] = []

    def __enter__(self) -> list[str]:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.lines.append(str(error)))
        return self.lines

    def __exit__(self, *_: object) -> None:
        self.page.remove_listener("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.lines.append(message.text)


# What a thumb 21 px above or below its middle misses, by what it says.
OUT_OF_REACH = """all => all.filter(one => {
  one.scrollIntoView({ block: "center" });
  const { x, y, width, height } = one.getBoundingClientRect();
  const hit = (off) => document.elementFromPoint(x + width / 2, y + height / 2 + off);
  return ![-21, 21].every(off => one.contains(hit(off)));
}).map(one => one.innerText)"""
# What runs out of its box, by what it says.
CUT_OFF = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
# Words that stand on more lines than one, each of them where it is to be seen.
BROKEN = """all => all.flatMap(one => {
  const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let node; (node = walk.nextNode());) {
    for (const { 0: word, index } of node.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = [...range.getClientRects()].map(({ top }) => Math.round(top));
      if (new Set(lines).size > 1) broken.push(word);
    }
  }
  return broken;
})"""
BACKGROUND, EDGE, LINE = (
    f"one => getComputedStyle(one).{name}"
    for name in ("backgroundColor", "borderTopWidth", "textDecorationLine")
)
LONGEST = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellscha"


@pytest.mark.parametrize(("width", "text"), [(320, 100), (390, 200)])
def test_the_longest_name_is_cut_nowhere(app: Wellmet, enter: Enter, width: int, text: int) -> None:
    with app.app_context():
        person = cast.person(Card(LONGEST, email=cast.CHARLIE.email))
        word = Code.show(person.id, None).word.lower()
        db.session.commit()
    stranger, self = enter(None, width=width), enter(cast.CHARLIE.email, width=width)
    for phone, path in ((stranger, f"/c/{word}"), (self, "/swap"), (self, "/me"), (self, "/today")):
        page = phone.go(path)
        page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
        box = page.get_by_text(LONGEST).first.bounding_box() if path != "/today" else None
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert box is None or box["x"] >= 0, path


@pytest.mark.parametrize(("width", "text"), [(320, 100), (390, 200)])
def test_words_of_any_length_widen_no_page(
    app: Wellmet, enter: Enter, places: dict[str, str], clock: Clock, width: int, text: int
) -> None:
    with app.app_context():
        db.session.get_one(Event, places["event"]).title = LONGEST
        for contact in db.session.scalars(db.select(Contact)):
            contact.name, contact.email = LONGEST, f"{LONGEST[:60]}@example.org"
        db.session.commit()
    phone = enter(None, width=width)
    for now, paths in ((EVENING, AT_NIGHT), (MORNING, NEXT_DAY)):
        clock.set(now)
        # Each in a session that begins then: no page is shown that a phone kept from before.
        sign_in(phone, cast.ALICE.email)
        for path in paths:
            page = phone.go(path.format(**places))
            page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.locator(".button:visible").evaluate_all(CUT_OFF) == [], path
        phone.page.context.clear_cookies()


FROM_THE_RIGHT = "שרה כהן"


def test_names_of_any_length_and_direction_have_their_room(app: Wellmet, enter: Enter) -> None:
    with app.app_context():
        alice = cast.person(cast.ALICE)
        for name in (LONGEST, FROM_THE_RIGHT, f"{FROM_THE_RIGHT} {LONGEST[:60]}"):
            card = Card(name, headline=LONGEST, organisation=LONGEST)
            met = Contact.add(alice.id, new_id(), card, "typed", None)
        db.session.commit()
        person = f"/people/{met.id}"
    page = enter(cast.ALICE.email, width=320).go("/people/new")
    page.get_by_label("Name", exact=True).fill("Wei")
    page.get_by_label("Who introduced you?").fill("Donau")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Whom do you mean?").wait_for()
    assert violations(page) == []
    for path in ("", person, "/people"):
        if path:
            page.goto(page.url.split("/people")[0] + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    # It begins beside the face, though it is read from the right.
    row = page.locator(".row__name", has_text=FROM_THE_RIGHT).first
    assert row.evaluate("one => getComputedStyle(one).textAlign") in ("left", "-webkit-left")
