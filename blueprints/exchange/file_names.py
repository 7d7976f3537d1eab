"""What a file is called, in the header of its answer (RFC 6266)."""

import unicodedata
from urllib.parse import quote

# What stands for itself in such a name (RFC 8187, 3.2.1: attr-char).
_ITSELF = "!#$&+-.^_`|~"


def parameters(name: str) -> dict[str, str]:
    """The parameters of Content-Disposition for a name in any script, in ASCII.

    A header is ASCII (PEP 3333): a server refuses the whole answer for any other letter in it.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    simple = "".join(filter(str.isprintable, plain))
    if simple == name:
        return {"filename": name}
    return {"filename": simple, "filename*": f"UTF-8''{quote(name, safe=_ITSELF)}"}
