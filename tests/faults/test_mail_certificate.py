"""To which mail server a password is told: the one that was meant."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from blueprints.shared import config, mail
from tests.processes import free_port

HERE = "127.0.0.1"
PASSWORD = "only for the mail server"
A_DAY = timedelta(days=1)


class Server:
    """A mail server that offers STARTTLS with a certificate of its own making."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[bytes] = []
        self.arrived = 0
        self.certificate = _certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self.controller = Controller(
            self,
            hostname=HERE,
            port=free_port(),
            authenticator=self._take,
            auth_required=True,
            tls_context=context,
        )

    def _take(self, *asked: Any) -> AuthResult:
        self.heard.append(asked[-1].password)
        return AuthResult(success=True)

    async def handle_DATA(self, *_: Any) -> str:
        self.arrived += 1
        return "250 OK"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.controller.start()
    yield server
    server.controller.stop()


@pytest.fixture
def sending(server: Server) -> Flask:
    """An app that has a password for the server."""
    app = Flask(__name__)
    url = f"smtp://wellmet:{PASSWORD}@{HERE}:{server.controller.port}"
    app.config.update(config._mail(url.replace(" ", "%20"), "https://wellmet.example"))
    mail.init_app(app)
    return app


def test_a_server_that_nobody_vouches_for_is_told_no_password(
    sending: Flask, server: Server
) -> None:
    with sending.app_context(), pytest.raises(ssl.SSLCertVerificationError):
        mail.send("zoe@example.org", "Hello", "How are you?")

    assert server.heard == []
    assert server.arrived == 0


def test_one_that_is_vouched_for_takes_the_mail(
    sending: Flask, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))

    with sending.app_context():
        mail.send("zoe@example.org", "Hello", "How are you?")

    assert server.heard == [PASSWORD.encode()]
    assert server.arrived == 1


def _certificate(folder: Path) -> Path:
    """A key and a certificate for this machine, which it has signed itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HERE)])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))])
    about = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    valid = about.not_valid_before(now - A_DAY).not_valid_after(now + A_DAY)
    signed = valid.add_extension(names, critical=False).sign(key, hashes.SHA256())
    file, pem = folder / "certificate.pem", serialization.Encoding.PEM
    own = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(own + signed.public_bytes(pem))
    return file
