"""Whatever is typed stays text: in pages of the server and of a phone, in headers and in files."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from blueprints.accounts.models import Person
from blueprints.notifications.models import Wishes
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.limits import limiter
from blueprints.shared.moments import written
from blueprints.shared.posting import Wellmet
from tests.conftest import Clock
from tests.offline.conftest import pull
from tests.offline.phone import Phone, switched_on
from tests.offline.test_parity import PAGES
from tests.strangers import world
from tests.strangers.world import World
from tests.test_hostile import ENDING, FIELDS, STRANGE

# A tag, an attribute, a header and a line that are nowhere but in what is typed here.
TAG, ATTRIBUTE, LINE = "<zq", "onzq=", "X-ZQ"
BREAKING_OUT = (
    f"{TAG} {ATTRIBUTE}1>",
    f'"{TAG}>',
    f'" {ATTRIBUTE}"1',
    f"' {ATTRIBUTE}'1",
    f"</textarea></script>{TAG}>",
    f"{{{{ '{TAG}>'|safe }}}}",
    f"\r\n{LINE}: 1",
    f"\n{LINE}:1\n",
    f"\\n{LINE}:1",
    f"\u2028{LINE}:1",
    f"\x0b{LINE}:1\x85{LINE}:1",
    f"END:VCARD\r\nBEGIN:VCARD\r\n{LINE}:1",
    f"END:VEVENT\nBEGIN:VALARM\n{LINE};A=1:1",
    "=1+1",
    "javascript:zq()",
    "https://example.org/\"onzq='1",
)
broken = st.builds("{}{}{}".format, st.text(max_size=6), st.sampled_from(BREAKING_OUT), st.text())
hostile = st.sampled_from(BREAKING_OUT) | broken | st.sampled_from(STRANGE)
# An attribute of that name inside a tag: escaped quotes cannot end the value it stands in.
_IN_A_TAG = re.compile(rf"<[a-z][^<>]*?=(\"[^\"]*\"|'[^']*')\s*{ATTRIBUTE}", re.IGNORECASE)
# What each kind of file may have at the beginning of a line.
NAMES = {
    "text/vcard": {"BEGIN", "VERSION", "N", "FN", "ORG", "TITLE", "EMAIL", "TEL", "URL", "NOTE"}
    | {"PHOTO", "END", "X-WELLMET-LOOKING-FOR", "X-WELLMET-CAN-HELP", "X-WELLMET-PREFERS"},
    "text/calendar": {"BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP", "END"}
    | {"DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "SEQUENCE"}
    | {"ORGANIZER", "ATTENDEE", "TRANSP", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "CLASS"}
    | {"X-PUBLISHED-TTL", "LAST-MODIFIED", "ACTION", "TRIGGER"},
}

# Where people type in words, and what an address may ask.
SAID = ("name", "who", "text", "goal", "told", "promised", "title", "why", "headline", "heard")
ASKED = ("q", "skip", "since", "next", "person", "phone")

# A smaller example takes minutes to find, and says no more.
some = settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


# What is echoed, and how, is decided before and after any database.
pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    with switched_on() as running:
        yield running


@some
@given(st.data())
def test_no_form_echoes_what_is_typed_as_anything_but_text(
    app: Wellmet, full: World, data: st.DataObject
) -> None:
    said = data.draw(st.fixed_dictionaries(dict.fromkeys(SAID, hostile)))
    typed = data.draw(st.dictionaries(st.sampled_from(FIELDS), hostile))
    for rule in data.draw(st.permutations(_forms(app)))[:20]:
        limiter.reset()
        form = _valid(rule) | said | typed | {"id": new_id()}
        answer = full.cast.alice.post(world.path(rule, full), form, follow_redirects=True)
        _is_harmless(answer, f"{rule} with {form}")


@settings(some, max_examples=4)
@given(st.data())
def test_no_address_echoes_what_is_in_it(app: Wellmet, full: World, data: st.DataObject) -> None:
    asked = data.draw(st.fixed_dictionaries(dict.fromkeys(ASKED, hostile)))
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            limiter.reset()
            for who in ("alice", "nobody"):
                answer = full.cast.client(who).get(world.path(rule, full), query_string=asked)
                _is_harmless(answer, f"{rule} with {asked}")


@some
@given(text=hostile.filter(lambda text: "\x00" not in text and len(text) < 200))
def test_no_file_and_no_page_of_a_phone_gets_a_line_or_a_tag_of_its_own(
    app: Wellmet, full: World, clock: Clock, phone: Phone, text: str
) -> None:
    """As if the checks of every form had been passed: the text stands in the records themselves."""
    limiter.reset()
    with app.app_context():
        token = _say_everywhere(full, text)
    ids, alice = full.ids, full.cast.alice
    for path in (
        f"/c/{ids['word']}/card.vcf",
        f"/proposals/{ids['proposal_id']}/invitation.ics",
        f"/calendar/{token}.ics",
    ):
        answer = alice.get(path)
        assert answer.status_code == 200, path
        _is_harmless(answer, path)
        _has_only_known_lines(answer)
    paths = [*PAGES, *_pages_of(full)]
    told = pull(alice, since=0)
    for path, html in zip(paths, phone.pages(told, paths, written(clock())), strict=True):
        assert html is None or _is_text(html), f"the phone's {path} with {text!r}"
    for path in paths:
        _is_harmless(alice.get(path, follow_redirects=True), f"{path} with {text!r}")


def test_what_breaks_out_would_be_seen() -> None:
    assert not _is_text(f"<p>{TAG} a></p>")
    assert not _is_text(f'<input value="" {ATTRIBUTE}"1">')
    assert not _is_text(f"<input value='' {ATTRIBUTE}'1'>")
    assert _is_text(f'<input value="&#34; {ATTRIBUTE}&#34;1">')


def _forms(app: Flask) -> list[Rule]:
    posts = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    # Whose person is gone, or who is signed out, has no page to look at.
    return [rule for rule in posts if rule.endpoint not in (*ENDING, "offline.outbox")]


def _valid(rule: Rule) -> dict[str, str]:
    """What lets most forms through, so that what is typed is kept and shown."""
    return {
        **{"starts": "2027-01-03T19:00", "ends": "2027-01-03T21:00", "zone": "UTC"},
        **{"side": "mine", "state": "done", "plan": "go", "kind": "call", "minutes": "30"},
        **{"first": "2027-02-01T10:00", "second": "2027-02-02T10:00", "reached": "yes"},
        **({"code": "0"} if rule.endpoint == "exchange.typed" else {}),
    }


def _is_harmless(answer: TestResponse, where: str) -> None:
    assert answer.status_code < 500, where
    assert LINE not in answer.headers, where
    location = answer.headers.get("Location", "/")
    assert re.match(r"/(?!/)|http://localhost/", location), where
    if answer.mimetype == "text/html":
        assert _is_text(answer.get_data(as_text=True)), where


def _is_text(html: str) -> bool:
    return TAG not in html.lower() and not _IN_A_TAG.search(html)


def _say_everywhere(full: World, text: str) -> str:
    """Set every text of Alice's records, and give the token of her calendar."""
    hers = full.cast.alice.id
    # A name is one line everywhere: no form and no card that is read lets another one in.
    named = " ".join(text.split()) or "Alice"
    for table, owners in world.tables_of_persons():
        columns = [one.name for one in table.columns if one.name in _TEXTS]
        if columns and "owner_id" in table.c:
            said = dict.fromkeys(columns, named[:80])
            db.session.execute(table.update().where(owners[0] == hers).values(said))
    card = Card(name=named[:80], headline=text, phone=text, looking_for=text, links=(text,))
    person = db.session.get_one(Person, hers)
    person.name, person.card = named[:80], card.to_json()
    person.shared = ["headline", "phone", "looking_for", "links"]
    wishes = db.session.get_one(Wishes, hers)
    db.session.commit()
    assert wishes.calendar_token
    return wishes.calendar_token


_TEXTS = (
    *("name", "title", "place", "link", "text", "goal", "learned", "heard", "why", "offer"),
    *("opening", "next_step", "told", "hope", "reason", "need"),
)


def _pages_of(full: World) -> list[str]:
    ids = full.ids
    return [
        *(f"/people/{ids['contact_id']}{page}" for page in ("", "/edit", "/message", "/proposal")),
        *(
            f"/events/{ids['event_id']}{page}"
            for page in ("", "/edit", "/reflection", "/targets/new")
        ),
        f"/targets/{ids['target_id']}",
        f"/follow-ups/{ids['meeting_id']}",
        f"/introductions/{ids['introduction_id']}",
    ]


def _has_only_known_lines(answer: TestResponse) -> None:
    unfolded = answer.get_data(as_text=True).replace("\r\n ", "")
    # As a careless reader does: at anything that Python or a phone takes for the end of a line.
    names = {re.split("[:;]", line)[0] for line in unfolded.splitlines() if line}
    known = NAMES[str(answer.mimetype)]
    assert names <= known, names - known
