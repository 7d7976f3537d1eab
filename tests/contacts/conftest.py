"""Somebody Alice met at the evening."""

import pytest

from blueprints.contacts.models import Contact
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Stored


@pytest.fixture
def ifeoma(alice: Actor, evening: str, stored: Stored) -> str:
    """The id of a contact whom Alice wrote down during the evening."""
    alice.post("/people", {"name": "Ifeoma Okafor", "phone": "+447911123456", "id": new_id()})
    (contact,) = stored(Contact)
    return str(contact.id)
