"""`touchline read --contact`: what was written in the place of a request, as an officer opens it (map 5.13)."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import acting, read
from bot.contact.reading import NOT_SEALED
from moderation.model import ContactState, Person, Role
from storage.sqlite import SqliteStore
from tests.bot.service_kit import Clock
from tests.bot.test_erase_commands import ORG, touchline
from tests.storage.store_kit import START
from tests.storage.test_store_contact_requests import ASKED, NOTED, OPEN, ROBIN, line


@pytest.mark.clause("5.13")
def test_an_officer_opens_it_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, closed = Clock(START), replace(OPEN, state=ContactState.CLOSED, version=3)
    for module in (acting, read):
        monkeypatch.setattr(module, "now", clock)
    with closing(SqliteStore.open(tmp_path, ORG, clock, retention_days=30)) as store, store.transaction() as tx:
        tx.register(Person("p_robin", "Robin Vale", Role.CHILD, True), [ROBIN], "p_sam")
        tx.keep_contact(ASKED, NOTED, START)
        tx.keep_contact(OPEN, NOTED, START)
        tx.hear_contact(OPEN, replace(line(1, "Zanzibar \x1b[2J"), org=ORG))
    asked = ("read", tmp_path, "1", "--contact", "--reason", "a parent asked")
    assert NOT_SEALED in touchline(*asked).output
    with closing(SqliteStore.open(tmp_path, ORG, clock, retention_days=30)) as store, store.transaction() as tx:
        tx.seal_contact(closed, NOTED, START)
    said = touchline(*asked).output
    assert "about the bowling action" in said
    assert "posted by Dave\n  body: Zanzibar" in said
    assert "\x1b" not in said
    assert "no request for contact NOPE" in touchline("read", tmp_path, "NOPE", "--contact", "--reason", "x").output
    assert "nobody here has the id" in touchline(*asked, by="p_dave").output
