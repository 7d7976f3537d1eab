"""Which addresses a nudge may be pushed to: those of the services that browsers come with."""

import re
from collections.abc import Collection

from cryptography.hazmat.primitives.asymmetric import ec

from blueprints.shared.vapid import decoded

LONGEST = 1000
# Chrome and what is made of it; Firefox; Safari; Edge.
_SERVICES = re.compile(
    r"fcm\.googleapis\.com"
    r"|([a-z0-9-]{1,63}\.)*push\.services\.mozilla\.com"
    r"|([a-z0-9-]{1,63}\.)+push\.apple\.com"
    r"|([a-z0-9-]{1,63}\.)+notify\.windows\.com"
)
# Strict on purpose: what two programs may read as two hosts is no address at all. No user, no
# other port, no backslash, nothing that is not printable ASCII.
_ADDRESS = re.compile(r"https://(?P<host>[a-z0-9.-]+)(:443)?/[!-\[\]-~]*")
_OTHERS = re.compile(r"(?P<origin>https?://[a-z0-9.-]+(:\d+)?)/[!-\[\]-~]*")


def known(endpoint: str, others: Collection[str] = ()) -> bool:
    """Whether `endpoint` is an address at a known push service, or at one of the `others`.

    Anybody signed in can send any address. A server that asked them all would be a way into its
    own network.
    """
    if len(endpoint) > LONGEST:
        return False
    address, other = _ADDRESS.fullmatch(endpoint), _OTHERS.fullmatch(endpoint)
    if address and _SERVICES.fullmatch(address["host"]):
        return True
    return other is not None and other["origin"] in others


def good_keys(p256dh: str, auth: str) -> bool:
    """Whether these are a browser's public key, a point on P-256, and its secret (RFC 8291, 2)."""
    try:
        point, secret = decoded(p256dh), decoded(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return len(point) == 65 and len(secret) == 16
