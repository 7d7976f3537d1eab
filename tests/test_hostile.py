"""No input is a fault: hostile text in every place of every form and URL is answered below 500."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from blueprints.shared.ids import new_id
from blueprints.shared.records import Wellmet
from tests.conftest import Actor

STRANGE = [
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "𝒳" * 3000,
    "e\u0301" * 200,
    "\u202eltr",
    "' OR 1=1 --",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "../../../etc/passwd",
    "9" * 400,
    "-1",
    "NaN",
    "true",
    "2026-13-45T99:99",
    "%s%n%x",
    "\r\nSet-Cookie: a=b",
]
FIELDS = [
    *("id", "next", "name", "email", "password", "zone", "locale", "title", "starts", "ends"),
    *("place", "link", "plan", "goal", "who", "why", "offer", "opening", "reached", "learned"),
    *("again", "headline", "organisation", "phone", "links", "looking_for", "can_help"),
    *("prefers", "source", "heard", "promised", "due_on", "moves_goal", "text", "side"),
    *("next_step", "next_on", "state", "code", "mode", "card", "carry", "reach", "line"),
    *("homepage", "share", "followup_cap", "token", "photo", "new_password"),
]


def rules(app: Wellmet, method: str) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


def path_of(rule: Rule, text: str, own_id: str) -> str:
    """The rule's path with an id where one is needed, and the text wherever any text will do."""
    converters = rule._converters
    values = {
        name: own_id if type(converters[name]).__name__ == "IdConverter" else text
        for name in rule.arguments
    }
    built = rule.build(values)
    assert built is not None
    return built[1]


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text)[:16])
def test_no_page_falls_over_strange_addresses(
    app: Wellmet, alice: Actor, evening: str, text: str
) -> None:
    for rule in rules(app, "GET"):
        answer = alice.get(
            path_of(rule, text, evening), query_string=dict.fromkeys(("q", "skip", "since"), text)
        )
        assert answer.status_code < 500, rule
        answer.close()


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text)[:16])
def test_no_form_falls_over_strange_fields(
    app: Wellmet, alice: Actor, evening: str, text: str
) -> None:
    for rule in rules(app, "POST"):
        if rule.endpoint == "accounts.sign_out":
            continue
        answer = alice.post(path_of(rule, text, evening), dict.fromkeys(FIELDS, text))
        assert answer.status_code < 500, rule


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(), min_size=1))
@settings(
    max_examples=60,
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


def test_a_body_that_is_no_form_is_refused_kindly(alice: Actor) -> None:
    for kind in ("application/json", "text/plain", "multipart/form-data"):
        answer = alice.post("/people", data=b"\xff\xfe{]", content_type=kind)  # type: ignore[arg-type]
        assert answer.status_code in (400, 413, 415, 422), kind


def test_too_much_at_once_is_refused_kindly(alice: Actor) -> None:
    answer = alice.post("/people", {"name": "x" * 1_000_000})

    assert answer.status_code == 413
    assert "That is more than fits." in answer.get_data(as_text=True)


def test_only_a_photo_may_be_large(alice: Actor) -> None:
    def upload() -> tuple[BytesIO, str]:
        return BytesIO(b"x" * 300_000), "photo.jpg"

    assert alice.post("/people", {"name": "Ifeoma", "photo": upload()}).status_code == 413
    assert alice.post("/me/photo", {"photo": upload()}).status_code == 422
