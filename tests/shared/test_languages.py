"""Days in another language than the page's say so, and nothing else does."""

from datetime import date, datetime, timedelta

import pytest

from blueprints.accounts.locales import offered
from blueprints.accounts.models import Person
from blueprints.shared import words
from blueprints.shared.database import db
from blueprints.shared.languages import marked
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor

NOON = datetime.fromisoformat("2026-12-03T12:05:00+00:00")
LOCALES = [locale for locale, _ in offered("") if not locale.startswith("en")]


@pytest.mark.once
@pytest.mark.parametrize("locale", LOCALES)
def test_every_day_of_a_year_is_marked_whole(locale: str) -> None:
    tag = locale.replace("_", "-")
    for number in range(366):
        on = date(2026, 1, 1) + timedelta(days=number)
        for today in (on, date(2020, 1, 1)):
            day = words.plain_day(on, locale, today)
            page = f"<p>met {day}, there</p>"
            assert marked(page, locale) == f'<p>met <span lang="{tag}">{day}</span>, there</p>'


@pytest.mark.once
@pytest.mark.parametrize("locale", LOCALES)
def test_an_hour_is_marked_where_a_word_is_in_it(locale: str) -> None:
    for number in range(24):
        hour = words.hour(NOON + timedelta(hours=number), "UTC", locale)
        is_marked = bool(words.lettering(locale).periods)
        assert ("<span" in marked(f"<p>{hour}</p>", locale)) is is_marked


@pytest.mark.once
@pytest.mark.parametrize(
    "page",
    [
        '<button aria-label="Turn off: Do. 3. Dez.">Off</button>',
        "<title>Do. 3. Dez.</title>",
        '<option value="1">Do. 3. Dez.</option>',
        "<textarea>\nCall on\nDo. 3. Dez.</textarea>",
        '<svg><text x="1">Do. 3. Dez.</text></svg>',
        "<p>today, 3 days ago, 19:00, Dez. 3, Dom 33</p>",
    ],
)
def test_where_no_tag_may_stand_and_in_english_words_there_is_none(page: str) -> None:
    assert marked(page, "de_DE") == page


@pytest.mark.once
@pytest.mark.parametrize("locale", ["en_GB", "en_US", "xx", ""])
def test_english_is_the_language_of_the_page(locale: str) -> None:
    page = f"<p>{words.plain_day(NOON.date(), locale)}</p>"

    assert marked(page, locale) == page


def test_a_page_in_english_tells_that_its_days_are_german(app: Wellmet, alice: Actor) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).locale = "de_DE"
        db.session.commit()

    page = alice.read("/me/devices")

    assert 'Since <span lang="de-DE">Do. 3. Dez.</span>, 19:00' in page
