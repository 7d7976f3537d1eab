"""A nudge on a phone: what travels, to whom, and what every answer of a push service means."""

from datetime import timedelta

import pytest

from blueprints.notifications import pushing
from blueprints.notifications.claiming import Letter
from blueprints.notifications.delivering import _message
from blueprints.notifications.models import Nudge
from blueprints.notifications.nudging import Matter
from blueprints.notifications.phones import Phone
from blueprints.notifications.pushing import Address, Message, push
from blueprints.notifications.telling import notice
from blueprints.shared import vapid
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored
from tests.notifications.conftest import KEY, NINE, Look
from tests.notifications.push_service import Browser, Service, proven
from tests.postbox import Postbox

A_MINUTE = timedelta(minutes=1)
MESSAGE = Message(b'{"title": "Hello"}', "topic", timedelta(hours=3))


def address(browser: Browser) -> Address:
    return Address("one", **browser.form)


def test_our_reading_is_the_one_of_rfc_8291(service: Service) -> None:
    private, auth = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "BTBZMqHH6r4Tts7J_aSIgg"
    body = (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWA"
        "mS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxs"
        "j_Qulcy4a-fN"
    )

    read = Browser(service, private=private, auth=auth).read(vapid.decoded(body))

    assert read == b"When I grow up, I want to be a watermelon"


def test_what_travels_is_encrypted_signed_and_short_lived(
    browser: Browser, service: Service, after: str, look: Look
) -> None:
    look(NINE)

    (pushed,) = service.pushed
    claims, key = proven(pushed)
    assert b"Ifeoma" not in pushed.body
    assert key == vapid.public_half(KEY)
    assert claims["aud"] == service.origin
    assert NINE.timestamp() < claims["exp"] <= (NINE + timedelta(hours=24)).timestamp()
    assert claims["sub"] == "mailto:wellmet@localhost"
    headers = pushed.headers
    assert (headers["Content-Encoding"], headers["Urgency"]) == ("aes128gcm", "normal")
    assert int(headers["TTL"]) == 12 * 60 * 60
    assert headers["Topic"] == browser.heard[0]["tag"].replace("-", "")
    assert len(pushed.body) <= 4096


def test_a_push_service_is_told_whom_to_ask(
    browser: Browser, service: Service, after: str, look: Look, box: Postbox
) -> None:
    look(NINE)

    assert proven(service.pushed[0])[0]["sub"] == "mailto:wellmet@wellmet.example"


def test_it_comes_once(browser: Browser, service: Service, after: str, look: Look) -> None:
    for minutes in (0, 1, 5, 60, 24 * 60, 48 * 60):
        look(NINE + timedelta(minutes=minutes))

    assert len(service.pushed) == 1


def test_each_of_several_phones_is_told(
    alice: Actor, app: Wellmet, browser: Browser, service: Service, after: str, look: Look
) -> None:
    other = Browser(service, "other")
    second = app.test_client()
    second.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})
    assert second.post("/me/nudges/phones", data=other.form).status_code == 204

    look(NINE)

    assert browser.heard == other.heard
    assert len(service.pushed) == 2


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_told_nothing_any_more(
    alice: Actor,
    browser: Browser,
    service: Service,
    after: str,
    look: Look,
    stored: Stored,
    status: int,
) -> None:
    service.status = status
    look(NINE)

    assert stored(Phone)[0].ended_at == NINE
    assert "Nudges come to this phone" not in alice.read("/me/nudges")
    look(NINE + timedelta(minutes=10))
    look(NINE + timedelta(days=1))
    assert len(service.pushed) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_a_service_in_trouble_is_asked_again(
    browser: Browser, service: Service, after: str, look: Look, stored: Stored, status: int
) -> None:
    service.status = status
    look(NINE)
    look(NINE + timedelta(minutes=4))
    assert len(service.pushed) == 1
    assert stored(Nudge)[0].sent_at is None

    service.status = 201
    look(NINE + timedelta(minutes=5))

    assert len(service.pushed) == 2
    assert browser.heard[0]["tag"] == browser.heard[1]["tag"]
    assert service.pushed[0].headers["Topic"] == service.pushed[1].headers["Topic"]
    assert stored(Nudge)[0].sent_at == NINE + timedelta(minutes=5)


def test_a_service_says_itself_when_to_come_back(
    browser: Browser, service: Service, after: str, look: Look
) -> None:
    service.status, service.headers = 429, {"Retry-After": "3600"}
    look(NINE)
    look(NINE + timedelta(minutes=59))
    assert len(service.pushed) == 1

    look(NINE + timedelta(minutes=60))
    assert len(service.pushed) == 2


def test_a_service_may_say_it_as_a_date(
    browser: Browser, service: Service, after: str, look: Look
) -> None:
    service.status, service.headers = 503, {"Retry-After": "Fri, 04 Dec 2026 10:00:00 GMT"}
    look(NINE)
    look(NINE + timedelta(minutes=59))
    assert len(service.pushed) == 1

    service.headers = {"Retry-After": "Fri, 04 Dec 2026 08:00:00 GMT"}
    look(NINE + timedelta(minutes=60))
    look(NINE + timedelta(minutes=70))
    assert len(service.pushed) == 3


NONSENSE = (
    *("soon", "-5", "9" * 400, "Fri, 99 Dec 2026 10:00:00 GMT"),
    f"Fri, 04 Dec {'9' * 20} 10:00:00 GMT",
)


@pytest.mark.parametrize("wait", NONSENSE)
def test_a_service_that_says_nonsense_is_asked_again_the_same_day(
    browser: Browser, service: Service, after: str, look: Look, wait: str
) -> None:
    service.status, service.headers = 503, {"Retry-After": wait}
    look(NINE)
    look(NINE + timedelta(hours=6))

    assert len(service.pushed) == 2


@pytest.mark.parametrize(("wait", "mailed"), [("1800", False), ("3600", True), ("99999", True)])
def test_where_a_service_will_not_be_there_for_an_hour_mail_takes_over_at_once(
    browser: Browser,
    service: Service,
    after: str,
    look: Look,
    box: Postbox,
    confirmed: None,
    stored: Stored,
    wait: str,
    mailed: bool,
) -> None:
    service.status, service.headers = 503, {"Retry-After": wait}
    look(NINE)

    assert stored(Nudge)[0].way == ("mail" if mailed else "")
    if mailed:
        assert box.next()["To"] == cast.ALICE.email


def test_a_service_that_leads_elsewhere_is_not_followed(
    browser: Browser, service: Service, after: str, look: Look, stored: Stored
) -> None:
    service.status, service.headers = 307, {"Location": f"{service.origin}/inside"}

    look(NINE)

    assert [one.path for one in service.pushed] == ["/push/phone"]
    assert stored(Nudge)[0].sent_at is None


def test_a_service_that_is_down_or_slow_holds_nobody_up(
    app: Wellmet, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "PATIENCE", (0.2, 0.2))
    service.delay = 1
    slow = address(Browser(service))
    closed = Address("two", **(Browser(service).form | {"endpoint": "http://127.0.0.1:9/push"}))
    app.config["PUSH_HOSTS"] = (service.origin, "http://127.0.0.1:9")

    with app.app_context():
        assert push(MESSAGE, slow).verdict == "later"
        assert push(MESSAGE, closed).verdict == "later"


def test_no_inside_address_is_asked_though_it_were_kept(app: Wellmet, service: Service) -> None:
    app.config["PUSH_HOSTS"] = ()

    with app.app_context():
        assert push(MESSAGE, address(Browser(service))).verdict == "gone"

    assert service.pushed == []


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_refusal_ends_no_phone_and_mail_takes_over(
    browser: Browser,
    service: Service,
    after: str,
    look: Look,
    box: Postbox,
    confirmed: None,
    stored: Stored,
    status: int,
) -> None:
    service.status = status

    look(NINE)

    assert stored(Phone)[0].ended_at is None
    assert box.next()["To"] == cast.ALICE.email
    assert stored(Nudge)[0].way == "mail"


def test_after_an_hour_in_vain_mail_takes_over(
    browser: Browser, service: Service, after: str, look: Look, box: Postbox, confirmed: None
) -> None:
    service.status = 503
    for minutes in range(0, 60, 5):
        look(NINE + timedelta(minutes=minutes))

    assert len(service.pushed) == 4
    assert box.next()["Subject"] == "Your follow-ups are ready"


def test_a_phone_that_takes_it_needs_no_mail(
    browser: Browser, after: str, look: Look, box: Postbox, confirmed: None
) -> None:
    look(NINE)

    assert len(browser.heard) == 1
    assert box.is_empty()


def test_the_last_phone_is_gone_and_mail_takes_over_at_once(
    browser: Browser, service: Service, after: str, look: Look, box: Postbox, confirmed: None
) -> None:
    service.status = 410

    look(NINE)

    assert box.next()["To"] == cast.ALICE.email


def test_whoever_signs_out_is_told_nothing_there(
    alice: Actor, browser: Browser, service: Service, after: str, look: Look, stored: Stored
) -> None:
    alice.post("/sign-out")

    look(NINE)

    assert service.pushed == []
    assert stored(Phone) == []


def test_the_longest_nudge_is_no_longer_than_a_push_service_takes(
    app: Wellmet, clock: Clock, service: Service
) -> None:
    # Signs of four bytes: no text is longer, and a face is soon typed.
    face, clap, day = "\U0001f600", "\U0001f44f", NINE.date()
    matters = [
        Matter("queue", new_id(), day, (new_id(),), face, clap * 120),
        Matter("promise", new_id(), day, (new_id(),), face, clap * 280),
        Matter("next", new_id(), day, (new_id(),), face, clap * 280),
    ]
    letter = Letter(new_id(), new_id(), face, notice(matters), [], [], "", "", A_MINUTE, 0)
    browser = Browser(service)

    with app.app_context():
        assert push(_message(letter), address(browser)).verdict == "taken"

    # RFC 8030, 7.2.
    assert len(service.pushed[0].body) <= 4096
    assert browser.heard[0]["body"].count(clap) > 300
