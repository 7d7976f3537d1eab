"""A card that a guest sends again, from a page they opened anew, or at another event."""

import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.exchange import returned
from blueprints.exchange.meeting import met_then
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.cast import EVENING_START, ZONE
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.exchange.codes import news, word_of
from tests.offline.conftest import pull

# As long as it takes to see that somebody waits, in seconds.
A_WHILE = 0.5
GUEST = {"name": "Zoë Guest", "reach": "zoe@example.org", "line": "The one with the tender."}
Send = Callable[..., str]


@pytest.fixture
def send(alice: Actor, evening: str, stranger: SameOriginClient) -> Send:
    """Send Alice a card, each time from a page that was opened anew. Returns where that leads."""

    def sent(**typed: str) -> str:
        path = f"/c/{word_of(alice)}"
        answer = stranger.post(f"{path}/return", data={**GUEST, "id": new_id(), **typed})
        assert answer.status_code == 303
        return answer.location.removeprefix(path)

    return sent


def test_the_same_card_from_a_page_opened_anew_is_the_same_contact(
    send: Send, alice: Actor, stored: Stored
) -> None:
    assert {send(), send(name=" Zoë  Guest", reach=" zoe@EXAMPLE.org ")} == {"/thanks"}

    assert len(stored(Contact)) == len(stored(Meeting)) == len(stored(Note)) == 1
    assert len(news(alice)["people"]) == 1


def test_the_same_number_in_other_signs_is_the_same_contact(send: Send, stored: Stored) -> None:
    send(reach="07911 123456")
    send(reach="+44 7911 123-456")
    assert len(stored(Contact)) == 1


def test_a_new_line_is_added_once(send: Send, stored: Stored) -> None:
    for line in (GUEST["line"], "And the one with the dog.", "And the one with the dog.", ""):
        send(line=line)

    assert len(stored(Contact)) == 1
    assert {note.text for note in stored(Note)} == {GUEST["line"], "And the one with the dog."}
    assert len(stored(Note)) == 2


@pytest.mark.parametrize("other", [{"name": "Zoë’s friend"}, {"reach": "+447911123456"}])
def test_another_name_or_way_is_another_contact(
    send: Send, stored: Stored, other: dict[str, str]
) -> None:
    send()
    send(**other)
    assert len(stored(Contact)) == 2


def test_what_its_owner_mended_stays_as_it_is(send: Send, alice: Actor, stored: Stored) -> None:
    send()
    mended = {"id": new_id(), "name": "Zoë Ünal", "email": "zoe@work.example"}
    alice.post(f"/people/{stored(Contact)[0].id}", mended)

    send(line="And the one with the dog.")

    (contact,) = stored(Contact)
    assert (contact.name, contact.card["email"]) == ("Zoë Ünal", "zoe@work.example")
    assert len(stored(Note)) == 2


def test_whom_its_owner_has_let_go_stays_so(send: Send, alice: Actor, stored: Stored) -> None:
    send()
    alice.post(f"/people/{stored(Contact)[0].id}/letting-go")

    assert send(line="And the one with the dog.") == "/thanks"

    (contact,) = stored(Contact)
    assert contact.let_go_at is not None
    assert "Zoë Guest" not in alice.read("/people")
    assert {note.contact_id for note in stored(Note)} == {contact.id}
    assert len(stored(Note)) == 2


def test_at_a_later_event_the_same_contact_is_met_again(
    send: Send, alice: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    send()
    since, rev = news(alice)["since"], pull(alice)["rev"]
    alice.post(f"/people/{stored(Contact)[0].id}", {"id": new_id(), "name": "Zoë Ünal"})
    later = next_event(alice, clock)
    for _ in range(2):
        send(line="Good to see you again.")

    (contact,) = stored(Contact)
    assert (contact.name, contact.card["email"]) == ("Zoë Ünal", "")
    assert {meeting.event_id for meeting in stored(Meeting)} == {evening, later}
    assert len(stored(Meeting)) == len(stored(Note)) == 2
    assert [one["name"] for one in news(alice, since)["people"]] == ["Zoë Ünal"]
    told = pull(alice, since=rev)["records"]["meetings"]
    assert [one["event_id"] for one in told] == [later]
    assert "Second Evening" in alice.read(f"/people/{contact.id}")


def test_whom_its_owner_had_let_go_before_a_later_event_is_somebody_new_there(
    send: Send, alice: Actor, stored: Stored, clock: Clock
) -> None:
    send()
    (before,) = stored(Contact)
    alice.post(f"/people/{before.id}/letting-go")
    later = next_event(alice, clock)
    for _ in range(2):
        send()

    (new,) = [contact for contact in stored(Contact) if contact.id != before.id]
    (old,) = [contact for contact in stored(Contact) if contact.id == before.id]
    assert old.let_go_at is not None
    assert (new.let_go_at, new.source) == (None, "return")
    met = {meeting.contact_id: meeting.event_id for meeting in stored(Meeting)}
    assert (met[new.id], len(stored(Meeting))) == (later, 2)
    assert "Zoë Guest" in alice.read("/people")

    # Taken back, the first one has not been at the later event.
    alice.post(f"/people/{before.id}/return")
    send()
    assert len(stored(Contact)) == len(stored(Meeting)) == 2


def test_away_from_any_event_it_is_another_meeting_after_hours(
    alice: Actor, stranger: SameOriginClient, stored: Stored, clock: Clock
) -> None:
    path = f"/c/{word_of(alice)}/return"
    for hours in (0, 1, 13):
        clock.set(EVENING_START + timedelta(hours=hours))
        stranger.post(path, data={**GUEST, "id": new_id()})

    assert len(stored(Contact)) == 1
    assert len(stored(Meeting)) == 2


def test_the_same_card_sent_to_another_owner_is_theirs(
    send: Send, alice: Actor, bob: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    send()
    stranger.post(f"/c/{word_of(bob)}/return", data={**GUEST, "id": new_id()})
    assert {contact.owner_id for contact in stored(Contact)} == {alice.id, bob.id}


def test_somebody_whom_its_owner_swapped_with_is_not_met_by_a_guests_word(
    send: Send, alice: Actor, bob: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    bob.post(f"/c/{word_of(alice)}/swap", {"mode": "swap", "id": new_id()})
    (hers,) = [contact for contact in stored(Contact) if contact.owner_id == alice.id]
    next_event(alice, clock)

    send(name=hers.name, reach=hers.card["email"])

    sources = {one.id: one.source for one in stored(Contact) if one.owner_id == alice.id}
    assert sorted(sources.values()) == ["return", "swap"]
    assert [m.event_id for m in stored(Meeting) if m.contact_id == hers.id] == [evening]


@pytest.mark.parametrize("known", [False, True])
def test_sent_from_two_pages_at_once_it_is_one(
    app: Wellmet,
    alice: Actor,
    send: Send,
    stored: Stored,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    known: bool,
) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pytest.skip("needs a database in which two may write at once")
    if known:
        send()
        next_event(alice, clock)
    path = f"/c/{word_of(alice)}/return"

    def look_meanwhile(events: dict[str, str | None]) -> dict[str, str]:
        # What is known of the card was read. The other comes in between, or waits.
        monkeypatch.undo()
        post = contextvars.Context().run
        form = {**GUEST, "id": new_id(), "line": "At once."}
        posted.append(thread.submit(lambda: post(app.test_client().post, path, data=form)))
        wait(posted, A_WHILE)
        return met_then(events)

    monkeypatch.setattr(returned, "met_then", look_meanwhile)
    posted = list[Future[TestResponse]]()
    with ThreadPoolExecutor(1) as thread:
        send(line="At once.")
        assert [one.result().status_code for one in posted] == [303]

    assert len(stored(Contact)) == 1
    assert len(stored(Meeting)) == len(stored(Note)) == 1 + known


def next_event(actor: Actor, clock: Clock) -> str:
    """The id of an event a week later, at which the actor now is."""
    event, start = new_id(), EVENING_START + timedelta(days=7)
    hours = {"starts": f"{start:%Y-%m-%dT19:00}", "ends": f"{start:%Y-%m-%dT21:30}"}
    facts = {"id": event, "title": "Second Evening", "zone": ZONE, **hours}
    assert actor.post("/events", facts).status_code == 303
    clock.set(start + timedelta(minutes=30))
    return event
