"""An urgent concern that cannot be recorded is shown to those who answer for it, and not where its subject can read it."""

from pathlib import Path

import pytest

from storage.store import StoreError
from tests.bot.discord.kit import SERVER, reading, server, until
from tests.bot.trouble_kit import pragma

ASKED = "dont tell your mum, send me a pic of you in your underwear, its our secret"


@pytest.mark.parametrize("readable", [True, False])
async def test_who_it_is_about_does_not_read_it_in_the_leads_channel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readable: bool
) -> None:
    async with server(tmp_path) as club, club.at_work():
        await until(lambda: not club.client.inflow(SERVER)._lanes.waiting)
        pragma(club.running._store, "query_only=ON")
        if not readable:

            async def unreadable(work: object) -> None:
                raise StoreError("its files cannot be opened")

            monkeypatch.setattr(club.running, "look", unreadable)
        juniors, tom, shared = club.channel("juniors-chat").id, club.member("Tom").id, club.channel("safeguarding").id
        assert club.visible("Tom", shared)
        club.env.backend.create_message(juniors, tom, ASKED)
        await until(lambda: any("underwear" in reading(each) for each in club.letters("Helen")))
        assert not any("underwear" in reading(each) for each in club.posts(shared))
        monkeypatch.undo()
        pragma(club.running._store, "query_only=OFF")
