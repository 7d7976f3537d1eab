"""A page that was made for one person does nothing as another who has signed in since."""

import re

import pytest

from blueprints.contacts.models import Contact
from blueprints.shared.ids import new_id
from tests import cast
from tests.conftest import Actor, SameOriginClient, Stored
from tests.forms import hidden
from tests.offline.conftest import Phone
from tests.shared.test_carried import SIGN_IN

AS_BOB = {"email": cast.BOB.email, "password": cast.PASSWORD}
MADE_FOR_ANOTHER = "This page was made for somebody else"


def test_what_one_typed_is_not_filed_under_the_next(
    alice: Actor, bob: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    stranger.post("/sign-in", data=SIGN_IN)
    form = _form(stranger, "/people/new") | {"name": "Ifeoma <b>"}
    stranger.post("/sign-in", data=AS_BOB)

    answer = stranger.post("/people", data=form)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert MADE_FOR_ANOTHER in page
    assert "Ifeoma &lt;b&gt;" in page
    assert stored(Contact) == []

    assert f"<bdi>{cast.BOB.name}</bdi>" in page

    back = stranger.post("/sign-in", data=_hidden(page) | SIGN_IN).get_data(as_text=True)
    again = stranger.post("/people", data=_hidden(back))
    assert again.status_code == 303
    assert [(c.owner_id, c.name) for c in stored(Contact)] == [(alice.id, "Ifeoma <b>")]


def test_what_waited_behind_a_sign_in_is_not_the_next_persons(
    alice: Actor, bob: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    form = {"name": "Ifeoma", "id": new_id(), "whose": alice.id}
    kept = hidden(stranger.post("/people", data=form).get_data(as_text=True))
    back = stranger.post("/sign-in", data=kept | AS_BOB).get_data(as_text=True)

    answer = stranger.post("/people", data=_hidden(back))

    assert answer.status_code == 409
    assert stored(Contact) == []


def test_a_button_of_anothers_page_does_nothing_either(
    alice: Actor, bob: Actor, stored: Stored
) -> None:
    alice.post("/people", {"name": "Ifeoma", "id": (person := new_id())})

    answer = bob.post(f"/people/{person}/letting-go", {"id": new_id(), "whose": alice.id})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "What was typed" not in page
    assert 'action="/sign-in"' not in page


def test_no_password_comes_back(alice: Actor, bob: Actor) -> None:
    fields = {"whose": alice.id, "password": "only mine", "name": "Ifeoma"}
    answer = bob.post("/people", fields)

    assert answer.status_code == 409
    assert "only mine" not in answer.get_data(as_text=True)


def test_an_act_of_anothers_page_needs_somebody(alice: Actor, bob: Actor, stored: Stored) -> None:
    phone = Phone(bob)
    act = phone.act("/people", {"whose": alice.id, "name": "Ifeoma"})

    (answer,) = phone.send(act)["answers"]

    assert answer["status"] == 409
    assert MADE_FOR_ANOTHER in answer["sentence"]
    assert stored(Contact) == []


@pytest.mark.parametrize("whose", [None, ""])
def test_a_page_from_before_says_nothing_of_it(
    alice: Actor, stored: Stored, whose: str | None
) -> None:
    said = {} if whose is None else {"whose": whose}
    assert alice.post("/people", {"id": new_id(), "name": "Ifeoma", **said}).status_code == 303
    assert len(stored(Contact)) == 1


def test_strangers_say_nothing(stranger: SameOriginClient) -> None:
    assert 'name="whose"' not in stranger.get("/sign-up").get_data(as_text=True)


def _form(client: SameOriginClient, path: str) -> dict[str, str]:
    return _hidden(client.get(path).get_data(as_text=True))


def _hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's own form."""
    (form, *_) = re.findall(r"<form class=\"form\".*?</form>", page, flags=re.DOTALL)
    return hidden(form)
