"""Wellmet, whose terminal hangs up as soon as gunicorn listens to it."""

import os
import runpy
import signal

from gunicorn.arbiter import Arbiter


def main() -> None:
    """Run `app.py` like that."""
    listen = Arbiter.init_signals

    def listen_and_be_hung_up_on(arbiter: Arbiter) -> None:
        listen(arbiter)
        os.kill(os.getpid(), signal.SIGHUP)

    Arbiter.init_signals = listen_and_be_hung_up_on
    runpy.run_path("app.py", run_name="__main__")


if __name__ == "__main__":
    main()
