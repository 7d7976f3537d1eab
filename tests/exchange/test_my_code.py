"""My code: whose it is, how long it lives, and how it looks to a camera."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import zxingcpp
from PIL import Image

from blueprints.accounts.models import Person
from blueprints.exchange.models import Code
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.cast import EVENING_END, EVENING_START
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.exchange.codes import word_of


def scanned(actor: Actor) -> str:
    """What a camera reads off the wallpaper, which holds the same code as the page."""
    picture = Image.open(io.BytesIO(actor.get("/swap/wallpaper.png").data))
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


def test_during_an_event_the_code_is_that_events(
    alice: Actor, evening: str, stored: Stored
) -> None:
    page = alice.read("/swap")

    (code,) = stored(Code)
    assert (code.owner_id, code.event_id) == (alice.id, evening)
    assert "Founders Evening" in page


def test_away_from_events_a_code_is_shown_a_day_answered_eight(alice: Actor, clock: Clock) -> None:
    word = word_of(alice)
    clock.set(EVENING_START + timedelta(hours=23, minutes=59))
    assert word_of(alice) == word

    clock.set(EVENING_START + timedelta(hours=24))
    assert word_of(alice) != word
    assert alice.get(f"/c/{word}").status_code == 200

    clock.set(EVENING_START + timedelta(days=8))
    assert alice.get(f"/c/{word}").status_code == 410


def test_a_new_code_ends_every_older_one(alice: Actor, clock: Clock) -> None:
    word = word_of(alice)
    clock.set(EVENING_START + timedelta(days=2))
    word_of(alice)

    alice.post("/swap/code", {"id": new_id()})

    assert alice.get(f"/c/{word}").status_code == 404


def test_the_page_shows_one_code_however_often_it_is_opened(alice: Actor, stored: Stored) -> None:
    assert word_of(alice) == word_of(alice)
    assert len(stored(Code)) == 1


def test_two_pages_opened_at_once_show_one_code(alice: Actor, stored: Stored) -> None:
    with ThreadPoolExecutor(4) as pool:
        words = set(pool.map(word_of, [alice] * 8))

    assert len(words) == 1
    assert len(stored(Code)) == 1


def test_the_code_carries_name_and_reach_where_no_server_sees_them(alice: Actor) -> None:
    word = word_of(alice)
    assert scanned(alice) == f"HTTP://LOCALHOST/C/{word.upper()}#Alice+Lindqvist;alice@example.org"


def test_the_code_has_at_most_37_modules_and_four_of_quiet(alice: Actor) -> None:
    side = re.search(r'viewBox="0 0 (\d+) \1"', alice.read("/swap"))
    assert side
    assert int(side[1]) <= 37 + 8


def test_the_card_can_be_left_out_of_the_code(alice: Actor, stored: Stored) -> None:
    alice.post("/swap/carrying", {"carry": "no"})
    alice.post("/swap/carrying", {"carry": "no"})

    assert scanned(alice) == f"HTTP://LOCALHOST/C/{word_of(alice).upper()}"
    assert not stored(Person)[0].card_in_code
    alice.post("/swap/carrying", {"carry": "yes"})
    assert "#Alice" in scanned(alice)


def test_a_forged_switch_changes_nothing(alice: Actor, stored: Stored) -> None:
    alice.post("/swap/carrying", {"carry": "perhaps"})
    assert stored(Person)[0].card_in_code


def test_what_is_not_shared_is_not_in_the_code(alice: Actor, app: Wellmet) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).shared = ["phone"]
        db.session.commit()

    assert "+447911123456" in scanned(alice)
    assert "alice@example.org" not in scanned(alice)
    assert "alice@example.org" not in alice.read("/swap/vcard")


def test_a_renewed_code_ends_the_old_one(
    alice: Actor, evening: str, stranger: SameOriginClient
) -> None:
    old = word_of(alice)
    assert alice.post("/swap/code").location == "/swap"

    new = word_of(alice)
    assert new != old
    assert stranger.get(f"/c/{old}").status_code == 404
    assert stranger.get(f"/c/{new}").status_code == 200


def test_what_a_renewed_code_carried_stays_in_it_and_the_page_says_so(
    alice: Actor, bob: Actor, evening: str
) -> None:
    old = word_of(alice)
    says = "A name and a way to reach you that stand in one can still be read there."
    assert f"A new code ends every one you have shown. {says}" in alice.read("/swap")
    alice.post("/swap/code")

    form = {"mode": "swap", "card": "Alice+Lindqvist;alice@example.org", "id": new_id()}
    answer = bob.post(f"/c/{old}/swap", form)

    assert answer.status_code == 404
    assert "alice@example.org" in answer.get_data(as_text=True)


@pytest.mark.parametrize("renewed_at", [EVENING_START - timedelta(hours=5), EVENING_START])
def test_a_renewed_code_ends_those_shown_elsewhere_too(
    alice: Actor, evening: str, clock: Clock, stranger: SameOriginClient, renewed_at: datetime
) -> None:
    """Whoever makes a new one at home may have shown the other at the event, or the reverse."""
    clock.set(EVENING_START - timedelta(hours=6))
    at_home = word_of(alice)
    clock.set(EVENING_START)
    at_event = word_of(alice)
    clock.set(renewed_at)

    alice.post("/swap/code")

    assert {stranger.get(f"/c/{word}").status_code for word in (at_home, at_event)} == {404}
    assert stranger.get(f"/c/{word_of(alice)}").status_code == 200


def test_the_code_of_an_event_ends_a_day_after_it(
    alice: Actor, evening: str, clock: Clock, stranger: SameOriginClient
) -> None:
    word = word_of(alice)
    clock.set(EVENING_END + timedelta(hours=23, minutes=59))
    assert stranger.get(f"/c/{word}").status_code == 200

    clock.set(EVENING_END + timedelta(days=1))
    answer = stranger.get(f"/c/{word}")
    assert answer.status_code == 410
    assert "This code has ended. Ask them for a new one." in answer.get_data(as_text=True)


@pytest.mark.parametrize(("days", "answered"), [(0, 200), (1, 404)])
def test_a_code_that_ended_with_its_event_stays_so_when_that_is_moved(
    alice: Actor,
    bob: Actor,
    evening: str,
    clock: Clock,
    stranger: SameOriginClient,
    days: int,
    answered: int,
) -> None:
    """As when its maker takes last month's event for the next."""
    word = word_of(bob)
    clock.set(EVENING_END + timedelta(days=days))

    later = {"starts": "2027-01-07T19:00", "ends": "2027-01-07T21:00", "zone": cast.ZONE}
    alice.post(f"/events/{evening}", {"title": "Founders Evening", **later})

    assert stranger.get(f"/c/{word}").status_code == answered
    clock.set(datetime.fromisoformat("2027-01-07T19:30:00+00:00"))
    assert stranger.get(f"/c/{word_of(bob)}").status_code == 200


def test_it_says_until_when_a_lock_screen_can_show_it(
    alice: Actor, evening: str, clock: Clock
) -> None:
    until = "On a lock screen, or sent as a link, this code works until {}."
    assert until.format("Fri 4 Dec, 21:30") in alice.read("/swap")

    clock.set(EVENING_START + timedelta(days=10))
    assert until.format("Mon 21 Dec, 19:00") in alice.read("/swap")


def test_the_plain_code_is_a_vcard(alice: Actor) -> None:
    page = alice.read("/swap/vcard")
    assert "alice@example.org" in page
    assert "+447911123456" in page


def test_a_stranger_has_no_code(stranger: SameOriginClient) -> None:
    for path in ("/swap", "/swap/wallpaper.png", "/swap/vcard", "/swap/arrivals", "/scan"):
        assert stranger.get(path).status_code == 303, path
