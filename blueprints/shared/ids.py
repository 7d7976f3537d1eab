"""Names for records, made before the record is."""

import re
import secrets
import uuid

from werkzeug.routing import BaseConverter

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_DRAWN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_id() -> str:
    """A random UUID (RFC 9562, version 4). Every form that creates carries one."""
    return str(uuid.uuid4())


def derived(record_id: str, what: str) -> str:
    """The id of what is made beside a record (RFC 9562, version 5): a phone knows it beforehand."""
    return str(uuid.uuid5(uuid.UUID(record_id), what))


def is_id(text: str) -> bool:
    """Whether `text` is a UUID as they are written here."""
    return _UUID.fullmatch(text) is not None


def is_new_id(text: str) -> bool:
    """Whether `text` is an id as `new_id` draws them: it follows from nobody's record."""
    return _DRAWN.fullmatch(text) is not None


def new_code(length: int) -> str:
    """A random code people can read out: Crockford's base 32, five bits a character."""
    return "".join(secrets.choice(_CROCKFORD) for _ in range(length))


def plain_code(text: str) -> str:
    """A code as it was made, from one as it was typed: any case, O for 0, I and L for 1.

    Spaces, dashes and whatever else no code holds go; PostgreSQL would choke on some of it.
    """
    signs = (sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    return "".join(signs).translate(_MISREAD)


class IdConverter(BaseConverter):
    """`<id:name>` in a URL: a UUID in lower case, handed to the route as text."""

    regex = _UUID.pattern
