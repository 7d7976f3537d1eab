"""People stand in one order, and are found by one rule, whatever the database was made for."""

from datetime import timedelta

import pytest

from blueprints.contacts import lines
from blueprints.contacts.models import Contact
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor

NAMES = ["Zoe", "élodie", "Ärger", "apple", "B.", "￮ x", "\U00010428", "ΟΔΟΣ", "a b", "ab", "A-c"]
TODAY = cast.EVENING_START.date()


@pytest.fixture(autouse=True)
def met(app: Wellmet, alice: Actor) -> None:
    with app.app_context():
        for name in NAMES:
            contact = Contact.add(alice.id, new_id(), Card(name), "typed", None)
            contact.plan_next("Call", TODAY - timedelta(days=1))
        db.session.commit()


def test_people_stand_by_the_code_points_of_their_names(app: Wellmet, alice: Actor) -> None:
    with app.app_context():
        listed = [line.card.name for line in lines.by_name(alice.id)]
        due = [line.card.name for line in lines.due(alice.id, TODAY, most=20)]

    assert listed == sorted(NAMES, key=str.lower)
    assert due == sorted(NAMES)


@pytest.mark.parametrize(
    ("word", "name"),
    [("ÉLO", "élodie"), ("äR", "Ärger"), ("ΔΟΣ", "ΟΔΟΣ"), ("\U00010400", NAMES[6])],
)
def test_capitals_do_not_matter_to_a_search(
    app: Wellmet, alice: Actor, word: str, name: str
) -> None:
    with app.app_context():
        assert [line.card.name for line in lines.by_name(alice.id, word)] == [name]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        *(("Tomás", "tomas"), ("Malmö", "MALMO"), ("To\u0301mas", "tómas"), ("Łukasz", "luk")),
        *(("Đặng", "dang"), ("Søren", "soren"), ("Weiß", "weiss"), ("Ærø", "aero")),
        *(("Işıl", "isil"), ("Iova", "Ïóvä"), ("Ёлка", "елка"), ("Ξένη", "ξενη"), ("हिन्दी", "हि")),
    ],
)
def test_accents_do_not_matter_to_a_search(
    app: Wellmet, alice: Actor, name: str, word: str
) -> None:
    with app.app_context():
        Contact.add(alice.id, new_id(), Card(name), "typed", None)
        db.session.commit()
        found = [line.card.name for line in lines.by_name(alice.id, word)]
        assert found == [name]


def test_a_sign_that_is_no_accent_counts(app: Wellmet, alice: Actor) -> None:
    with app.app_context():
        Contact.add(alice.id, new_id(), Card("\u0915\u093f"), "typed", None)
        assert lines.by_name(alice.id, "\u0915\u0940") == []
