"""What somebody types or pastes instead of scanning: a code, or the link it stands for."""

import re
from urllib.parse import urlsplit

from blueprints.shared.ids import plain_code

_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{12}")
_PATH = re.compile(r"/[ce]/([^/]+)/?", re.IGNORECASE)


def code_in(text: str, host: str) -> str:
    """The code that `text` is, or that it leads to as a link on `host`; empty when there is none.

    Spaces, dashes, case, and the letters people mistake for digits do not matter.
    """
    typed = "".join(text.split())
    code = plain_code(_last_of_link(typed, host) if "/" in typed else typed)
    return code if _CODE.fullmatch(code) else ""


def _last_of_link(link: str, host: str) -> str:
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
    except ValueError:
        return ""
    path = _PATH.fullmatch(parts.path)
    return path.group(1) if path and parts.netloc.lower() == host.lower() else ""
