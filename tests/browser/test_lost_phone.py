"""A phone that is lost: signed out from another device, it forgets what it kept."""

from playwright.sync_api import expect

from tests import cast
from tests.browser.conftest import Enter
from tests.conftest import Actor, Clock

KEPT = """async () => {
  const { name } = (await indexedDB.databases())[0];
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
  });
  const asked = db.transaction("replicas").objectStore("replicas").count();
  const count = await new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
  db.close();
  return count;
}"""


def test_a_lost_phone_forgets_at_its_next_contact(
    enter: Enter, alice: Actor, ifeoma: str, clock: Clock
) -> None:
    lost, here = enter(cast.ALICE.email), enter(cast.ALICE.email)
    lost.settle()
    assert lost.page.evaluate(KEPT) == 1

    page = here.go("/me/devices")
    here.picture("devices")
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_text("Signed out everywhere else.")).to_be_visible()

    lost.come_back("/people")
    expect(lost.page.get_by_role("heading", name="Welcome back")).to_be_visible()
    assert lost.page.evaluate(KEPT) == 0
    lost.go(f"/people/{ifeoma}")
    expect(lost.page.get_by_text("Ifeoma")).to_have_count(0)
    expect(here.go("/people").get_by_text("Ifeoma Okafor")).to_be_visible()
