"""Sending e-mail over a real mail server: what arrives, and what is said when it does not."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import Mail
from bot.credentials import Credential, CredentialError
from bot.mail import Letter, Mailer
from moderation.model import Done, Refused, RetryLater
from tests.bot.mail_kit import FROM, HOST, Postbox, certificate, mail_server, mailer, text_of, unused_port
from tests.bot.service_kit import START

HELEN = "helen@example.org"
WRITER = mailer(25)
LONG = "\u2014 touchline/example-cc " + "Az3grlgtzPICa5OS8npVmf1Myq5IZniMp" * 4
LETTER = Letter("checkpoint-1", HELEN, "Helen Marsh", "A checkpoint", f"Dear Helen,\n\n{LONG}\n\nFrom here on.\n.\n")


async def test_a_letter_arrives_as_it_was_written() -> None:
    box = Postbox()
    with mail_server(box) as port:
        assert await mailer(port).send(LETTER, START) == Done("<checkpoint-1@example.org>")
    (letter,) = box.letters(HELEN)
    assert text_of(letter) == LETTER.text
    assert (letter["From"], letter["To"]) == (f"Touchline <{FROM}>", f"Helen Marsh <{HELEN}>")
    assert (letter["Subject"], letter["Message-ID"]) == ("A checkpoint", "<checkpoint-1@example.org>")
    assert letter["Date"].datetime == START
    assert letter["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("answers_to", ["", "office@example.org"])
async def test_answers_go_to_the_organisation_where_it_has_a_mailbox(answers_to: str) -> None:
    box = Postbox()
    with mail_server(box) as port:
        await mailer(port).send(replace(LETTER, answers_to=answers_to), START)
    (letter,) = box.letters(HELEN)
    assert (letter["Reply-To"] or "", letter["From"]) == (answers_to, f"Touchline <{FROM}>")


async def test_a_pdf_comes_with_it() -> None:
    box = Postbox()
    with mail_server(box) as port:
        await mailer(port).send(replace(LETTER, enclosed=(("report.pdf", b"%PDF-1"),)), START)
    (letter,) = box.letters(HELEN)
    (paper,) = letter.iter_attachments()
    assert (paper.get_filename(), paper.get_content_type()) == ("report.pdf", "application/pdf")
    assert paper.get_content() == b"%PDF-1"
    assert letter.get_body() is not None


async def test_no_line_on_the_way_is_long_and_none_may_flow() -> None:
    """So that neither a server nor a mail program wraps a note."""
    box = Postbox()
    with mail_server(box) as port:
        await mailer(port).send(LETTER, START)
    ((_, raw),) = box.received
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"flowed" not in raw
    assert LONG in text_of(box.letters()[0]).split("\n")


async def test_the_same_letter_again_has_the_same_id() -> None:
    box = Postbox()
    with mail_server(box) as port:
        for letter in (LETTER, replace(LETTER, text="later words"), replace(LETTER, id="checkpoint-2")):
            await mailer(port).send(letter, START)
    ids = [letter["Message-ID"] for letter in box.letters()]
    assert ids == ["<checkpoint-1@example.org>"] * 2 + ["<checkpoint-2@example.org>"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 5.1.1 no such user", Refused("recipient_refused")),
        ("450 4.2.0 greylisted, come back", RetryLater(why="recipient_refused")),
    ],
)
async def test_an_address_is_refused_for_good_or_for_now(answer: str, outcome: Refused | RetryLater) -> None:
    box = Postbox({HELEN: answer})
    with mail_server(box) as port:
        assert await mailer(port).send(LETTER, START) == outcome
    assert not box.received


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("554 5.7.1 looks like spam", Refused("content_refused")), ("451 disk full", RetryLater(why="content_refused"))],
)
async def test_what_is_written_is_refused_for_good_or_for_now(answer: str, outcome: Refused | RetryLater) -> None:
    with mail_server(Postbox(content=answer)) as port:
        assert await mailer(port).send(LETTER, START) == outcome


async def test_a_server_that_is_not_there_is_tried_later() -> None:
    assert await mailer(unused_port()).send(LETTER, START) == RetryLater(why="unreachable")


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, to="helen@example.org\r\nBcc: everybody@example.org"),
        replace(LETTER, to="no address"),
        replace(LETTER, to=""),
    ],
)
async def test_what_is_no_address_gets_nothing(letter: Letter) -> None:
    box = Postbox()
    with mail_server(box) as port:
        assert await mailer(port).send(letter, START) == Refused("address_unusable")
    assert not box.received


async def test_a_name_or_subject_adds_no_header() -> None:
    box = Postbox()
    with mail_server(box) as port:
        hostile = replace(LETTER, name="Helen\r\nBcc: x@example.org", subject="A\r\n\r\nB \ud83d")
        assert isinstance(await mailer(port).send(hostile, START), Done)
    (letter,) = box.letters()
    assert "Bcc" not in letter
    assert letter["Subject"] == "A B ?"


@given(st.text(max_size=400))
@settings(max_examples=60)
def test_any_text_can_be_written(text: str) -> None:
    """A lone surrogate, a control character or a line of dots must not keep a letter from going out."""
    written = WRITER._written(replace(LETTER, text=text, subject=text, name=text), START).as_bytes()
    assert max(map(len, written.split(b"\n"))) <= 998


# Encryption and the password


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_letters_are_encrypted(tmp_path: Path, security: str) -> None:
    server, client = certificate(tmp_path)
    box = Postbox()
    options = {"tls_context": server, "require_starttls": True} if security == "starttls" else {"ssl_context": server}
    with mail_server(box, **options) as port:
        assert isinstance(await mailer(port, security=security, context=client).send(LETTER, START), Done)
    assert len(box.received) == 1


async def test_the_password_is_shown_to_an_encrypted_server_alone(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    box = Postbox()
    known = {"username": "touchline", "password": "correct horse", "security": "starttls", "context": client}
    with mail_server(box, tls_context=server, authenticator=box.authenticate, auth_required=True) as port:
        assert isinstance(await mailer(port, **known).send(LETTER, START), Done)
        wrong = await mailer(port, **known | {"password": "wrong"}).send(LETTER, START)
    assert wrong == RetryLater(why="login_refused")
    assert box.logins[0] == ("touchline", "correct horse")
    in_the_clear = Postbox()
    with mail_server(in_the_clear, authenticator=in_the_clear.authenticate, auth_require_tls=False) as port:
        assert await mailer(port, **known).send(LETTER, START) == RetryLater(why="not_supported")
    assert not in_the_clear.logins
    assert not in_the_clear.received


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_that_nobody_vouches_for_gets_nothing(tmp_path: Path, security: str) -> None:
    server, _ = certificate(tmp_path)
    box = Postbox()
    options = {"tls_context": server} if security == "starttls" else {"ssl_context": server}
    with mail_server(box, **options) as port:
        assert await mailer(port, security=security).send(LETTER, START) == RetryLater(why="not_encrypted")
    assert not box.received


def test_credentials_are_read_at_the_start() -> None:
    settings_ = Mail(HOST, 25, "none", FROM, Credential(env="MAIL_USER"), Credential(env="MAIL_PASSWORD"))
    assert isinstance(Mailer.of(settings_, {"MAIL_USER": "touchline", "MAIL_PASSWORD": "correct horse"}), Mailer)
    with pytest.raises(CredentialError, match="MAIL_PASSWORD is not set"):
        Mailer.of(settings_, {"MAIL_USER": "touchline"})


async def test_a_server_that_is_down_is_said_once_and_that_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.mail")
    port = unused_port()
    ours = mailer(port)
    for _ in range(3):
        assert await ours.send(LETTER, START) == RetryLater(why="unreachable")
    with mail_server(Postbox(), port=port):
        for _ in range(2):
            assert isinstance(await ours.send(LETTER, START), Done)
    await ours.send(LETTER, START)
    down = "an e-mail could not be sent: the mail server cannot be reached. Check host and port under [mail], and this"
    said = [record.getMessage() for record in caplog.records if record.name == "bot.mail"]
    assert said == [f"{down} machine's network.", "e-mail goes out again", f"{down} machine's network."]


async def test_neither_address_nor_words_get_into_logs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    caplog.set_level(logging.DEBUG, "aiosmtplib")
    outcomes = [await mailer(unused_port()).send(LETTER, START)]
    with mail_server(Postbox({HELEN: f"550 {HELEN} is unknown"})) as port:
        outcomes.append(await mailer(port).send(LETTER, START))
    with mail_server(Postbox(content=f"554 {HELEN} does not want this")) as port:
        outcomes.append(await mailer(port).send(LETTER, START))
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("bot", "aiosmtplib"))]
    assert HELEN not in repr(outcomes) + repr(ours)
