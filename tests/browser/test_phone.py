"""What a phone does by itself: what waits, what needs its person, and what it says of a network."""

import pytest
from playwright.sync_api import Page, expect

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared.card import Card
from tests import cast
from tests.browser.conftest import Enter, Network, Phone
from tests.browser.test_pages import violations
from tests.conftest import Actor, Stored

VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Ünal\nEMAIL:zoe@example.org\nEND:VCARD\n"
# The phone lets it pass; the server, which knows every country's numbers, does not.
NO_NUMBER = "+999 1234567"

# Whose acts wait in the phone's outbox, after some more of those people's have been put there.
WAITS = """async (more) => {
  const done = (asked) => new Promise((resolve) => {
    asked.onsuccess = () => resolve(asked.result);
  });
  const db = await done(indexedDB.open("wellmet"));
  const outbox = db.transaction("outbox", "readwrite").objectStore("outbox");
  for (const person of more) await done(outbox.add({ person, path: "/people", fields: [] }));
  const waiting = await done(outbox.getAll());
  db.close();
  return waiting.map(({ person }) => person);
}"""


@pytest.fixture
def phone(enter: Enter, alice: Actor) -> Phone:
    """Alice's phone, which needs no network from now on."""
    opened = enter(cast.ALICE.email)
    opened.settle()
    return opened


def test_what_waits_is_told_in_words(phone: Phone, network: Network, stored: Stored) -> None:
    network.go_away()
    write_down(phone, "Wei Zhang")
    expect(phone.page.locator("[data-waits-count]")).to_have_text("1")
    page = phone.go("/waiting")
    expect(page.get_by_role("heading", name="Waiting for a network")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Wei Zhang")
    phone.picture("waiting")

    network.come_back()
    phone.come_back("/people")
    expect(phone.page.locator("[data-waits]")).to_be_hidden()
    assert [contact.name for contact in stored(Contact)] == ["Wei Zhang"]


def test_what_waits_is_sent_soon_after_the_server_is_back_though_nobody_touches_the_phone(
    phone: Phone, network: Network, stored: Stored
) -> None:
    network.go_away()
    write_down(phone, "Wei Zhang")
    expect(phone.page.locator("[data-waits-count]")).to_have_text("1")
    network.come_back()
    expect(phone.page.locator("[data-waits]")).to_be_hidden()
    assert [contact.name for contact in stored(Contact)] == ["Wei Zhang"]


def test_what_is_refused_can_be_mended(phone: Phone, network: Network, stored: Stored) -> None:
    network.go_away()
    write_down(phone, "Wei Zhang", phone_number=NO_NUMBER)
    phone.page.get_by_role("link", name="Later").click()
    phone.page.get_by_label("A new note").fill("Data for wards")
    phone.page.get_by_role("button", name="Keep the note").click()
    network.come_back()
    phone.come_back("/today")
    page = phone.go("/waiting")
    expect(page.get_by_role("heading", name="This needs you")).to_be_visible()
    phone.picture("needs-you")

    page.get_by_role("link", name="Fix it").first.click()
    expect(page.get_by_label("Phone")).to_have_value(NO_NUMBER)
    page.get_by_label("Phone").fill("+44 7911 123456")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/listening")
    expect(page.locator("[data-waits]")).to_be_hidden()
    assert [contact.card["phone"] for contact in stored(Contact)] == ["+447911123456"]
    assert [note.text for note in stored(Note)] == ["Data for wards"]


def test_what_is_refused_can_be_discarded(phone: Phone, network: Network, stored: Stored) -> None:
    network.go_away()
    write_down(phone, "Wei Zhang", phone_number=NO_NUMBER)
    network.come_back()
    phone.come_back("/today")
    page = phone.go("/waiting")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("heading", name="Nothing is waiting")).to_be_visible()
    assert stored(Contact) == []


def test_what_only_the_server_takes_is_kept_in_sight_and_sent_from_there(
    phone: Phone, network: Network, stored: Stored
) -> None:
    page = phone.go("/me/card")
    page.get_by_label("Organisation", exact=True).fill("Nightshift and Daughters")
    network.go_away()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="This needs a network")).to_be_visible()
    expect(page.get_by_text("Nightshift and Daughters")).to_be_visible()
    phone.picture("needs-network")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Nightshift and Daughters")).to_be_visible()

    network.come_back()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    (alice,) = stored(Person)
    assert alice.card["organisation"] == "Nightshift and Daughters"


def test_a_page_of_the_server_says_so_and_leads_back(phone: Phone, network: Network) -> None:
    network.go_away()
    page = phone.go("/me/card")
    expect(page.get_by_role("heading", name="This needs a network")).to_be_visible()
    page.get_by_role("link", name="Back to today").click()
    expect(page.get_by_role("navigation", name="Places")).to_be_visible()


def test_what_only_the_server_can_do_says_that_nothing_has_changed(
    phone: Phone, network: Network
) -> None:
    page = phone.go("/me")
    network.go_away()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="This needs a network")).to_be_visible()
    expect(page.get_by_text("Nothing has changed on this phone.")).to_be_visible()
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_password_that_nobody_sends_asks_to_sign_in_and_does_not_wait(
    phone: Phone, alice: Actor
) -> None:
    page = phone.go("/me/settings")
    page.get_by_text("Change the password").click()
    form = page.locator("form[action='/me/password']")
    form.get_by_label("Current password").fill(cast.PASSWORD)
    form.get_by_label("New password").fill("three nurses and a kite")
    alice.post("/me/devices/removal")
    form.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    assert page.evaluate(WAITS, []) == []


def test_signing_out_asks_first_while_something_waits(phone: Phone, network: Network) -> None:
    network.go_away()
    write_down(phone, "Wei Zhang")
    page = phone.go("/me")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign out now?")).to_be_visible()
    phone.picture("sign-out")


def test_a_card_shared_by_another_app_is_looked_over(phone: Phone, network: Network) -> None:
    network.go_away()
    page = phone.go("/people")
    share(page)
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Zoë Ünal")
    expect(page.get_by_label("E-mail")).to_have_value("zoe@example.org")


def test_a_card_shared_while_nobody_is_signed_in_is_kept_for_the_sign_in(phone: Phone) -> None:
    page = phone.go("/me")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    share(page)
    page.wait_for_url("**/sign-in**")
    expect(page.get_by_text("Sign in to see the card you shared.")).to_be_visible()
    sign_in(page, cast.ALICE)
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Zoë Ünal")
    expect(phone.go("/scan").get_by_role("heading", name="Is this right?")).to_have_count(0)


@pytest.mark.parametrize("away", [False, True], ids=["online", "offline"])
def test_what_one_typed_in_a_tab_is_not_the_next_persons(
    phone: Phone, alice: Actor, bob: Actor, network: Network, stored: Stored, away: bool
) -> None:
    page = phone.go("/people/new")
    page.get_by_label("Name").fill("Wei Zhang")
    other = Phone(page.context.new_page(), phone.origin)
    change_hands(other, cast.BOB)
    if away:
        network.go_away()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Wei Zhang")).to_be_visible()
    assert page.evaluate(WAITS, []) == []
    assert stored(Contact) == []
    if away:
        return

    expect(page.get_by_role("heading", name="made for somebody else")).to_be_visible()
    assert violations(page) == []
    phone.picture("anothers-page")
    sign_in(page, cast.ALICE)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/listening")
    other.send_all()
    made = [(contact.owner_id, contact.name) for contact in stored(Contact)]
    assert made == [(alice.id, "Wei Zhang")]


def test_what_waits_goes_with_its_account_and_nobody_elses(
    phone: Phone, alice: Actor, bob: Actor
) -> None:
    page = phone.go("/me/delete")
    assert page.evaluate(WAITS, [alice.id, bob.id]) == [alice.id, bob.id]
    page.get_by_label("Your password").fill("not that")
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("That is not your password.")).to_be_visible()
    assert page.evaluate(WAITS, []) == [alice.id, bob.id]

    page.get_by_label("Your password").fill(cast.PASSWORD)
    page.get_by_role("button", name="Delete").click()
    page.wait_for_url("**/")
    assert page.evaluate(WAITS, []) == [bob.id]


def test_the_home_screen_is_offered_until_somebody_says_no(phone: Phone) -> None:
    page = offer_installing(phone)
    expect(page.get_by_role("heading", name="Keep Wellmet at hand")).to_be_visible()
    phone.picture("install")
    page.get_by_role("button", name="No, thank you").click()
    expect(page.get_by_role("heading", name="Keep Wellmet at hand")).to_be_hidden()
    page = offer_installing(phone)
    expect(page.get_by_role("heading", name="Keep Wellmet at hand")).to_be_hidden()


def test_a_face_that_has_not_come_yet_is_its_initials(phone: Phone, network: Network) -> None:
    write_down(phone, "Wei Zhang")
    person = phone.page.url.removesuffix("/listening")
    network.go_away()
    picture = phone.page.evaluate(
        "async (url) => await (await fetch(url)).text()", f"{person}/photo.jpg?v=1"
    )
    assert ">WZ</text>" in picture


def write_down(phone: Phone, name: str, phone_number: str = "") -> None:
    page = phone.go("/people/new")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Phone").fill(phone_number)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/listening")


def offer_installing(phone: Phone) -> Page:
    page = phone.go("/today")
    page.evaluate("dispatchEvent(new Event('beforeinstallprompt', { cancelable: true }))")
    return page


def change_hands(phone: Phone, to: Card) -> None:
    """Whoever has the phone signs out, and somebody else in."""
    page = phone.go("/me")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    sign_in(phone.go("/sign-in"), to)
    page.wait_for_url("**/today")
    phone.settle()


def sign_in(page: Page, person: Card) -> None:
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def share(page: Page) -> None:
    """A contact with a photo, as the system's share sheet posts it."""
    page.evaluate(
        """(text) => {
          const form = document.createElement("form");
          Object.assign(form, { method: "post", action: "/scan/shared" });
          form.enctype = "multipart/form-data";
          const input = document.createElement("input");
          Object.assign(input, { type: "file", name: "card" });
          const carried = new DataTransfer();
          carried.items.add(new File([text], "zoe.vcf", { type: "text/vcard" }));
          input.files = carried.files;
          form.append(input);
          document.body.append(form);
          form.submit();
        }""",
        VCARD.replace("END:", "PHOTO;ENCODING=b:" + "/9j/\n " * 9000 + "\nEND:"),
    )
