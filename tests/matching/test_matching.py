"""Who should meet: the order of pairs, and what keeps them few."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from, tuples

from bench import matching as bench
from blueprints.contacts import matching
from blueprints.contacts.matching import ENOUGH, MOST, Crowd, Known, Pair, few, ranked
from blueprints.contacts.reasons import Told, reason

NOBODY = Told("", "", [], "", "", "")


def person(key: str, needs: str = "", offers: str = "", name: str = "") -> Known:
    return Known(key, name or key, needs.split(), offers.split())


def all_of(people: list[Known]) -> list[tuple[str, str]]:
    return [(one.id, other.id) for one, other in permutations(people, 2)]


def test_what_few_say_weighs_more() -> None:
    people = [
        person("a", "nurse"),
        person("b", "glacier"),
        person("c", offers="nurse"),
        person("d", offers="nurse"),
        person("e", offers="glacier"),
    ]

    found = [(pair.seeker, pair.helper) for pair in ranked(Crowd(people), all_of(people))]

    assert found == [("b", "e"), ("a", "c"), ("a", "d")]


def test_one_word_of_many_is_chance() -> None:
    people = [person("a", "nurse ward night rota"), person("b", offers="nurse")]
    assert ranked(Crowd(people), all_of(people)) == []


def test_what_everybody_says_says_nothing() -> None:
    people = [person(str(n), "nurse", "nurse") for n in range(40)]
    assert ranked(Crowd(people), all_of(people)) == []


def test_who_shares_only_what_many_say_is_not_looked_at() -> None:
    people = [person(str(n), "nurse ward", "nurse ward") for n in range(40)]
    crowd = Crowd([*people, person("a", "nurse ward glacier", "glacier")])

    assert crowd.telling(["nurse", "ward"]) == []
    assert crowd.telling(["glacier", "ward", "nurse"]) == ["glacier"]


@given(lists(tuples(*[lists(sampled_from("abcdefgh"), unique=True)] * 2), max_size=30))
def test_no_strong_pair_goes_unlooked_at(told: list[tuple[list[str], list[str]]]) -> None:
    people = [Known(str(n), str(n), needs, offers) for n, (needs, offers) in enumerate(told)]
    crowd = Crowd(people)

    assert looked_for(crowd) == ranked(crowd, all_of(people))
    assert all(pair.weight >= ENOUGH for pair in looked_for(crowd))


def test_of_people_beyond_counting_those_are_looked_for_whose_need_fewest_can_help_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one_can = [person("a", "glacier"), person("b", "glacier"), person("c", offers="glacier")]
    three_can = [person("d", "orchard"), *(person(f"e{n}", offers="orchard") for n in range(3))]
    crowd = Crowd([*three_can, *one_can[::-1], person("f", "nothing that anybody has")])

    assert crowd.wanted() == {"a": ["glacier"], "b": ["glacier"], "d": ["orchard"]}
    for weighed, seekers in ((5, "abd"), (4, "ab"), (1, "a"), (0, "")):
        monkeypatch.setattr(matching, "WEIGHED", weighed)
        assert {pair.seeker for pair in looked_for(crowd)} == {*seekers}


def looked_for(crowd: Crowd) -> list[Pair]:
    """The pairs that come of what is looked for among offers."""
    found = [
        (seeker, helper)
        for seeker, roots in crowd.wanted().items()
        for helper, offers in crowd.offers.items()
        if {*roots} & offers
    ]
    return ranked(crowd, found)


def test_ties_stand_by_name_then_by_id() -> None:
    people = [
        person("3", "x", name="𝔘"),
        person("2", "x", name="\uffee"),
        person("1", "x", name="\uffee"),
        person("9", offers="x"),
    ]
    assert [pair.seeker for pair in ranked(Crowd(people), all_of(people))] == []
    crowd = people + [person(f"n{n}") for n in range(40)]
    assert [pair.seeker for pair in ranked(Crowd(crowd), all_of(people))] == ["1", "2", "3"]


def test_nobody_is_matched_with_themselves_or_a_stranger() -> None:
    people = [person("a", "x", "x")]
    assert ranked(Crowd(people), [("a", "a"), ("a", "gone"), ("gone", "a")]) == []


def test_few_means_three_and_each_person_once() -> None:
    pairs = [Pair(f"s{n // 2}", f"h{n}", ["x"], 99 - n) for n in range(12)]

    assert [pair.helper for pair in few(pairs, set(), set())] == ["h0", "h2", "h4"]
    over = {frozenset(("h0", "s0"))}
    assert [pair.helper for pair in few(pairs, {"s1"}, over)] == ["h1", "h4", "h6"]
    assert MOST == 3


@pytest.mark.parametrize(
    ("seeker", "helper", "line"),
    [
        (
            {"looking_for": "Nurses"},
            {"can_help": "Nurses"},
            "A is looking for “Nurses”; B can help with",
        ),
        ({"heard": ["Tall\nno nurse"]}, {"headline": "Nurse"}, "A said “no nurse”; B: “Nurse”"),
        ({"heard": ["Nurse"]}, {"organisation": "Nurse & Co"}, "A said “Nurse”; B is with “Nurse"),
        ({"looking_for": "nurse " * 40}, {"can_help": "Nurse"}, "nurse nurse nurse…”; B can"),
    ],
)
def test_the_reason_quotes_both(seeker: dict[str, Any], helper: dict[str, Any], line: str) -> None:
    one = replace(NOBODY, **{**seeker, "name": "A Very Long"})
    other = replace(NOBODY, **{**helper, "name": "B"})

    assert line in reason(one, other, ["nurse"]).line


def test_words_from_right_to_left_move_nothing_around_them() -> None:
    one = replace(NOBODY, name="דנה לוי", looking_for="אחות nurse")
    other = replace(NOBODY, name="Yael", can_help="nurse")

    line = reason(one, other, ["nurse"]).line

    assert line == (
        "\u2068דנה\u2069 is looking for “\u2068אחות nurse\u2069”; Yael can help with “nurse”."
    )


def test_the_measure_runs(capsys: pytest.CaptureFixture[str]) -> None:
    bench.main()
    assert "held back, matcher       precision at 3" in capsys.readouterr().out
