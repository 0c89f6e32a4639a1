"""Sending e-mail: one letter to one person over SMTP, and what became of it, as an outcome.

The server's answers and the library's errors hold addresses, so neither is ever logged or passed on: an outcome's `why` is a
code of ours. A letter that may have gone out is sent again under the same Message-ID, by which mail programs recognise it; what
is left is that the server took it and the answer was lost: then somebody may see it twice (decisions 21).
"""

import logging
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from typing import Final, Protocol

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)

from bot.anchors.words import WHY
from bot.config import Mail
from moderation.model import Done, Refused, RetryLater

Sent = Done | Refused | RetryLater
"""Done: the server took it. Refused: it will never take this letter to this person. RetryLater: not now."""

log = logging.getLogger(__name__)

#: What keeps every letter from going out, and not only one.
_OF_THE_SERVER: Final = frozenset({"login_refused", "sender_refused", "not_encrypted", "unreachable", "not_supported"})
#: Longest wait for each answer of the server.
TIMEOUT_SECONDS: Final = 30.0
#: Who a letter is from, beside the address.
SENDER: Final = "Touchline"


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain text to one person. `id` says what is sent, such as an effect's id: the same id is the same letter. `enclosed` are
    PDFs, by the names of their files. `answers_to` is the address that takes answers, "" for the sender's.
    """

    id: str
    to: str
    name: str
    subject: str
    text: str
    enclosed: tuple[tuple[str, bytes], ...] = ()
    answers_to: str = ""


class Post(Protocol):
    """Whatever takes letters."""

    async def send(self, letter: Letter, at: datetime) -> Sent: ...


class Mailer:
    """Sends over one mail server. With "starttls" and "tls" nothing is sent, and no password shown, without encryption."""

    def __init__(
        self,
        host: str,
        port: int,
        security: str,
        from_address: str,
        username: str | None = None,
        password: str | None = None,
        *,
        context: ssl.SSLContext | None = None,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._host = host
        self._port = port
        self._security = security
        self._from = Address(SENDER, addr_spec=from_address)
        self._username = username
        self._password = password
        self._context = context or ssl.create_default_context()
        self._timeout = timeout
        self._trouble: set[str] = set()

    @classmethod
    def of(cls, settings: Mail, environment: Mapping[str, str]) -> "Mailer":
        """As configured, with the user name and password read now. Raises CredentialError where they are not there."""
        username = settings.username.read(environment) if settings.username else None
        password = settings.password.read(environment) if settings.password else None
        return cls(settings.host, settings.port, settings.security, settings.from_address, username, password)

    async def send(self, letter: Letter, at: datetime) -> Sent:
        """Send a letter, dated `at`. Never raises for what a server or a network does."""
        sent = await self._send(letter, at)
        self._log(sent)
        return sent

    def _log(self, sent: Sent) -> None:
        """Say once what is in the way of letters, for whoever runs the machine, and not again at each try."""
        if isinstance(sent, Done):
            if self._trouble & _OF_THE_SERVER:
                log.info("e-mail goes out again")
                self._trouble -= _OF_THE_SERVER
        elif sent.why not in self._trouble:
            self._trouble.add(sent.why)
            what, do = WHY[sent.why]
            log.warning("an e-mail could not be sent: %s.%s", what, f" {do}" if sent.why in _OF_THE_SERVER else "")

    async def _send(self, letter: Letter, at: datetime) -> Sent:
        try:
            message = self._written(letter, at).as_bytes()
        except (ValueError, IndexError, MessageError):  # what the library raises for what is no address, and repeats in it
            return Refused("address_unusable")
        client = SMTP(
            hostname=self._host,
            port=self._port,
            username=self._username,
            password=self._password,
            local_hostname=self._from.domain,  # this machine's own name is nobody's business
            timeout=self._timeout,
            use_tls=self._security == "tls",
            start_tls=self._security == "starttls",
            tls_context=self._context,
        )
        try:
            await client.connect()
            await client.sendmail(self._from.addr_spec, [letter.to], message)
        except (SMTPException, OSError) as error:
            return _outcome(error)
        else:
            with suppress(SMTPException, OSError):  # it was taken: a lost goodbye changes nothing
                await client.quit()
            return Done(self._message_id(letter))
        finally:
            client.close()

    def _written(self, letter: Letter, at: datetime) -> EmailMessage:
        message = EmailMessage(policy=WIRE)
        message["From"] = self._from
        message["To"] = Address(_one_line(letter.name), addr_spec=letter.to)
        if letter.answers_to:
            message["Reply-To"] = Address(addr_spec=letter.answers_to)
        message["Subject"] = _one_line(letter.subject)
        message["Date"] = at
        message["Message-ID"] = self._message_id(letter)
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notes in answer
        # Quoted-printable keeps every line on the way under 77 characters and gives it back whole, so that no server wraps a
        # signed note; without "format=flowed" no mail program does so when it shows one.
        message.set_content(_storable(letter.text), cte="quoted-printable")
        for name, content in letter.enclosed:
            message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
        return message

    def _message_id(self, letter: Letter) -> str:
        return f"<{letter.id}@{self._from.domain}>"


def _outcome(error: Exception) -> Sent:
    """What an error means for the letter. What is wrong with the connection, the login or the sender can be put right."""
    match error:
        case SMTPRecipientsRefused(recipients=refused):
            return _refused("recipient_refused", refused[0].code)
        case SMTPDataError(code=code):
            return _refused("content_refused", code)
        case SMTPAuthenticationError():
            why = "login_refused"
        case SMTPSenderRefused():
            why = "sender_refused"
        case _ if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
            why = "not_encrypted"
        case OSError():  # time-outs and lost connections too
            why = "unreachable"
        case _:  # STARTTLS or AUTH is not offered
            why = "not_supported"
    return RetryLater(why=why)


def _refused(why: str, code: int) -> Sent:
    """In SMTP, 4xx means "not now" and 5xx "never" (RFC 5321, 4.2.1)."""
    return Refused(why) if code >= 500 else RetryLater(why=why)


def _one_line(text: str) -> str:
    return " ".join(_storable(text).split())


def _storable(text: str) -> str:
    """Half a surrogate pair cannot be sent, and must not keep the rest from being sent."""
    return text.encode("utf-8", "replace").decode()
