"""The whole path over either store: the same messages, presses and reports give the same record, byte for byte."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from bot.terminal.club import ALFIE, DAVE, HELEN, JUNIORS, MEMBERS, NISHA
from moderation.model import ActionKind, Refused, RetryLater
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.bot.service_kit import MINUTE, NUMBER, Clock, House, club
from tests.storage.conftest import Cluster
from tests.storage.postgres_kit import hosted
from tests.storage.store_kit import Seeded, export

Opens = Callable[[Path, str, Clock], Store]


def in_files(folder: Path, org: str, clock: Clock) -> Store:
    return SqliteStore.open(folder, org, clock, retention_days=30, entropy=Seeded())


@contextmanager
def on_a_host(cluster: Cluster, folder: Path) -> Iterator[Opens]:
    with hosted(cluster, folder) as host:
        database = host.database()
        yield lambda folder, org, clock: PostgresStore.open(database, folder, org, clock, retention_days=30, entropy=Seeded())


async def an_evening(house: House) -> None:
    """Things go well and badly: what is removed, refused, tried again, reported, pressed, put off and forgotten."""
    await house.say(ALFIE, JUNIORS, "we were 147 for 6 off 20 overs")
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    house.platform.answers("remove_post", RetryLater(30), Refused("forbidden"))
    await house.say(DAVE, JUNIORS, f"or me on {NUMBER}")
    await house.pass_time(MINUTE)
    await house.say(DAVE, JUNIORS, "private_contact.secrecy private_contact.secrecy")
    await house.say(NISHA, JUNIORS, "you are all useless idiots and I hate you")
    await house.tell(ALFIE, "he asked me to keep it between us")
    for case in house.cases():
        await house.press(HELEN, ActionKind.SEEN, case.id)
        await house.press(HELEN, ActionKind.NOTE, case.id, "spoke to the parents")
    await house.pass_time(timedelta(hours=30))
    for case in house.cases():
        await house.press(HELEN, ActionKind.CLOSE, case.id, "Put right | dealt with")
    await house.take_away(await house.say(ALFIE, JUNIORS, "never mind"))
    await house.pass_time(timedelta(days=40))


async def told(folder: Path, opens: Opens) -> str:
    house = House(folder, club(), MEMBERS, open_store=opens)
    try:
        await an_evening(house)
        return export(house.store)
    finally:
        house.close()


async def test_the_same_evening_gives_the_same_record(cluster: Cluster, tmp_path: Path) -> None:
    first = await told(tmp_path / "files", in_files)
    with on_a_host(cluster, tmp_path / "host") as opens:
        second = await told(tmp_path / "host" / "practice", opens)
    assert first.count("\n") > 40
    assert first == second
