"""A Redis of the tests' own."""

from pathlib import Path

from tests.processes import answers, free_port, wait_until

from . import install
from .running import run, stop


class Redis:
    """A server on one port, which can go away and come back, empty."""

    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    @staticmethod
    def missing() -> str | None:
        """A sentence about what this machine lacks for it, or None."""
        return None if install.redis() else "Redis is not installed."

    def start(self) -> None:
        """Serve, on the same port as before; return once somebody would be answered."""
        where = ["--port", self.port, "--bind", "127.0.0.1", "--dir", self.folder]
        command = [install.redis(), *where, "--save", "", "--appendonly", "no"]
        self.process = run(command, self.folder / "log")
        wait_until(lambda: answers(self.port), "No Redis")

    def stop(self) -> None:
        """Go away, whoever is connected."""
        stop(self.process)
