"""The built front end, hashed, pre-compressed and cached for ever; and what stands at the root."""

import json
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, current_app
from werkzeug.datastructures import Accept
from whitenoise import WhiteNoise

from .folders import ROOT
from .headers import READER_POLICY

DIST = ROOT / "static" / "dist"
# Files whose address is not ours to choose: /robots.txt, /favicon.ico.
AT_ROOT = ROOT / "static" / "root"
A_DAY = 86_400
# How the build leaves a file, the smallest first.
_COMPRESSED = {"br": ".br", "gzip": ".gz", "": ""}


class NotBuilt(Exception):
    """The front end has not been built yet; `make build` does it."""


def init_app(app: Flask) -> None:
    app.extensions["assets"] = _manifest()
    app.jinja_env.globals["asset"] = asset
    files = WhiteNoise(
        app.wsgi_app,
        root=str(DIST),
        prefix="static/",
        max_age=A_DAY,
        immutable_file_test="^/static/",
        add_headers_function=_let_the_reader_run,
    )
    files.add_files(str(AT_ROOT))
    app.wsgi_app = files  # type: ignore[method-assign]


def asset(name: str) -> str:
    """The URL of a built file by its name before hashing, as "main.css"."""
    return f"/static/{current_app.extensions['assets'][name]}"


@cache
def asset_text(name: str) -> str:
    """The content of a built file that is text."""
    return (DIST / _manifest()[name]).read_text()


def service_worker(accepted: Accept) -> tuple[bytes, str] | None:
    """The worker's script, if it is built, in an encoding that is accepted ("" for none).

    Its address never changes, so no hash is in its name.
    """
    for encoding, suffix in _COMPRESSED.items():
        file = DIST / f"service_worker.js{suffix}"
        if (not encoding or accepted.quality(encoding) > 0) and file.exists():
            return file.read_bytes(), encoding
    return None


def _manifest() -> dict[str, str]:
    file = DIST / "manifest.json"
    if not file.exists():
        raise NotBuilt("The front end is not built. Run `make build` first.")
    manifest: dict[str, str] = json.loads(file.read_text())
    return manifest


def _let_the_reader_run(headers: Headers, path: str, _url: str) -> None:
    if Path(path).name.startswith("reader-"):
        headers["Content-Security-Policy"] = READER_POLICY
