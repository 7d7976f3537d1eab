"""Large text, small screens, long words, forced colours: nothing is cut, hidden or lost."""

import pytest

from blueprints.contacts.models import Contact
from blueprints.exchange.models import Code
from blueprints.goals.models import Event
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.browser.conftest import Enter, sign_in
from tests.browser.places import AT_NIGHT, EVENING, MORNING, NEXT_DAY, PUBLIC, walk
from tests.browser.test_pages import violations
from tests.conftest import Actor, Clock

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
# What reaches into the edge of the card it stands in, by what it says.
OUTSIDE = """all => all.filter(one => {
  const head = one.closest(".step").querySelector(".step__head");
  const edge = head.getBoundingClientRect().right - parseFloat(getComputedStyle(head).paddingRight);
  return one.getBoundingClientRect().right > edge + 1;
}).map(one => one.innerText)"""
# What reaches beyond the page's own edge, by what it says; bots alone find what is `unseen`.
BEYOND_THE_EDGE = """all => all.filter(one => {
  const { width, right } = one.getBoundingClientRect();
  const main = document.querySelector("main");
  const edge = innerWidth - parseFloat(getComputedStyle(main).paddingRight);
  return width && right > edge + 1 && !one.closest(".unseen, .hidden-visually");
}).map(one => one.textContent)"""
# On how many lines the words stand.
LINES = "one => Math.round(one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"
TOP, BOTTOM, HEIGHT = (
    f"one => one.getBoundingClientRect().{side}" for side in ("top", "bottom", "height")
)
BACKGROUND, EDGE, LINE, ARROW = (
    f"one => getComputedStyle(one).{name}"
    for name in ("backgroundColor", "borderTopWidth", "textDecorationLine", "appearance")
)


@pytest.mark.parametrize(("width", "text"), [(320, 100), (390, 200), (320, 200), (1280, 100)])
def test_nothing_is_wider_than_the_screen(
    enter: Enter, places: dict[str, str], clock: Clock, width: int, text: int
) -> None:
    clock.set(EVENING)
    phone = enter(cast.ALICE.email, width=width)
    for path, page in walk(phone, places):
        page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} px wide at {width} px and {text} % text"


@pytest.mark.parametrize(("width", "text"), [(195, 100), (320, 200), (390, 200)])
def test_nothing_that_strangers_see_is_wider_than_the_screen(
    enter: Enter, places: dict[str, str], clock: Clock, width: int, text: int
) -> None:
    clock.set(EVENING)
    phone = enter(None, width=width)
    for path in PUBLIC:
        page = phone.go(path.format(**places))
        page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
        assert page.locator("main *").evaluate_all(BEYOND_THE_EDGE) == [], path


@pytest.mark.parametrize("width", [320, 390])
def test_no_heading_and_no_name_of_mine_breaks_within_a_word_in_large_text(
    enter: Enter, places: dict[str, str], clock: Clock, width: int
) -> None:
    clock.set(EVENING)
    phone = enter(cast.ALICE.email, width=width)
    for path, page in walk(phone, places):
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
    assert phone.go("/events/new").get_by_label("Time zone").evaluate(ARROW) == "auto"
    page = phone.go("/people/{contact}".format(**places))
    page.get_by_role("button", name="Let go").click()
    assert page.locator(".said", has_text="Let go.").evaluate(EDGE) == "1px"


@pytest.mark.parametrize("text", [100, 115, 130])
def test_the_hour_of_a_sign_in_stands_beside_its_day(
    enter: Enter, places: dict[str, str], clock: Clock, text: int
) -> None:
    clock.set(EVENING)
    enter(cast.ALICE.email)
    page = enter(cast.ALICE.email, width=320).go("/me/devices")
    page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
    for since in page.get_by_text("Since Thu 3 Dec, 21:00", exact=True).all():
        assert since.evaluate(LINES) == 1
    assert page.get_by_text("Since", exact=False).count() == 2


@pytest.mark.parametrize("width", [320, 390])
def test_what_begins_the_morning_hides_nobody(
    enter: Enter, places: dict[str, str], clock: Clock, width: int
) -> None:
    clock.set(MORNING)
    page = enter(cast.ALICE.email).go("/today")
    begin, last = page.locator(".afloat .button"), page.locator(".row").last
    page.set_viewport_size({"width": 844, "height": width})
    assert page.evaluate("scrollY") == 0
    assert begin.evaluate(TOP) > last.evaluate(BOTTOM)

    page.set_viewport_size({"width": width, "height": 640})
    for _ in range(page.locator(".row").count()):
        page.keyboard.press("Tab")
        assert page.locator(".row:focus").evaluate(BOTTOM) <= begin.evaluate(TOP)


def test_with_whom_the_morning_begins_is_read_whole_in_large_text(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    clock.set(MORNING)
    page = enter(cast.ALICE.email, width=320).go("/today")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    words = page.get_by_role("link", name="Begin with Ifeoma Okafor").locator("span").first
    # Letters may reach below their line; a line that is missing is far higher.
    assert words.evaluate("one => one.scrollHeight / one.clientHeight") < 1.1


@pytest.mark.parametrize("width", [320, 390])
def test_a_checklist_has_room_for_large_text(
    enter: Enter, places: dict[str, str], clock: Clock, width: int
) -> None:
    clock.set(MORNING)
    page = enter(cast.ALICE.email, width=width).go("/follow-ups/{meeting}".format(**places))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.locator(".step[open] .button").evaluate_all(OUTSIDE) == []

    page.get_by_role("button", name="I remember").click()
    page.wait_for_url("**#message")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.locator(".step__mark").evaluate_all(OUTSIDE) == []


def test_a_day_and_its_hour_are_seen_in_large_text(alice: Actor, enter: Enter) -> None:
    page = enter(cast.ALICE.email).go("/events/new")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    starts, named = page.get_by_label("It starts"), page.get_by_label("What is it called?")
    assert starts.evaluate(HEIGHT) > named.evaluate(HEIGHT) * 1.3


@pytest.mark.parametrize(("width", "text"), [(320, 100), (390, 200), (320, 200)])
def test_what_is_chosen_is_read_whole(alice: Actor, enter: Enter, width: int, text: int) -> None:
    page = enter(cast.ALICE.email, width=width).go("/me/settings")
    page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
    zone = page.get_by_label("Time zone")
    zone.select_option("UTC")
    short = zone.evaluate(HEIGHT)

    zone.select_option("America/Argentina/ComodRivadavia")

    assert zone.evaluate(HEIGHT) > short * 1.3
    assert zone.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


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


def test_how_somebody_is_reached_is_read_whole_on_their_card(app: Wellmet, enter: Enter) -> None:
    with app.app_context():
        person = cast.person(Card("Charlie Stone", email=f"{LONGEST[:60]}@{LONGEST[:40]}.example"))
        word = Code.show(person.id, None).word.lower()
        db.session.commit()
    page = enter(None, width=320).go(f"/c/{word}")
    address = page.get_by_role("list", name="Ways to reach them").locator(".row__note")
    assert address.evaluate("one => one.scrollHeight - one.clientHeight") <= 1


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


@pytest.mark.parametrize("name", ["Caoimhe Ó Súilleabháin", "Maximiliane Hohenberg"])
def test_my_name_goes_below_my_face_before_it_breaks(app: Wellmet, enter: Enter, name: str) -> None:
    with app.app_context():
        cast.person(Card(name, email=cast.CHARLIE.email, headline="Anaesthesiologist"))
        db.session.commit()
    page = enter(cast.CHARLIE.email, width=320).go("/me")
    assert page.locator(".seen__face bdi").evaluate_all(BROKEN) == []


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
