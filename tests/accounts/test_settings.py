"""Settings, and another password."""

import re

import pytest

from blueprints.accounts.models import Person
from blueprints.accounts.sign_ins import SignIn
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from blueprints.shared.zones import city
from tests.accounts.conftest import Postbox
from tests.cast import ALICE, PASSWORD
from tests.conftest import Actor, SameOriginClient, Stored

SETTINGS = {
    "zone": "Asia/Kolkata",
    "locale": "de_DE",
    "followup_cap": "7",
    "capacity": "20",
    "card_in_code": "y",
}
NEW = "another lamp, another table"


def test_settings_are_kept_and_shown(alice: Actor, stored: Stored) -> None:
    assert alice.post("/me/settings", SETTINGS).location == "/me"

    (person,) = stored(Person)
    kept = (person.zone, person.locale, person.followup_cap, person.capacity, person.card_in_code)
    assert kept == ("Asia/Kolkata", "de_DE", 7, 20, True)
    page = alice.read("/me/settings")
    assert '<option value="Asia/Kolkata" selected>' in page
    assert '<option value="de_DE" selected>Deutsch (Deutschland)' in page
    assert '<option value="7" selected>' in page
    assert '<option value="20" selected>' in page
    assert 'name="card_in_code" value="y" checked' in page


def test_a_page_older_than_the_capacity_leaves_it(alice: Actor, stored: Stored) -> None:
    alice.post("/me/settings", SETTINGS)
    alice.post("/me/settings", {key: SETTINGS[key] for key in SETTINGS if key != "capacity"})

    assert stored(Person)[0].capacity == 20


@pytest.mark.parametrize("field", ["followup_cap", "capacity"])
@pytest.mark.parametrize("end", [0, -1])
def test_the_ends_of_each_range_are_allowed(
    alice: Actor, stored: Stored, field: str, end: int
) -> None:
    value = {"followup_cap": (1, 12), "capacity": (5, 50)}[field][end]

    assert alice.post("/me/settings", {**SETTINGS, field: str(value)}).status_code == 303
    assert getattr(stored(Person)[0], field) == value


def test_a_box_that_is_not_ticked_is_off(alice: Actor, stored: Stored) -> None:
    form = {key: value for key, value in SETTINGS.items() if key != "card_in_code"}
    alice.post("/me/settings", form)

    assert stored(Person)[0].card_in_code is False
    assert 'name="card_in_code" value="y">' in alice.read("/me/settings")


@pytest.mark.parametrize(("zone", "locale"), [("Asia/Calcutta", "en_DE"), ("Etc/GMT+3", "en")])
def test_what_a_browser_told_stays_on_the_list(alice: Actor, zone: str, locale: str) -> None:
    alice.post("/me/settings", {**SETTINGS, "zone": zone, "locale": locale})

    page = alice.read("/me/settings")
    assert f'<option value="{zone}" selected>' in page
    assert f'<option value="{locale}" selected>' in page


def test_a_locale_that_was_never_one_is_not_on_the_list(app: Wellmet, alice: Actor) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).locale = "*"
        db.session.commit()

    # The first of the list stands chosen then, which is how days are written where none is known.
    page = alice.read("/me/settings")
    assert 'value="*"' not in page
    assert page.index('<option value="en_GB">') < page.index('<option value="en_US">')


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", ""),
        ("zone", "Mars/Olympus"),
        ("zone", "../../etc/passwd"),
        ("locale", ""),
        ("locale", "klingon"),
        ("locale", "x" * 40),
        ("followup_cap", ""),
        ("followup_cap", "0"),
        ("followup_cap", "13"),
        ("followup_cap", "-1"),
        ("followup_cap", "five"),
        ("followup_cap", "٥"),
        ("capacity", "4"),
        ("capacity", "51"),
        ("capacity", "many"),
    ],
)
def test_what_cannot_be_is_refused(alice: Actor, stored: Stored, field: str, value: str) -> None:
    answer = alice.post("/me/settings", {**SETTINGS, "locale": "fr_FR", field: value})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert field == "locale" or '<option value="fr_FR" selected>' in page
    assert stored(Person)[0].zone == "Europe/London"


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Asia/Calcutta", "Etc/GMT+3", "UTC"])
def test_other_clocks_can_be_gone_by_and_those_before_again(
    alice: Actor, stored: Stored, zone: str
) -> None:
    before = stored(Person)[0]

    assert alice.post(f"/me/zone/{zone}").location == "/today"

    (person,) = stored(Person)
    assert person.zone == zone
    assert (person.locale, person.capacity) == (before.locale, before.capacity)
    said = alice.read("/today")
    assert f"Wellmet is on {city(zone)} time now." in said
    (undo,) = re.findall(r'action="(/me/zone/[^"]+)"><[^>]+>(?:<[^>]+>)?<button[^>]*>Undo', said)
    assert alice.post(undo).location == "/today"
    assert stored(Person)[0].zone == "Europe/London"
    assert "Wellmet is on London time now." in alice.read("/today")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "localtime", "x" * 2000, "%00", "Europe/London/"])
def test_clocks_that_nobody_knows_are_not_gone_by(alice: Actor, stored: Stored, zone: str) -> None:
    assert alice.post(f"/me/zone/{zone}").status_code == 404
    assert stored(Person)[0].zone == "Europe/London"
    assert "time now." not in alice.read("/today")


def test_nobody_elses_page_and_no_stranger_sets_the_clocks(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    elsewhere = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}

    assert alice.post("/me/zone/Asia/Tokyo", headers=elsewhere).status_code == 403
    assert stranger.post("/me/zone/Asia/Tokyo").location.startswith("/sign-in")
    assert stored(Person)[0].zone == "Europe/London"


def test_another_address_is_signed_in_with_and_yet_to_be_confirmed(
    app: Wellmet, alice: Actor, stranger: SameOriginClient, stored: Stored, postbox: Postbox
) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).confirm()
        db.session.commit()

    answer = alice.post("/me/address", {"email": "Alice@New.example", "present": PASSWORD})

    (person,) = stored(Person)
    assert answer.location == "/me"
    assert (person.email, person.confirmed_at) == ("alice@new.example", None)
    assert person.whole_card == ALICE
    new = {"email": "alice@new.example", "password": PASSWORD}
    assert stranger.post("/sign-in", data=new).status_code == 303
    alice.post(postbox.next_path())
    assert stored(Person)[0].confirmed_at is not None


def test_the_same_address_again_stays_confirmed(app: Wellmet, alice: Actor, stored: Stored) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).confirm()
        db.session.commit()
    alice.post("/me/address", {"email": ALICE.email, "present": PASSWORD})
    assert stored(Person)[0].confirmed_at is not None


def test_no_more_accounts_move_to_an_address_than_may_begin_with_it(
    alice: Actor, stored: Stored
) -> None:
    def move_to(email: str) -> str:
        form = {"email": email, "present": PASSWORD}
        return alice.post("/me/address", form, follow_redirects=True).get_data(as_text=True)

    for number in range(3):
        move_to("other@new.example")
        move_to("other@new.example")
        assert "You sign in as alice" in move_to(f"alice{number}@new.example")

    assert "Try again tomorrow." in move_to("other@new.example")
    assert stored(Person)[0].email == "alice2@new.example"


@pytest.mark.parametrize(
    ("email", "present", "sentence"),
    [
        ("alice", PASSWORD, "does not look like an e-mail address"),
        ("", PASSWORD, "Your e-mail address goes here."),
        ("alice@new.example", "", "Your current password goes here."),
        ("alice@new.example", "wrong", "That is not your password."),
    ],
)
def test_an_address_is_not_changed_by_mistake(
    alice: Actor, stored: Stored, email: str, present: str, sentence: str
) -> None:
    answer = alice.post("/me/address", {"email": email, "present": present})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{email}"' in page
    assert stored(Person)[0].email == ALICE.email


def test_another_password_signs_every_other_device_out(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    stranger.post("/sign-in", data={"email": ALICE.email, "password": PASSWORD})

    answer = alice.post("/me/password", {"present": PASSWORD, "password": NEW})

    assert answer.status_code == 303
    assert alice.get("/me").status_code == 200
    assert stranger.get("/me").status_code == 303
    assert len(stored(SignIn)) == 1
    old = stranger.post("/sign-in", data={"email": ALICE.email, "password": PASSWORD})
    assert old.status_code == 422


@pytest.mark.parametrize(
    ("present", "password", "sentence"),
    [
        ("", NEW, "Your current password goes here."),
        ("not mine at all", NEW, "That is not your password."),
        (PASSWORD, "short", "Use at least 8 characters."),
        (PASSWORD, "", "Use at least 8 characters."),
        (PASSWORD, ALICE.email.upper(), "A stranger would try that one early."),
        (PASSWORD, ALICE.name, "A stranger would try that one early."),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    alice: Actor, stored: Stored, present: str, password: str, sentence: str
) -> None:
    before = stored(Person)[0].password_hash

    answer = alice.post("/me/password", {"present": present, "password": password})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert NEW not in page
    assert stored(Person)[0].password_hash == before


def test_a_password_is_not_guessed_here(alice: Actor) -> None:
    guesses = [alice.post("/me/password", {"present": "x", "password": NEW}) for _ in range(11)]
    assert guesses[-1].status_code == 429
