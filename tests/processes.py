"""Processes that die at once and leave nothing behind, and ports nobody listens on."""

import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

# Beyond this something is broken, not slow; nothing is measured by it.
PATIENCE = 40.0

Found = TypeVar("Found")


def start(
    command: Sequence[object], log: Path, variables: Mapping[str, object], alone: bool = False
) -> subprocess.Popen[bytes]:
    """Start a command that `kill` can end with all its children; it speaks into a new `log`.

    It has the tests' environment and the `variables`; with `alone`, those only.
    """
    with log.open("wb") as heard:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=heard,
            stderr=heard,
            env=({} if alone else dict(os.environ))
            | {name: str(value) for name, value in variables.items()},
            start_new_session=True,
        )


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children without a word of warning, as a dead battery does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """A port nobody listens on. Ephemeral ones begin far above those that browsers refuse."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def wait_until(look: Callable[[], Found | None], what: str, patience: float = PATIENCE) -> Found:
    """What `look` finds in the end. Raises AssertionError, saying `what`, when it never does."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.03)
    raise AssertionError(f"{what}: not within {patience:.0f} s")


@contextmanager
def limited(resource_kind: int, most: int) -> Iterator[None]:
    """The system lets this process have so much of it, meanwhile: setrlimit(2)."""
    before = resource.getrlimit(resource_kind)
    resource.setrlimit(resource_kind, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource_kind, before)


def answers(port: int) -> bool:
    """Whether somebody listens on the port."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
