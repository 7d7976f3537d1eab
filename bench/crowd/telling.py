"""What a part of the evening came to: answers a second, p50 and p99, statuses, CPU."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from .line import Line

P99_AIM_MS = 250


@contextmanager
def told(line: Line, title: str) -> Iterator[None]:
    """Print, at the end, what went over the line meanwhile."""
    line.seconds.clear()
    line.statuses.clear()
    began, cpu, own = time.monotonic(), line.served.cpu(), _own_cpu()
    yield
    lasted = time.monotonic() - began
    print(f"\n{title}: {lasted:.1f} s")
    for kind in sorted(line.seconds):
        _tell_kind(line, kind, lasted)
    spent = {name: after - cpu[name] for name, after in line.served.cpu().items()}
    spent["the crowd itself"] = _own_cpu() - own
    told_cpu = ", ".join(f"{name} {seconds / lasted:.2f}" for name, seconds in spent.items())
    print(f"  cores busy: {told_cpu}", flush=True)


def p99(seconds: list[float]) -> float:
    """What one answer in a hundred took longer than."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * 0.99))]


def _tell_kind(line: Line, kind: str, lasted: float) -> None:
    seconds, statuses = line.seconds[kind], line.statuses[kind]
    said = ", ".join(
        f"{count} x {status or 'no answer'}" for status, count in sorted(statuses.items())
    )
    rate, middle, late = len(seconds) / lasted, median(seconds) * 1000, p99(seconds) * 1000
    print(f"  {kind:16} {rate:6.1f}/s  p50 {middle:6.0f} ms  p99 {late:6.0f} ms  {said}")


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
