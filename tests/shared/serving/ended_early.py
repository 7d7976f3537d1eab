"""Wellmet, each of whose workers has the whole server told to end before it listens itself."""

import os
import runpy
import signal
import time

from blueprints.shared.serving.worker import Worker

# In seconds; without an end that is held back for it, a worker waits that long for one.
PATIENCE = 5


def main() -> None:
    """Run `app.py` like that."""
    listen = Worker.init_signals

    def listen_too_late(worker: Worker) -> None:
        os.kill(os.getppid(), signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        while signal.SIGTERM not in signal.sigpending() and time.monotonic() < until:
            time.sleep(0.01)
        listen(worker)

    Worker.init_signals = listen_too_late
    runpy.run_path("app.py", run_name="__main__")


if __name__ == "__main__":
    main()
