"""How soon after a sign-in a phone needs no network any more: what is there, and when."""

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from wsgiref.types import StartResponse, WSGIEnvironment

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from tests import cast
from tests.browser.flags import FLAGS
from tests.browser.install import chromium

from .many_met import gather

MET, ROUNDS = 300, 5
# How long somebody types their address and password at the least, ms.
TYPING = 3_000
# What every request waits for before its answer: a near server, and one behind a crowded cell.
DELAYS = (0.0, 0.4)
# When each was there, in milliseconds since 1970; looked for every few milliseconds.
ARRIVALS = """async () => {
  const there = {};
  const mark = (name, is) => { if (is && !(name in there)) there[name] = Date.now(); };
  const records = () => new Promise((resolve) => {
    const opening = indexedDB.open("wellmet");
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const count = opening.result.transaction("replicas").objectStore("replicas").count();
      count.onsuccess = () => { opening.result.close(); resolve(count.result > 0); };
    };
  });
  while (Object.keys(there).length < 4) {
    mark("a worker that is ready", (await navigator.serviceWorker.getRegistration())?.active);
    const kept = await (await caches.open("assets")).keys();
    mark("what pages are drawn with", kept.some(({ url }) => url.endsWith(".css")));
    mark("the records", await records());
    mark("what reads codes", kept.some(({ url }) => url.endsWith(".wasm")));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return there;
}"""

Answer = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


def main() -> int:
    """Tell it, each of a few times from an empty browser."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = gather(Path(folder), MET).app
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for delay in DELAYS:
            with _served(app, delay) as origin:
                _tell(delay, [_visit(browser, origin) for _ in range(ROUNDS)])
        browser.close()
    return 0


@contextmanager
def _served(app: Answer, delay: float) -> Iterator[str]:
    def late(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        time.sleep(delay)
        return app(environ, start)

    server = make_server("127.0.0.1", 0, late, threaded=True)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://localhost:{server.port}"
    server.shutdown()


def _visit(browser: Browser, origin: str) -> dict[str, float]:
    """What came when, in milliseconds after somebody has pressed *Sign in*."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/sign-in")
    page.wait_for_timeout(TYPING)
    page.get_by_label("E-mail").fill(cast.ALICE.email)
    page.get_by_label("Password").fill(cast.PASSWORD)
    pressed = time.time() * 1000
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today")
    arrivals = {"the first page": time.time() * 1000, **page.evaluate(ARRIVALS)}
    context.close()
    return {name: at - pressed for name, at in arrivals.items()}


def _tell(delay: float, visits: list[dict[str, float]]) -> None:
    print(f"\nFirst visit, {MET} people met, {delay * 1000:.0f} ms a request, {ROUNDS} rounds")
    for name in sorted(visits[0], key=visits[0].__getitem__):
        print(f"  {name:26} {median(visit[name] for visit in visits):5.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
