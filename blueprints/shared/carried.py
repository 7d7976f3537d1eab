"""A post that arrived after its session had ended: kept through the sign-in, then offered again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from .access import is_own_path

# What every form carries for itself: with nothing else in it, there is nothing to lose.
ITS_OWN = {"id", "next", "whose", "mends"}
# Hidden fields are written into a page, and pages are kept: no password may wait in one.
SECRET = {"password", "present"}
# What people type in words. The rest was chosen by a button or came from a code: it travels along,
# and nobody needs to read it.
TYPED = {
    *("name", "headline", "organisation", "email", "phone", "link", "links"),
    *("looking_for", "can_help", "line", "reach", "heard", "text", "promised", "next_step"),
    *("title", "place", "goal", "who", "why", "offer", "opening", "learned", "code"),
}


@dataclass(frozen=True)
class Carried:
    """A form on its way: where it was to go, and what was in it."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, path: str, fields: Iterable[tuple[str, str]]) -> "Carried | None":
        """The form of a post; None when it holds a password, or nothing typed or chosen."""
        kept = tuple((name, value) for name, value in fields)
        names = {name for name, _ in kept}
        return cls(path, kept) if names - ITS_OWN and not names & SECRET else None

    @classmethod
    def read(cls, text: str) -> "Carried | None":
        """What `text` holds; None for anything that `written` did not write."""
        try:
            path, fields = json.loads(text)
            kept = tuple((str(name), str(value)) for name, value in fields)
            # JSON knows halves of characters, which no page can be written with.
            json.dumps([path, kept], ensure_ascii=False).encode()
        except (ValueError, TypeError, RecursionError):
            return None
        return cls(path, kept) if isinstance(path, str) and is_own_path(path) else None

    @property
    def written(self) -> str:
        """As a hidden field keeps it."""
        return json.dumps([self.path, self.fields])

    @property
    def shown(self) -> dict[str, object]:
        """As a page shows it, to be sent from there."""
        fields = [{"name": name, "value": value} for name, value in self.fields]
        return {"path": self.path, "fields": fields, "typed": self.typed}

    @property
    def typed(self) -> list[str]:
        """What the person had typed."""
        return [value for name, value in self.fields if name in TYPED and value]
