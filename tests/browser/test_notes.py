"""A note that is taken back, and wanted again: without a network."""

from playwright.sync_api import expect

from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.browser.conftest import Enter, Network
from tests.conftest import Stored

LONG = (
    "Runs the night rota of the children's ward and does it on paper. Wants somebody who has seen "
    "a hospital move to a tool without losing a week. Her deputy, Tomás, is the one to convince; "
    "he was at the table by the window.\n\nLikes mountains, tea, and people who write back."
)


def test_a_note_is_removed_and_restored_without_a_network(
    app: Wellmet, enter: Enter, network: Network, stored: Stored
) -> None:
    with app.app_context():
        alice = cast.person(cast.ALICE)
        believable.fill(alice)
        db.session.commit()
        ifeoma = next(one for one in _contacts() if one.name.startswith("Ifeoma"))
        for text in ("Sings in a choir", LONG, "Back from Lagos on the 12th"):
            ifeoma.write_note(new_id(), text)
        db.session.commit()
        path = f"/people/{ifeoma.id}"
    phone = enter(cast.ALICE.email)
    phone.settle()
    page = phone.go(path)
    page.get_by_role("button", name="Runs the night rota").scroll_into_view_if_needed()
    phone.picture("notes")
    network.go_away()

    page.get_by_role("button", name="Remove: Runs the night rota").click()
    expect(page.get_by_text("In a day it is gone.")).to_be_visible()
    expect(page.get_by_text("Sings in a choir")).to_be_visible()
    expect(page.get_by_text("Tomás, is the one")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Tomás, is the one")).to_be_visible()

    page.get_by_role("button", name="Remove: Sings in a choir").click()
    expect(page.get_by_text("In a day it is gone.")).to_be_visible()
    network.come_back()
    phone.send_all()
    gone = [one.text for one in stored(Note) if one.removed_at is not None]
    assert gone == ["Sings in a choir"]


def _contacts() -> list[Contact]:
    return list(db.session.scalars(db.select(Contact)))
