"""Being in touch after the evening: what is noted, what the page says of it, and how often."""

from datetime import timedelta

import pytest

from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Clock, Stored


@pytest.fixture
def touch(alice: Actor, ifeoma: str, stored: Stored) -> str:
    """The id of a letter that Alice noted."""
    alice.post(f"/people/{ifeoma}/touches", {"who": "me", "text": "The paper", "id": new_id()})
    return str(stored(Touch)[0].id)


def test_i_wrote(alice: Actor, ifeoma: str, touch: str, stored: Stored) -> None:
    (noted,) = stored(Touch)

    page = alice.read(f"/people/{ifeoma}")

    assert (noted.who, noted.text, str(noted.touched_on)) == ("me", "The paper", "2026-12-03")
    assert "You wrote: <bdi>The paper</bdi>" in page
    assert "You wrote today. Leave it with them until Sun 6 Dec." in page


def test_they_wrote(alice: Actor, ifeoma: str, touch: str, clock: Clock) -> None:
    clock.set(clock.time + timedelta(minutes=1))
    alice.post(f"/people/{ifeoma}/touches", {"who": "they"})

    assert "They wrote today. It is your turn." in alice.read(f"/people/{ifeoma}")


def test_patience_runs_out_kindly(alice: Actor, ifeoma: str, touch: str, clock: Clock) -> None:
    clock.set(clock.time + timedelta(days=3))

    assert "A short word is fine again." in alice.read(f"/people/{ifeoma}")


def test_a_talk_rests_a_month_or_as_long_as_was_wished(
    alice: Actor, ifeoma: str, clock: Clock
) -> None:
    alice.post(f"/people/{ifeoma}/touches", {"who": "both"})
    assert "You were in touch today. Next: Sat 2 Jan." in alice.read(f"/people/{ifeoma}")

    alice.post(f"/people/{ifeoma}/rhythm", {"rhythm": "1-weeks"})
    assert "You were in touch today. Next: Thu 10 Dec." in alice.read(f"/people/{ifeoma}")
    clock.set(clock.time + timedelta(days=8))
    assert "Time for a word." in alice.read(f"/people/{ifeoma}")


def test_meeting_again_counts(alice: Actor, ifeoma: str, touch: str, clock: Clock) -> None:
    yesterday = (clock.time - timedelta(days=1)).date().isoformat()
    alice.post(f"/people/{ifeoma}/touches", {"who": "me", "touched_on": yesterday})

    # They met after yesterday's letter, so that one is not in vain: only today's is.
    assert "Leave it with them until Sun 6 Dec." in alice.read(f"/people/{ifeoma}")


def test_the_day_is_the_owners(alice: Actor, ifeoma: str, stored: Stored, clock: Clock) -> None:
    settings = {"zone": "Pacific/Kiritimati", "locale": "en_GB", "followup_cap": "5"}
    alice.post("/me/settings", settings)

    alice.post(f"/people/{ifeoma}/touches", {"who": "both"})

    assert str(stored(Touch)[0].touched_on) == "2026-12-04"


def test_what_was_long_ago_folds_away(alice: Actor, ifeoma: str) -> None:
    for day in range(1, 8):
        on = f"2026-11-0{day}"
        alice.post(
            f"/people/{ifeoma}/touches", {"who": "me", "text": f"No {day}", "touched_on": on}
        )

    page = alice.read(f"/people/{ifeoma}")

    assert page.index("No 7") < page.index("No 3") < page.index("Before that") < page.index("No 2")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("who", "", "Choose one of these."),
        ("text", "x" * 281, "At most 280 characters"),
        ("touched_on", "soon", "Write a day"),
        ("touched_on", "2026-12-04", "That day is yet to come."),
    ],
)
def test_what_is_wrong_is_kept_to_be_mended(
    alice: Actor, ifeoma: str, stored: Stored, field: str, value: str, sentence: str
) -> None:
    form = {"who": "me", "text": "The paper", field: value}

    answer = alice.post(f"/people/{ifeoma}/touches", form)

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert field == "text" or "The paper" in answer.get_data(as_text=True)
    assert stored(Touch) == []


def test_removed_and_back(alice: Actor, ifeoma: str, touch: str, stored: Stored) -> None:
    for _ in range(2):
        alice.post(f"/touches/{touch}/removal")
    assert "The paper" not in alice.read(f"/people/{ifeoma}")
    assert "Leave it with them" not in alice.read(f"/people/{ifeoma}")

    for _ in range(2):
        alice.post(f"/touches/{touch}/restoration")
    assert "The paper" in alice.read(f"/people/{ifeoma}")


def test_a_rhythm(alice: Actor, ifeoma: str, stored: Stored) -> None:
    alice.post(f"/people/{ifeoma}/rhythm", {"rhythm": "3-months", "rhythm_on": "2026-12-24"})
    (contact,) = stored(Contact)
    assert (contact.rhythm_every, contact.rhythm_unit) == (3, "months")
    assert "Your day: Thu 24 Dec" in alice.read(f"/people/{ifeoma}")

    refused = alice.post(f"/people/{ifeoma}/rhythm", {"rhythm": "hourly"})
    assert refused.status_code == 422

    alice.post(f"/people/{ifeoma}/rhythm", {})
    assert stored(Contact)[0].rhythm_every == 0


def test_a_day_that_was_set_is_told_until_they_are_in_touch(
    alice: Actor, ifeoma: str, touch: str, clock: Clock
) -> None:
    """In the same words whenever it is read, also once it has passed."""
    alice.post(f"/people/{ifeoma}/rhythm", {"rhythm": "2-weeks", "rhythm_on": "2026-12-04"})
    for days in (0, 1, 5):
        clock.set(clock.time + timedelta(days=days))
        assert "Your day: Fri 4 Dec" in alice.read(f"/people/{ifeoma}")

    alice.post(f"/people/{ifeoma}/touches", {"who": "both"})
    page = alice.read(f"/people/{ifeoma}")
    assert "Your day" not in page
    assert '<p class="soft small">Every two weeks</p>' in page
    assert 'value="2026-12-04"' not in page


@pytest.mark.parametrize("path", ["/people/{person}/touches", "/people/{person}/rhythm"])
def test_a_stranger_notes_nothing(charlie: Actor, ifeoma: str, stored: Stored, path: str) -> None:
    answer = charlie.post(path.format(person=ifeoma), {"who": "me", "rhythm": "1-weeks"})

    assert answer.status_code == 404
    assert (stored(Touch), stored(Contact)[0].rhythm_every) == ([], 0)


@pytest.mark.parametrize("verb", ["removal", "restoration"])
def test_a_touch_is_its_owners(charlie: Actor, touch: str, verb: str, stored: Stored) -> None:
    assert charlie.post(f"/touches/{touch}/{verb}").status_code == 404
    assert charlie.post(f"/touches/{new_id()}/{verb}").status_code == 404
    assert stored(Touch)[0].removed_at is None
