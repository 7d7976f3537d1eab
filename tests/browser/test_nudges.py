"""A nudge on a real phone: the page that turns it on, and what a push shows."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import CDPSession, expect

from blueprints.accounts.devices import Device
from blueprints.notifications.delivering import nudge
from blueprints.notifications.models import Wishes
from blueprints.notifications.phones import Phone as Subscription
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.browser.conftest import PATIENCE, PICTURES, Enter, Phone
from tests.conftest import Actor, Clock, Stored
from tests.notifications import push_service
from tests.notifications.push_service import Browser

SHOWN = """async () => {
  const { ready } = navigator.serviceWorker;
  const nudges = await (await ready).getNotifications();
  return nudges.map(({ title, body, tag, data }) => ({ title, body, tag, href: data.href }));
}"""
# Whoever asks for the list while one is on its way to the screen has Chromium take it off for good.
COUNTED = """() => {
  const { registration } = self;
  const show = registration.showNotification.bind(registration);
  self.shown = 0;
  registration.showNotification = async (...given) => {
    await show(...given);
    self.shown += 1;
  };
}"""
# How often, in ms, something is looked for that a busy machine takes its time for.
A_LOOK = 100
LOOKS = PATIENCE // A_LOOK
# What a browser with a push service of its own does: this Chromium has none.
WITH_PUSH = """
  Notification.requestPermission = async () => (localStorage.allowed = "PERMISSION");
  const has = { get: () => localStorage.allowed ?? "default" };
  Object.defineProperty(Notification, "permission", has);
  const unsubscribe = async () => delete localStorage.subscribed;
  const subscription = { toJSON: () => (SUBSCRIPTION), unsubscribe };
  PushManager.prototype.getSubscription = async () =>
    localStorage.subscribed ? subscription : null;
  PushManager.prototype.subscribe = async (options) => {
    [window.asked, localStorage.subscribed] = [options, "yes"];
    return subscription;
  };
"""
GOOD = Browser(push_service.Service("https://fcm.googleapis.com"), "abc").form
MORNING = cast.EVENING_START.replace(day=4, hour=9)


def pretend(phone: Phone, permission: str, form: dict[str, str]) -> None:
    """Have the page's browser answer so."""
    keys = {"p256dh": form["p256dh"], "auth": form["auth"]}
    subscription = json.dumps({"endpoint": form["endpoint"], "keys": keys})
    script = WITH_PUSH.replace("PERMISSION", permission).replace("SUBSCRIPTION", subscription)
    phone.page.add_init_script(script)


def test_it_is_turned_on_by_a_tap_and_off_by_another(
    enter: Enter, windowed: Chromium, alice: Actor, stored: Stored
) -> None:
    phone = enter(cast.ALICE.email, browser=windowed)
    pretend(phone, "granted", GOOD)
    page = phone.go("/me/nudges")
    expect(page.get_by_text("This browser takes no notifications")).to_be_hidden()
    page.get_by_role("button", name="Nudge me on this phone").click()
    expect(page.get_by_text("Nudges come to this phone.")).to_be_visible()
    assert [one.endpoint for one in stored(Subscription)] == [GOOD["endpoint"]]

    page.get_by_role("button", name="Turn off on this phone").click()
    expect(page.get_by_role("button", name="Nudge me on this phone")).to_be_visible()
    assert stored(Subscription) == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("localStorage.allowed = 'denied'", "are turned off on this phone"),
        ("delete localStorage.subscribed", "Nudge me on this phone"),
    ],
)
def test_what_the_phone_itself_has_turned_off_is_not_said_to_come(
    enter: Enter, windowed: Chromium, alice: Actor, lost: str, said: str
) -> None:
    phone = enter(cast.ALICE.email, browser=windowed)
    pretend(phone, "granted", GOOD)
    page = phone.go("/me/nudges")
    page.get_by_role("button", name="Nudge me on this phone").click()
    expect(page.get_by_text("Nudges come to this phone.")).to_be_visible()

    page.evaluate(lost)
    page.reload()

    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text("Nudges come to this phone.")).to_be_hidden()


def test_who_closes_the_question_can_be_asked_again(
    enter: Enter, windowed: Chromium, alice: Actor
) -> None:
    phone = enter(cast.ALICE.email, browser=windowed)
    pretend(phone, "default", GOOD)
    page = phone.go("/me/nudges")
    page.get_by_role("button", name="Nudge me on this phone").click()
    page.wait_for_function("localStorage.allowed")

    expect(page.get_by_role("button", name="Nudge me on this phone")).to_be_visible()
    expect(page.get_by_text("are turned off on this phone")).to_be_hidden()


@pytest.mark.parametrize(
    ("permission", "endpoint", "said"),
    [
        ("denied", GOOD["endpoint"], "are turned off on this phone"),
        (
            "granted",
            "https://127.0.0.1/x",
            "a notification service that this Wellmet does not know",
        ),
    ],
)
def test_what_cannot_be_is_said_kindly(
    enter: Enter,
    windowed: Chromium,
    alice: Actor,
    stored: Stored,
    permission: str,
    endpoint: str,
    said: str,
) -> None:
    phone = enter(cast.ALICE.email, browser=windowed)
    pretend(phone, permission, GOOD | {"endpoint": endpoint})

    phone.go("/me/nudges").get_by_role("button", name="Nudge me on this phone").click()

    expect(phone.page.get_by_text(said)).to_be_visible()
    assert stored(Subscription) == []


def test_without_scripts_mail_and_the_calendar_are_left(enter: Enter, alice: Actor) -> None:
    page = enter(cast.ALICE.email, scripts=False).go("/me/nudges")

    expect(page.get_by_text("Mail and the calendar work everywhere.")).to_be_visible()
    expect(page.get_by_role("button", name="Nudge me on this phone")).to_be_hidden()
    page.get_by_role("button", name="Make an address").click()
    expect(page.locator("a[href^='webcal://']")).to_be_visible()


def test_a_push_shows_what_it_says_and_something_whatever_it_is(
    enter: Enter, windowed: Chromium, alice: Actor
) -> None:
    phone = enter(cast.ALICE.email, browser=windowed)
    phone.page.context.grant_permissions(["notifications"], origin=phone.origin)
    phone.settle()
    deliver = pusher(phone)
    nudge = {"title": "A word with Wei", "body": "They wrote last.", "tag": new_id()}

    deliver(json.dumps(nudge | {"href": "/people"}))
    deliver(json.dumps(nudge | {"href": "/people", "body": "They wrote last, a while ago."}))
    deliver("what is no nudge")
    deliver("")

    assert shown(phone, pushes=4) == [
        {**nudge, "href": "/people", "body": "They wrote last, a while ago."},
        {
            "title": "Wellmet",
            "body": "Something is due today.",
            "tag": "nudge",
            "href": "/today",
        },
    ]


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_picture_of_the_page(
    app: Wellmet, enter: Enter, clock: Clock, width: int, dark: bool
) -> None:
    clock.set(MORNING)
    with push_service.opened() as service, app.app_context():
        app.config["PUSH_HOSTS"] = (service.origin,)
        alice = cast.person(cast.ALICE)
        believable.fill(alice)
        wishes = Wishes.of(alice.id)
        wishes.open_calendar()
        wishes.look_at = MORNING
        db.session.flush()
        elsewhere, endpoint = Device.open(alice, "Another"), Browser(service).form["endpoint"]
        db.session.flush()
        Subscription.add(alice.id, elsewhere.id, endpoint, keys())
        db.session.commit()
        nudge(alice.id)
        app.config["PUSH_HOSTS"] = ()
    phone = enter(cast.ALICE.email, width=width, dark=dark)
    page = phone.go("/me/nudges")
    expect(page.get_by_text("On your phone").first).to_be_visible()
    PICTURES.mkdir(exist_ok=True)
    name = f"nudges-{width}-{'dark' if dark else 'light'}.png"
    page.screenshot(path=PICTURES / name, full_page=True, animations="disabled")


def keys() -> dict[str, str]:
    """The keys of a browser."""
    return {name: GOOD[name] for name in ("p256dh", "auth")}


def pusher(phone: Phone) -> Callable[[str], None]:
    """What hands the page's worker a push, as its browser would."""
    (worker,) = phone.page.context.service_workers
    worker.evaluate(COUNTED)
    session: CDPSession = phone.page.context.new_cdp_session(phone.page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(
            one["registrationId"]
            for one in event["registrations"]
            if one["scopeURL"].startswith(phone.origin) and not one["isDeleted"]
        ),
    )
    session.send("ServiceWorker.enable")
    for _ in range(LOOKS):
        if registrations:
            break
        phone.page.wait_for_timeout(A_LOOK)

    def deliver(data: str) -> None:
        given = {"origin": phone.origin, "registrationId": registrations[-1], "data": data}
        session.send("ServiceWorker.deliverPushMessage", given)

    return deliver


def shown(phone: Phone, pushes: int) -> list[dict[str, str]]:
    """The notifications that are shown once so many pushes were; the latest last."""
    (worker,) = phone.page.context.service_workers
    for _ in range(LOOKS):
        if worker.evaluate("self.shown") == pushes:
            break
        phone.page.wait_for_timeout(A_LOOK)
    found: list[dict[str, str]] = phone.page.evaluate(SHOWN)
    return sorted(found, key=lambda one: one["tag"] == "nudge")
