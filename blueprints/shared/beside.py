"""Processes beside the server: they start with it, are begun anew should they die, end with it.

The server holds one end of a pipe, they the other. However the server ends, the pipe does.
"""

import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial

from flask import Flask

# Waits so many seconds at most; true once the server is gone.
Gone = Callable[[float], bool]
# What runs beside the server until the server is gone.
Companion = Callable[[Flask, Gone], None]
# How long what is under way may take to end, and how soon what died is started again, in seconds.
PATIENCE = 15
PAUSE = 5.0


def start(
    runs: Sequence[Callable[[Gone], None]], doors: Sequence[socket.socket]
) -> Callable[[], None]:
    """Run each in a process of its own. Gives back what ends them, and waits until they have ended.

    The `doors` are the server's alone: they must not stay open where nobody answers.
    """
    # One pipe for all: whoever came later would hold the server's end of an earlier one.
    ours, the_servers = os.pipe()
    not_theirs = (the_servers, *(door.fileno() for door in doors))
    keepers = [_beside(partial(_keep, run), ours, not_theirs) for run in runs]
    os.close(ours)
    return partial(_end, the_servers, keepers)


def hear_no_signals() -> None:
    """What the terminal or a service manager says is said to the server, and the pipe tells."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _beside(keep: Callable[[Gone], None], pipe: int, the_servers: Sequence[int]) -> int:
    keeper = os.fork()
    if keeper == 0:
        for file in the_servers:
            os.close(file)
        _leave(keep, partial(_gone, pipe))
    return keeper


def _keep(run: Callable[[Gone], None], gone: Gone) -> None:
    """Have it run, again and again, until the server is gone."""
    while not gone(0):
        child = os.fork()
        if child == 0:
            _leave(run, gone)
        os.waitpid(child, 0)
        gone(PAUSE)


def _leave(run: Callable[..., None], *given: object) -> None:
    """Run it as all that this process does."""
    hear_no_signals()
    try:
        run(*given)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(0)


def _gone(pipe: int, seconds: float) -> bool:
    return bool(select.select([pipe], [], [], seconds)[0])


def _end(pipe: int, keepers: Sequence[int]) -> None:
    os.close(pipe)
    patience = time.monotonic() + PATIENCE
    for keeper in keepers:
        while _lives(keeper) and time.monotonic() < patience:
            time.sleep(0.05)


def _lives(keeper: int) -> bool:
    try:
        return os.waitpid(keeper, os.WNOHANG)[0] == 0
    except ChildProcessError:
        # gunicorn has taken note of its end already.
        return False
