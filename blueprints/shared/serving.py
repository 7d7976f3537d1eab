"""The start: settings checked, database migrated, address told, gunicorn run."""

import os
import socket
import sys
from typing import NoReturn
from urllib.parse import urlsplit

import qrcode
from flask_migrate import upgrade

from . import config
from .assets import NotBuilt

WORKERS, THREADS = 2, 4


def main() -> int:
    """Serve until stopped. Returns 2, after a sentence, when the settings make no sense."""
    from app import create_app

    try:
        host, port = config.bind()
        app = create_app()
    except (config.BadSetting, NotBuilt) as problem:
        print(f"Wellmet cannot start: {problem}", file=sys.stderr)
        return 2
    with app.app_context():
        upgrade()
    _tell(app.config["PUBLIC_URL"], host, port)
    return _become_gunicorn(host, port)


def _tell(public_url: str, host: str, port: int) -> None:
    print(f"\n  Wellmet is at {public_url or f'http://localhost:{port}'}")
    on_phone = public_url or (f"http://{_lan_address()}:{port}" if _open(host) else "")
    if on_phone and urlsplit(on_phone).hostname not in ("localhost", "127.0.0.1"):
        print(f"  On a phone: {on_phone}\n")
        code = qrcode.QRCode(border=2)
        code.add_data(on_phone)
        code.print_ascii(invert=True)
    sys.stdout.flush()


def _open(host: str) -> bool:
    return host in ("0.0.0.0", "::", "")  # noqa: S104 - only compared


def _lan_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only picks the interface.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "localhost"


def _become_gunicorn(host: str, port: int) -> NoReturn:
    sys.stdout.flush()
    command = ["gunicorn", "app:create_app()", "--bind", f"{host}:{port}"]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS), "--worker-class", "gthread"]
    command += ["--log-level", "warning", "--worker-tmp-dir", _memory_folder()]
    os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606 - our own command


def _memory_folder() -> str:
    # gunicorn's heartbeat is a file; on a disk a slow fsync would look like a dead worker.
    return "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"  # noqa: S108, PTH112
