"""What a phone may send and what it may not: nothing that comes is a fault."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests.conftest import Stored

from .acts import X, met
from .conftest import NOW, Phone, statuses


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b"{}", b"\xff", b'{"acts":[]}', b"[" * 100_000, b"1" * 5000),
        b'{"sent_at":NaN,"acts":[],"person":"x","phone":"x","since":0}',
    ],
)
def test_what_is_no_batch_is_refused_with_a_sentence(phone: Phone, body: bytes) -> None:
    answer = phone.actor.client.post("/outbox", data=body)

    assert answer.status_code == 400
    assert json.loads(answer.data)["sentence"].endswith(".")


@pytest.mark.parametrize(
    "wrong",
    [
        *({"key": "x"}, {"key": None}, {"path": "people"}, {"path": "//evil"}, {"path": 1}),
        *({"fields": {}}, {"fields": [["a"]]}, {"fields": [["a", 1]]}, {"made_at": "now"}),
        *({"fields": ["ab"]}, {"fields": [["a", "b", "c"]]}),
        *({"made_at": True}, {"made_at": 10**400}, {"seen": -1}, {"seen": 1.5}, {"fields": "ab"}),
    ],
)
def test_what_is_no_act_is_refused_and_nothing_is_done(
    phone: Phone, stored: Stored, wrong: dict[str, Any]
) -> None:
    answer = phone.post(met(phone), {**met(phone), **wrong})

    assert answer.status_code == 400
    assert stored(Contact) == []


def test_a_path_may_hold_any_letter(phone: Phone, stored: Stored) -> None:
    told = phone.send(met(phone), phone.act(f"/people/{X}/notes?of=Ünal€", {"text": "Sings"}))

    assert statuses(told) == [303, 303]
    assert [note.text for note in stored(Note)] == ["Sings"]


def test_too_much_is_refused(phone: Phone) -> None:
    assert phone.post(*(met(phone) for _ in range(51))).status_code == 400
    long = phone.act("/people", {"name": "x" * 1024 * 1024})
    assert phone.post(long).status_code == 413
    assert statuses(phone.send(phone.act("/people", {"name": "x" * 300_000}))) == [413]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
almost_acts = st.fixed_dictionaries(
    {
        "key": st.just(X) | json_values,
        "path": st.sampled_from(["/people", f"/people/{X}/notes"]) | st.text() | json_values,
        "fields": st.lists(st.tuples(st.text(), st.text()) | json_values, max_size=3),
        "made_at": st.floats() | st.integers() | json_values,
        "seen": st.integers() | json_values,
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(almost_acts, max_size=3) | json_values, since=st.integers() | json_values)
def test_nothing_that_is_sent_is_a_fault(
    app: Wellmet, phone: Phone, acts: object, since: object
) -> None:
    limiter.reset()
    sender = {"person": phone.actor.id, "phone": phone.id, "since": since, "sent_at": NOW}
    body = json.dumps({**sender, "acts": acts})

    assert phone.actor.client.post("/outbox", data=body).status_code in (200, 400)
