"""Writes what the worker is built from: templates, security headers, time zones, words."""

import json
import sys
from pathlib import Path

from jinja2 import TemplateError

from blueprints.shared.headers import PAGE_HEADERS

from . import Unknown, environment, module, named_in, reachable
from .places import places
from .words import words

HERE = Path(__file__).parents[1]


def main(folder: Path) -> int:
    """Write the modules into a folder. Returns 1, after a sentence, when a template is refused."""
    folder.mkdir(exist_ok=True)
    env = environment()
    try:
        templates = module(env, reachable(env, named_in(HERE)))
    except (Unknown, TemplateError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    (folder / "headers.js").write_text(_constant("HEADERS", PAGE_HEADERS))
    (folder / "zones.js").write_text(_constant("PLACES", places()))
    (folder / "words.js").write_text("".join(_constant(*one) for one in words().items()))
    # Last and whole, for by it make sees that all of them are there.
    (folder / "templates.new").write_text(templates, encoding="utf-8")
    (folder / "templates.new").replace(folder / "templates.js")
    return 0


def _constant(name: str, value: object) -> str:
    typed = "/** @type {Record<string, any>} */\n" if isinstance(value, dict) else ""
    return f"{typed}export const {name} = {json.dumps(value)};\n"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else HERE / "built"))
