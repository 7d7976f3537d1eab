"""Finds the tests' PostgreSQL and Redis, or installs Debian's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIANS = Path("/usr/lib/postgresql")
# Debian starts what it installs; the tests start theirs, on ports of their own.
POLICY = Path("/usr/sbin/policy-rc.d")
START_NOTHING = "#!/bin/sh\nexit 101\n"


def postgresql() -> Path | None:
    """The folder of PostgreSQL's programs on this machine, or None. Debian's newest goes first."""
    debians = sorted(DEBIANS.glob("*/bin"), key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("postgres")
    found = [*reversed(debians), *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in found if (folder / "initdb").exists()), None)


def redis() -> str | None:
    """The path of Redis on this machine, or None."""
    return shutil.which("redis-server")


PACKAGES: dict[str, Callable[[], object]] = {"postgresql": postgresql, "redis-server": redis}


def main() -> int:
    missing = [package for package, is_there in PACKAGES.items() if not is_there()]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        with _starting_nothing():
            _install(missing)
    return 0


def _install(packages: list[str]) -> None:
    # Where this fails, the tests say what they miss.
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    apt = ["apt-get", "install", "-qq", "-y", "--no-install-recommends"]
    subprocess.run([*apt, *packages], check=False)


@contextmanager
def _starting_nothing() -> Iterator[None]:
    if POLICY.exists():
        yield
        return
    POLICY.write_text(START_NOTHING)
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


if __name__ == "__main__":
    sys.exit(main())
