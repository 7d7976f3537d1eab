"""The stage of every schedule: a server, and a process in which the phones live."""

import gc
from collections.abc import Iterator

import pytest

from blueprints.shared import qr
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock

from .stage import Stage, build
from .world import Pipe


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    opened = Pipe()
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def swept_seldom() -> Iterator[None]:
    """Garbage is collected between schedules: to look for it all the time costs a tenth."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture
def stage(
    app: Wellmet,
    clock: Clock,
    pipe: Pipe,
    alice: Actor,
    bob: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:
    # Drawing a code takes longer than all the rest; how often somebody asks is not in question.
    monkeypatch.setattr(qr, "_drawing", lambda *_: qr.Drawing(1, "M4 4h1v1h-1z", b"\x80"))
    limiter.enabled, plain = False, app.wsgi_app
    yield build(app, clock, pipe, {"alice": alice, "bob": bob})
    limiter.enabled, app.wsgi_app = True, plain  # type: ignore[method-assign]
