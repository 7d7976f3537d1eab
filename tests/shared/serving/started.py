"""What tests ask of a server that was started for them."""

import subprocess
import time
from collections.abc import Callable
from urllib.error import URLError
from urllib.request import urlopen

# Beyond this the start is broken, not slow; nothing is measured by it.
PATIENCE = 30

Start = Callable[..., subprocess.Popen[str]]


def page(url: str) -> str:
    """What stands at an address, as soon as somebody answers there."""
    for _ in range(PATIENCE * 10):
        try:
            with urlopen(url, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("It never answered.")


def soon(told: Callable[[], int]) -> int:
    """What is told once it is anything but 0; 0 when it never is."""
    for _ in range(PATIENCE * 10):
        if found := told():
            return found
        time.sleep(0.1)
    return 0
