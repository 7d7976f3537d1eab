"""Form posts that waited on a phone for a network, and what the phone tells of each."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import has_request_context, request

# A key of the environment, never a header: only our own code can set one.
ENVIRON_KEY = "wellmet.act"
KEY_HEADER = "Idempotency-Key"


@dataclass(frozen=True)
class Act:
    """When a post was made, on which phone, and the latest revision the phone had seen by then."""

    made_at: datetime
    phone: str
    seen: int


def current() -> Act | None:
    """The act that this request carries out; None for a post that did not wait."""
    act: Act | None = request.environ.get(ENVIRON_KEY) if has_request_context() else None
    return act


def not_before(moment: datetime) -> None:
    """Say that what this request's act is about began at `moment`: it was done no earlier."""
    act = current()
    if act and act.made_at < moment:
        request.environ[ENVIRON_KEY] = replace(act, made_at=moment)
