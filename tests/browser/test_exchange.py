"""Two people, two phones: one scans the other's code, by every way in."""

import re
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from blueprints.contacts.models import Contact
from tests.browser.camera import draw_code, hold_up
from tests.browser.conftest import Before, Enter, Network, code_of
from tests.browser.test_pages import violations
from tests.cast import ALICE, BOB
from tests.conftest import Actor, Stored
from tests.exchange.codes import word_of
from tests.processes import wait_until

# How soon the other's screen has to show a swap, in milliseconds.
TOLD_WITHIN = 5_000
# A page whose pauses pass quickly, and are remembered.
QUICK = """pauses = [];
const later = setTimeout;
setTimeout = (act, ms) => {
  if (ms >= 2000) pauses.push(ms);
  return later(act, ms / 20);
}"""
VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Guest\r\nTEL:+447911123456\r\nEND:VCARD"


def saved(picture: Image.Image, folder: Path) -> Path:
    """The picture as a photo on the phone."""
    hold_up(picture).save(folder / "photo.jpg", quality=80)
    return folder / "photo.jpg"


def pairs(stored: Stored) -> set[tuple[str, str, str]]:
    return {(c.owner_id, c.person_id, c.source) for c in stored(Contact)}


def test_one_scans_the_other_and_both_have_each_other(
    alice: Actor, bob: Actor, evening: str, enter: Enter, before: Before, stored: Stored
) -> None:
    hers = enter(ALICE.email)
    code = code_of(hers)
    his = enter(BOB.email, browser=before(code))

    his.go("/scan")
    expect(his.page.get_by_role("heading", name=ALICE.name)).to_be_visible()
    expect(his.page.get_by_text(ALICE.email)).to_be_visible()
    expect(his.page.get_by_role("region", name=ALICE.name)).to_be_focused()
    assert violations(his.page) == []
    his.picture("scan-found")
    his.page.get_by_role("button", name="Swap cards").click()

    expect(hers.page.get_by_role("link", name=f"{BOB.name} has your card.")).to_be_visible(
        timeout=TOLD_WITHIN
    )
    assert violations(hers.page) == []
    hers.picture("my-code-told")
    his.page.wait_for_url("**/listening")
    expect(his.page.get_by_role("heading", name=ALICE.name)).to_be_visible()
    assert pairs(stored) == {(alice.id, bob.id, "swap"), (bob.id, alice.id, "swap")}


def test_my_code_asks_more_seldom_where_nobody_answers(
    alice: Actor, enter: Enter, network: Network
) -> None:
    phone = enter(ALICE.email)
    phone.page.add_init_script(QUICK)
    phone.go("/swap")
    pauses(phone.page, (2000, 2000))

    network.go_away()
    pauses(phone.page, (4000, 8000, 8000))
    network.come_back()
    pauses(phone.page, (8000, 2000, 2000))


def pauses(page: Page, expected: tuple[int, ...]) -> None:
    """Wait until the page has made these pauses, in milliseconds, one after the other."""
    made = ",".join(map(str, expected))
    wait_until(lambda: made in page.evaluate("pauses.join()"), f"No pauses of {made}")


def test_a_photo_of_the_code_will_do(
    alice: Actor, bob: Actor, evening: str, enter: Enter, stored: Stored, tmp_path: Path
) -> None:
    photo = saved(code_of(enter(ALICE.email)), tmp_path)
    phone = enter(BOB.email)
    page = phone.go("/scan")

    page.get_by_label("Scan from a photo").set_input_files(photo)
    page.get_by_role("button", name="Take theirs only").click()
    page.wait_for_url("**/listening")
    phone.send_all()
    assert pairs(stored) == {(bob.id, alice.id, "take")}


def test_a_photo_without_a_code_is_said_kindly(alice: Actor, enter: Enter, tmp_path: Path) -> None:
    page = enter(ALICE.email).go("/scan")
    photo = saved(Image.new("RGB", (200, 200), "grey"), tmp_path)
    page.get_by_label("Scan from a photo").set_input_files(photo)
    expect(page.get_by_text("No code could be read in that photo.")).to_be_visible()

    (tmp_path / "text.jpg").write_text("This is no picture.")
    page.get_by_label("Scan from a photo").set_input_files(tmp_path / "text.jpg")
    expect(page.get_by_text("That file is not a picture.")).to_be_visible()


def test_without_scripts_the_code_can_be_typed(alice: Actor, bob: Actor, enter: Enter) -> None:
    word = enter(ALICE.email).go("/swap").locator(".code__word").inner_text()
    page = enter(BOB.email, scripts=False).go("/scan")

    expect(page.get_by_text("Scan from a photo")).to_be_hidden()
    page.get_by_label("Or type it in").fill(word)
    page.get_by_role("button", name="Look it up").click()
    page.get_by_role("button", name="Swap cards").click()
    page.wait_for_url("**/listening")


def test_without_scripts_nobody_is_said_to_appear(alice: Actor, enter: Enter) -> None:
    page = enter(ALICE.email, scripts=False).go("/swap")

    expect(page.locator(".code__word")).to_be_visible()
    expect(page.get_by_text("whoever swaps with you appears here")).to_be_hidden()


def test_a_code_without_the_card_leads_to_its_page(
    alice: Actor, bob: Actor, enter: Enter, before: Before
) -> None:
    alice.post("/swap/carrying", {"carry": "no"})
    page = enter(BOB.email, browser=before(code_of(enter(ALICE.email)))).go("/scan")

    page.wait_for_url(re.compile(r"/c/[0-9A-Z]{12}$"))
    expect(page.get_by_role("button", name="Swap cards")).to_be_visible()


def test_whoever_saw_a_card_before_the_network_went_swaps_with_that_name(
    alice: Actor, bob: Actor, enter: Enter, network: Network, stored: Stored
) -> None:
    phone = enter(BOB.email)
    phone.settle()
    page = phone.go(f"/c/{word_of(alice)}")
    expect(page.get_by_role("heading", name=ALICE.name)).to_be_visible()
    network.go_away()

    page.get_by_role("button", name="Swap cards").click()
    expect(page.get_by_role("heading", name=ALICE.name)).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("alice@example.org")).to_be_visible()

    network.come_back()
    phone.send_all()
    assert pairs(stored) == {(bob.id, alice.id, "swap"), (alice.id, bob.id, "swap")}


def test_a_code_typed_without_a_network_is_kept_and_becomes_that_person(
    alice: Actor, bob: Actor, enter: Enter, network: Network, stored: Stored
) -> None:
    word, phone = word_of(alice), enter(BOB.email)
    phone.settle()
    page = phone.go("/scan")
    network.go_away()

    type_in(page, word)
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    assert violations(page) == []
    phone.picture("scan-unreached")
    page.get_by_role("button", name="Swap cards").click()
    expect(page.get_by_role("heading", name="Somebody, scanned")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()

    network.come_back()
    phone.send_all()
    expect(phone.go("/people").get_by_text(ALICE.name)).to_be_visible()
    assert pairs(stored) == {(bob.id, alice.id, "swap"), (alice.id, bob.id, "swap")}


def test_a_code_that_the_phones_own_camera_opens_without_a_network_brings_a_name(
    alice: Actor, bob: Actor, enter: Enter, network: Network, stored: Stored
) -> None:
    code, phone = code_of(enter(ALICE.email)), enter(BOB.email)
    phone.settle()
    network.go_away()

    page = phone.go(zxingcpp.read_barcodes(code)[0].text.removeprefix(phone.origin.upper()))
    expect(page.get_by_role("heading", name=ALICE.name)).to_be_visible()
    assert violations(page) == []
    phone.picture("scan-unreached-card")
    with page.expect_navigation():
        page.get_by_role("link", name="Look it up again").click()
    expect(page.get_by_text(ALICE.email)).to_be_visible()
    page.get_by_role("button", name="Swap cards").click()
    expect(page.get_by_role("heading", name=ALICE.name)).to_be_visible()

    network.come_back()
    phone.send_all()
    assert pairs(stored) == {(bob.id, alice.id, "swap"), (alice.id, bob.id, "swap")}


def test_a_code_kept_without_a_network_that_leads_nowhere_needs_its_person(
    alice: Actor, bob: Actor, enter: Enter, network: Network, stored: Stored
) -> None:
    word, phone = word_of(alice), enter(BOB.email)
    phone.settle()
    page = phone.go("/scan")
    network.go_away()
    type_in(page, "abcd efgh jkmn")
    page.get_by_role("button", name="Take theirs only").click()
    page.get_by_label("What are they working on").fill("A rota that nurses can read")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("A rota that nurses can read")).to_be_visible()

    network.come_back()
    page = phone.come_back("/waiting")
    expect(page.get_by_role("heading", name="This needs you")).to_be_visible()
    expect(page.get_by_text("code ABCD EFGH JKMN")).to_be_visible()
    expect(page.get_by_text("This code leads nowhere. Ask them for a new one.")).to_be_visible()
    expect(page.get_by_text("A rota that nurses can read")).to_be_visible()
    expect(page.get_by_text("It goes out once the one it belongs to does.")).to_be_visible()
    phone.picture("waiting-unknown-code")
    assert stored(Contact) == []

    page.get_by_role("link", name="Fix it").click()
    expect(page.get_by_role("heading", name="Whose code was it?")).to_be_visible()
    assert violations(page) == []
    phone.picture("waiting-mend-code")
    page.get_by_label("Type their code again").fill(word)
    page.get_by_role("button", name="Take their card").click()
    phone.send_all()
    expect(phone.go("/people").get_by_text(ALICE.name)).to_be_visible()
    expect(page.get_by_text("A rota that nurses can read")).to_be_visible()
    assert pairs(stored) == {(bob.id, alice.id, "take")}


def type_in(page: Page, code: str) -> None:
    page.get_by_label("Or type it in").fill(code)
    page.get_by_role("button", name="Look it up").click()


def test_a_code_that_is_not_ours_says_what_it_is(
    alice: Actor, enter: Enter, before: Before
) -> None:
    code = draw_code("WIFI:T:WPA;S:Guests;P:welcome;;")
    phone = enter(ALICE.email, browser=before(code))
    page = phone.go("/scan")

    expect(page.get_by_role("status").get_by_text("That is a Wi-Fi code")).to_be_visible()
    expect(page.locator("video")).to_be_visible()
    phone.picture("scan-not-ours")


def test_another_apps_card_is_offered_to_be_saved(
    alice: Actor, enter: Enter, before: Before, stored: Stored
) -> None:
    phone = enter(ALICE.email, browser=before(draw_code(VCARD)))
    page = phone.go("/scan")

    expect(page.get_by_role("heading", name="Zoë Guest")).to_be_visible()
    page.get_by_role("button", name="Save this person").click()
    expect(page.get_by_label("Phone")).to_have_value("+447911123456")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/listening")
    phone.send_all()
    assert [contact.source for contact in stored(Contact)] == ["vcard"]
