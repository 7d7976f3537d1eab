"""A process beside the server: it starts with it, is started again should it die, and ends with it.

The server holds one end of a pipe, the process the other. However the server ends, the pipe does.
"""

import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial

from flask import Flask

# Waits so many seconds at most; true once the server is gone.
Gone = Callable[[float], bool]
# What runs beside the server until the server is gone.
Companion = Callable[[Flask, Gone], None]
# How long what is under way may take to end, and how soon what died is started again, in seconds.
PATIENCE = 15
PAUSE = 5.0


def start(run: Callable[[Gone], None], door: socket.socket) -> Callable[[], None]:
    """Run it in a process of its own. Gives back what ends it, and waits until it has ended.

    The `door` is the server's alone: it must not stay open where nobody answers.
    """
    ours, the_servers = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        os.close(the_servers)
        door.close()
        _leave(_keep, run, partial(_gone, ours))
    os.close(ours)
    return partial(_end, the_servers, keeper)


def hear_no_signals() -> None:
    """What the terminal or a service manager says is said to the server, and the pipe tells."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


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


def _end(pipe: int, keeper: int) -> None:
    os.close(pipe)
    patience = time.monotonic() + PATIENCE
    while _lives(keeper) and time.monotonic() < patience:
        time.sleep(0.05)


def _lives(keeper: int) -> bool:
    try:
        return os.waitpid(keeper, os.WNOHANG)[0] == 0
    except ChildProcessError:
        # gunicorn has taken note of its end already.
        return False
