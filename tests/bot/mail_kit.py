"""A real mail server for the tests: aiosmtpd on this machine, with the moods that mail servers have, and encryption."""

import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.mail import Mailer

HOST = "127.0.0.1"
FROM = "touchline@example.org"


@dataclass
class Postbox:
    """What a mail server was given, and what it answers: `answers` by address at RCPT, `content` at DATA, "" for yes."""

    answers: dict[str, str] = field(default_factory=dict)
    content: str = ""
    received: list[tuple[str, bytes]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (named by aiosmtpd)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self.answers.get(address, "")
        if not refusal:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.content:
            return self.content
        assert isinstance(envelope.content, bytes)
        self.received += [(to, envelope.content) for to in envelope.rcpt_tos]
        self.encrypted.append(session.ssl is not None)
        return "250 taken"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=self.logins[-1] == ("touchline", "correct horse"), handled=False)

    def letters(self, to: str | None = None) -> list[EmailMessage]:
        """The letters to somebody, in the order in which they came."""
        found = [message_from_bytes(raw, policy=default) for address, raw in self.received if to in {None, address}]
        assert all(isinstance(each, EmailMessage) for each in found)
        return [each for each in found if isinstance(each, EmailMessage)]


@contextmanager
def mail_server(postbox: Postbox, **options: Any) -> Iterator[int]:
    """Run a mail server and give its port. `options` are aiosmtpd's."""
    controller = Controller(postbox, hostname=HOST, port=options.pop("port", 0) or _free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def text_of(letter: EmailMessage) -> str:
    """The text as a mail program shows it."""
    body: str = letter.get_content()
    return body.replace("\r\n", "\n")


def mailer(port: int, **options: Any) -> Mailer:
    return Mailer(HOST, port, options.pop("security", "none"), FROM, **options)


def unused_port() -> int:
    """A port on which nobody listens."""
    return _free_port()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Contexts for a server on this machine and for a client that trusts it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.org")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.pem").write_bytes(private + pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "server.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port
