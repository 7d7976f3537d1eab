"""What every database has to do alike."""

import pytest

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
