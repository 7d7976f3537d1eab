"""The addresses for programs keep to their description, whatever they are asked."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from blueprints.shared.limits import limiter
from tests.conftest import ORIGIN
from tests.strangers.openapi import described
from tests.strangers.world import World

HOLDS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_dict(described())


@schema.parametrize()
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
def test_what_is_described_is_so(case: schemathesis.Case[Any], full: World) -> None:
    limiter.reset()
    client = full.cast.alice.client
    session = client.get_cookie("wellmet")
    assert session is not None
    case.cookies = {"wellmet": session.value}
    ours = {"Origin": ORIGIN, "Accept-Encoding": "identity"}
    response = case.call(app=client.application, base_url=ORIGIN, headers=ours)
    case.validate_response(response, checks=HOLDS)
