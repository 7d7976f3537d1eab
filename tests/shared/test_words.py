from datetime import UTC, date, datetime, time, timedelta

import pytest
from babel import Locale
from babel.dates import format_date, format_time
from hypothesis import given
from hypothesis import strategies as st

from blueprints.accounts.locales import offered
from blueprints.shared import words

EVENING = datetime(2026, 12, 3, 19, tzinfo=UTC)
TODAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en_GB", "Thu 3 Dec, 19:00–21:30"),
        ("en-GB", "Thu 3 Dec, 19:00–21:30"),
        ("en_US", "Thu Dec 3, 7:00\u202fPM–9:30\u202fPM"),
        ("de", "Do. 3. Dez., 19:00–21:30"),
        ("xx", "Thu 3 Dec, 19:00–21:30"),
        ("", "Thu 3 Dec, 19:00–21:30"),
        ("../../etc", "Thu 3 Dec, 19:00–21:30"),
    ],
)
def test_an_evening_in_words(locale: str, expected: str) -> None:
    assert words.span(EVENING, EVENING + timedelta(hours=2.5), "UTC", locale, EVENING) == expected


def test_an_end_on_another_day_names_its_day() -> None:
    late = EVENING + timedelta(hours=6)
    told = words.span(EVENING, late, "UTC", "en_GB", EVENING)
    assert told == "Thu 3 Dec, 19:00 – Fri 4 Dec, 01:00"


@pytest.mark.parametrize(
    ("days", "expected"), [(100, "Thu 3 Dec"), (394, "Thu 3 Dec 2026"), (-337, "Thu 3 Dec 2026")]
)
def test_an_evening_of_another_year_has_its_year(days: int, expected: str) -> None:
    now = EVENING + timedelta(days=days)

    assert words.day(EVENING, "UTC", "en_GB", now) == expected
    assert words.span(EVENING, EVENING, "UTC", "en_GB", now) == f"{expected}, 19:00–19:00"


def test_day_and_hour_follow_the_zone() -> None:
    assert words.day(EVENING, "Pacific/Auckland", "en_GB") == "Fri 4 Dec"
    assert words.hour(EVENING, "Asia/Kolkata", "en_GB") == "00:30"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (2, "Sat 5 Dec"),
        (-1, "yesterday"),
        (-3, "3 days ago"),
        (-30, "30 days ago"),
        (-31, "Mon 2 Nov"),
        (-336, "Thu 1 Jan"),
        (-337, "Wed 31 Dec 2025"),
        (-729, "Wed 4 Dec 2024"),
        (29, "Fri 1 Jan"),
        (183, "Fri 4 Jun"),
        (184, "Sat 5 Jun 2027"),
    ],
)
def test_when_something_is_due(days: int, expected: str) -> None:
    assert words.due(TODAY + timedelta(days=days), TODAY, "en_GB") == expected


@given(st.text())
def test_any_locale_gives_words(locale: str) -> None:
    assert words.day(EVENING, "UTC", locale)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Wei Zhang", "Wei"),
        ("Wei", "Wei"),
        ("Wei Wei", "Wei"),
        ("Dr. Wei Zhang", "Wei"),
        ("Prof. Dr. rer. nat. Hans Meier", "Hans"),
        ("Dr Jane Smith", "Jane"),
        ("MRS Jane Smith", "Jane"),
        ("Dr. Zhang", "Dr. Zhang"),
        ("Lindqvist, Alice", "Lindqvist"),
        ("Dr.", "Dr."),
        (".", "."),
        (",", ","),
        ("Dr. ,", "Dr. ,"),
        (", Alice", ", Alice"),
        ("", ""),
    ],
)
def test_nobody_is_called_by_a_title(name: str, called: str) -> None:
    assert words.first_name(name) == called


EACH_DAY = [date(2026, month, day) for month in range(1, 13) for day in range(1, 29)]
EACH_HOUR = [datetime(2026, 12, 3, hour, m, tzinfo=UTC) for hour in range(24) for m in (0, 1, 30)]


@pytest.mark.parametrize("locale", [name for name, _ in offered("zh_Hant")])
def test_days_and_hours_are_written_as_babel_writes_them(locale: str) -> None:
    known = Locale.parse(locale)
    near = known.datetime_skeletons["MMMEd"].pattern.replace(",", "")
    # Their names of months and weekdays are those without the year, where the two differ.
    dated = known.datetime_skeletons["yMMMEd"].pattern.replace(",", "").replace("MMMM", "MMM")
    dated = dated.replace("MMM", "LLL") if "LLL" in near else dated
    today = date(2026, 1, 1) - timedelta(90)

    for on in EACH_DAY:
        pattern = near if on - today <= timedelta(183) else dated
        assert words.due(on, today, locale) == format_date(on, pattern, locale=known)
    for at in EACH_HOUR:
        if at.time() == time() and locale.startswith("zh_Hant"):
            continue  # the very stroke of midnight has a name there; we call it the small hours
        assert words.hour(at, "UTC", locale) == format_time(at.time(), "short", locale=known)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Ada Lovelace", "AL"), ("🐙", "🐙"), (" 🐙 Ada", "A"), (" ... ", "."), ("", "")],
)
def test_an_avatar_is_never_empty(name: str, shown: str) -> None:
    assert words.initials(name) == shown


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Sings", "Sings"),
        ("Sings\nin a choir", "Sings…"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 40 + "…"),
        (
            "Sings in a choir of nurses every second Thursday",
            "Sings in a choir of nurses every second…",
        ),
        ("Sings in a choir of nurses every Thursday", "Sings in a choir of nurses every…"),
    ],
)
def test_a_text_is_named_by_its_first_words(text: str, named: str) -> None:
    assert words.beginning(text) == named
