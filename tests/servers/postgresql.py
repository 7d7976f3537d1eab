"""A PostgreSQL of the tests' own."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psycopg

from tests.processes import answers, free_port, wait_until

from . import install
from .running import run, stop

# It refuses to run as root.
USER = "postgres"
# A test need not wait for a disk. What was committed still survives a killed process.
HASTE = {"fsync": "off", "full_page_writes": "off", "max_connections": 200}


class PostgreSQL:
    """A server on one port, which can go away and come back with what it holds.

    Its user has to get into the `folder`, which becomes theirs. `settings` are PostgreSQL's own.
    """

    def __init__(self, folder: Path, settings: Mapping[str, object] = HASTE) -> None:
        self.settings = settings
        self.port, self.data, self.log = free_port(), folder / "data", folder / "log"
        self.user = USER if os.geteuid() == 0 else ""
        if self.user:
            os.chown(folder, *_ids(self.user))
        initdb = [_program("initdb"), "-D", self.data, "-U", "wellmet", "-A", "trust"]
        alike = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        if run([*initdb, *alike], self.log, self.user).wait():
            raise AssertionError(f"PostgreSQL was not set up: {self.log.read_text()}")
        self.start()

    @staticmethod
    def missing() -> str | None:
        """A sentence about what this machine lacks for it, or None."""
        return None if install.postgresql() else "PostgreSQL is not installed."

    def start(self) -> None:
        """Serve, on the same port as before; return once somebody would be answered."""
        options = {**self.settings, "port": self.port, "unix_socket_directories": ""}
        said = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        command = [_program("postgres"), "-D", self.data, "-h", "127.0.0.1", *said]
        self.process = run(command, self.log, self.user)
        wait_until(self._answers, "No PostgreSQL")

    def stop(self) -> None:
        """Go away, whoever is connected."""
        stop(self.process)

    def new_database(self, name: str, template: str = "template0") -> str:
        """The address of a database that is empty, or a copy of another that nobody is using."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return self._address(name)

    def _answers(self) -> bool:
        # It listens before it lets anybody in.
        try:
            psycopg.connect(self._address("postgres")).close()
        except psycopg.OperationalError:
            return False
        return answers(self.port)

    def _address(self, name: str) -> str:
        return f"postgresql://wellmet@127.0.0.1:{self.port}/{name}"


def _program(name: str) -> Path:
    folder = install.postgresql()
    assert folder, PostgreSQL.missing()
    return folder / name


def _ids(user: str) -> tuple[int, int]:
    def ask(what: str) -> int:
        told = subprocess.run(["id", what, user], capture_output=True, text=True, check=True)
        return int(told.stdout)

    return ask("-u"), ask("-g")
