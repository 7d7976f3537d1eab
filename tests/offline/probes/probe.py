"""What a probe is, and the values that most are shown with."""

from dataclasses import dataclass, field
from typing import Any

HOSTILE = (
    "</script><b onclick='x'>\"&amp;",
    "`${x}` \\n \\u2028 \\",
    "\u2028\u2029\x01\x08\x0b\x1f\x7f\x85\ufeff",
    "😀👩‍👩‍👧 e\u0301 \u202eשלום\u202c ﷽",
    "{{ x }}{% raw %}{#",
    "__proto__",
    " \t\r\n ",
    "100% a/b?c=d&e=f#g+h;i:j@k,l$m[n]!~*'()",
)


@dataclass(frozen=True)
class Probe:
    """A template `main`, what it is shown with, and what else it uses, each file by its name."""

    name: str
    main: str
    context: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    raises: bool = False


def said(name: str, main: str, files: dict[str, str] | None = None, **context: Any) -> Probe:
    return Probe(name, main, context, files or {})


def raised(name: str, main: str, files: dict[str, str] | None = None, **context: Any) -> Probe:
    return Probe(name, main, context, files or {}, raises=True)


EMPTY = {"text": "", "list": [], "dict": {}, "zero": 0, "none": None, "no": False}
FULL = {"text": "0", "list": [0], "dict": {"a": 0}, "one": -1, "yes": True, "blank": " "}
VALUES = {
    **{f"empty {k}": v for k, v in EMPTY.items()},
    **{f"full {k}": v for k, v in FULL.items()},
}
