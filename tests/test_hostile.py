"""No input is a fault: hostile text in every place of every form and URL is answered below 500."""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from blueprints.accounts.sign_ins import SignIn
from blueprints.contacts.introductions import Introduction
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.followups.proposals import Proposal
from blueprints.followups.queue import KINDS
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.notifications.phones import Phone
from blueprints.shared.forms import PostedForm
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Stored
from tests.exchange.codes import word_of
from tests.notifications.push_service import Browser, Service

# What one database takes and another refuses: these are tried on both, the others on one.
UNKEPT = ["\x00", "9" * 3000, "𝒳" * 201]
STRANGE = [
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "e\u0301" * 200,
    "\u202eltr",
    "' OR 1=1 --",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "../../../etc/passwd",
    "-1",
    "NaN",
    "2026-13-45T99:99",
    "%s%n%x",
    "\r\nSet-Cookie: a=b",
]


def names(form: type[PostedForm]) -> set[str]:
    """The fields of a form and of all that are made from it."""
    inherited = (names(one) for one in form.__subclasses__())
    return {field.name for field in form()}.union(*inherited)


# Sorted, so that an example that failed is found again.
FIELDS = sorted(names(PostedForm) | {"id", "next", "photo", "shared"})
# More than any field may hold. To compose accents takes a time that grows with the square of how
# many there are. So many fields full of them fit in a form.
LONGEST = 2000
ACCENTS = "a" + "\u0316" * LONGEST
SOME = 40
# After these there is nobody signed in to try the others.
ENDING = ("accounts.sign_out",)
# What takes less than a form of all fields may hold.
SHORT = ("reports.report",)


def rules(app: Wellmet, method: str) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


@pytest.fixture
def own(alice: Actor, bob: Actor, evening: str, stored: Stored) -> dict[str, str]:
    """What each name in a path stands for: records of Alice's, and words that lead somewhere."""
    alice.post(f"/events/{evening}/targets", {"who": "Somebody who buys"})
    alice.post("/people", {"name": "Ifeoma"})
    (contact,) = stored(Contact)
    promise = {"side": "mine", "promised": "The tender's template"}
    alice.post(f"/people/{contact.id}/promises", promise)
    alice.post(f"/people/{contact.id}/touches", {"who": "they", "text": "Lunch?"})
    alice.post(f"/people/{contact.id}/notes", {"text": "Sings"})
    alice.post(f"/people/{contact.id}/messages", {"told": "Lunch?", "id": (letter := new_id())})
    (met,) = stored(Meeting)
    alice.post(f"/follow-ups/{met.id}/lines", {"line": "Thank you", "id": (line := new_id())})
    alice.post("/me/nudges/phones", Browser(Service("https://fcm.googleapis.com")).form)
    times = {"first": "2027-02-01T10:00", "second": "2027-02-02T10:00", "minutes": "30"}
    alice.post(f"/people/{contact.id}/proposals", {"kind": "call", "zone": "UTC", **times})
    alice.post("/people", {"name": "Sam", "id": (sam := new_id())})
    alice.post("/introductions", {"first": contact.id, "second": sam})
    return {
        "introduction_id": stored(Introduction)[0].id,
        "who": "first",
        "touch_id": stored(Touch)[0].id,
        "note_id": stored(Note)[0].id,
        "message_id": letter,
        "line_id": line,
        "event_id": evening,
        "target_id": stored(Target)[0].id,
        "contact_id": contact.id,
        "proposal_id": stored(Proposal)[0].id,
        "promise_id": stored(Promise)[0].id,
        "meeting_id": stored(Meeting)[0].id,
        "code": stored(Event)[0].join_code.lower(),
        "word": word_of(bob),
        "kind": KINDS[0],
        "choice": "deep",
        "zone": "Asia/Tokyo",
        "token": "of-no-letter",
        "phone_id": stored(Phone)[0].id,
        "sign_in_id": stored(SignIn)[0].id,
    }


def path_of(rule: Rule, own: dict[str, str], text: str = "") -> str:
    """The rule's path to what is Alice's; or, given one, with the text wherever any will do."""
    converters = rule._converters
    values = {
        name: text if text and type(converters[name]).__name__ != "IdConverter" else own[name]
        for name in rule.arguments
    }
    built = rule.build(values)
    assert built is not None, rule
    return built[1]


@pytest.mark.once
@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text)[:16])
def test_nothing_falls_over_strange_text(
    app: Wellmet, alice: Actor, own: dict[str, str], text: str
) -> None:
    _ask_everywhere(app, alice, own, text)
    _post_everywhere(app, alice, own, text)


@pytest.mark.parametrize("text", UNKEPT, ids=lambda text: ascii(text)[:16])
def test_nothing_falls_over_what_a_database_cannot_keep(
    app: Wellmet, alice: Actor, own: dict[str, str], text: str
) -> None:
    _ask_everywhere(app, alice, own, text)
    _post_everywhere(app, alice, own, text)


def _ask_everywhere(app: Wellmet, alice: Actor, own: dict[str, str], text: str) -> None:
    for rule in rules(app, "GET"):
        for path in {path_of(rule, own), path_of(rule, own, text)}:
            strange = dict.fromkeys(("q", "skip", "since"), text)
            answer = alice.get(path, query_string=strange)
            assert answer.status_code < 500, path
            answer.close()


def _post_everywhere(app: Wellmet, alice: Actor, own: dict[str, str], text: str) -> None:
    for rule in rules(app, "POST"):
        if rule.endpoint in ENDING:
            continue
        own_path = path_of(rule, own)
        for path in {own_path, path_of(rule, own, text)}:
            answer = alice.post(path, dict.fromkeys(FIELDS, text))
            assert answer.status_code < 500, rule
            assert answer.status_code != 413 or rule.endpoint in SHORT, f"{rule} read nothing"
            assert answer.status_code != 404 or path != own_path, f"{rule} was not reached"


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(), min_size=1))
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_form_falls_over_whatever_is_typed(
    app: Wellmet, alice: Actor, evening: str, fields: dict[str, str]
) -> None:
    posts = ("/events", f"/events/{evening}/goal", f"/events/{evening}/targets", "/people")
    for path in (*posts, "/scan/typed", "/scan/card", "/me/card", "/me/settings"):
        answer = alice.post(path, {"id": new_id(), **fields})
        assert answer.status_code < 500, path


def test_no_check_takes_longer_than_the_field_may_be(
    app: Wellmet, alice: Actor, own: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = unicodedata.normalize

    def composed(form: Literal["NFC"], text: str) -> str:
        assert len(text) <= LONGEST, "a worker would stand still for seconds"
        return compose(form, text)

    monkeypatch.setattr(unicodedata, "normalize", composed)
    for rule in rules(app, "POST"):
        if rule.endpoint in ENDING:
            continue
        for first in range(0, len(FIELDS), SOME):
            form = dict.fromkeys(FIELDS[first:][:SOME], ACCENTS)
            answer = alice.post(path_of(rule, own), form, content_type="multipart/form-data")
            assert answer.status_code < 500, rule
            assert answer.status_code != 413 or rule.endpoint in SHORT, f"{rule} read nothing"


def test_a_body_that_is_no_form_is_refused_kindly(alice: Actor) -> None:
    for kind in ("application/json", "text/plain", "multipart/form-data"):
        answer = alice.post("/people", data=b"\xff\xfe{]", content_type=kind)  # type: ignore[arg-type]
        assert answer.status_code in (400, 413, 415, 422), kind


def test_a_part_without_a_name_is_no_fault(app: Wellmet, alice: Actor, own: dict[str, str]) -> None:
    part = "--B\r\nContent-Disposition: form-data{}\r\n\r\nx\r\n"
    body = (
        part.format("") + part.format('; name="name"') + part.format('; filename="a"') + "--B--\r\n"
    )
    for rule in rules(app, "POST"):
        if rule.endpoint not in ENDING:
            kind = "multipart/form-data; boundary=B"
            answer = alice.post(path_of(rule, own), data=body.encode(), content_type=kind)  # type: ignore[arg-type]
            assert answer.status_code < 500, rule


def test_too_much_at_once_is_refused_kindly(alice: Actor) -> None:
    answer = alice.post("/people", {"name": "x" * 1_000_000})

    assert answer.status_code == 413
    assert "That is more than fits." in answer.get_data(as_text=True)


def test_only_a_photo_may_be_large(alice: Actor) -> None:
    def upload() -> tuple[BytesIO, str]:
        return BytesIO(b"x" * 300_000), "photo.jpg"

    assert alice.post("/people", {"name": "Ifeoma", "photo": upload()}).status_code == 413
    assert alice.post("/me/photo", {"photo": upload()}).status_code == 422
