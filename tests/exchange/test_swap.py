"""The swap: both get each other, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.goals.attendances import Attendance
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.cast import EVENING_END, EVENING_START
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.exchange.codes import news, word_of

QUESTIONS = (
    *("What are they working on, or stuck with?", "What did you promise?"),
    "Do they move your goal?",
)


def swap(scanner: Actor, word: str, mode: str = "swap", **fields: Any) -> Any:
    return scanner.post(f"/c/{word}/swap", {"id": new_id(), "mode": mode, **fields})


def sides(stored: Stored) -> list[tuple[str, str]]:
    """Who has whom, by id."""
    return sorted((contact.owner_id, contact.person_id) for contact in stored(Contact))


def test_both_get_each_other_stamped_with_event_and_hour(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    answer = swap(bob, word_of(alice))

    contacts = {contact.owner_id: contact for contact in stored(Contact)}
    assert answer.location == f"/people/{contacts[bob.id].id}/listening"
    assert contacts[bob.id].card["email"] == "alice@example.org"
    assert contacts[alice.id].card["email"] == "bob@example.org"
    assert {contact.source for contact in contacts.values()} == {"swap"}
    meetings = stored(Meeting)
    assert {m.owner_id for m in meetings} == {alice.id, bob.id}
    assert {(m.event_id, m.met_at) for m in meetings} == {(evening, EVENING_START)}


def test_the_next_page_asks_the_three_questions(alice: Actor, bob: Actor, evening: str) -> None:
    page = bob.read(swap(bob, word_of(alice)).location)
    assert "Alice Lindqvist" in page
    for question in QUESTIONS:
        assert question in page


def test_scanning_twice_leaves_one_contact_on_each_side(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    first, second = swap(bob, word_of(alice)), swap(bob, word_of(alice))

    assert first.location == second.location
    assert len(stored(Contact)) == len(stored(Meeting)) == 2


def test_the_same_post_twice_is_one_act(alice: Actor, bob: Actor, stored: Stored) -> None:
    form = {"id": new_id(), "mode": "swap"}
    path = f"/c/{word_of(alice)}/swap"

    assert bob.post(path, form).location == bob.post(path, form).location
    assert form["id"] in {contact.id for contact in stored(Contact)}
    assert len(stored(Meeting)) == 2


def test_both_scanning_leaves_one_contact_on_each_side(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    swap(bob, word_of(alice))
    swap(alice, word_of(bob))

    assert sides(stored) == sorted([(alice.id, bob.id), (bob.id, alice.id)])
    assert len(stored(Meeting)) == 2


def test_both_scanning_at_once_leaves_one_contact_on_each_side(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    words = word_of(bob), word_of(alice)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(swap, (alice, bob), words))

    assert [answer.status_code for answer in answers] == [303, 303]
    assert sides(stored) == sorted([(alice.id, bob.id), (bob.id, alice.id)])


def test_taking_only_gives_nothing(alice: Actor, bob: Actor, evening: str, stored: Stored) -> None:
    swap(bob, word_of(alice), "take")

    assert sides(stored) == [(bob.id, alice.id)]
    assert stored(Contact)[0].source == "take"


@pytest.mark.parametrize("later", ["the taker", "the taken"])
def test_a_swap_after_taking_completes_it(
    alice: Actor, bob: Actor, evening: str, stored: Stored, later: str
) -> None:
    swap(bob, word_of(alice), "take")
    since = {actor.id: news(actor)["since"] for actor in (alice, bob)}
    scanner, shown = (bob, alice) if later == "the taker" else (alice, bob)
    swap(scanner, word_of(shown))

    assert {contact.source for contact in stored(Contact)} == {"swap"}
    assert len(stored(Contact)) == len(stored(Meeting)) == 2
    assert [person["name"] for person in news(alice, since[alice.id])["people"]] == ["Bob Okonkwo"]
    assert [person["name"] for person in news(bob, since[bob.id])["people"]] == ["Alice Lindqvist"]


def test_only_what_is_shared_is_given(
    app: Wellmet, alice: Actor, bob: Actor, stored: Stored
) -> None:
    with app.app_context():
        db.session.get_one(Person, bob.id).shared = ["phone"]
        db.session.commit()
    swap(bob, word_of(alice))

    (bobs_card,) = [c.card for c in stored(Contact) if c.owner_id == alice.id]
    assert bobs_card["phone"] == "+447911654321"
    assert bobs_card["email"] == bobs_card["headline"] == ""


def test_meeting_again_brings_back_whom_one_let_go_and_what_is_new(
    app: Wellmet, alice: Actor, bob: Actor, evening: str, clock: Clock, stored: Stored
) -> None:
    swap(bob, word_of(alice))
    (mine,) = [contact for contact in stored(Contact) if contact.owner_id == bob.id]
    bob.post(f"/people/{mine.id}/letting-go")
    with app.app_context():
        person = db.session.get_one(Person, alice.id)
        person.card = {**person.card, "headline": "Sold it", "phone": ""}
        db.session.commit()

    clock.set(EVENING_END + timedelta(days=30))
    swap(bob, word_of(alice))
    (again,) = [contact for contact in stored(Contact) if contact.owner_id == bob.id]
    assert again.let_go_at is None
    assert (again.card["headline"], again.card["phone"]) == ("Sold it", "+447911123456")
    assert len([m for m in stored(Meeting) if m.owner_id == bob.id]) == 2


def test_the_scanner_attends_the_event_from_then_on(
    alice: Actor, charlie: Actor, evening: str, stored: Stored
) -> None:
    swap(charlie, word_of(alice))
    swap(charlie, word_of(alice))

    attendances = [(a.owner_id, a.event_id) for a in stored(Attendance)]
    assert attendances.count((charlie.id, evening)) == 1


def test_every_record_of_a_swap_reaches_its_owners_other_phones(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    word = word_of(alice)
    before = {person.id: person.last_rev for person in stored(Person)}
    swap(bob, word)

    for record in (*stored(Contact), *stored(Meeting)):
        assert record.rev == before[record.owner_id] + 1


def test_the_other_screen_shows_it(alice: Actor, bob: Actor, evening: str, stored: Stored) -> None:
    word = word_of(alice)
    before = news(alice)
    swap(bob, word)

    after = news(alice, before["since"])
    (mine,) = [contact.id for contact in stored(Contact) if contact.owner_id == alice.id]
    assert before["people"] == []
    assert after["people"] == [{"name": "Bob Okonkwo", "href": f"/people/{mine}/listening"}]
    assert news(alice, after["since"])["people"] == []


def test_taking_only_is_not_told(alice: Actor, bob: Actor, evening: str) -> None:
    swap(bob, word_of(alice), "take")
    assert news(alice)["people"] == []


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 30])
def test_odd_questions_for_arrivals_are_answered(alice: Actor, since: str) -> None:
    assert news(alice, since)["people"] == []


def test_ones_own_code_is_refused(alice: Actor, evening: str, stored: Stored) -> None:
    answer = swap(alice, word_of(alice))

    assert answer.status_code == 422
    assert "That is your own code." in answer.get_data(as_text=True)
    assert stored(Contact) == []


def test_a_made_up_a_renewed_and_a_deleted_persons_code_look_alike(
    app: Wellmet, alice: Actor, bob: Actor, charlie: Actor, stored: Stored
) -> None:
    renewed, deleted = word_of(alice), word_of(charlie)
    alice.post("/swap/code")
    with app.app_context():
        db.session.execute(db.delete(Person).where(Person.id == charlie.id))
        db.session.commit()

    answers = [swap(bob, word) for word in ("0000aaaa0000", renewed, deleted)]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({answer.get_data() for answer in answers}) == 1
    assert "Ask them for a new one." in answers[0].get_data(as_text=True)
    assert stored(Contact) == []


def test_what_a_dead_code_carried_can_still_be_kept(
    alice: Actor, bob: Actor, evening: str, clock: Clock
) -> None:
    word = word_of(alice)
    clock.set(EVENING_END + timedelta(days=2))
    answer = swap(bob, word, card="Alice+Lindqvist;alice@example.org")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 410
    assert "Alice Lindqvist" in page
    assert "alice@example.org" in page
    assert "Write them down" in page


@pytest.mark.parametrize("mode", ["", "give", "swap'"])
def test_a_forged_mode_does_nothing(alice: Actor, bob: Actor, stored: Stored, mode: str) -> None:
    assert swap(bob, word_of(alice), mode).status_code == 422
    assert stored(Contact) == []


def test_an_empty_post_is_refused_like_any_other(alice: Actor, bob: Actor) -> None:
    for place in ("/scan/typed", "/scan/card", f"/c/{word_of(alice)}/swap", "/c/none/swap"):
        assert bob.post(place).status_code in (404, 422), place
    for place in (f"/c/{word_of(alice)}/return", "/c/none/return"):
        assert bob.post(place).status_code in (404, 422), place


def test_a_post_from_another_site_does_nothing(alice: Actor, bob: Actor, stored: Stored) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    path = f"/c/{word_of(alice)}/swap"

    assert bob.post(path, {"mode": "swap"}, headers=headers).status_code == 403
    assert stored(Contact) == []


def test_a_stranger_is_asked_to_sign_in(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    answer = stranger.post(f"/c/{word_of(alice)}/swap", data={"mode": "swap"})
    assert answer.status_code == 401
    assert "Sign in to go on." in answer.get_data(as_text=True)
    assert stored(Contact) == []
