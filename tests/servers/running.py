"""Servers that end with the tests, however those end."""

import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path


def run(command: Sequence[object], log: Path, user: str = "") -> subprocess.Popen[bytes]:
    """Start a command, as another user if one is named. It ends with whoever started it."""
    with log.open("ab") as heard:
        return subprocess.Popen(
            [*_until_we_end(user), *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=heard,
            stderr=heard,
            start_new_session=True,
        )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End it now, without waiting for whoever is connected."""
    process.send_signal(signal.SIGINT)
    process.wait(30)


def _until_we_end(user: str) -> list[str]:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        # Not Linux: who kills the tests, and does not stop them, leaves a server behind.
        return []
    other = [f"--reuid={user}", f"--regid={user}", "--init-groups"] if user else []
    return [setpriv, "--pdeathsig=INT", *other, "--"]
