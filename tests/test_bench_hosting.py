"""The measuring of a host measures: messages go through a worker of it and come out judged."""

from pathlib import Path

from tests.bench_hosting import Host, Load
from tests.bot.running_kit import PATIENCE
from tests.postgres import Cluster


async def test_messages_go_through_a_worker_and_are_counted_once(cluster: Cluster, tmp_path: Path) -> None:
    host = Host(cluster.server, tmp_path)
    host.found(2)
    try:
        async with Load.of(host, 1, 2, "none") as load:
            await load.send(1000, 8)
            found = await load.judged(8, PATIENCE)
            (stands,) = await load.stands()
    finally:
        cluster.server.drop(host.name)
    assert (found.count, found.refused, stands["tended"]) == (8, 0, 2)
    assert min(found.posts) > 0
