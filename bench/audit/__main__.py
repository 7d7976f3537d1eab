"""`make audit`: four scores for each page that matters, and what stands in the way of 100."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .lighthouse import Report, look_at
from .server import Evening, serve


def main() -> int:
    with TemporaryDirectory() as folder, serve(Path(folder)) as evening:
        reports = {name: _report(evening, name) for name in evening.paths}
    _tell_scores(reports)
    for name, report in reports.items():
        _tell_failures(name, report)
    return 0


def _report(evening: Evening, name: str) -> Report:
    cookie = "" if name in evening.public else evening.cookie
    return look_at(evening.origin + evening.paths[name], cookie)


def _tell_scores(reports: dict[str, Report]) -> None:
    for name, report in reports.items():
        scores = "  ".join(f"{title} {score}" for title, score in report.scores.items())
        print(f"{name:12} {scores}")


def _tell_failures(name: str, report: Report) -> None:
    for failure in report.failures:
        print(f"{name:12} {failure}")


if __name__ == "__main__":
    sys.exit(main())
