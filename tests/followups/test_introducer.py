"""Who introduced somebody: said by name, chosen among several."""

import pytest

from blueprints.contacts.models import Contact
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Stored
from tests.followups.two_people import helper, met

__all__ = ["helper"]


@pytest.mark.parametrize(
    "typed", ["Sam Whitfield", "sam whitfield", " whit  SAM ", "Whitfield", "\u202eSam"]
)
def test_who_introduced_them_is_said(alice: Actor, helper: str, stored: Stored, typed: str) -> None:
    page = alice.read("/people/new")
    assert "Who introduced you?" in page
    # It names nobody: with hundreds of people that would be a long list to read out.
    assert "Sam" not in page

    wei = met(alice, "Wei Zhang", introducer=typed)

    (contact,) = [one for one in stored(Contact) if one.id == wei]
    assert (contact.source, contact.introduced_by) == ("introduced", helper)
    assert "Introduced by <a" in alice.read(f"/people/{wei}")
    assert "Introduced you to <a" in alice.read(f"/people/{helper}")


@pytest.mark.parametrize("name", ["علی\u200cرضا", "क्\u200dष", "No\u00adra"])
def test_a_name_may_have_what_is_not_seen(alice: Actor, stored: Stored, name: str) -> None:
    introducer = met(alice, name)

    wei = met(alice, "Wei Zhang", introducer=name)

    assert {one.id: one.introduced_by for one in stored(Contact)}[wei] == introducer


@pytest.mark.parametrize("typed", ["\x7f", "S\x9fam", "Samantha", "Sam Sam W x", "%", "_"])
def test_a_name_of_nobody_is_refused_beside_it(
    alice: Actor, bob: Actor, helper: str, stored: Stored, typed: str
) -> None:
    met(bob, "Samantha")
    alice.post(f"/people/{met(alice, 'Samantha')}/letting-go")

    answer = alice.post("/people", {"name": "Wei", "introducer": typed})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="introducer-error">None of your people goes by that name.' in page
    assert f'value="{typed}"' in page
    assert 'value="Wei"' in page
    assert "Whom do you mean?" not in page


def test_of_several_one_is_chosen(alice: Actor, helper: str, stored: Stored) -> None:
    other = met(alice, "Sam Adeyemi", headline="Harpist")
    form = {"name": "Wei", "introducer": "sam", "headline": "Wards"}

    answer = alice.post("/people", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "That may be several of your people." in page
    assert 'value="Wards"' in page
    assert page.index(f'value="{other}"') < page.index(f'value="{helper}"')
    assert "Harpist, met Thu 3 Dec" in page
    assert "checked" not in page.split("Whom do you mean?")[1]

    # What else was wrong loses no choice.
    page = alice.post("/people", form | {"name": "", "introduced_by": other}).text
    assert f'value="{other}" checked' in page
    assert "That may be several" not in page
    wei = met(alice, **form, introduced_by=other)
    assert {one.id: one.introduced_by for one in stored(Contact)}[wei] == other


def test_whoever_goes_by_just_that_name_is_meant(alice: Actor, helper: str, stored: Stored) -> None:
    sam = met(alice, "Sam")

    wei = met(alice, "Wei", introducer="sam")

    assert {one.id: one.introduced_by for one in stored(Contact)}[wei] == sam


def test_a_choice_that_no_longer_fits_the_name_is_none(
    alice: Actor, helper: str, stored: Stored
) -> None:
    nadia = met(alice, "Nadia")

    wei = met(alice, "Wei", introducer="Nad", introduced_by=helper)

    assert {one.id: one.introduced_by for one in stored(Contact)}[wei] == nadia


def test_at_most_eight_are_shown_to_choose_from(alice: Actor) -> None:
    for number in range(9):
        met(alice, f"Sam {number}")

    page = alice.post("/people", {"name": "Wei", "introducer": "Sam"}).text

    assert page.count('name="introduced_by"') == 8


def test_what_is_longer_than_any_name_is_not_looked_for(
    alice: Actor, helper: str, stored: Stored
) -> None:
    typed = "a" * 60_000
    answer = alice.post("/people", {"name": "Wei", "introducer": typed})

    assert answer.status_code == 422
    assert f"At most 80 characters; this has {len(typed)}." in answer.text
    assert len(stored(Contact)) == 1


def test_without_people_nobody_is_asked_who_introduced_them(alice: Actor) -> None:
    assert "Who introduced you?" not in alice.read("/people/new")


def test_an_older_forms_post_is_understood(alice: Actor, helper: str, stored: Stored) -> None:
    wei = met(alice, "Wei", introduced_by=helper)

    (contact,) = [one for one in stored(Contact) if one.id == wei]
    assert (contact.source, contact.introduced_by) == ("introduced", helper)


def test_an_older_forms_post_says_nobody(alice: Actor, helper: str, stored: Stored) -> None:
    assert {one.source for one in stored(Contact)} == {"typed"}
    assert "Who introduced you?" not in alice.read(f"/people/{helper}/edit")


def test_only_somebody_known_can_have_introduced_them(
    alice: Actor, bob: Actor, helper: str, stored: Stored
) -> None:
    of_bob = met(bob, "Somebody")
    for nobody in (of_bob, new_id(), "Sam", "\x00"):
        answer = alice.post("/people", {"name": "Wei", "introduced_by": nobody})
        assert answer.status_code == 422
        assert 'value="Wei"' in answer.get_data(as_text=True)
    assert len(stored(Contact)) == 2
