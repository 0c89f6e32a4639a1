"""What the tests of decisions made again share: a house, and its record read again from its beginning."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from functools import partial
from unittest.mock import patch

from bot import intake
from bot.committee.record import read_record
from bot.replay import again as replayed
from bot.replay.past import Past, Span, again
from moderation.detectors import look
from moderation.detectors.phone import DETECTOR as PHONE
from storage.erasure import Erasure
from storage.home import InFiles
from tests.bot.service_kit import House, Marked
from tests.storage.erasure_kit import set_retention

#: Somebody whom no concern is about.
OFFICER = "p_officer"


def marked() -> AbstractContextManager[object]:
    """What judges and what reads once more look by the same detectors: see `tests.bot.conftest.marked`."""
    stack, seen = ExitStack(), partial(look, detectors=(PHONE, Marked()))
    for module in (intake, replayed):
        stack.enter_context(patch.object(module, "look", seen))
    return stack


def made_again(house: House, span: Span | None = None, actor: str = OFFICER) -> Sequence[Past]:
    """All decisions of a house, made again."""
    entries = read_record(InFiles(house.folder), house.organisation).entries
    with house.store.reading() as tx:
        return list(again(tx, entries, span or Span(), house.organisation, actor))


def erase(house: House, folder: str) -> None:
    """Erase a folder, as two officers do, with the days between."""
    officers = {"p_one", "p_two"}
    with house.store.transaction() as tx:
        set_retention(tx)
        assert isinstance(tx.request_erasure(folder, "p_one", "over", officers), Erasure)
    house.clock.now += timedelta(days=8)
    with house.store.transaction() as tx:
        assert isinstance(tx.approve_erasure(folder, "p_two", "over", officers), Erasure)
    house.store.finish_erasures()
