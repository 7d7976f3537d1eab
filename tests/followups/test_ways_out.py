"""Every text to send can leave its page: by the ways that are known, the share sheet, or a copy."""

from html import unescape

import pytest

from blueprints.shared.ids import new_id
from tests.conftest import Actor
from tests.followups.conftest import COFFEE
from tests.followups.two_people import begun, helper, met, seeker

__all__ = ["begun", "helper", "seeker"]

NO_WAY = "You have no way to reach them yet."


@pytest.fixture
def message(alice: Actor, seeker: str) -> str:
    """The page of a message that is ready to send."""
    alice.post(f"/people/{seeker}/messages", {"told": "A first nurse lead: how is it going?"})
    return f"/people/{seeker}/message"


@pytest.fixture
def proposal(alice: Actor, seeker: str) -> str:
    """The page of a coffee that is proposed."""
    alice.post(f"/people/{seeker}/proposals", COFFEE)
    return f"/people/{seeker}/proposal"


@pytest.fixture(params=["message", "begun", "proposal"])
def page(request: pytest.FixtureRequest) -> str:
    """The path of each page from which a text goes out."""
    return str(request.getfixturevalue(request.param))


def test_the_share_sheet_is_there_beside_the_ways(alice: Actor, page: str) -> None:
    read = alice.read(page)

    assert 'href="mailto:ifeoma@example.org?subject=' in read
    assert shared(read) == letter(read)
    assert "data-copy=" not in read
    assert NO_WAY not in read


def test_without_any_way_the_text_can_be_shared_and_copied(
    alice: Actor, seeker: str, page: str
) -> None:
    alice.post(f"/people/{seeker}", {"name": "Ifeoma Okafor", "looking_for": "A first nurse lead"})
    read = alice.read(page)

    assert NO_WAY in read
    assert f'<a href="/people/{seeker}/edit">Add one.</a>' in read
    assert shared(read) == letter(read)
    assert attribute(read, "data-copy") == letter(read)


def test_of_two_letters_each_goes_by_itself(alice: Actor) -> None:
    ann, ben = met(alice, "Ann"), met(alice, "Ben")
    path = f"/introductions/{new_id()}"
    alice.post("/introductions", {"id": path[-36:], "first": ann, "second": ben})
    for who in ("first", "second"):
        alice.post(f"{path}/asking/{who}", {"how": ""})
        alice.post(f"{path}/answer/{who}", {"answer": "yes"})

    to_ann, to_ben = alice.read(path).split("<h3 ")[1:]

    for text, name in ((to_ann, "Ann"), (to_ben, "Ben")):
        assert attribute(text, "data-copy") == shared(text) == letter(text)
        assert letter(text).startswith(f"Hello {name}, ")


def letter(page: str) -> str:
    return unescape(page.split("data-copied><bdi>")[1].split("</bdi>")[0])


def shared(page: str) -> str:
    return attribute(page, "data-share-text")


def attribute(page: str, name: str) -> str:
    return unescape(page.split(f'{name}="')[1].split('"')[0])
