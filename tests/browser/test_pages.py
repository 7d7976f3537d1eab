"""Every page on a phone: nothing for axe to find, nothing cut, nothing refused by the CSP."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import ConsoleMessage, Page

from tests import cast
from tests.browser.conftest import Enter, sign_in
from tests.browser.places import AT_NIGHT, EMPTY, EVENING, ME, MORNING, NEXT_DAY, PUBLIC, walk
from tests.conftest import Actor, Clock

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()

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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_axe_does_not_measure_is_seen_too(
    enter: Enter, places: dict[str, str], clock: Clock, dark: bool
) -> None:
    """What stands in an empty field, and the steps that are still to do (WCAG 1.4.3, 1.4.11)."""
    clock.set(MORNING)
    phone = enter(cast.ALICE.email, dark=dark)
    empty = phone.go("/people").get_by_label("Search names and notes")
    assert empty.evaluate(COLOURS, ["::placeholder", "color"]) >= 4.5
    step = phone.go("/follow-ups").locator(".progress > span").first
    assert step.evaluate(COLOURS, [None, "borderTopColor"]) >= 3
    assert step.evaluate("one => getComputedStyle(one).opacity") == "1"


def test_what_is_due_stands_apart_from_what_is_empty(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    clock.set(MORNING + timedelta(days=15))
    page = enter(cast.ALICE.email).go("/follow-ups")
    due, empty = (page.locator(which).bounding_box() for which in (".rows", ".empty"))
    assert due
    assert empty
    assert empty["y"] - (due["y"] + due["height"]) >= 24


@pytest.mark.parametrize("width", [320, 360, 390, 393, 412])
def test_the_arrow_of_a_choice_has_no_seam(enter: Enter, alice: Actor, width: int) -> None:
    zone = enter(cast.ALICE.email, width=width).go("/me/settings").get_by_label("Time zone")
    shown = Image.open(io.BytesIO(zone.screenshot())).convert("L")
    # At two pixels to one: within the field's edge, where no letters are.
    arrow = shown.crop((shown.width - 70, 40, shown.width - 20, shown.height - 40))
    arrow = arrow.crop(arrow.point(lambda grey: grey < 200 and 255).getbbox())
    assert sum(arrow.crop((2, 1, arrow.width - 2, 2)).histogram()[200:]) == 0


def test_targets_are_large_enough_for_a_thumb(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    clock.set(EVENING)
    phone = enter(cast.ALICE.email)
    for path, page in walk(phone, places):
        boxes = page.locator("button:visible, .button:visible, .row[href], .tab").evaluate_all(
            "all => all.map(one => [one.innerText, one.getBoundingClientRect().height])"
        )
        assert [box for box in boxes if box[1] < 44] == [], path
        words = page.locator("a.plain:visible, a.pill:visible, .row__text > a:visible")
        assert words.evaluate_all(OUT_OF_REACH) == [], path


def test_every_act_says_whom_or_what_it_is_about(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    earlier = MORNING - timedelta(hours=1)
    for now, paths in ((EVENING, AT_NIGHT), (earlier, []), (MORNING, [*NEXT_DAY, *ME])):
        clock.set(now)
        # Each in a session that begins then; those before are listed among her devices.
        phone = enter(cast.ALICE.email)
        for path in paths:
            page = phone.go(path.format(**places))
            acts = page.locator("button:visible, summary:visible").evaluate_all(ABOUT)
            assert sorted(acts) == sorted(set(acts)), path


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


@pytest.mark.parametrize(("still", "seconds"), [(False, "0.14s, 0.14s"), (True, "0s")])
def test_nothing_moves_for_whom_motion_makes_ill(enter: Enter, still: bool, seconds: str) -> None:
    button = enter(None, still=still).go("/sign-in").locator(".button").first
    assert button.evaluate("one => getComputedStyle(one).transitionDuration") == seconds


def test_on_paper_nothing_lies_over_the_page(
    enter: Enter, places: dict[str, str], clock: Clock
) -> None:
    clock.set(EVENING)
    page = enter(cast.ALICE.email).go("/events/{event}".format(**places))
    page.emulate_media(media="print")
    assert page.locator(".tabs, .skip").evaluate_all(PLACES_KEPT) == []
    assert page.get_by_role("main").evaluate("one => getComputedStyle(one).paddingBottom") == "0px"

    page.emulate_media(media="screen")
    assert page.locator(".tabs, .skip").evaluate_all(PLACES_KEPT) != []


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


# How what is laid out on the page is placed on it.
PLACES_KEPT = """all => all.filter(one => one.checkVisibility())
  .map(one => getComputedStyle(one).position)"""
# The contrast of a colour of an element, or of a part of it, with the card it stands on.
COLOURS = """(one, [part, name]) => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const behind = getComputedStyle(one.closest(".rows, input")).backgroundColor;
  const both = [light(getComputedStyle(one, part)[name]), light(behind)];
  return Math.max(...both) / Math.min(...both);
}"""
# What buttons are called, after the name of the group they are in.
ABOUT = """all => all.map(one =>
  [one.closest("[role=group]")?.ariaLabel, one.ariaLabel ?? one.textContent.trim()].join(": "))"""
# What a thumb 21 px above or below its middle misses, by what it says.
OUT_OF_REACH = """all => all.filter(one => {
  one.scrollIntoView({ block: "center" });
  const { x, y, width, height } = one.getBoundingClientRect();
  const hit = (off) => document.elementFromPoint(x + width / 2, y + height / 2 + off);
  return ![-21, 21].every(off => one.contains(hit(off)));
}).map(one => one.innerText)"""
