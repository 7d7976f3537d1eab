"""Accounts that claim one address: none takes, tells or crowds out another."""

from datetime import timedelta

from blueprints.accounts.models import SAME_ADDRESS, Person
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, SameOriginClient, Stored

from .conftest import Postbox
from .newcomer import NEW


def test_signing_up_with_anothers_address_tells_nothing_and_takes_nothing(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    known = stranger.post("/sign-up", data={**NEW, "email": cast.ALICE.email})

    assert known.location == "/today"
    assert len(stored(Person)) == 2
    assert "Alice" not in stranger.get("/today").get_data(as_text=True)


def test_two_accounts_of_one_address_are_told_apart_by_their_passwords(
    alice: Actor, stranger: SameOriginClient
) -> None:
    stranger.post("/sign-up", data={**NEW, "email": cast.ALICE.email})
    stranger.post("/sign-out")
    stranger.post("/sign-in", data={"email": cast.ALICE.email, "password": NEW["password"]})

    assert "Ifeoma" in stranger.get("/today").get_data(as_text=True)


def claim_alices_address(app: Wellmet, clock: Clock) -> None:
    """Junk accounts of Alice's address, that many as are tried; then it is the next day."""
    with app.app_context():
        for _ in range(SAME_ADDRESS):
            Person.add(new_id(), cast.ALICE, "somebody else altogether", cast.ZONE, "en_GB")
        db.session.commit()
    clock.set(clock.time + timedelta(days=1))


def test_a_confirmed_address_is_crowded_out_by_nobody(
    app: Wellmet, stranger: SameOriginClient, clock: Clock
) -> None:
    claim_alices_address(app, clock)
    with app.app_context():
        cast.person(cast.ALICE).confirmed_at = clock.time
        db.session.commit()

    form = {"email": cast.ALICE.email, "password": cast.PASSWORD}
    assert stranger.post("/sign-in", data=form).location == "/today"


def test_whoever_uses_an_account_is_let_in_before_those_who_only_claimed_the_address(
    app: Wellmet, stranger: SameOriginClient, clock: Clock
) -> None:
    claim_alices_address(app, clock)
    form = {**NEW, "email": cast.ALICE.email}
    stranger.post("/sign-up", data=form)
    stranger.post("/people", data={"name": "Somebody met", "id": new_id()})
    stranger.post("/sign-out")

    assert stranger.post("/sign-in", data=form).location == "/today"


def test_later_accounts_crowd_out_nobody(
    app: Wellmet, alice: Actor, stranger: SameOriginClient, clock: Clock
) -> None:
    clock.set(clock.time + timedelta(days=1))
    claim_alices_address(app, clock)

    form = {"email": cast.ALICE.email, "password": cast.PASSWORD}
    assert stranger.post("/sign-in", data=form).location == "/today"


def test_whoever_comes_after_as_many_as_are_tried_can_sign_in_and_confirm_the_address(
    app: Wellmet, stranger: SameOriginClient, clock: Clock, postbox: Postbox
) -> None:
    claim_alices_address(app, clock)
    with app.app_context():
        for person in Person.of_address(cast.ALICE.email):
            person.followup_cap = 7  # used, by whoever claimed it
        db.session.commit()
    form = {**NEW, "email": cast.ALICE.email}
    stranger.post("/sign-up", data=form)
    link = postbox.next_path()

    assert app.test_client().post("/sign-in", data=form).location == "/today"
    stranger.post("/password-reset", data=form)
    assert postbox.next().get_content().count("/password-reset/") == SAME_ADDRESS
    stranger.post(link)
    claim_alices_address(app, clock)
    assert app.test_client().post("/sign-in", data=form).location == "/today"


def test_an_address_begins_three_times_a_day(
    app: Wellmet, stranger: SameOriginClient, stored: Stored
) -> None:
    forms = [{**NEW, "password": f"{NEW['password']} {number}"} for number in range(4)]
    answers = [app.test_client().post("/sign-up", data=form) for form in forms]

    assert [answer.status_code for answer in answers] == [303, 303, 303, 422]
    page = answers[-1].get_data(as_text=True)
    assert "Try again tomorrow." in page
    assert forms[-1]["password"] not in page
    assert len(stored(Person)) == 3
    assert stranger.post("/sign-up", data=forms[2]).location == "/today"
