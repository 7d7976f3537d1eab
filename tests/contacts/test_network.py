"""Wide and deep: where somebody stands, on their page and in the picture."""

import re
from datetime import timedelta

from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Clock, Stored

EMPTY = "Nothing to draw yet."


def test_who_was_met_stands_at_met_however_often_one_writes(
    alice: Actor, ifeoma: str, clock: Clock
) -> None:
    assert "You met on Thu 3 Dec." in alice.read(f"/people/{ifeoma}")
    for _ in range(3):
        clock.set(clock.time + timedelta(days=9))
        alice.post(f"/people/{ifeoma}/touches", {"who": "me"})

    assert "You met, and you wrote on Wed 30 Dec." in alice.read(f"/people/{ifeoma}")
    assert headings(alice) == ["Met"]


def test_a_word_of_theirs_moves_them_and_taking_it_off_moves_them_back(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    alice.post(f"/people/{ifeoma}/touches", {"who": "they"})
    assert "You have talked: they wrote on Thu 3 Dec." in alice.read(f"/people/{ifeoma}")
    assert headings(alice) == ["Talked"]

    alice.post(f"/touches/{stored(Touch)[0].id}/removal")
    assert headings(alice) == ["Met"]


def test_promises_kept_both_ways_and_a_season_make_somebody_to_count_on(
    alice: Actor, ifeoma: str, clock: Clock, stored: Stored
) -> None:
    for side in ("mine", "theirs"):
        promise = {"id": new_id(), "side": side, "promised": "A map"}
        alice.post(f"/people/{ifeoma}/promises", promise)
        alice.post(f"/promises/{promise['id']}/keeping")
    assert headings(alice) == ["Helped"]

    clock.set(clock.time + timedelta(days=90))
    alice.post(f"/people/{ifeoma}/touches", {"who": "both"})

    assert headings(alice) == ["Count on"]
    assert "in touch since Thu 3 Dec." in alice.read("/network")
    for promise in stored(Promise):
        alice.post(f"/promises/{promise.id}/reopening")
    assert headings(alice) == ["Talked"]


def test_the_deepest_come_first_then_the_latest_contact(
    alice: Actor, ifeoma: str, clock: Clock
) -> None:
    people = {name: new_id() for name in ("Zoë", "Ada", "Marta")}
    clock.set(clock.time + timedelta(days=1))
    for name, contact_id in people.items():
        alice.post("/people", {"name": name, "id": contact_id})
    alice.post(f"/people/{people['Zoë']}/touches", {"who": "they"})

    page = alice.read("/network")

    places = [page.index(name) for name in ("Zoë", "Ada", "Marta", "Ifeoma")]
    assert places == sorted(places)


def test_many_people_fold(alice: Actor, ifeoma: str) -> None:
    for number in range(60):
        alice.post("/people", {"name": f"Guest {number:02}", "id": new_id()})

    page = alice.read("/network")

    assert "<summary>Others</summary>" in page
    assert "Everybody is under" in page
    assert page.count('class="row"') == 55
    assert "61" not in re.sub(r"<[^>]+>", "", page)


def test_the_picture_is_told_in_words_too(alice: Actor, ifeoma: str) -> None:
    page = alice.read("/network")

    assert 'role="img" aria-labelledby="strata-title strata-text"' in page
    assert "From the widest to the narrowest: met. Nobody yet: talked, helped, count on." in page
    assert " style=" not in page


def test_who_is_let_go_is_not_in_it(alice: Actor, ifeoma: str) -> None:
    alice.post(f"/people/{ifeoma}/letting-go")

    assert EMPTY in alice.read("/network")


def test_it_is_linked_and_each_ones_own(
    alice: Actor, bob: Actor, charlie: Actor, ifeoma: str
) -> None:
    assert 'href="/network"' in alice.read("/people")
    for other in (bob, charlie):
        assert EMPTY in other.read("/network")


def headings(person: Actor) -> list[str]:
    """The stages at which somebody stands."""
    return re.findall(r'<h2 id="stage-[a-z]+">([^<]+)</h2>', person.read("/network"))
