"""Who signs up is let in, and what is wrong with a form is said beside its field."""

import pytest

from blueprints.accounts import models
from blueprints.accounts.models import Person
from blueprints.accounts.passwords import hashed
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from tests.conftest import SameOriginClient, Stored

from .newcomer import NEW


def test_signing_up_lets_in(stranger: SameOriginClient, stored: Stored) -> None:
    answer = stranger.post(
        "/sign-up", data=NEW, headers={"Origin": "http://localhost", "Accept-Language": "de-AT,de"}
    )

    (person,) = stored(Person)
    assert answer.location == "/today"
    assert (person.email, person.zone, person.locale) == (
        "ifeoma@example.org",
        "Africa/Lagos",
        "de_AT",
    )
    assert person.confirmed_at is None
    assert NEW["password"] not in person.password_hash
    assert "Good to have you" in stranger.get("/today").get_data(as_text=True)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Tell people your name."),
        ("name", "x" * 81, "At most 80 characters"),
        ("email", "", "Your e-mail address goes here."),
        ("email", "ifeoma@", "does not look like an e-mail address"),
        ("password", "", "at least 8 characters"),
        ("password", "short", "at least 8 characters"),
        ("password", "aoue" + "\u0301" * 4, "at least 8 characters"),
        ("password", "x" * 201, "at most 200 characters"),
        ("password", "password123", "A stranger would try that one early."),
        ("password", "Trustno1", "A stranger would try that one early."),
        ("password", "baseball2026!", "A stranger would try that one early."),
        ("password", "aaaaaaaaaaaa", "A stranger would try that one early."),
        ("password", "IFEOMA OKAFOR", "A stranger would try that one early."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    stranger: SameOriginClient, stored: Stored, field: str, value: str, sentence: str
) -> None:
    answer = stranger.post("/sign-up", data={**NEW, field: value})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert field == "name" or "Ifeoma Okafor" in page
    assert NEW["password"] not in page
    assert stored(Person) == []


def test_a_few_words_are_a_password(stranger: SameOriginClient) -> None:
    for number, password in enumerate(("lamp table kite", "baseball in the rain", "q7#Lw0z!tRfx")):
        form = NEW | {"email": f"n{number}@example.org", "password": password}
        assert stranger.post("/sign-up", data=form).status_code == 303, password
        stranger.post("/sign-out")


def test_an_unknown_zone_does_not_keep_anybody_out(
    stranger: SameOriginClient, stored: Stored
) -> None:
    stranger.post("/sign-up", data={**NEW, "zone": "Mars/Olympus"})

    assert [person.zone for person in stored(Person)] == ["UTC"]


@pytest.mark.parametrize(
    ("told", "locale"),
    [
        ("sl", "sl"),
        ("de-at,de;q=0.9", "de_AT"),
        ("zh-TW", "zh_Hant_TW"),
        ("tlh,pt-BR;q=0.8,pt;q=0.9", "pt"),
        ("sv-DE,fr;q=0.9", "sv"),
        ("de;q=0,fr;q=0.1", "fr"),
        ("*", "en_GB"),
        ("klingon,../../etc/passwd", "en_GB"),
        (f"de-DE@{'x' * 40}", "de"),
        ("", "en_GB"),
    ],
)
def test_of_a_browsers_languages_the_best_that_is_known_is_kept(
    stranger: SameOriginClient, stored: Stored, told: str, locale: str
) -> None:
    headers = {"Origin": "http://localhost", "Accept-Language": told}
    stranger.post("/sign-up", data=NEW, headers=headers)

    assert [person.locale for person in stored(Person)] == [locale]


def test_a_post_twice_is_one_account(stranger: SameOriginClient, stored: Stored) -> None:
    form = {**NEW, "id": new_id()}

    assert stranger.post("/sign-up", data=form).location == "/today"
    assert stranger.post("/sign-up", data=form).location == "/today"
    assert len(stored(Person)) == 1


def test_no_transaction_is_open_while_a_password_is_hashed(
    stranger: SameOriginClient, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_while_hashing = []

    def noted(password: str) -> str:
        open_while_hashing.append(db.session().in_transaction())
        return hashed(password)

    monkeypatch.setattr(models, "hashed", noted)
    stranger.post("/sign-up", data={**NEW, "id": new_id()})

    assert len(stored(Person)) == 1
    assert not any(open_while_hashing)
    assert open_while_hashing
