"""How soon a scanned person is on the screen: real Chromium, a real code before its camera."""

import io
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.camera import flags, write_video
from tests.browser.conftest import PHONE
from tests.browser.flags import FLAGS
from tests.browser.install import chromium

from .audit.server import Evening, serve

SCANS = 9
AIM = 300  # milliseconds, the median


def main() -> int:
    with (
        TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        serve(Path(folder)) as evening,
    ):
        times = _scan(playwright, evening, Path(folder))
    shown = ", ".join(f"{time:.0f}" for time in times)
    print(f"\nFrom a code in view to the person: {shown} ms, the first with a cold reader")
    print(f"  median {median(times):.0f} ms (aim: {AIM} at most)")
    return 0


def _scan(playwright: Playwright, evening: Evening, folder: Path) -> list[float]:
    code = Image.open(io.BytesIO(_code(playwright, evening))).convert("RGB")
    camera = flags(write_video(folder / "camera.mjpeg", code))
    browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *camera])
    page = _signed_in(browser.new_context(viewport=PHONE), evening).new_page()
    page.add_init_script(STOPWATCH)
    page.goto(f"{evening.origin}/scan")
    times = [_one(page) for _ in range(SCANS)]
    browser.close()
    return times


def _code(playwright: Playwright, evening: Evening) -> bytes:
    browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
    page = _signed_in(browser.new_context(viewport=PHONE), evening).new_page()
    page.goto(f"{evening.origin}/swap")
    picture = page.locator(".code__picture").screenshot()
    browser.close()
    return picture


def _signed_in(context: BrowserContext, evening: Evening) -> BrowserContext:
    name, _, value = evening.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": evening.origin}])
    return context


def _one(page: Page) -> float:
    """Milliseconds from the first frame that showed the code; then the camera is on again."""
    expect(page.locator("[data-found]")).to_be_visible()
    milliseconds: float = page.evaluate("seen - begun")
    page.evaluate("window.begun = 0")
    page.get_by_role("button", name="Scan again").click()
    return milliseconds


STOPWATCH = """
window.begun = window.seen = 0;
addEventListener("DOMContentLoaded", () => {
  const video = document.querySelector("video");
  const found = document.querySelector("[data-found]");
  const frame = () => { begun ||= performance.now(); video.requestVideoFrameCallback(frame); };
  const shown = () => { if (!found.hidden) seen = performance.now(); };
  if (!video) return;
  video.requestVideoFrameCallback(frame);
  new MutationObserver(shown).observe(found, { attributeFilter: ["hidden"] });
});
"""

if __name__ == "__main__":
    sys.exit(main())
