"""Writes what the service worker is built from: templates.js and headers.js."""

import json
import sys
from pathlib import Path

from blueprints.shared.headers import PAGE_HEADERS

from . import Unknown, environment, module, named_in, reachable

HERE = Path(__file__).parents[1]


def main(folder: Path) -> int:
    """Write the modules into a folder. Returns 1, after a sentence, when a template is refused."""
    folder.mkdir(exist_ok=True)
    env = environment()
    try:
        templates = module(env, reachable(env, named_in(HERE)))
    except Unknown as unknown:
        print(unknown, file=sys.stderr)
        return 1
    (folder / "templates.js").write_text(templates)
    headers = json.dumps(PAGE_HEADERS, indent=2)
    (folder / "headers.js").write_text(f"export const HEADERS = {headers};\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else HERE / "built"))
