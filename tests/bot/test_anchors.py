"""Checkpoints leave the machine: over a real mail server, by a clock that the test moves."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.anchors.holders import Cover, Holder, officers
from bot.anchors.letters import FROM_HERE, TO_HERE, WIDTH
from bot.anchors.service import Anchors
from bot.config_shape import OfficerTable
from bot.terminal.club import ALFIE, DAVE, JUNIORS
from bot.terminal.server import NAME
from moderation.model import Contact, Done, Outcome, Reach, Refused, RetryLater
from storage.anchoring import Anchoring, Appointed, HolderKind, Position
from storage.store import Checkpoint
from tests.bot.mail_kit import Postbox, mail_server, mailer, text_of, unused_port
from tests.bot.service_kit import House, club, contacts, running
from tests.storage.store_kit import signed_by

LONDON = ZoneInfo("Europe/London")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANNE, BEN = "anne@example.org", "ben@example.com"
OFFICERS = (OfficerTable("Anne Pell", ANNE, "p_anne"), OfficerTable("Ben Lowe", BEN, "p_ben"))


@dataclass
class Post:
    """A club with its mail server and its anchors. `box` holds what was sent."""

    house: House
    box: Postbox
    port: int
    tables: Sequence[OfficerTable] = OFFICERS

    def __post_init__(self) -> None:
        self.start()

    def start(self, port: int | None = None) -> None:
        """Begin anew, as after a restart; on another port there is no mail server."""
        self.mailer = mailer(port or self.port)
        self.anchors = self.with_holders(self.officers())

    def officers(self) -> list[Holder]:
        house = self.house
        return [*officers(self.tables, house.organisation.contacts, house.store.verifier_key, LONDON, self.mailer)]

    def with_holders(self, holders: Sequence[Holder]) -> Anchors:
        house = self.house
        return Anchors(house.writer, house.organisation, holders, house.clock, self.mailer, {NAME: house.platform})

    async def pass_time(self, by: timedelta) -> None:
        """Let the clock run, looking every quarter of an hour."""
        end = self.house.clock.now + by
        while self.house.clock.now < end:
            self.house.clock.now = min(end, self.house.clock.now + timedelta(minutes=15))
            await self.anchors.until_idle()

    def state(self) -> Anchoring:
        with self.house.store.transaction() as tx:
            return tx.anchoring()

    def records(self, kind: str) -> list[dict[str, object]]:
        return [record for record in self.house.records() if record["kind"] == kind]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with posting(tmp_path) as post:
        yield post


@contextmanager
def posting(folder: Path, tables: Sequence[OfficerTable] = OFFICERS, to: Contact | None = None) -> Iterator[Post]:
    box = Postbox()
    organisation = club(contacts=contacts(deputy=to)) if to else club()
    with mail_server(box) as port, running(folder, organisation) as house:
        yield Post(house, box, port, tables)


def note_in(letter: EmailMessage) -> str:
    """The signed note between the marks."""
    _, _, rest = text_of(letter).partition(f"{FROM_HERE}\n\n")
    return rest.partition(f"\n{TO_HERE}")[0]


def sizes(letters: Sequence[EmailMessage]) -> list[int]:
    return [int(note_in(letter).split("\n")[1]) for letter in letters]


def alarm_card(post: Post, address: str) -> str:
    return str(post.house.server.alerts[address, "c_anchors"].card)


# The letters


async def test_each_officer_gets_the_signed_note_and_how_to_use_it(post: Post) -> None:
    await post.anchors.until_idle()
    (to_anne,) = post.box.letters(ANNE)
    assert len(post.box.letters(BEN)) == 1
    size, _ = post.house.store.root()
    text = signed_by(post.house.store.verifier_key, note_in(to_anne))
    assert text.startswith(f"touchline/practice\n{size}\n")
    body = text_of(to_anne)
    for words in ("Dear Anne Pell,", "Please keep this e-mail", "touchline ledger verify", f"Status: {size} entries, "):
        assert words in body
    assert post.house.store.verifier_key in body.split("\n")
    assert "Checkpoint" in to_anne["Subject"]
    prose, _, _ = body.partition(FROM_HERE)
    assert max(map(len, prose.split("\n"))) <= WIDTH


async def test_they_come_each_morning_whatever_happened_and_are_no_growth(post: Post) -> None:
    await post.anchors.until_idle()
    size = post.house.store.root()
    await post.pass_time(4 * DAY)
    assert post.house.store.root() == size
    letters = post.box.letters(ANNE)
    assert [letter["Date"].datetime.hour for letter in letters[1:]] == [7] * 4
    assert len({letter["Message-ID"] for letter in letters}) == 5
    assert "anchored by 2 of 2 outside holders." in text_of(letters[-1])
    assert not post.records("anchor.silent")


async def test_nothing_of_an_address_is_in_the_record(post: Post) -> None:
    post.box.answers[BEN] = "550 no"
    await post.anchors.until_idle()
    await post.pass_time(2 * DAY)
    assert not re.search(r"anne|ben@|@example", repr(post.house.records()))


# Crashes and failures


class PowerCut(BaseException):
    """The machine stops."""


@dataclass
class Unplugged:
    """Somebody whose mail server took the letter just before the machine stopped."""

    holder: Holder

    @property
    def appointed(self) -> Appointed:
        return self.holder.appointed

    @property
    def called(self) -> str:
        return self.holder.called

    async def deliver(self, checkpoint: Checkpoint, cover: Cover) -> Outcome:
        await self.holder.deliver(checkpoint, cover)
        raise PowerCut


async def test_after_a_crash_the_same_letter_comes_again(post: Post) -> None:
    first, second = post.officers()
    with pytest.raises(PowerCut):
        await post.with_holders([Unplugged(first), second]).until_idle()
    post.house.clock.now += timedelta(minutes=10)
    post.start()
    await post.anchors.until_idle()
    to_anne, to_ben = post.box.letters(ANNE), post.box.letters(BEN)
    assert (len(to_anne), len({letter["Message-ID"] for letter in to_anne})) == (2, 1)
    assert note_in(to_anne[0]) == note_in(to_anne[1])
    assert len(to_ben) == 1
    assert all(holder.received for holder in post.state().holders)


async def test_a_refused_officer_keeps_nobody_else_waiting_and_is_tried_again(post: Post) -> None:
    post.box.answers[BEN] = "550 5.1.1 no such user"
    await post.anchors.until_idle()
    assert len(post.box.letters(ANNE)) == 1
    states = {holder.name: holder for holder in post.state().holders}
    failure = states["officer:2"].failure
    assert (failure and failure.why, failure and failure.times) == ("recipient_refused", 1)
    await post.pass_time(HOUR)
    post.box.answers.clear()
    await post.pass_time(6 * HOUR)
    assert len(post.box.letters(BEN)) == 1
    assert all(holder.failure is None for holder in post.state().holders)


async def test_an_unreachable_server_is_tried_with_longer_and_longer_waits(post: Post) -> None:
    post.start(unused_port())
    await post.anchors.until_idle()
    for minutes, times in ((1, 2), (1, 2), (1, 3), (4, 4)):
        post.house.clock.now += timedelta(minutes=minutes)
        await post.anchors.until_idle()
        assert {holder.failure and holder.failure.times for holder in post.state().holders} == {times}
    post.start()
    await post.pass_time(HOUR)
    assert len(post.box.letters(ANNE)) == len(post.box.letters(BEN)) == 1


@dataclass
class Scripted:
    """A holder that is no mailbox: it takes its time, or fails, as it is told."""

    number: int
    outcome: Outcome | Exception = field(default_factory=Done)
    gate: asyncio.Event | None = None
    called: str = "a witness"
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    received: list[Checkpoint] = field(default_factory=list)

    @property
    def appointed(self) -> Appointed:
        return Appointed(f"witness:{self.number}", HolderKind.WITNESS, f"https://witness{self.number}.example.org")

    async def deliver(self, checkpoint: Checkpoint, cover: Cover) -> Outcome:
        self.begun.set()
        if self.gate is not None:
            await self.gate.wait()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        self.received.append(checkpoint)
        return self.outcome


async def test_a_holder_that_hangs_keeps_nobody_waiting_and_is_not_asked_twice(post: Post) -> None:
    hanging, quick = Scripted(1, gate=asyncio.Event()), Scripted(2)
    anchors = post.with_holders([hanging, quick])
    first = asyncio.create_task(anchors.round())
    await hanging.begun.wait()
    await quick.begun.wait()
    post.house.clock.now += DAY
    await anchors.round()
    await anchors.round()
    assert len(quick.received) == 2
    assert not hanging.received
    assert hanging.gate is not None
    hanging.gate.set()
    await first
    assert len(hanging.received) == 1


@pytest.mark.parametrize("outcome", [ValueError("somebody@example.org"), RetryLater(why="busy"), Refused("no")])
async def test_whatever_a_holder_does_the_round_ends(
    post: Post, outcome: Outcome | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    failing, other = Scripted(1, outcome), Scripted(2)
    await post.with_holders([failing, other]).until_idle()
    assert len(other.received) == 1
    (state, _) = post.state().holders
    assert state.failure is not None
    assert "somebody@example.org" not in caplog.text + repr(state)


async def test_it_runs_until_it_is_stopped_and_breaks_off_what_hangs(post: Post) -> None:
    hanging, quick, stop = Scripted(1, gate=asyncio.Event()), Scripted(2), asyncio.Event()
    task = asyncio.create_task(post.with_holders([hanging, quick]).run(stop))
    await quick.begun.wait()
    await hanging.begun.wait()
    stop.set()
    await task
    assert not hanging.received
    assert quick.received


async def test_a_witness_gets_each_checkpoint_of_a_growing_ledger(post: Post) -> None:
    witness = Scripted(1)
    post.anchors = post.with_holders([*post.officers(), witness])
    await post.anchors.until_idle()
    for _ in range(3):
        await post.house.say(ALFIE, JUNIORS, "my number is 07700 900123")
        await post.pass_time(timedelta(minutes=15))
    await post.pass_time(HOUR)
    grown = [checkpoint.size for checkpoint in witness.received]
    assert grown == sorted(set(grown))
    assert len(grown) == 4
    assert len(post.box.letters(ANNE)) == 1


# Silence


async def test_26_hours_of_silence_are_said_to_everybody_and_so_is_their_end(post: Post) -> None:
    await post.anchors.until_idle()
    post.box.answers[BEN] = "550 5.1.1 no such user"
    await post.pass_time(26 * HOUR)
    assert not post.records("anchor.silent")
    await post.pass_time(HOUR)
    (entry,) = post.records("anchor.silent")
    assert entry["data"] == {
        "rule": "anchors@1", "config": post.house.organisation.config,
        "outside": 2, "heard": 1, "silent": ["officer:2"], "hours": 26,
    }  # fmt: skip
    await post.pass_time(2 * DAY)
    assert len(post.records("anchor.silent")) == 3
    status = " ".join(text_of(post.box.letters(ANNE)[-1]).split())
    assert "NOT ANCHORED: 1 of 2 outside holders heard within 26 hours" in status
    assert "Ben Lowe has received nothing since 21 Nov 2026 18:00 (the mail server does not take the address)." in status

    post.box.answers.clear()
    await post.pass_time(6 * HOUR)
    assert len(post.records("anchor.restored")) == 1
    assert post.state().alarm is None
    assert "anchored by 2 of 2" in text_of(post.box.letters(BEN)[-1])
    await post.pass_time(DAY)
    assert len(post.records("anchor.silent")) == 3


async def test_one_of_three_who_is_silent_is_named_though_two_are_enough(post: Post) -> None:
    post.tables = (*OFFICERS, OfficerTable("Cas Hill", "cas@example.net"))
    post.start()
    await post.anchors.until_idle()
    post.box.answers["cas@example.net"] = "550 no"
    await post.pass_time(38 * HOUR)
    status = " ".join(text_of(post.box.letters(ANNE)[-1]).split())
    assert "anchored by 2 of 3 outside holders. Cas Hill has received nothing since" in status
    assert post.records("anchor.silent")


async def test_the_lead_is_told_on_the_platform_also_when_no_mail_gets_out(post: Post) -> None:
    post.start(unused_port())
    await post.pass_time(27 * HOUR)
    card = alarm_card(post, "helen")
    for words in (
        "Anne Pell has never received anything",
        "Ben Lowe",
        "the mail server cannot be reached",
        "Check host and port",
    ):
        assert words in card
    assert len([call for _, call in post.house.platform.calls if call.effect.target.startswith("c_anchors/helen")]) == 1
    assert post.state().alarm is not None


async def test_a_lead_or_deputy_with_an_address_gets_one_letter_a_day(tmp_path: Path) -> None:
    deputy = Contact("Priya Nair", "deputy", Reach.EMAIL, "priya@example.org", "p_priya")
    with posting(tmp_path, OFFICERS[:1], deputy) as post:
        await post.anchors.until_idle()
        await post.pass_time(2 * DAY + HOUR)
        letters = post.box.letters("priya@example.org")
        assert len(letters) == len({letter["Message-ID"] for letter in letters}) == 3
        body = " ".join(text_of(letters[0]).split())
        assert "NOT ANCHORED: only one outside holder is named, and 2 are needed." in body
        assert "Name at least two officers" in body
        assert "helen" in [address for address, _ in post.house.server.alerts]
        post.start()  # after a restart nobody is told the same again
        await post.anchors.until_idle()
        assert len(post.box.letters("priya@example.org")) == 3


# Urgent alerts


@pytest.mark.usefixtures("marked")
async def test_an_urgent_alert_sends_a_checkpoint_that_holds_it_at_once(post: Post) -> None:
    await post.anchors.until_idle()
    await post.house.say(DAVE, JUNIORS, "private_contact.secrecy")
    await post.anchors.until_idle()
    alerted = max(record["seq"] for record in post.house.records() if record["kind"] == "lead.alerted")
    for officer in (ANNE, BEN):
        before, at_once = sizes(post.box.letters(officer))
        assert before < alerted <= at_once
    await post.pass_time(HOUR)
    assert len(post.box.letters(ANNE)) == 2


@pytest.mark.usefixtures("marked")
async def test_an_alert_that_can_wait_sends_none(post: Post) -> None:
    await post.anchors.until_idle()
    await post.house.say(ALFIE, JUNIORS, "my number is 07700 900123")
    assert post.records("lead.alerted")
    await post.pass_time(HOUR)
    assert len(post.box.letters(ANNE)) == 1


@pytest.mark.usefixtures("marked")
async def test_whom_an_urgent_alert_is_about_cannot_tell_from_the_mail(tmp_path: Path) -> None:
    """Safeguarding rule 1: an e-mail at an unusual hour would say that a concern was raised."""
    with posting(tmp_path, (*OFFICERS, OfficerTable("Dave Ridley", "dave@example.net", DAVE.person.id))) as post:
        await post.anchors.until_idle()
        await post.house.say(DAVE, JUNIORS, "private_contact.secrecy")
        await post.anchors.until_idle()
        assert [len(post.box.letters(to)) for to in (ANNE, "dave@example.net")] == [2, 1]
        await post.pass_time(14 * HOUR)
        first, second = text_of(post.box.letters(ANNE)[0]), text_of(post.box.letters("dave@example.net")[1])
        assert [len(post.box.letters(to)) for to in (ANNE, "dave@example.net")] == [3, 2]
        assert "urgent" not in first + second


@pytest.mark.usefixtures("marked")
async def test_an_officer_of_whom_nobody_knows_who_they_are_gets_the_daily_mail_alone(tmp_path: Path) -> None:
    """It may be their own account that the alert is about. A witness is nobody whom it could be about."""
    witness = Scripted(1)
    with posting(tmp_path, (OFFICERS[0], OfficerTable("Somebody", BEN))) as post:
        post.anchors = post.with_holders([*post.officers(), witness])
        await post.anchors.until_idle()
        await post.house.say(DAVE, JUNIORS, "private_contact.secrecy")
        await post.anchors.until_idle()
        assert [len(post.box.letters(to)) for to in (ANNE, BEN)] == [2, 1]
        assert len(witness.received) == 2
        await post.pass_time(14 * HOUR)
        assert [len(post.box.letters(to)) for to in (ANNE, BEN)] == [3, 2]


@pytest.mark.usefixtures("marked")
async def test_every_alert_carries_the_signed_note_and_the_record_does_not_grow_by_it(post: Post) -> None:
    await post.house.say(DAVE, JUNIORS, "private_contact.secrecy")
    judged = next(record["seq"] for record in post.house.records() if record["kind"] == "message.judged")
    alerts = list(post.house.server.alerts.values())
    assert alerts
    for alert in alerts:
        text = signed_by(post.house.store.verifier_key, alert.checkpoint)
        assert int(text.split("\n")[1]) >= judged
    assert not [record for record in post.house.records() if "checkpoint" in str(record["kind"])]


# The year's end


async def test_at_the_years_end_a_volume_ends_and_everybody_gets_its_last_checkpoint(post: Post) -> None:
    witness = Scripted(1)
    post.anchors = post.with_holders([*post.officers(), witness])
    await post.anchors.until_idle()
    post.house.clock.now = datetime(2026, 12, 31, 23, 50, tzinfo=UTC)
    await post.anchors.until_idle()
    await post.pass_time(timedelta(minutes=10))

    with post.house.store.transaction() as tx:
        last = tx.signed_at(tx.anchoring().closed[0])
    assert post.house.store.origin == "touchline/practice/2027"
    for officer in (ANNE, BEN):
        letter = post.box.letters(officer)[-1]
        assert note_in(letter) == last.note
        assert "keep it for good" in letter["Subject"]
        assert "With this the volume is closed" in text_of(letter)
    assert last in witness.received
    await post.pass_time(8 * HOUR)
    newest = note_in(post.box.letters(ANNE)[-1])
    assert newest.startswith("touchline/practice/2027\n1\n")
    assert signed_by(post.house.store.verifier_key, newest)
    assert witness.received[-1].origin == "touchline/practice/2027"
    assert all((holder.received or Position(1, 0)).volume == 2 for holder in post.state().holders)
    await post.pass_time(3 * DAY)
    assert post.house.store.origin == "touchline/practice/2027"
