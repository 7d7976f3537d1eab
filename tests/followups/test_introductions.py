"""Introductions: both asked before they meet, nobody told of a no."""

from datetime import timedelta
from typing import Any

import pytest

from blueprints.contacts.introductions import Introduction
from blueprints.contacts.touches import Touch
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Clock, Stored
from tests.followups.two_people import HELPS, WORDS, begun, helper, met, seeker

__all__ = ["begun", "helper", "seeker"]


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
    assert "You can reach Ifeoma at ifeoma@example.org" in page
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
    assert "the timing is not right" in letter
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
    assert "Stopped" in alice.read(begun)
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


@pytest.mark.parametrize(
    ("ends", "path", "fields"),
    [
        (["withdrawal"], "return", {}),
        (["answer/second no"], "answer/second", {"answer": ""}),
        (["answer/second no"], "answer/second", {"answer": "yes"}),
        (["answer/second yes", "introducing"], "unintroducing", {}),
    ],
)
@pytest.mark.parametrize("who", ["seeker", "helper"])
def test_what_has_ended_waits_while_one_of_them_is_asked_elsewhere(
    alice: Actor,
    seeker: str,
    helper: str,
    begun: str,
    stored: Stored,
    who: str,
    ends: list[str],
    path: str,
    fields: dict[str, str],
) -> None:
    both_asked(alice, begun, second="")
    for end in ends:
        verb, _, said = end.partition(" ")
        alice.post(f"{begun}/{verb}", {"answer": said})
    theirs, other = {"seeker": seeker, "helper": helper}[who], met(alice, "Lena Ek")
    begin = {"first": other, "second": theirs, "id": (new := new_id())} | WORDS
    assert alice.post("/introductions", begin).location == f"/introductions/{new}"
    before = [vars_of(one) for one in stored(Introduction)]

    refused = alice.post(f"{begun}/{path}", fields)

    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert '<p role="alert">One of them is being asked already. Let that end first.</p>' in page
    assert [vars_of(one) for one in stored(Introduction)] == before

    alice.post(f"/introductions/{new}/withdrawal")
    assert alice.post(f"{begun}/{path}", fields).location == begun


def test_what_stays_ended_is_in_nobodys_way(alice: Actor, seeker: str, begun: str) -> None:
    alice.post(f"{begun}/asking/first", {"how": ""})
    alice.post(f"{begun}/answer/first", {"answer": "no"})
    alice.post(f"{begun}/withdrawal")
    again = {"first": seeker, "second": met(alice, "Lena Ek"), "id": new_id()} | WORDS
    assert alice.post("/introductions", again).status_code == 303

    assert alice.post(f"{begun}/return").location == begun
    assert "would rather not" in alice.read(begun)
    assert alice.post(f"{begun}/answer/first", {"answer": "no"}).location == begun


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
    assert "You have let one of them go." in answer.get_data(as_text=True)
    assert stored(Introduction) == []


def test_words_without_end_are_refused(alice: Actor, seeker: str, helper: str) -> None:
    two = {"first": seeker, "second": helper, **WORDS, "reason": "x" * 401}
    assert alice.post("/introductions", two).status_code == 422


def test_a_reason_stays_in_order(alice: Actor, seeker: str, helper: str, stored: Stored) -> None:
    line = "\u2068דנה\u2069 is looking for “\u2068אחות\u2069”; Yael can help with “nurse”."
    two = {"first": seeker, "second": helper, **WORDS, "reason": line}
    alice.post("/introductions", two)
    assert [one.reason for one in stored(Introduction)] == [line]


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


def vars_of(of: Introduction) -> dict[str, Any]:
    """All that is kept of it."""
    return {column.name: getattr(of, column.name) for column in of.__table__.columns}
