"""Introductions: who should meet, both asked before they do, nobody told of a no."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from blueprints.contacts.index import ContactWords
from blueprints.contacts.introductions import Introduction
from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored

LOOKS = "A first nurse lead"
HELPS = "Has hired nurses for three hospitals"
REASON = f"Ifeoma looks for “{LOOKS}”; Sam can help with “{HELPS}”."
WORDS = {"reason": REASON, "need": LOOKS, "offer": HELPS}


def met(actor: Actor, name: str, **card: str) -> str:
    """Somebody whom the actor wrote down."""
    contact_id = new_id()
    assert actor.post("/people", {"name": name, "id": contact_id, **card}).status_code == 303
    return contact_id


@pytest.fixture
def seeker(alice: Actor) -> str:
    return met(alice, "Ifeoma Okafor", looking_for=LOOKS, email="ifeoma@example.org")


@pytest.fixture
def helper(alice: Actor) -> str:
    return met(alice, "Sam Whitfield", can_help=HELPS, headline="Recruiter", phone="+447911123456")


@pytest.fixture
def begun(alice: Actor, seeker: str, helper: str) -> str:
    """The path of an introduction under way."""
    act_id = new_id()
    answer = alice.post("/introductions", {"id": act_id, "first": seeker, "second": helper} | WORDS)
    assert answer.location == f"/introductions/{act_id}"
    return f"/introductions/{act_id}"


def test_whose_need_meets_anothers_offer_is_suggested_with_the_reason(
    alice: Actor, seeker: str, helper: str
) -> None:
    page = alice.read("/introductions")

    assert REASON in page
    assert f'name="first" value="{seeker}"' in page
    assert f'name="second" value="{helper}"' in page


def test_both_their_pages_name_the_pair(alice: Actor, seeker: str, helper: str) -> None:
    of_seeker, of_helper = alice.read(f"/people/{seeker}"), alice.read(f"/people/{helper}")

    assert "Might help: <bdi>Sam Whitfield</bdi>" in of_seeker
    assert "They might help: <bdi>Ifeoma Okafor</bdi>" in of_helper
    for page in (of_seeker, of_helper):
        assert REASON in page
        assert f'href="/introductions#{seeker}"' in page
    assert f'<article class="panel stack" id="{seeker}">' in alice.read("/introductions")


def test_a_page_names_no_pair_that_is_not_suggested(
    alice: Actor, bob: Actor, seeker: str, helper: str
) -> None:
    other = met(alice, "Nadia", headline="Harpist")
    # A second who could help: Ifeoma is in one pair already.
    spare = met(alice, "Zoe", can_help="Hired a nurse")
    met(bob, "Sam", can_help=HELPS)
    for one in (other, spare):
        assert "might help" not in alice.read(f"/people/{one}").lower()

    alice.post(f"/people/{helper}/letting-go")
    assert "might help" not in alice.read(f"/people/{helper}").lower()
    assert "Might help: <bdi>Zoe</bdi>" in alice.read(f"/people/{seeker}")


def test_a_fourth_pair_is_named_on_no_page(alice: Actor) -> None:
    people = []
    for word in ("harpsichord tuning", "beekeeping hives", "sailing regatta", "welding bridges"):
        people += [met(alice, f"Seeks {word}", looking_for=word)]
        people += [met(alice, f"Offers {word}", can_help=word)]

    named = [one for one in people if "ight help: " in alice.read(f"/people/{one}")]

    assert len(named) == 6


def test_who_is_being_asked_is_named_no_more(
    alice: Actor, seeker: str, helper: str, begun: str
) -> None:
    for one in (seeker, helper):
        assert "might help" not in alice.read(f"/people/{one}").lower()


def test_what_was_heard_is_a_need_too(alice: Actor, helper: str) -> None:
    ifeoma = met(alice, "Ifeoma")
    assert "Nobody comes to mind." in alice.read("/introductions")
    alice.post(f"/people/{ifeoma}/listening", {"heard": "Stuck on hiring her first nurse"})

    assert "Ifeoma said “Stuck on hiring her first nurse”" in alice.read("/introductions")


def test_the_index_follows_what_is_corrected(alice: Actor, seeker: str, helper: str) -> None:
    assert REASON in alice.read("/introductions")
    alice.post(f"/people/{helper}", {"name": "Sam Whitfield", "can_help": "Sailing"})

    assert "Nobody comes to mind." in alice.read("/introductions")


def test_somebody_let_go_is_never_suggested(alice: Actor, seeker: str, helper: str) -> None:
    for one in (seeker, helper):
        alice.post(f"/people/{one}/letting-go")
        assert "Introduce them" not in alice.read("/introductions")
        alice.post(f"/people/{one}/return")

    assert "Introduce them" in alice.read("/introductions")


def test_at_most_three_pairs_and_each_person_in_one(alice: Actor, helper: str) -> None:
    wanted = ("harpsichord tuning", "beekeeping hives", "sailing regatta", "welding bridges")
    for word in wanted:
        met(alice, f"Seeks {word}", looking_for=word)
        met(alice, f"Offers {word}", can_help=word)
        met(alice, f"Also offers {word}", can_help=word)

    page = alice.read("/introductions")

    assert page.count("Introduce them</button>") == 3
    assert page.count('class="panel') == 3


def test_nobodys_people_are_matched_with_anothers(
    alice: Actor, bob: Actor, charlie: Actor, seeker: str
) -> None:
    met(bob, "Sam", can_help=HELPS)

    for one in (alice, bob, charlie):
        assert "Introduce them" not in one.read("/introductions")


def test_not_these_two_are_not_suggested_again_until_that_is_undone(
    alice: Actor, seeker: str, helper: str, stored: Stored
) -> None:
    act_id = new_id()
    two = {"id": act_id, "first": seeker, "second": helper}
    assert alice.post("/introductions/dismissals", two).location == "/introductions"
    page = alice.read("/introductions")
    assert "Introduce them" not in page
    assert f'action="/introductions/{act_id}/reconsidering"' in page

    for _ in range(2):
        alice.post(f"/introductions/{act_id}/reconsidering")
    assert "Introduce them" in alice.read("/introductions")
    assert "Under way" not in alice.read("/introductions")


def test_the_whole_way_both_are_asked_and_both_remember(
    alice: Actor, seeker: str, helper: str, begun: str, stored: Stored
) -> None:
    page = alice.read(begun)
    assert "Ask Ifeoma" in page
    assert "I know somebody who may be able to help." in page
    assert "mailto:ifeoma@example.org?subject=An%20introduction" in page

    for _ in range(2):
        alice.post(f"{begun}/asking/first", {"how": "email"})
    assert "Waiting for Ifeoma" in alice.read(begun)
    alice.post(f"{begun}/answer/first", {"answer": "yes"})
    page = alice.read(begun)
    assert "Ask Sam" in page
    assert "I met Ifeoma Okafor, who told me: “A first nurse lead”" in page

    alice.post(f"{begun}/asking/second", {"how": "sms"})
    alice.post(f"{begun}/answer/second", {"answer": "yes"})
    page = alice.read(begun)
    assert "Both said yes" in page
    assert "You reach Ifeoma here: ifeoma@example.org" in page
    for _ in range(2):
        alice.post(f"{begun}/introducing")

    assert "You introduced them to <a href" in alice.read(f"/people/{seeker}")
    assert "Sam Whitfield</bdi></a>, Thu 3 Dec." in alice.read(f"/people/{seeker}")
    assert "Ifeoma Okafor</bdi></a>, Thu 3 Dec." in alice.read(f"/people/{helper}")
    touches = [(one.contact_id, one.who, one.how) for one in stored(Touch)]
    assert sorted(touches) == sorted(
        [(seeker, "me", "email"), (helper, "me", "sms"), (seeker, "me", ""), (helper, "me", "")]
    )


def test_the_first_is_not_told_who_it_is(alice: Actor, begun: str) -> None:
    letter = alice.read(begun).split("data-copied>")[1].split("</p>")[0]

    assert not [word for word in ("Sam", "Whitfield", HELPS, "Recruiter") if word in letter]


def test_a_no_ends_it_quietly(alice: Actor, begun: str, stored: Stored) -> None:
    alice.post(f"{begun}/asking/first", {"how": ""})
    alice.post(f"{begun}/answer/first", {"answer": "no"})

    page = alice.read(begun)
    assert "would rather not" in page
    assert "I asked" not in page
    assert alice.post(f"{begun}/asking/second", {"how": ""}).status_code == 422
    assert stored(Introduction)[0].second_asked_at is None
    assert "Introduce them" not in alice.read("/introductions")

    alice.post(f"{begun}/answer/first", {"answer": ""})
    assert "Waiting for Ifeoma" in alice.read(begun)


def test_whoever_said_yes_in_vain_may_be_told_so(
    alice: Actor, seeker: str, begun: str, stored: Stored
) -> None:
    both_asked(alice, begun, second="no")

    page = alice.read(begun)
    assert "A word to <bdi>Ifeoma</bdi>, if you like" in page
    letter = page.split("data-copied>")[1].split("</p>")[0]
    assert "it is not the moment for it" in letter
    assert not [word for word in ("Sam", "Whitfield", HELPS, "Recruiter") if word in letter]
    asked = [touch.id for touch in stored(Touch)]

    for _ in range(2):
        assert alice.post(f"{begun}/telling", {"how": "email"}).location == begun
    (told,) = [touch for touch in stored(Touch) if touch.id not in asked]
    assert (told.contact_id, told.who, told.how) == (seeker, "me", "email")
    page = alice.read(begun)
    assert "You let <bdi>Ifeoma</bdi> know" in page
    assert "data-copied" not in page

    for _ in range(2):
        alice.post(f"{begun}/untelling")
    assert "if you like" in alice.read(begun)
    alice.post(f"{begun}/telling", {"how": ""})
    assert "You let <bdi>Ifeoma</bdi> know" in alice.read(begun)


def test_nobody_is_told_who_is_not_waiting(alice: Actor, begun: str, stored: Stored) -> None:
    """Neither who said no themselves, nor anybody before there is a no."""
    alice.post(f"{begun}/asking/first", {"how": ""})
    for said in ("no", "yes"):
        alice.post(f"{begun}/answer/first", {"answer": said})
        assert "if you like" not in alice.read(begun)
        assert alice.post(f"{begun}/telling", {"how": ""}).status_code == 422
    assert [touch.text for touch in stored(Touch)] == ["About an introduction"]

    both_asked(alice, begun, second="no")
    assert alice.post(f"{begun}/telling", {"how": "pigeon"}).status_code == 422
    alice.post(f"{begun}/withdrawal")
    assert alice.post(f"{begun}/telling", {"how": ""}).status_code == 422
    assert len(stored(Touch)) == 2


def both_asked(alice: Actor, begun: str, second: str) -> None:
    """The first said yes, and the second that."""
    for who, said in (("first", "yes"), ("second", second)):
        alice.post(f"{begun}/asking/{who}", {"how": ""})
        alice.post(f"{begun}/answer/{who}", {"answer": said})


def test_undone_it_is_as_before(alice: Actor, begun: str, stored: Stored) -> None:
    alice.post(f"{begun}/asking/first", {"how": ""})
    alice.post(f"{begun}/unasking/first")
    assert "Ask Ifeoma" in alice.read(begun)
    assert stored(Touch)[0].removed_at is not None

    for who in ("first", "second"):
        alice.post(f"{begun}/asking/{who}", {"how": ""})
        alice.post(f"{begun}/answer/{who}", {"answer": "yes"})
    alice.post(f"{begun}/introducing")
    alice.post(f"{begun}/unintroducing")
    assert "Both said yes" in alice.read(begun)
    assert alice.post(f"{begun}/withdrawal").location == "/introductions"
    assert "Left there" in alice.read(begun)
    alice.post(f"{begun}/return")
    assert "Both said yes" in alice.read(begun)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("asking/second", {"how": ""}),
        ("asking/first", {"how": "pigeon"}),
        ("answer/first", {"answer": "yes"}),
        ("answer/second", {"answer": "no"}),
        ("introducing", {}),
    ],
)
def test_nothing_comes_before_its_turn(
    alice: Actor, begun: str, stored: Stored, path: str, fields: dict[str, str]
) -> None:
    answer = alice.post(f"{begun}/{path}", fields)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)
    (kept,) = stored(Introduction)
    assert (kept.first_asked_at, kept.first_answer, kept.second_asked_at) == (None, "", None)
    assert kept.introduced_at is None


def test_an_answer_has_to_be_one(alice: Actor, begun: str, stored: Stored) -> None:
    alice.post(f"{begun}/asking/first", {"how": ""})

    assert alice.post(f"{begun}/answer/first", {"answer": "perhaps"}).status_code == 422
    assert stored(Introduction)[0].first_answer == ""


def test_one_question_at_a_time_and_then_a_rest(
    alice: Actor, clock: Clock, begun: str, seeker: str, stored: Stored
) -> None:
    other = met(alice, "Nadia", can_help="Nurses, hiring")
    again = {"first": seeker, "second": other, "id": new_id()} | WORDS
    refused = alice.post("/introductions", again)
    assert refused.status_code == 422
    assert "being asked already" in refused.get_data(as_text=True)
    assert "Introduce them" not in alice.read("/introductions")

    alice.post(f"{begun}/asking/first", {"how": ""})
    alice.post(f"{begun}/answer/first", {"answer": "no"})
    clock.set(clock.time + timedelta(days=29))
    assert "Introduce them" not in alice.read("/introductions")
    clock.set(clock.time + timedelta(days=1))
    assert "Introduce them" in alice.read("/introductions")


@pytest.mark.parametrize("path", ["/introductions", "/introductions/dismissals"])
def test_two_people_of_mine_are_needed(
    alice: Actor, charlie: Actor, seeker: str, helper: str, stored: Stored, path: str
) -> None:
    for first, second in ((seeker, seeker), (seeker, new_id()), ("", helper), ("\x00", helper)):
        two = {"first": first, "second": second} | WORDS
        refused = alice.post(path, two)
        assert refused.status_code == 422
        assert "Choose two of your people." in refused.get_data(as_text=True)
    refused = charlie.post(path, {"first": seeker, "second": helper} | WORDS)
    assert refused.status_code == 422
    assert "Ifeoma" not in refused.get_data(as_text=True)
    assert stored(Introduction) == []


def test_somebody_let_go_is_not_introduced(
    alice: Actor, seeker: str, helper: str, stored: Stored
) -> None:
    alice.post(f"/people/{helper}/letting-go")
    answer = alice.post("/introductions", {"first": seeker, "second": helper} | WORDS)

    assert answer.status_code == 422
    assert "let go" in answer.get_data(as_text=True)
    assert stored(Introduction) == []


def test_words_without_end_are_refused(alice: Actor, seeker: str, helper: str) -> None:
    two = {"first": seeker, "second": helper, **WORDS, "reason": "x" * 401}
    assert alice.post("/introductions", two).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        *("", "/asking/first", "/unasking/first", "/answer/first", "/introducing"),
        *("/telling", "/untelling", "/unintroducing", "/withdrawal", "/return", "/reconsidering"),
    ],
)
def test_a_stranger_finds_none_of_mine(
    bob: Actor, charlie: Actor, begun: str, stored: Stored, path: str
) -> None:
    before = [vars_of(one) for one in stored(Introduction)]
    for one in (bob, charlie):
        answer = one.post(begun + path, {"how": "", "answer": "yes"}) if path else one.get(begun)
        assert answer.status_code == 404
    assert [vars_of(one) for one in stored(Introduction)] == before


def test_who_is_neither_is_not_found(alice: Actor, begun: str) -> None:
    for verb in ("asking", "unasking", "answer"):
        assert alice.post(f"{begun}/{verb}/third", {"how": "", "answer": ""}).status_code == 404


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


@pytest.mark.parametrize("typed", ["Samantha", "Sam Sam W x", "%", "_"])
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


def vars_of(of: Introduction) -> dict[str, Any]:
    """All that is kept of it."""
    return {column.name: getattr(of, column.name) for column in of.__table__.columns}


def test_whoever_leaves_leaves_nothing_in_the_index(
    app: Wellmet, alice: Actor, bob: Actor, seeker: str, helper: str
) -> None:
    sam = met(bob, "Sam", can_help=HELPS)
    for one in (alice, bob):
        one.read("/introductions")
    alice.post(f"/people/{helper}", {"name": "Sam", "can_help": "Nurses"})
    alice.read("/introductions")
    assert alice.post("/me/delete", {"password": cast.PASSWORD}).status_code == 303

    with app.app_context():
        kept = db.session.scalars(select(ContactWords.contact_id)).all()
        if db.engine.dialect.name == "sqlite":
            # FTS5 refuses this where its index and what it stands for differ.
            check = "INSERT INTO contact_words_index (contact_words_index) VALUES ({})"
            db.session.execute(text(check.format("'integrity-check'")))
    assert kept == [sam]
