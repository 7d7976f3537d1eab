"""How soon a page is painted from the phone, beside the same page in the browser's own cache."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Page, Playwright
from werkzeug.serving import make_server

from blueprints.shared.posting import Wellmet
from tests.browser.conftest import PHONE
from tests.browser.flags import FLAGS
from tests.browser.install import chromium

from .many_met import Crowd
from .plain import served

# From where somebody goes to the page: a page of the same origin, as a rule.
START = "/events"
# What the page before has to do once it is there is no part of the next one's time.
SETTLED = 250
CASES = ("plain", "warm", "cold")

Times = dict[tuple[str, str], list[float]]


@dataclass(frozen=True)
class Bench:
    """A browser without a network: its page, and where the phone's and the plain pages are."""

    page: Page
    tools: CDPSession
    origins: dict[str, str]


@contextmanager
def stage(playwright: Playwright, crowd: Crowd, profile: Path, paths: list[str]) -> Iterator[Bench]:
    """A phone that has been opened once, and whose servers are stopped."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium(), args=FLAGS, viewport=PHONE, device_scale_factor=2
    )
    page = context.pages[0]
    with _app(crowd.app) as origin:
        _sign_in(page, origin, crowd.cookie)
        pages = {path: _kept(page, origin + path) for path in (START, *paths)}
    with served(pages) as plain:
        for path in pages:
            page.goto(plain + path, wait_until="networkidle")
    tools = context.new_cdp_session(page)
    tools.send("ServiceWorker.enable")
    yield Bench(page, tools, {"plain": plain, "warm": origin, "cold": origin})
    context.close()


def rounds(bench: Bench, paths: list[str], count: int, slower: int = 1) -> Times:
    """When each page was painted, in milliseconds from where its navigation began."""
    bench.tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    times: Times = {(path, case): [] for path in paths for case in CASES}
    for _ in range(count):
        for path, case in times:
            times[path, case].append(_one(bench, path, case))
    return times


def _one(bench: Bench, path: str, case: str) -> float:
    bench.page.goto(bench.origins[case] + START)
    bench.page.wait_for_timeout(SETTLED)
    if case == "cold":
        bench.tools.send("ServiceWorker.stopAllWorkers")
    bench.page.goto(bench.origins[case] + path)
    painted, by_worker = bench.page.evaluate(PAINTED)
    assert by_worker is (case != "plain"), f"{path} came another way than {case}"
    return float(painted)


def _sign_in(page: Page, origin: str, cookie: str) -> None:
    name, _, value = cookie.partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": origin}])
    page.goto(f"{origin}/today")
    while page.goto(f"{origin}/today") and not page.evaluate(FROM_PHONE):
        page.wait_for_timeout(SETTLED)


def _kept(page: Page, url: str) -> str:
    """The page as the phone's worker answers it."""
    answer = page.goto(url, wait_until="networkidle")
    assert answer is not None
    assert page.evaluate(FROM_PHONE), f"{url} is not the phone's"
    return answer.text()


@contextmanager
def _app(app: Wellmet) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


FROM_PHONE = "document.body.hasAttribute('data-from-phone')"
PAINTED = """async () => {
  const painted = await new Promise((resolve) => {
    const seen = (list) => list.getEntriesByName("first-contentful-paint").forEach(resolve);
    new PerformanceObserver(seen).observe({ type: "paint", buffered: true });
  });
  const [navigation] = performance.getEntriesByType("navigation");
  return [painted.startTime, navigation.workerStart > 0];
}"""
