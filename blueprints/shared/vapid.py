"""The key by which push services know this place (VAPID, RFC 8292): its two halves, as text."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_LENGTH = 32


def new_key() -> str:
    """A fresh private key: its number on P-256 in base64url, as other tools write it too."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return encoded(number.to_bytes(_LENGTH, "big"))


def public_half(private: str) -> str:
    """What browsers are told of the key. Raises ValueError when `private` is none."""
    raw = decoded(private.strip())
    if len(raw) != _LENGTH:
        raise ValueError("not 32 bytes")
    key = ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
    return encoded(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def encoded(raw: bytes) -> str:
    """Bytes in base64url without padding (RFC 7515, 2)."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes in base64url, padded or not. Raises ValueError for anything else."""
    plain = text.rstrip("=")
    padded = plain + "=" * (-len(plain) % 4)
    is_plain = plain.isascii() and plain.replace("-", "a").replace("_", "a").isalnum()
    if not is_plain or text not in (plain, padded):
        raise ValueError("not base64url")
    return urlsafe_b64decode(padded)
