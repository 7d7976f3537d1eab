"""Notes that are taken back: shown nowhere, restored within a day, and then gone for good."""

from datetime import timedelta

import pytest

from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.followups.pages_messages import details
from blueprints.shared.database import db, writing
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.offline.conftest import pull
from tests.shared.test_plans import engine, heard, scans
from tests.strangers.test_own_data import export

__all__ = ["engine"]

A_DAY = timedelta(days=1)
# No other word of the app or of the cast begins so.
SECRET = "Quillfern"


@pytest.fixture
def note(alice: Actor, ifeoma: str, stored: Stored) -> str:
    """The id of a note of Alice's, between two others."""
    for text in ("Reads tenders", f"{SECRET}, says her sister", "Sings"):
        alice.post(f"/people/{ifeoma}/notes", {"text": text, "id": new_id()})
    (written,) = [one.id for one in stored(Note) if one.text.startswith(SECRET)]
    return str(written)


def erase(app: Wellmet) -> None:
    """What the scheduler does each minute."""
    with app.app_context(), writing():
        Note.erase()


def test_removed_and_back(alice: Actor, ifeoma: str, note: str) -> None:
    for _ in range(2):
        answer = alice.post(f"/notes/{note}/removal")
        assert answer.location == f"/people/{ifeoma}#notes"
    page = alice.read(f"/people/{ifeoma}")
    assert SECRET not in page
    assert "Reads tenders" in page
    assert "Removed. In a day it is gone." in page
    assert f'action="/notes/{note}/restoration"' in page

    for _ in range(2):
        answer = alice.post(f"/notes/{note}/restoration")
        assert answer.location == f"/people/{ifeoma}#notes"
    assert f"{SECRET}, says her sister" in alice.read(f"/people/{ifeoma}")


def test_each_button_says_which_note_it_removes(alice: Actor, ifeoma: str, note: str) -> None:
    long = "Has a sister in Lisbon who runs the theatre by the harbour"
    alice.post(f"/people/{ifeoma}/notes", {"text": long, "id": new_id()})

    page = alice.read(f"/people/{ifeoma}")

    for begins in ("Sings", f"{SECRET}, says her sister", "Has a sister in Lisbon who runs the…"):
        assert f'aria-label="Remove: {begins}">Remove</button>' in page


def test_a_removed_note_is_nowhere(app: Wellmet, alice: Actor, ifeoma: str, note: str) -> None:
    assert "Ifeoma" in alice.read(f"/people?q={SECRET}")

    alice.post(f"/notes/{note}/removal")

    for path in (f"/people/{ifeoma}", f"/people/{ifeoma}/message", "/people?q=Ifeoma", "/today"):
        assert SECRET not in alice.read(path), path
    assert "Nobody by that name" in alice.read(f"/people?q={SECRET}")
    _, files = export(alice)
    assert "Reads tenders" in files["wellmet.json"].decode()
    assert not [name for name, held in files.items() if SECRET.encode() in held]
    with app.app_context():
        contact = db.session.get_one(Contact, ifeoma)
        assert sorted(one.text for one in contact.notes) == ["Reads tenders", "Sings"]
        assert not [text for text in details(contact) if SECRET in text]


def test_a_phone_is_told_of_it_without_whom_it_is_about(
    alice: Actor, ifeoma: str, note: str
) -> None:
    """So it shows it nowhere, whatever its worker knows of removals; and can undo it."""
    since = pull(alice)["rev"]

    alice.post(f"/notes/{note}/removal")

    (told,) = pull(alice, since=since)["records"]["notes"]
    assert (told["contact_id"], told["about"]) == (None, ifeoma)
    assert told["text"].startswith(SECRET)


def test_after_a_day_its_words_are_gone_for_good(
    app: Wellmet, alice: Actor, ifeoma: str, note: str, stored: Stored, clock: Clock
) -> None:
    alice.post(f"/notes/{note}/removal")
    since = pull(alice)["rev"]

    clock.set(clock.time + A_DAY - timedelta(seconds=1))
    erase(app)
    assert SECRET in _everything_said(app)
    clock.set(clock.time + timedelta(seconds=1))
    erase(app)
    erase(app)

    assert SECRET not in _everything_said(app)
    assert sorted(one.text for one in stored(Note)) == ["", "Reads tenders", "Sings"]
    news = pull(alice, since=since)
    (told,) = news["records"]["notes"]
    assert (told["id"], told["text"], told["contact_id"]) == (note, "", None)
    assert news["rev"] == since + 1


def test_what_was_erased_is_not_restored(
    app: Wellmet, alice: Actor, ifeoma: str, note: str, clock: Clock
) -> None:
    alice.post(f"/notes/{note}/removal")
    clock.set(clock.time + A_DAY)
    erase(app)

    answer = alice.post(f"/notes/{note}/restoration")

    assert answer.status_code == 410
    assert "That note is gone for good" in answer.get_data(as_text=True)
    assert alice.read(f"/people/{ifeoma}").count("/removal") == 2


def test_what_was_restored_or_never_removed_is_not_erased(
    app: Wellmet, alice: Actor, note: str, stored: Stored, clock: Clock
) -> None:
    alice.post(f"/notes/{note}/removal")
    alice.post(f"/notes/{note}/restoration")
    before = [(one.id, one.text, one.rev) for one in stored(Note)]

    clock.set(clock.time + 2 * A_DAY)
    erase(app)

    assert [(one.id, one.text, one.rev) for one in stored(Note)] == before


@pytest.mark.once
def test_what_is_to_be_erased_is_found_by_an_index(app: Wellmet, alice: Actor, note: str) -> None:
    alice.post(f"/notes/{note}/removal")
    with app.app_context():
        engine = db.engine
    with heard(engine) as statements:
        erase(app)

    assert [one for one in statements if "removed_at <=" in one]
    assert list(scans(engine, statements)) == []


@pytest.mark.parametrize("verb", ["removal", "restoration"])
def test_a_note_is_its_owners(
    bob: Actor, charlie: Actor, stranger: SameOriginClient, note: str, verb: str, stored: Stored
) -> None:
    for other in (bob, charlie):
        assert other.post(f"/notes/{note}/{verb}").status_code == 404
        assert other.post(f"/notes/{new_id()}/{verb}").status_code == 404
    assert stranger.post(f"/notes/{note}/{verb}").location.startswith("/sign-in")
    assert [one.removed_at for one in stored(Note)] == [None] * 3


def _everything_said(app: Wellmet) -> str:
    """Every value in every table, as text."""
    with app.app_context():
        tables = db.metadata.sorted_tables
        rows = [row for table in tables for row in db.session.execute(table.select())]
        return " ".join(map(repr, rows))
