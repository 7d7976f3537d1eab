"""A push service of the tests' own, and a browser that reads what was pushed to it.

It reads by RFC 8291 and RFC 8292 as they are written, with nothing of what the server writes with.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from blueprints.shared.vapid import decoded, encoded
from tests.servers import in_a_thread

Told = dict[str, Any]


@dataclass
class Pushed:
    """What arrived at the service."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Service:
    """The service: what it was handed, and how it answers from now on."""

    origin: str = ""
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    by_path: dict[str, int] = field(default_factory=dict)
    delay: float = 0
    pushed: list[Pushed] = field(default_factory=list)


class Browser:
    """Somebody's browser: its keys, and its address at the service."""

    def __init__(
        self, service: Service, name: str = "phone", private: str = "", auth: str = ""
    ) -> None:
        number = int.from_bytes(decoded(private)) if private else None
        curve = ec.SECP256R1()
        self.key = (
            ec.derive_private_key(number, curve) if number else ec.generate_private_key(curve)
        )
        self.public = _point(self.key.public_key())
        self.secret = decoded(auth) if auth else bytes(range(16))
        self.service, self.path = service, f"/push/{name}"

    @property
    def form(self) -> dict[str, str]:
        """What the page posts of it."""
        keys = {"p256dh": encoded(self.public), "auth": encoded(self.secret)}
        return {"endpoint": f"{self.service.origin}{self.path}", **keys}

    @property
    def heard(self) -> list[Told]:
        """What was pushed to it, read."""
        mine = [one for one in self.service.pushed if one.path == self.path]
        return [json.loads(self.read(one.body)) for one in mine]

    def read(self, body: bytes) -> bytes:
        """The content of a message (RFC 8291, 3.4; RFC 8188, 2)."""
        salt, size, id_size = body[:16], int.from_bytes(body[16:20]), body[20]
        sender, records = body[21 : 21 + id_size], body[21 + id_size :]
        assert id_size == 65
        assert len(records) <= size, "one record only (RFC 8291, 4)"
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.key.exchange(ec.ECDH(), point)
        secret = _hkdf(self.secret, shared, b"WebPush: info\0" + self.public + sender, 32)
        key = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(salt, secret, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, records, None).rstrip(b"\0")
        assert padded.endswith(b"\2"), "the last record (RFC 8188, 2)"
        return padded[:-1]


def proven(pushed: Pushed) -> tuple[Told, str]:
    """The claims of who sent it, and by which key, once they are proven (RFC 8292, 2 and 3)."""
    scheme, _, parameters = pushed.headers["Authorization"].partition(" ")
    assert scheme == "vapid"
    given = dict(part.strip().split("=", 1) for part in parameters.split(","))
    head, claims, signature = given["t"].split(".")
    assert json.loads(decoded(head)) == {"typ": "JWT", "alg": "ES256"}
    raw = decoded(signature)
    point = decoded(given["k"])
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    # ES256: two numbers of 32 bytes, one after the other (RFC 7518, 3.4).
    assert len(raw) == 64
    pair = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(pair, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    told: Told = json.loads(decoded(claims))
    return told, given["k"]


@contextmanager
def opened() -> Iterator[Service]:
    """The service, on a port of this machine."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.pushed.append(Pushed(self.path, dict(self.headers), body))
            time.sleep(service.delay)
            self.send_response(service.by_path.get(self.path, service.status))
            for name, value in service.headers.items():
                self.send_header(name, value)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """Nothing of it belongs among what the tests say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.origin = f"http://127.0.0.1:{server.server_port}"
    with in_a_thread.running(server):
        yield service


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _hkdf(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(material)
