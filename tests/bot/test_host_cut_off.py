"""A network that is really cut: PostgreSQL in a network namespace of its own, and the cable to one of two workers pulled out.

No packet comes back and nobody is told anything: what is there must notice by itself. It needs somebody who may make network
namespaces; elsewhere it is skipped.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot import dispatch, turns
from bot.homes import Homes
from bot.terminal.club import ALFIE
from storage.postgres import database as connections
from storage.postgres.guards import BOT
from storage.postgres.tables import prepare
from storage.store import UnavailableError
from tests.bot.host_kit import Tally, acknowledged, all_is_done, demand_true_record, one_of, passes, worker
from tests.bot.mail_kit import mail_server, mailer
from tests.bot.running_kit import PATIENCE, Machine, Mailbox
from tests.bot.service_kit import NUMBER, START
from tests.postgres import demand_installed, server

pytestmark = pytest.mark.slow

#: Addresses for documentation (RFC 5737), a net for each of the two cables: 198.51.100.0/29 and 198.51.100.8/29.
NEAR, FAR = ("198.51.100.1", "198.51.100.9"), ("198.51.100.2", "198.51.100.10")


class Cables:
    """Two cables between this machine and a namespace."""

    def __init__(self) -> None:
        self.namespace = f"touchline-{os.getpid()}"
        self._names = [f"tl{os.getpid() % 100000}{end}" for end in "ab"]

    def lay(self, held: ExitStack) -> None:
        _ip("netns", "add", self.namespace)
        held.callback(_ip, "netns", "delete", self.namespace)
        for name, near, far in zip(self._names, NEAR, FAR, strict=True):
            _ip("link", "add", name, "type", "veth", "peer", "name", f"{name}p", "netns", self.namespace)
            held.callback(subprocess.run, ["ip", "link", "delete", name], capture_output=True)
            _ip("address", "add", f"{near}/29", "dev", name)
            _ip("-n", self.namespace, "address", "add", f"{far}/29", "dev", f"{name}p")
            _ip("link", "set", name, "up")
            _ip("-n", self.namespace, "link", "set", f"{name}p", "up")

    def pull(self, which: int) -> None:
        _ip("-n", self.namespace, "link", "set", f"{self._names[which]}p", "down")

    def plug_in(self, which: int) -> None:
        _ip("-n", self.namespace, "link", "set", f"{self._names[which]}p", "up")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def cabled() -> Iterator[Cables]:
    """Skips where no cable can be laid."""
    if shutil.which("ip") is None:
        pytest.skip("there is no `ip` here to make a network namespace with")
    cables = Cables()
    with ExitStack() as held:
        try:
            cables.lay(held)
        except subprocess.CalledProcessError:
            pytest.skip("no network namespace can be made here")
        yield cables


async def test_whoever_is_cut_off_notices_and_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demand_installed()
    monkeypatch.setattr(turns, "BEAT", 0.2)
    monkeypatch.setattr(turns, "LEASE", timedelta(seconds=3))
    monkeypatch.setattr(dispatch, "LEASE", timedelta(seconds=4))
    monkeypatch.setitem(connections._SETTINGS, "idle_in_transaction_session_timeout", "2s")
    monkeypatch.setattr(connections, "UNHEARD_SECONDS", 2)
    box, tally, events = Mailbox(), Tally(), []
    with (
        cabled() as cables,
        server(within=("ip", "netns", "exec", cables.namespace), listen="*") as cluster,
        mail_server(box) as port,
    ):
        name = cluster.new_database()
        prepare(cluster.conninfo(name), START)
        ways = [f"host={far} dbname={name} user={BOT}" for far in FAR]
        with closing(Homes(cluster.conninfo(name, BOT))) as homes:
            machine = Machine(tmp_path / "data", box, mailer(port), homes=homes)
            machine.register_everybody()
            async with worker(machine, ways[0], platform=tally) as first, worker(machine, ways[1], platform=tally) as second:
                for _ in range(3):
                    tending, other = await one_of((first, second))
                    cable = 0 if tending is first else 1
                    for _ in range(5):
                        events.append(machine.event(ALFIE.account, f"ring {NUMBER} or {len(events)}"))
                        await acknowledged(events[-1], (tending.club,), machine)
                    cables.pull(cable)
                    events.append(machine.event(ALFIE.account, f"or {NUMBER}, {len(events)}"))
                    with pytest.raises(UnavailableError):  # and not left waiting for a quarter of an hour, as TCP would
                        await tending.club.receive(events[-1])
                    await acknowledged(events[-1], (other.club,), machine)
                    await passes(machine, lambda: other.tends and all_is_done(machine), 4 * PATIENCE)  # noqa: B023
                    cables.plug_in(cable)
                    await passes(machine, lambda: not (tending.tends or tending.club.is_unwritable), 4 * PATIENCE)  # noqa: B023
                await passes(machine, lambda: all_is_done(machine), 4 * PATIENCE)
            records = demand_true_record(machine, events, tally, tmp_path)
    assert len([record for record in records if record["kind"] == "post.removed"]) == len(events) == 18
