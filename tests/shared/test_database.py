"""What every database has to do alike."""

import pytest
from sqlalchemy import text

from blueprints.accounts.models import Person
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor


@pytest.mark.parametrize("query", ["élodie", "ÉLODIE", "Élodie", "ångström", "ÅNGSTRÖM"])
def test_a_search_finds_a_name_in_either_case_of_any_letter(alice: Actor, query: str) -> None:
    alice.post("/people", {"name": "Élodie Ångström"})
    alice.post("/people", {"name": "Wei Zhang"})

    page = alice.read(f"/people?q={query}")

    assert "Élodie Ångström" in page
    assert "Wei Zhang" not in page


def test_a_list_is_in_one_order_whatever_the_case(alice: Actor) -> None:
    for name in ("émile", "Élodie", "Érik"):
        alice.post("/people", {"name": name})

    page = alice.read("/people")

    assert page.index("Élodie") < page.index("émile") < page.index("Érik")


def test_a_request_that_only_looks_changes_nothing(app: Wellmet, alice: Actor) -> None:
    with app.test_request_context("/today"):
        db.session.get_one(Person, alice.id).name = "Somebody else"
        with pytest.raises(RuntimeError, match="only looks"):
            db.session.commit()

    with app.app_context():
        assert db.session.get_one(Person, alice.id).name != "Somebody else"


def test_a_page_drawn_while_something_is_written_is_of_the_same_transaction(
    app: Wellmet, alice: Actor
) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).name = "Alice A."
        db.session.flush()
        with app.test_request_context("/today"):
            assert db.session.get_one(Person, alice.id).name == "Alice A."
            db.session.commit()

    with app.app_context():
        assert db.session.get_one(Person, alice.id).name == "Alice A."


def test_what_was_prepared_for_one_look_is_there_for_the_next(app: Wellmet, alice: Actor) -> None:
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite's driver keeps what it prepared in any case")
        db.engine.dispose()
    for _ in range(10):
        alice.read("/today")

    with app.app_context():
        prepared = db.session.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar()

    assert prepared
