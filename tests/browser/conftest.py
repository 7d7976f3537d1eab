"""A real server on a port, real Chromium on a phone's screen."""

import contextlib
import io
import logging
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)
from werkzeug.serving import ThreadedWSGIServer

from blueprints.shared import assets
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.browser.camera import flags, write_video
from tests.browser.flags import FLAGS
from tests.browser.install import chromium, headless_shell
from tests.browser.leaving import TAKEN_IN_HAND
from tests.browser.places import fill
from tests.cast import PASSWORD
from tests.servers.in_a_thread import SOON

TAKEN_OUT_AGAIN = """new Promise(resolve => {
  navigator.serviceWorker.addEventListener("message", resolve, { once: true });
  document.dispatchEvent(new Event("visibilitychange"));
  setTimeout(resolve, 3000);
})"""
LATER = "ms => { const now = Date.now; Date.now = () => now() + ms; }"
SETTLED = """async () => {
  for (;;) {
    const kept = await caches.open("assets").then((cache) => cache.keys());
    if (navigator.serviceWorker.controller && kept.some(({ url }) => url.endsWith(".wasm"))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""
PHONE: ViewportSize = {"width": 390, "height": 844}
PICTURES = Path(__file__).parents[2] / "test-results"
# Beyond this a page is broken, not slow; nothing is measured by it.
PATIENCE = 40_000
expect.set_options(timeout=PATIENCE)

Enter = Callable[..., "Phone"]
Before = Callable[[Image.Image], Browser]


@dataclass
class Phone:
    """One person's browser, at the address of the test's server."""

    page: Page
    origin: str

    def go(self, path: str) -> Page:
        """Open a page and wait until it is there."""
        self.page.wait_for_function(f"() => {{{TAKEN_IN_HAND}}}")
        self.page.goto(self.origin + path)
        return self.page

    def settle(self) -> None:
        """Wait until all that the phone needs without a network has arrived."""
        self.page.evaluate(SETTLED)

    def come_back(self, path: str) -> Page:
        """Open a page as somebody does who has put the phone away for a while."""
        self.go(path)
        with contextlib.suppress(Error):
            self.page.evaluate(TAKEN_OUT_AGAIN)
        return self.page

    def sleep(self, hours: timedelta) -> None:
        """Let time pass on a phone that has no network: its own clock goes on."""
        (worker,) = self.page.context.service_workers
        worker.evaluate(LATER, hours / timedelta(milliseconds=1))

    def send_all(self) -> None:
        """Wait until nothing waits here any more: pages show what was done before it is sent."""
        page = self.come_back("/waiting")
        expect(page.get_by_role("heading", name="Nothing is waiting")).to_be_visible()

    def picture(self, name: str) -> None:
        """Keep what the screen shows in test-results/, to be looked at."""
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


class Network:
    """The app served for real, at one address that can go away and come back."""

    def __init__(self, app: Wellmet) -> None:
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self.app, self.port = app, 0
        self.come_back()

    def come_back(self) -> None:
        self.server = Server("127.0.0.1", self.port, self.app)
        self.port = self.server.port
        self.thread = threading.Thread(target=self.server.serve_forever, args=(SOON,))
        self.thread.start()

    def go_away(self) -> None:
        self.server.shutdown()
        self.thread.join()


class Server(ThreadedWSGIServer):
    """A server that can leave everybody: browsers open lines ahead of what they will ask."""

    # Closing then waits for whatever is still being done.
    daemon_threads = False

    def __init__(self, host: str, port: int, app: Wellmet) -> None:
        self.lines: set[socket.socket] = set()
        super().__init__(host, port, app)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.lines.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.lines.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        for line in list(self.lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        super().server_close()


@pytest.fixture(autouse=True)
def no_badge(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Chromium without a window has no icon either, and ends whoever sets a badge on it."""
    script = (assets.DIST / "service_worker.js").read_bytes()
    script = b"delete WorkerNavigator.prototype.setAppBadge;" + script
    monkeypatch.setattr(assets, "service_worker", lambda _accepted: (script, ""))


@pytest.fixture
def network(app: Wellmet) -> Iterator[Network]:
    """The way to the app: `go_away()` leaves every phone alone."""
    opened = Network(app)
    yield opened
    opened.go_away()


@pytest.fixture
def origin(network: Network) -> str:
    """The address of the app."""
    return f"http://localhost:{network.port}"


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Start a Chromium with flags of one's own, such as a video for its camera.

    `without` are flags of Playwright's that it is to do without.
    """
    with sync_playwright() as playwright:

        def start(*flags: str, window: bool = False, without: Sequence[str] = ()) -> Browser:
            path = (not window and headless_shell()) or chromium()
            return playwright.chromium.launch(
                executable_path=path, args=[*FLAGS, *flags], ignore_default_args=without
            )

        yield start


@pytest.fixture(scope="session")
def chrome(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The Chromium that needs nothing special."""
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def windowed(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The Chromium that people have, which alone asks whether it may, and shows what is pushed."""
    browser = launch(window=True)
    yield browser
    browser.close()


@pytest.fixture
def enter(origin: str, chrome: Browser) -> Iterator[Enter]:
    """Somebody's phone, signed in with their address unless that is None."""
    contexts: list[BrowserContext] = []

    def phone(
        email: str | None,
        browser: Browser | None = None,
        width: int = PHONE["width"],
        dark: bool = False,
        scripts: bool = True,
        still: bool = False,
        zone: str = cast.ZONE,
    ) -> Phone:
        context = (browser or chrome).new_context(
            viewport={"width": width, "height": PHONE["height"]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id=zone,
            device_scale_factor=2,
            has_touch=True,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        opened = Phone(context.new_page(), origin)
        if email:
            sign_in(opened, email)
        return opened

    yield phone
    for context in contexts:
        context.close()


@pytest.fixture
def places(app: Wellmet) -> dict[str, str]:
    """The ids that paths of Alice's evening need."""
    with app.app_context():
        return fill()


def sign_in(phone: Phone, email: str) -> None:
    """Sign in as people do."""
    page = phone.go("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today")


@pytest.fixture
def before(launch: Callable[..., Browser], tmp_path: Path) -> Iterator[Before]:
    """A Chromium whose camera has a picture before it."""
    browsers: list[Browser] = []

    def hold(picture: Image.Image) -> Browser:
        video = write_video(tmp_path / f"{len(browsers)}.mjpeg", picture)
        browsers.append(launch(*flags(video)))
        return browsers[-1]

    yield hold
    for browser in browsers:
        browser.close()


def code_of(phone: Phone) -> Image.Image:
    """The code on somebody's screen, as a camera sees it."""
    code = phone.go("/swap").locator(".code__picture").screenshot()
    return Image.open(io.BytesIO(code)).convert("RGB")
