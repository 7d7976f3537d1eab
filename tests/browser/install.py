"""Finds Chromium for the browser tests, or installs it: Debian's by apt, else Playwright's."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of a Chromium on this machine; None where only Playwright's own may be there."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    if chromium() is None:
        _install()
    return 0


def _install() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        apt = ["apt-get", "install", "-qq", "-y", "--no-install-recommends"]
        subprocess.run([*apt, "chromium", "fonts-noto-core"], check=True)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    sys.exit(main())
