"""A server that is looked at, through a real store, a real mail server and the practice club's chat server."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.attendance import here
from bot.pictures import SETTING as PHOTO_DESKS
from bot.running import Running
from bot.spaces import declare
from bot.terminal.club import ALFIE, DAVE, HELEN, MEMBERS, NISHA, TOM
from bot.terminal.server import NAME
from moderation.model import Person, PlaceKind, Role
from moderation.server import Guards, MemberFacts, PlaceFacts, ServerFacts
from storage.sqlite import SqliteStore
from tests.bot.mail_kit import text_of
from tests.bot.running_kit import LEAD, Machine

#: That there is a photo desk is not what these tests are about.
DESK = PlaceFacts("desk", "Photo desk", PlaceKind.CHANNEL)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def shown(person: Person) -> str:
    """A name as the policy wants it shown (clause 5.18), so that nothing is amiss but what a test is about."""
    first, _, last = person.name.partition(" ")
    return f"{first} {last[:1]}" if person.role is Role.CHILD else f"{person.name} ({person.role.value})"


EVERYBODY = {
    member.account.id: MemberFacts(replace(member.account, name=shown(member.person)), member.person) for member in MEMBERS
}


@pytest.fixture
def machine(machine: Machine) -> Machine:
    """The same, with a photo desk."""
    with closing(machine.home.open("practice", machine.clock, retention_days=30)) as store, store.transaction() as tx:
        tx.change_setting(PHOTO_DESKS, json.dumps({NAME: DESK.id}), HELEN.person.id)
        declare(tx, NAME, DESK.id, "Pictures, before they go out", HELEN.person.id)
    return machine


def facts(at: datetime, *present: str, **guards: bool) -> ServerFacts:
    """The practice club's server with one thread, in which are those named, if any are."""
    thread = PlaceFacts("t_1", "Cover drives", PlaceKind.THREAD, frozenset(present))
    places = (DESK, thread) if present else (DESK,)
    return ServerFacts(NAME, "larkmead", at, EVERYBODY, places, guards=Guards(**guards))  # type: ignore[arg-type]


async def look(club: Running, machine: Machine, *present: str, **guards: bool) -> set[str]:
    return {lapse.id for lapse in await club.inspect(facts(machine.clock(), *present, **guards))}


async def test_a_private_place_is_told_once_recorded_once_and_recorded_when_it_is_mended(machine: Machine) -> None:
    """Map 5.2: what can be seen of private contact reaches the lead, and the record says from when until when."""
    async with machine.running() as club:
        assert await look(club, machine, "dave", "alfie") == {"private_place:t_1"}
        await machine.box.until(LEAD.address, 1)
        await machine.until("lead.informed")
        for _ in range(3):
            machine.clock.now += 5 * timedelta(minutes=1)
            await look(club, machine, "dave", "alfie")
        assert await look(club, machine, "dave", "cerys", "alfie") == set()
    (letter,) = machine.box.letters(LEAD.address)
    assert letter["Subject"] == "Larkmead Cricket Club: please look now: one thing about the chat"
    text = " ".join(text_of(letter).split())
    assert "Dave Ridley is the only known adult who can be in the thread “Cover drives”, with Alfie Webb." in text
    assert "Policy clauses 5.1, 5.2." in text
    opened, mended = (record["data"] for record in machine.records() if record["kind"] == "server.inspected")
    assert [len(each["opened"]) for each in (opened, mended)] == [1, 0]
    assert mended["mended"] == opened["opened"]
    assert opened["rule"] == "lapses@1"


async def test_the_day_after_it_is_told_again_also_by_a_program_that_was_started_anew(machine: Machine) -> None:
    async with machine.running() as club:
        await look(club, machine, "dave", "alfie")
        await machine.box.until(LEAD.address, 1)
        await machine.until("lead.informed")
    machine.clock.now += HOUR
    async with machine.running() as club:
        await look(club, machine, "dave", "alfie")
        machine.clock.now += DAY
        await look(club, machine, "dave", "alfie")
        await machine.until("lead.informed", 2)
    _, again = machine.box.letters(LEAD.address)
    assert "Still so, since " in text_of(again)


async def test_what_is_about_the_lead_goes_to_the_next(machine: Machine) -> None:
    async with machine.running() as club:
        await look(club, machine, HELEN.account.id, "alfie")
        await machine.until("lead.informed")
    (letter,) = machine.server.letters
    assert letter.address == TOM.account.id
    assert "Helen Marsh is the only known adult" in letter.text
    assert machine.box.letters(LEAD.address) == []


async def test_another_adult_with_another_child_in_the_same_place_is_told_at_once(machine: Machine) -> None:
    async with machine.running() as club:
        await look(club, machine, "nisha", "alfie")
        await machine.until("lead.informed")
        machine.clock.now += 3 * timedelta(minutes=1)
        await look(club, machine, "dave", "maya")
        await machine.until("lead.informed", 2)
    first, second = (" ".join(text_of(letter).split()) for letter in machine.box.letters(LEAD.address))
    assert "Nisha" in first
    assert "Dave Ridley is the only known adult" in second
    _, entry = (record["data"] for record in machine.records() if record["kind"] == "server.inspected")
    (opened,), (mended,) = entry["opened"], entry["mended"]
    assert opened["key"] != mended["key"]
    assert opened["key"].partition(".")[0] == mended["key"].partition(".")[0], "in the same place"


async def test_practice_mode_holds_none_of_it_back(machine: Machine) -> None:
    """Decisions 16."""
    async with machine.running(starts_shadow=True) as club:
        await look(club, machine, "dave", "alfie")
        await machine.box.until(LEAD.address, 1)
    assert "effect.withheld" not in machine.kinds()


async def test_a_blind_bot_is_told_of_and_what_waits_comes_in_a_letter_of_its_own(machine: Machine) -> None:
    async with machine.running() as club:
        assert await look(club, machine, reads_messages=False, widget=True) == {"blind:message_content", "openness:widget"}
        await machine.box.until(LEAD.address, 2)
    subjects = sorted(letter["Subject"].partition(": ")[2] for letter in machine.box.letters(LEAD.address))
    assert subjects == [
        "please look now: one thing about the chat",
        "please look today: one thing about the chat",
    ]
    (entry,) = (record["data"] for record in machine.records() if record["kind"] == "server.inspected")
    assert entry["opened"] == [{"check": "blind", "key": "message_content"}, {"check": "openness", "key": "widget"}]


async def test_no_entry_and_no_row_names_anybody(machine: Machine) -> None:
    """Codes and ids alone (decisions 7): not even which place it is that two people are alone in."""
    owned = replace(EVERYBODY["dave"], owner=True)
    locked = Guards(can_lock_direct_messages=True, direct_messages_locked_until=machine.clock() + DAY)
    with_owner = replace(facts(machine.clock(), "dave", "alfie"), members={**EVERYBODY, "dave": owned}, guards=locked)
    async with machine.running() as club:
        lapses = await club.inspect(with_owner)
        assert {lapse.key for lapse in lapses} == {"t_1", DAVE.person.id}
        await machine.until("server.inspected")
    recorded = json.dumps([record for record in machine.records() if record["kind"] == "server.inspected"])
    store = SqliteStore.open(machine.folder / "practice", "practice", machine.clock, retention_days=30)
    with closing(store), store.transaction() as tx:
        rows = repr(tx.lapses(f"{NAME}:larkmead"))
    for name in (DAVE.person.name, ALFIE.person.name, "Cover drives", '"t_1"', DAVE.person.id):
        assert name not in recorded
        assert name.strip('"') not in rows


async def test_a_server_on_which_everything_is_new_is_recorded_whole(machine: Machine) -> None:
    """A record of the ledger holds 64 KiB: a thousand threads opened at once must not stop the record, or the telling."""
    threads = tuple(
        PlaceFacts(f"{number:019}", "tactics", PlaceKind.THREAD, frozenset({"dave", "alfie"})) for number in range(1500)
    )
    async with machine.running() as club:
        assert len(await club.inspect(replace(facts(machine.clock()), places=(DESK, *threads)))) == 1500
        await machine.box.until(LEAD.address, 1)
        assert await look(club, machine) == set()
    entries = [record["data"] for record in machine.records() if record["kind"] == "server.inspected"]
    for change in ("opened", "mended"):
        assert len({each["key"] for entry in entries for each in entry[change]}) == 1500
    assert "1500 things" in machine.box.letters(LEAD.address)[0]["Subject"]


AWAY = "monitors:away"


@pytest.mark.clause("8.1")
async def test_who_watches_and_is_never_here_is_found_after_thirty_days_and_again_not_when_they_write(machine: Machine) -> None:
    """Map 8.1: counted from the first look, so that nobody is away on the day of an update."""
    async with machine.running() as club:
        assert AWAY not in await look(club, machine)
        machine.clock.now += 30 * DAY
        assert AWAY not in await look(club, machine)
        machine.clock.now += DAY
        assert AWAY in await look(club, machine)
        await club.write(lambda tx: [here(tx, who.account, club.organisation, machine.clock()) for who in (HELEN, TOM, NISHA)])
        assert AWAY not in await look(club, machine)
