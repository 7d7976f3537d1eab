"""What a guest without an account sends back."""

import contextvars
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from werkzeug.test import TestResponse

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.cast import EVENING_END
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.exchange.codes import news, word_of

# As long as it takes to see that somebody waits, in seconds.
A_WHILE = 0.5
GUEST = {"name": "Zoë Guest", "reach": "zoe@example.org", "line": "The one with the tender."}


def test_it_lands_with_the_owner_as_unverified(
    alice: Actor, evening: str, stranger: SameOriginClient, stored: Stored
) -> None:
    path = f"/c/{word_of(alice)}"
    # Its owner may be nudged about them by mail; they get none.
    assert "No account, and no mail from us." in stranger.get(path).get_data(as_text=True)
    answer = stranger.post(f"{path}/return", data={**GUEST, "id": new_id()})

    (contact,), (meeting,), (note,) = stored(Contact), stored(Meeting), stored(Note)
    assert answer.location == f"{path}/thanks"
    assert (contact.owner_id, contact.source, contact.name) == (alice.id, "return", "Zoë Guest")
    assert contact.card["email"] == "zoe@example.org"
    assert (meeting.event_id, note.text) == (evening, "The one with the tender.")
    assert "not verified" in alice.read(f"/people/{contact.id}")
    assert news(alice)["people"][0]["name"] == "Zoë Guest"
    thanks = stranger.get(answer.location).get_data(as_text=True)
    assert "Alice Lindqvist</bdi> has your card." in thanks


def test_a_line_that_its_owner_removed_does_not_come_back_by_a_double_tap(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    path, form = f"/c/{word_of(alice)}/return", {**GUEST, "id": new_id()}
    stranger.post(path, data=form)
    alice.post(f"/notes/{stored(Note)[0].id}/removal")

    stranger.post(path, data=form)

    assert len(stored(Note)) == 1
    assert GUEST["line"] not in alice.read(f"/people/{stored(Contact)[0].id}")


@pytest.mark.parametrize(
    ("reach", "field", "kept"),
    [
        ("zoe@example.org", "email", "zoe@example.org"),
        ("+44 7911 123 456", "phone", "+447911123456"),
        ("07911 123456", "phone", "+447911123456"),
        ("linkedin.com/in/zoe", "links", ["https://linkedin.com/in/zoe"]),
        ("https://t.me/@zoe", "links", ["https://t.me/@zoe"]),
    ],
)
def test_one_way_to_reach_is_enough(
    alice: Actor, stranger: SameOriginClient, stored: Stored, reach: str, field: str, kept: object
) -> None:
    stranger.post(f"/c/{word_of(alice)}/return", data={**GUEST, "reach": reach})
    assert stored(Contact)[0].card[field] == kept


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Your name goes here."),
        ("name", "x" * 81, "At most 80 characters"),
        ("name", "a\x00b", "cannot be saved"),
        ("reach", "", "One way to reach you goes here."),
        ("reach", "call me", "Write an e-mail address, a phone number or a link."),
        ("reach", "anna at example.org", "Write an e-mail address, a phone number or a link."),
        ("reach", "zoe@", "does not look like an e-mail address"),
        ("reach", "0123 letters", "letters in it"),
        ("reach", "javascript:alert(1)", "Write an e-mail address"),
        ("reach", "javascript:alert(1).x", "web address"),
        ("line", "x" * 281, "At most 280 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    alice: Actor, stranger: SameOriginClient, stored: Stored, field: str, value: str, sentence: str
) -> None:
    answer = stranger.post(f"/c/{word_of(alice)}/return", data={**GUEST, field: value})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    for name, typed in GUEST.items():
        assert name == field or typed in page
    assert stored(Contact) == []


def test_the_same_card_sent_twice_is_one(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    path, form = f"/c/{word_of(alice)}/return", {**GUEST, "id": new_id()}
    stranger.post(path, data=form)
    (owner,) = stored(Person)

    stranger.post(path, data=form)

    assert len(stored(Contact)) == len(stored(Note)) == 1
    # Nothing came of it that her phone would have to ask for.
    assert [one.last_rev for one in stored(Person)] == [owner.last_rev]


def test_a_card_sent_again_after_its_owner_mended_it_is_no_second_contact(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    path, form = f"/c/{word_of(alice)}/return", {**GUEST, "id": new_id()}
    stranger.post(path, data=form)
    mended = {"id": new_id(), "name": "Zoë Ünal", "email": "zoe@example.org"}
    assert alice.post(f"/people/{stored(Contact)[0].id}", mended).status_code == 303

    assert stranger.post(path, data=form).status_code == 303

    assert [contact.name for contact in stored(Contact)] == ["Zoë Ünal"]
    assert len(stored(Note)) == 1


def test_the_same_id_at_anothers_code_is_another_contact(
    alice: Actor, bob: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    form = {**GUEST, "id": new_id()}
    for owner in (alice, bob):
        stranger.post(f"/c/{word_of(owner)}/return", data=form)

    assert {contact.owner_id for contact in stored(Contact)} == {alice.id, bob.id}


def test_the_same_card_with_another_line_adds_the_line(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    path, form = f"/c/{word_of(alice)}/return", {**GUEST, "id": new_id()}
    stranger.post(path, data=form)
    stranger.post(path, data={**form, "line": "And the one with the dog."})
    assert len(stored(Contact)) == 1
    assert {note.text for note in stored(Note)} == {GUEST["line"], "And the one with the dog."}


def test_another_line_that_is_sent_twice_at_once_is_added_once(
    app: Wellmet,
    alice: Actor,
    stranger: SameOriginClient,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pytest.skip("needs a database in which two may write at once")
    path, form = f"/c/{word_of(alice)}/return", {**GUEST, "id": new_id()}
    stranger.post(path, data=form)
    write_note, again = Contact.write_note, {**form, "line": "And the one with the dog."}

    def write_meanwhile(*of: Any) -> None:
        # There is no such line yet, as far as is known. The same one comes in between, or waits.
        monkeypatch.undo()
        post = contextvars.Context().run
        posted.append(thread.submit(lambda: post(app.test_client().post, path, data=again)))
        wait(posted, A_WHILE)
        write_note(*of)

    monkeypatch.setattr(Contact, "write_note", write_meanwhile)
    posted = list[Future[TestResponse]]()
    with ThreadPoolExecutor(1) as thread:
        stranger.post(path, data=again)
        assert [one.result().status_code for one in posted] == [303]

    assert sorted(note.text for note in stored(Note)) == [again["line"], GUEST["line"]]


def test_the_same_id_with_another_card_is_another(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    path, form = f"/c/{word_of(alice)}/return", {**GUEST, "id": new_id()}
    stranger.post(path, data=form)
    stranger.post(path, data={**form, "name": "Zoë’s friend"})
    assert sorted(c.name for c in stored(Contact)) == ["Zoë Guest", "Zoë’s friend"]


def test_a_bot_is_thanked_and_nothing_is_kept(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    form = {**GUEST, "homepage": "https://pills.example"}
    assert stranger.post(f"/c/{word_of(alice)}/return", data=form).status_code == 303
    assert stored(Contact) == []


def test_a_dead_code_keeps_what_was_typed_on_the_page(
    alice: Actor, evening: str, clock: Clock, stranger: SameOriginClient, stored: Stored
) -> None:
    word = word_of(alice)
    clock.set(EVENING_END + timedelta(days=2))
    answer = stranger.post(f"/c/{word}/return", data=GUEST)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 410
    assert all(typed in page for typed in GUEST.values())
    assert stored(Contact) == []


def test_a_code_takes_so_many_cards_and_a_hall_that_shares_an_address_more(
    alice: Actor, bob: Actor, stranger: SameOriginClient
) -> None:
    def sent(word: str, count: int, halls: Sequence[str]) -> list[int]:
        statuses = []
        for _, address in zip(range(count), cycle(halls), strict=False):
            hall = {"REMOTE_ADDR": address}
            form = {**GUEST, "id": new_id()}
            answer = stranger.post(f"/c/{word}/return", data=form, environ_overrides=hall)
            statuses.append(answer.status_code)
        return statuses

    many = [f"192.0.2.{number}" for number in range(10)]
    assert sent(word_of(alice), 301, many) == [303] * 300 + [429]
    assert sent(word_of(bob), 241, ["198.51.100.1"]) == [303] * 240 + [429]


@pytest.mark.parametrize("useless", [{"reach": "nowhere"}, {"homepage": "https://spam.example"}])
def test_forms_of_which_nothing_arrives_keep_nobody_elses_card_out(
    alice: Actor, stranger: SameOriginClient, stored: Stored, useless: dict[str, str]
) -> None:
    path = f"/c/{word_of(alice)}/return"
    for number in range(300):
        address = {"REMOTE_ADDR": f"192.0.2.{number % 10}"}
        form = {**GUEST, "id": new_id(), **useless}
        assert stranger.post(path, data=form, environ_overrides=address).status_code in (303, 422)

    assert stranger.post(path, data={**GUEST, "id": new_id()}).status_code == 303
    assert [contact.name for contact in stored(Contact)] == [GUEST["name"]]


def test_whom_one_thanked_is_told_no_longer_than_their_card_is_shown(
    alice: Actor, stranger: SameOriginClient, clock: Clock
) -> None:
    path = f"/c/{word_of(alice)}"
    clock.set(clock.time + timedelta(days=9))

    for page in (path, f"{path}/thanks"):
        answer = stranger.get(page)
        assert answer.status_code == 410
        assert "Alice" not in answer.get_data(as_text=True)
