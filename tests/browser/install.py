"""Finds the tests' browsers, or installs them: Debian's by apt, else Playwright's Chromium."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
FONT = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
LIBRARIES = Path("/usr/lib")


def chromium() -> str | None:
    """The path of a Chromium on this machine; None where only Playwright's own may be there."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def headless_shell() -> str | None:
    """The path of the Chromium that has no window, or None. It asks for 40 % less of a core."""
    return shutil.which("chromium-headless-shell")


def playwrights_chromium() -> str | None:
    """The path of the Chromium that Playwright has installed, or None."""
    script = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as it: print(it.chromium.executable_path)"
    )
    # In a process of its own: there may be one Playwright in a thread, and a test may have it.
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return next(filter(os.path.exists, told.stdout.split("\n")), None)


def firefox() -> str | None:
    """The path of Firefox ESR on this machine, or None."""
    return shutil.which("firefox-esr")


def minibrowser() -> str | None:
    """The path of WebKitGTK's browser on this machine, or None. It comes with the library."""
    return next(map(str, LIBRARIES.glob("*/webkit2gtk-4.1/MiniBrowser")), None)


def screen() -> str | None:
    """The path of Xvfb on this machine, or None."""
    return shutil.which("Xvfb")


PACKAGES: dict[str, Callable[[], object]] = {
    "chromium": chromium,
    "chromium-headless-shell": headless_shell,
    "firefox-esr": firefox,
    "libwebkit2gtk-4.1-0": minibrowser,
    "xvfb": screen,
    "fonts-noto-core": FONT.exists,
}


def main() -> int:
    missing = [package for package, is_there in PACKAGES.items() if not is_there()]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        _install(missing)
    if chromium() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    return 0


def _install(packages: list[str]) -> None:
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    apt = ["apt-get", "install", "-qq", "-y", "--no-install-recommends"]
    for package in packages:
        # Where one fails, as on systems that have no Firefox ESR, its tests say what they miss.
        subprocess.run([*apt, package], check=False)


if __name__ == "__main__":
    sys.exit(main())
