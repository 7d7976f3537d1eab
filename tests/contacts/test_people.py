"""Writing people down, finding them, correcting their cards, letting go."""

from urllib.parse import quote

import pytest

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Clock, Stored


def test_who_is_written_down_is_stamped_with_the_event_and_the_hour(
    alice: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    answer = alice.post("/people", {"name": "Ifeoma Okafor", "phone": "07911 123456"})

    (contact,), (meeting,) = stored(Contact), stored(Meeting)
    assert answer.location == f"/people/{contact.id}/listening"
    assert contact.card["phone"] == "+447911123456"
    assert (meeting.event_id, meeting.met_at) == (evening, clock.time)
    page = alice.read(f"/people/{contact.id}")
    assert "Founders Evening" in page
    assert "Written down by you" in page


def test_between_events_there_is_no_event(alice: Actor, stored: Stored) -> None:
    alice.post("/people", {"name": "Ifeoma Okafor"})

    (contact,) = stored(Contact)
    assert "Between events" in alice.read(f"/people/{contact.id}")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "A name is what people remember."),
        ("name", "x" * 81, "At most 80 characters"),
        ("name", "a\x07b", "a character that cannot be saved"),
        ("name", "\u200b\u200b", "A name is what people remember."),
        ("email", "ifeoma", "does not look like an e-mail address"),
        ("phone", "call me maybe", "has letters in it"),
        ("phone", "+44 79", "too short"),
        ("links", "javascript:alert(1)", "does not look like a web address"),
        ("links", "\n".join(["a.example"] * 6), "At most 5 links"),
        ("prefers", "pigeon", "Choose one of these."),
        ("can_help", "x" * 281, "At most 280 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    alice: Actor, stored: Stored, field: str, value: str, sentence: str
) -> None:
    form = {"name": "Ifeoma Okafor", "headline": "Builds a clinic", field: value}

    answer = alice.post("/people", form)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert "Builds a clinic" in page
    assert stored(Contact) == []


@pytest.mark.parametrize(
    "name", ["🦊", "שרה כהן", "Zoë Ñandú", "é" * 80, "A", "<b>Bold</b>", "O'Neil & Sons"]
)
def test_any_name_is_a_name(alice: Actor, stored: Stored, name: str) -> None:
    alice.post("/people", {"name": name})

    assert [contact.name for contact in stored(Contact)] == [name]
    assert "<b>Bold" not in alice.read("/people")


def test_a_post_twice_is_one_person(alice: Actor, stored: Stored) -> None:
    form = {"name": "Ifeoma Okafor", "id": new_id()}

    assert alice.post("/people", form).location == alice.post("/people", form).location
    assert len(stored(Contact)) == len(stored(Meeting)) == 1


def test_search_finds_names_and_what_was_said(alice: Actor, ifeoma: str) -> None:
    alice.post("/people", {"name": "Wei Zhang"})
    alice.post(f"/people/{ifeoma}/listening", {"heard": "Stuck on hiring a nurse lead"})
    alice.post(f"/people/{ifeoma}/notes", {"text": "Sings in a choir"})

    for query in ("ifeoma", "OKAFOR", "nurse lead", "choir"):
        page = alice.read(f"/people?q={query}")
        assert "Ifeoma Okafor" in page, query
        assert "Wei Zhang" not in page, query
    for wildcard in ("%25", "_"):
        assert "Nobody by that name" in alice.read(f"/people?q={wildcard}"), wildcard


@pytest.mark.parametrize(
    "query",
    ["علی\u200cرضا", "رضا", "\u202bعلی\u200cرضا\u202c", "ع\x00لی\x9f", "علی\u200cرضا\u00a0کریمی"],
)
def test_a_name_with_joiners_is_found(alice: Actor, query: str) -> None:
    alice.post("/people", {"name": "علی\u200cرضا کریمی"})

    page = alice.get("/people", query_string={"q": query}).get_data(as_text=True)
    assert "علی\u200cرضا کریمی" in page


def test_nothing_is_due_with_somebody_let_go(alice: Actor, ifeoma: str, clock: Clock) -> None:
    owed = {"side": "mine", "promised": "The map", "due_on": clock.time.date().isoformat()}
    alice.post(f"/people/{ifeoma}/promises", owed)
    assert "pill--late" in alice.read("/people")

    alice.post(f"/people/{ifeoma}/letting-go")

    page = alice.read("/people/let-go")
    assert "Ifeoma Okafor" in page
    assert "pill" not in page


def test_a_long_list_comes_in_pages(alice: Actor) -> None:
    for number in range(53):
        alice.post("/people", {"name": f"Guest {number:02}"})

    first, second = alice.read("/people"), alice.read("/people?skip=50")

    assert "Guest 49" in first
    assert "Guest 50" not in first
    assert "?q=&amp;skip=50" in first
    assert "Guest 52" in second
    assert alice.get("/people?skip=-3").status_code == 200
    assert alice.get("/people?skip=9999999999999999999").status_code == 200


def test_a_card_is_corrected(alice: Actor, ifeoma: str, stored: Stored) -> None:
    assert "+447911123456" in alice.read(f"/people/{ifeoma}/edit")

    alice.post(f"/people/{ifeoma}", {"name": "Ifeoma O.", "email": "ifeoma@example.org"})

    assert stored(Contact)[0].name == "Ifeoma O."
    assert "mailto:ifeoma@example.org" in alice.read(f"/people/{ifeoma}")
    assert alice.post(f"/people/{ifeoma}", {"name": ""}).status_code == 422


def test_ways_to_reach_stand_in_their_preferred_order(alice: Actor, ifeoma: str) -> None:
    links = "t.me/ifeoma\nlinkedin.com/in/ifeoma"
    card = {"name": "Ifeoma", "phone": "+447911123456", "email": "i@example.org", "links": links}
    alice.post(f"/people/{ifeoma}", {**card, "prefers": "signal"})

    page = alice.read(f"/people/{ifeoma}")

    ways = ["https://signal.me/#p/+447911123456", "tel:+447911123456", "sms:+447911123456"]
    ways += ["https://wa.me/447911123456", "mailto:i@example.org", "https://t.me/ifeoma"]
    ways += ["https://linkedin.com/in/ifeoma"]
    places = [page.index(f'href="{way}"') for way in ways]
    assert min(places) == places[0]


def test_letting_go_archives_and_can_be_undone(alice: Actor, ifeoma: str, stored: Stored) -> None:
    answer = alice.post(f"/people/{ifeoma}/letting-go", follow_redirects=True)

    page = answer.get_data(as_text=True)
    assert "Let go. Ifeoma Okafor will not be told." in page
    assert f'action="/people/{ifeoma}/return"' in page
    assert "Ifeoma" not in alice.read("/people")
    gone = alice.read("/people/let-go")
    assert "Ifeoma" in gone
    assert "<title>Whom you let go" in gone
    assert '<a class="back" href="/people">' in gone
    assert "Whom you let go</a>" in alice.read("/people")

    alice.post(f"/people/{ifeoma}/return")
    alice.post(f"/people/{ifeoma}/return")
    assert stored(Contact)[0].let_go_at is None


def test_letting_go_leads_only_to_this_host(alice: Actor, ifeoma: str) -> None:
    for outside in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"):
        answer = alice.post(f"/people/{ifeoma}/letting-go", {"next": outside})
        assert answer.location == "/people"


@pytest.mark.parametrize("letter", ["a", "é"])
def test_letting_go_leads_nowhere_that_is_too_long(alice: Actor, ifeoma: str, letter: str) -> None:
    for length, location in ((300, f"/{quote(letter * 300)}"), (3000, "/people")):
        answer = alice.post(f"/people/{ifeoma}/letting-go", {"next": f"/{letter * length}"})
        assert answer.location == location


VERBS = ["", "/listening", "/letting-go", "/return", "/notes", "/promises", "/next"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_contact_is_its_owners_alone(
    bob: Actor, charlie: Actor, ifeoma: str, stored: Stored, verb: str
) -> None:
    before = stored(Contact)[0].rev
    for other in (bob, charlie):
        form = {"name": "Mine", "text": "Mine", "promised": "Mine", "side": "mine"}
        assert other.post(f"/people/{ifeoma}{verb}", form).status_code == 404
        assert other.get(f"/people/{ifeoma}").status_code == 404
        assert other.get(f"/people/{ifeoma}/edit").status_code == 404
        assert other.get(f"/people/{ifeoma}/listening").status_code == 404
    assert stored(Contact)[0].rev == before


def test_an_id_that_is_none_is_not_found(alice: Actor) -> None:
    assert alice.get("/people/not-an-id").status_code == 404
    assert alice.get(f"/people/{new_id()}").status_code == 404
    assert alice.get(f"/people/{new_id().upper()}").status_code == 404


def test_a_name_is_not_disguised_by_its_direction(alice: Actor, stored: Stored) -> None:
    alice.post("/people", {"name": "\u202eevil gnp.exe\u2069"})

    assert [contact.name for contact in stored(Contact)] == ["evil gnp.exe"]


WAYS_ON = ('href="/network"', 'href="/people/let-go"')


def test_where_nobody_is_yet_no_page_of_them_is_offered(alice: Actor) -> None:
    page = alice.read("/people")

    assert "No one yet." in page
    assert 'role="search"' not in page
    assert [way in page for way in WAYS_ON] == [False, False]


def test_whoever_has_somebody_is_offered_both(alice: Actor, ifeoma: str) -> None:
    for path in ("/people", "/people?q=nobody+like+that"):
        page = alice.read(path)
        assert [way in page for way in WAYS_ON] == [True, True]
        assert 'role="search"' in page


def test_whoever_has_let_everybody_go_finds_them_still(alice: Actor, ifeoma: str) -> None:
    alice.post(f"/people/{ifeoma}/letting-go")

    page = alice.read("/people")

    assert [way in page for way in WAYS_ON] == [False, True]


def test_a_page_that_answers_a_post_says_so(alice: Actor) -> None:
    """It must not load itself again."""
    assert "data-answers-post" in alice.post("/people", {"name": ""}).text
    assert "data-answers-post" not in alice.read("/people/new")
