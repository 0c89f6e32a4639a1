"""The walk: what changes who can be where is looked at within a minute, and what is found is told to the organisation."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.bell import Bell
from bot.discord.guarding import Guarding, server_of
from bot.discord.refusals import ARCHIVED, UNKNOWN_CHANNEL
from bot.discord.watch import ARRIVAL, SETTLE, SWEEP
from moderation.checks.voice_room import GRACE, NOTICE
from moderation.server import Lapse, ServerFacts
from tests.bot.discord.kit import HIDDEN, ORG, SEEN, SERVER, Server, server, until
from tests.bot.discord.test_lock import Incidents, failure
from tests.bot.running_kit import records

MINUTE = timedelta(minutes=1)


@dataclass
class Guarded:
    """A server that is guarded; `seen` is what each walk saw and found."""

    server: Server
    incidents: Incidents
    guarding: Guarding
    folder: Path
    seen: list[tuple[ServerFacts, Sequence[Lapse]]] = field(default_factory=list)

    async def walk(self) -> dict[str, Lapse]:
        """What one walk finds, by id."""
        self.server.clock.now += timedelta(seconds=1)
        return {lapse.id: lapse for lapse in await self.guarding.watch.walk()}

    @property
    def facts(self) -> ServerFacts:
        return self.seen[-1][0]

    def entries(self, kind: str) -> list[dict[str, Any]]:
        return [record["data"] for record in records(self.folder / ORG) if record["kind"] == kind]


async def nothing(seconds: float) -> None:
    return None


@pytest.fixture
async def guarded(tmp_path: Path) -> AsyncIterator[Guarded]:
    async with server(tmp_path) as club:
        incidents = Incidents(club.clock)
        club.client.http.get_guild = incidents.get_guild  # type: ignore[assignment,method-assign]
        club.client.http.edit_incident_actions = incidents.edit_incident_actions  # type: ignore[assignment,method-assign]
        made = Guarded(club, incidents, Guarding(club.club, lambda: False, lambda: True, nothing), tmp_path)
        inspect = club.running.inspect

        async def noted(facts: ServerFacts) -> Sequence[Lapse]:
            found = await inspect(facts)
            made.seen.append((facts, found))
            return found

        club.running.inspect = noted  # type: ignore[method-assign]
        dispatch = club.client.dispatch

        def dispatched(event: str, /, *about: Any, **more: Any) -> None:
            made.guarding.see(event, *about)
            dispatch(event, *about, **more)

        club.client._connection.dispatch = dispatched
        yield made


async def rung(bell: Bell) -> bool:
    """Whether a bell was rung since it was last heard."""
    return await bell.wait(0)


@pytest.mark.clause("5.2")
async def test_a_place_for_one_adult_and_a_child_is_found_and_its_end_too(guarded: Guarded) -> None:
    club = guarded.server
    assert not [id_ for id_ in await guarded.walk() if id_.startswith("private_place")]
    await club.grant("coaches", "Alfie", SEEN)
    for name in ("Helen", "Tom", "Nisha"):
        await club.grant("coaches", name, HIDDEN)
    assert await rung(guarded.guarding.watch._bell)
    found = await guarded.walk()
    lapse = found[f"private_place:{club.channel('coaches').id}"]
    assert lapse.about == ("p_dave",)
    await club.grant("coaches", "Alfie", HIDDEN)
    assert lapse.id not in await guarded.walk()
    changes = [each[how] for each in guarded.entries("server.inspected") for how in ("opened", "mended")]
    assert sum("private_place" in str(each) for each in changes) == 2


async def test_every_change_of_who_can_be_where_is_heard(guarded: Guarded) -> None:
    club, bell = guarded.server, guarded.guarding.watch._bell
    backend = club.env.backend
    coach = next(role.id for role in club.guild._guild.roles.values() if role.name == "Coach")
    assert club.member("Alfie")

    async def heard(do: Callable[[], object]) -> bool:
        await club.env.settle()
        await rung(bell)
        made = do()
        if asyncio.iscoroutine(made):
            await made
        await club.env.settle()
        return await rung(bell)

    assert await heard(lambda: club.guild.create_text_channel("den"))
    assert await heard(lambda: club.grant("den", "Alfie", HIDDEN))
    assert await heard(lambda: backend.edit_role(SERVER, coach, {"permissions": 8}))
    assert await heard(lambda: backend.edit_guild(SERVER, {"name": "Larkmead"}))
    assert await heard(lambda: backend.delete_channel(club.channel("den").id))
    assert not await heard(lambda: club.member("Alfie").send(club.channel("juniors-chat"), "hello"))


async def test_what_is_about_another_server_is_left_alone(guarded: Guarded) -> None:
    other = guarded.server.env.create_guild("Elsewhere")
    await guarded.server.env.settle()
    await rung(guarded.guarding.watch._bell)
    other.create_text_channel("den")
    await guarded.server.env.settle()
    assert not await rung(guarded.guarding.watch._bell)
    assert server_of(object()) is None


async def test_it_goes_into_every_private_thread_and_learns_who_is_in_it(guarded: Guarded) -> None:
    club = guarded.server
    thread = club.env.backend.create_thread(
        club.channel("juniors-chat").id, "trip", club.member("Dave").id, type=discord.ChannelType.private_thread.value
    )
    club.env.backend.add_thread_member(thread.id, club.member("Alfie").id)
    await club.env.settle()
    found = await guarded.walk()
    assert f"private_place:{thread.id}" in found
    assert club.env.backend.bot_user.id in club.env.backend.channels[thread.id].thread_members
    place = next(each for each in guarded.facts.places if each.id == str(thread.id))
    assert place.present == {str(club.member("Dave").id), str(club.member("Alfie").id)}


async def test_it_goes_back_into_a_thread_that_it_was_taken_out_of(guarded: Guarded) -> None:
    club, backend = guarded.server, guarded.server.env.backend
    thread = backend.create_thread(club.channel("juniors-chat").id, "trip", club.member("Dave").id, type=12)
    await club.env.settle()
    await guarded.walk()
    await rung(guarded.guarding.watch._bell)
    backend.remove_thread_member(thread.id, backend.bot_user.id)
    backend.add_thread_member(thread.id, club.member("Alfie").id)
    await club.env.settle()
    assert await rung(guarded.guarding.watch._bell)
    assert f"private_place:{thread.id}" in await guarded.walk()
    assert backend.bot_user.id in thread.thread_members


async def test_a_thread_that_was_closed_out_of_sight_is_found_when_it_is_opened_again(guarded: Guarded) -> None:
    """It is another contact then, and is told again."""
    club, backend = guarded.server, guarded.server.env.backend
    above, ours = club.channel("juniors-chat").id, backend.bot_user.id
    thread = backend.create_thread(above, "trip", club.member("Dave").id, type=12)
    backend.add_thread_member(thread.id, club.member("Alfie").id)
    lapse = f"private_place:{thread.id}"
    assert lapse in await guarded.walk()
    hidden = discord.Permissions(view_channel=True).value
    backend.set_overwrite(above, Overwrite(ours, OverwriteType.MEMBER, 0, hidden))
    assert lapse in await guarded.walk(), "it may still be so"
    backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    backend.set_overwrite(above, Overwrite(ours, OverwriteType.MEMBER, hidden, 0))
    assert lapse not in await guarded.walk()
    backend.edit_channel(thread.id, {}, thread_metadata={"archived": False})
    assert lapse in await guarded.walk()


@pytest.mark.parametrize(("status", "code"), [(400, ARCHIVED), (404, UNKNOWN_CHANNEL)])
async def test_a_thread_of_which_it_learns_by_asking_that_it_is_closed_goes_out_of_mind(
    guarded: Guarded, status: int, code: int
) -> None:
    """Without the right to see all threads, it is not listed for the bot either way: it may only have been taken out of it."""
    club, backend = guarded.server, guarded.server.env.backend
    thread = backend.create_thread(club.channel("juniors-chat").id, "trip", club.member("Dave").id, type=12)
    backend.add_thread_member(thread.id, club.member("Alfie").id)
    assert f"private_place:{thread.id}" in await guarded.walk()
    known = club.club.guild
    assert known is not None
    at = known.get_thread(thread.id)
    assert at is not None
    at.me = None

    async def archived(_: int) -> None:
        raise failure(status, code)

    club.client.http.join_thread = archived  # type: ignore[assignment,method-assign]
    assert f"private_place:{thread.id}" not in await guarded.walk()


async def test_what_was_forbidden_of_a_thread_is_asked_again_once_the_bot_may_do_other_things_there(guarded: Guarded) -> None:
    """Its rights on the server stay as they are: those in the one channel above change."""
    club, backend, refused = guarded.server, guarded.server.env.backend, 0
    above = club.channel("juniors-chat").id
    backend.create_thread(above, "trip", club.member("Dave").id, type=12)

    async def forbidden(thread: int) -> None:
        nonlocal refused
        refused += 1
        raise failure(403)

    club.client.http.join_thread = forbidden  # type: ignore[assignment,method-assign]
    for _ in range(3):
        await guarded.walk()
    assert refused == 1
    given = discord.Permissions(mention_everyone=True).value
    backend.set_overwrite(above, Overwrite(backend.bot_user.id, OverwriteType.MEMBER, given, 0))
    for _ in range(3):
        await guarded.walk()
    assert refused == 2


async def test_who_left_the_server_is_in_no_thread_after_coming_back(guarded: Guarded) -> None:
    club, backend = guarded.server, guarded.server.env.backend
    dave, alfie = club.member("Dave").id, club.member("Alfie").id
    thread = backend.create_thread(club.channel("juniors-chat").id, "trip", club.member("Nisha").id, type=12)
    for each in (dave, alfie):
        backend.add_thread_member(thread.id, each)
    await club.env.settle()
    assert f"private_place:{thread.id}" not in await guarded.walk()
    backend.remove_member(SERVER, dave)
    backend.add_member(SERVER, dave, announce=True)
    await club.env.settle()
    assert f"private_place:{thread.id}" in await guarded.walk()


async def test_a_leaving_that_is_told_twice_does_not_make_the_members_unknown(guarded: Guarded) -> None:
    club, guild = guarded.server, guarded.server.club.guild
    await guarded.walk()
    frame = {"guild_id": str(SERVER), "user": {"id": str(club.member("Kit").id), "username": "kit"}}
    for _ in range(2):
        club.client._connection.parse_guild_member_remove(
            {**frame, "user": {**frame["user"], "discriminator": "0", "avatar": None}}
        )
    assert guild is not None
    assert not guild.chunked
    found = await guarded.walk()
    assert "blind:members" not in found
    assert guarded.facts.guards.sees_members
    club.club.session_over()
    assert not club.club.knows_members(guild)


async def test_a_place_that_only_the_list_of_channels_names_is_unseen(guarded: Guarded) -> None:
    http = guarded.server.client.http
    listed = http.get_all_guild_channels

    async def longer(server: int) -> Any:
        more = {"position": 9, "permission_overwrites": [{"id": str(SERVER), "type": 0, "allow": "0", "deny": "1024"}]}
        return [
            *await listed(server),
            *({"id": id_, "name": "den", "type": kind} | more for id_, kind in (("77", 0), ("78", 4))),
        ]

    http.get_all_guild_channels = longer  # type: ignore[assignment,method-assign]
    found = await guarded.walk()
    assert {"unseen_place:77"} == {id_ for id_ in found if id_.startswith("unseen_place")}


async def test_what_becomes_of_a_hidden_place_is_seen_in_the_list(guarded: Guarded) -> None:
    """The gateway says nothing of it: not that it was made, nor who was let in, nor that it is gone."""
    club, backend = guarded.server, guarded.server.env.backend
    shut = Overwrite(SERVER, OverwriteType.ROLE, 0, discord.Permissions(view_channel=True).value)
    den = backend.create_channel(SERVER, "den", overwrites=[shut])

    async def asked() -> dict[str, Lapse]:
        await club.env.settle()
        guarded.guarding.watch.asks_again()
        return await guarded.walk()

    assert f"unseen_place:{den.id}" in await asked()
    for name in ("Dave", "Alfie"):
        backend.set_overwrite(
            den.id, Overwrite(club.member(name).id, OverwriteType.MEMBER, discord.Permissions(view_channel=True).value)
        )
    found = await asked()
    assert {f"unseen_place:{den.id}", f"private_place:{den.id}"} <= found.keys()
    backend.set_overwrite(
        den.id, Overwrite(backend.bot_user.id, OverwriteType.MEMBER, discord.Permissions(view_channel=True).value)
    )
    found = await asked()
    assert f"private_place:{den.id}" in found
    assert f"unseen_place:{den.id}" not in found
    backend.delete_overwrite(den.id, backend.bot_user.id)
    backend.delete_channel(den.id)
    assert not [id_ for id_ in await asked() if id_.endswith(str(den.id))]


async def test_a_thread_from_before_the_bot_might_see_threads_is_found(guarded: Guarded) -> None:
    club, backend = guarded.server, guarded.server.env.backend
    await club.rights(manage_threads=False)
    thread = backend.create_thread(club.channel("juniors-chat").id, "trip", club.member("Dave").id, type=12)
    backend.add_thread_member(thread.id, club.member("Alfie").id)
    await club.env.settle()
    await club.rights(manage_threads=True)
    assert f"private_place:{thread.id}" in await guarded.walk()


async def test_a_card_that_is_no_longer_pinned_is_found(guarded: Guarded) -> None:
    club = guarded.server
    place = club.client.get_channel(club.channel("juniors-chat").id)
    assert isinstance(place, discord.TextChannel)
    card = await place.send("Whom to ask")
    await card.pin()
    await club.set_up(contact_cards={str(place.id): str(card.id)})
    assert f"contact_card:{place.id}" not in await guarded.walk()
    await card.unpin()
    guarded.guarding.watch.asks_again()
    assert f"contact_card:{place.id}" in await guarded.walk()
    guarded.guarding.watch.asks_again()
    assert f"contact_card:{place.id}" not in await guarded.walk(), "it was pinned again"
    async for pinned in place.pins():
        await pinned.delete()
    guarded.guarding.watch.asks_again()
    assert f"contact_card:{place.id}" in await guarded.walk()
    guarded.guarding.watch.asks_again()
    assert f"contact_card:{place.id}" not in await guarded.walk(), "a new one was made"


async def test_members_who_are_yet_to_be_told_of_are_no_lapse_at_once(guarded: Guarded) -> None:
    guild = guarded.server.client.get_guild(SERVER)
    assert guild is not None
    guild._member_count = (guild._member_count or 0) + 1
    assert await guarded.walk() == {}
    assert not guarded.seen
    guarded.server.clock.now += MINUTE
    assert "blind:members" in await guarded.walk()


async def test_what_is_asked_for_is_asked_at_most_once_a_minute(guarded: Guarded) -> None:
    http, count = guarded.server.client.http, 0
    listed = http.get_all_guild_channels

    async def counted(server: int) -> Any:
        nonlocal count
        count += 1
        return await listed(server)

    http.get_all_guild_channels = counted  # type: ignore[assignment,method-assign]
    for _ in range(12):
        await guarded.walk()
        guarded.server.clock.now += timedelta(seconds=10)
    assert count == 2
    assert len(guarded.seen) == 12


async def test_what_is_forbidden_is_asked_once_and_the_walk_goes_on(guarded: Guarded) -> None:
    http, count = guarded.server.client.http, 0

    async def forbidden(server: int) -> Any:
        nonlocal count
        count += 1
        raise failure(403)

    http.get_all_guild_channels = forbidden  # type: ignore[assignment,method-assign]
    for _ in range(5):
        guarded.guarding.watch.asks_again()
        await guarded.walk()
    assert (count, len(guarded.seen)) == (1, 5)
    await guarded.server.rights(deafen_members=True)
    guarded.guarding.watch.asks_again()
    await guarded.walk()
    assert count == 2


async def test_a_lifted_lock_is_a_lapse_though_it_is_set_again_by_then(guarded: Guarded) -> None:
    await guarded.guarding.lock.look()
    assert not [id_ for id_ in await guarded.walk() if id_.startswith("dm_lock:unlocked")]
    guarded.incidents.until = None
    await guarded.guarding.lock.look()
    assert not guarded.incidents.off
    assert "dm_lock:unlocked" in await guarded.walk()
    assert await rung(guarded.guarding.watch._bell), "and it walks again at once"
    assert "dm_lock:unlocked" not in await guarded.walk()


async def test_rules_changed_by_hand_are_a_lapse_and_put_right(guarded: Guarded) -> None:
    await guarded.walk()
    rules = guarded.server.env.backend.guilds[SERVER].auto_mod_rules
    rule = next(iter(rules.values()))
    guarded.server.env.backend.edit_auto_mod_rule(SERVER, rule.id, {"enabled": False})
    await guarded.server.env.settle()
    assert [id_ for id_ in await guarded.walk() if id_.startswith("rules_drift")] == [f"rules_drift:{rule.name}"]
    assert rules[rule.id].enabled
    assert not [id_ for id_ in await guarded.walk() if id_.startswith("rules_drift")]


# In its own time


class Hours:
    """A pause in which time passes: whatever is to happen at an instant happens in between."""

    def __init__(self, clock: Any, until: datetime) -> None:
        self.clock = clock
        self.until = until
        self.over = asyncio.Event()
        self.planned: list[tuple[datetime, Callable[[], object]]] = []

    async def __call__(self, seconds: float) -> None:
        end = self.clock.now + timedelta(seconds=seconds)
        while self.planned and self.planned[0][0] <= end:
            self.clock.now, do = self.planned.pop(0)
            do()
            for _ in range(5):  # whoever waits for less than this pause goes on here
                await asyncio.sleep(0)
        self.clock.now = end
        if end > self.until:
            self.over.set()
            await asyncio.Event().wait()


async def run(guarded: Guarded, hours: Hours) -> list[datetime]:
    """Let the walk run by itself, and give when it walked."""
    guarded.guarding = Guarding(guarded.server.club, lambda: False, lambda: True, hours)
    walks: list[datetime] = []
    walk = guarded.guarding.watch.walk

    async def noted() -> Sequence[Lapse]:
        walks.append(hours.clock.now)
        return await walk()

    guarded.guarding.watch.walk = noted  # type: ignore[method-assign]
    running = asyncio.create_task(guarded.guarding.watch.run())
    await hours.over.wait()
    running.cancel()
    return walks


async def test_it_walks_every_five_minutes_when_nothing_happens(guarded: Guarded) -> None:
    start = guarded.server.clock.now
    walks = await run(guarded, Hours(guarded.server.clock, start + 6 * SWEEP))
    assert len(walks) >= 6
    assert max(b - a for a, b in pairwise(walks)) <= SWEEP


async def test_members_who_do_not_come_keep_a_walk_waiting_for_less_than_a_minute(guarded: Guarded) -> None:
    club, guild = guarded.server, guarded.server.client.get_guild(SERVER)
    assert guild is not None
    await guarded.walk()
    club.club.session_over()
    guild._member_count = (guild._member_count or 0) + 1
    start = club.clock.now
    walks = await run(guarded, Hours(club.clock, start + 2 * SWEEP))
    assert guarded.entries("server.inspected")[-1]["opened"] == [{"check": "blind", "key": "members"}]
    assert [at - start for at in walks][-2:] == [ARRIVAL, ARRIVAL + SWEEP], "then it walks at its own pace again"
    assert ARRIVAL + timedelta(seconds=SETTLE) < MINUTE, "somebody is told within a minute"


async def test_a_clock_that_was_put_back_stops_no_walk(guarded: Guarded) -> None:
    watch, clock = guarded.guarding.watch, guarded.server.clock
    await guarded.walk()
    clock.now -= 60 * MINUTE
    assert watch._until_next() <= SWEEP
    asked = watch._asked_at
    await guarded.walk()
    assert watch._asked_at == clock.now != asked
    assert watch._until_next() <= SWEEP


async def test_under_a_stream_of_changes_it_walks_again_and_again_and_not_for_each(guarded: Guarded) -> None:
    start = guarded.server.clock.now
    hours = Hours(guarded.server.clock, start + 10 * MINUTE)
    hours.planned = [(start + timedelta(seconds=n), lambda: guarded.guarding.watch.changed()) for n in range(1, 600)]
    walks = await run(guarded, hours)
    assert max(b - a for a, b in pairwise(walks)) <= MINUTE
    assert len(walks) < 600


@pytest.mark.clause("6.11")
async def test_a_room_with_one_adult_is_looked_at_again_when_the_grace_is_over(guarded: Guarded) -> None:
    club = guarded.server
    await guarded.walk()
    room = club.guild.create_voice_channel("Room")
    for name in ("Dave", "Alfie"):
        await club.member(name).join_voice(room)
    await club.env.settle()
    start = club.clock.now
    walks = await run(guarded, Hours(club.clock, start + 2 * MINUTE))
    assert [at - start for at in walks] == [timedelta(), GRACE]
    assert timedelta(seconds=SETTLE) + GRACE < MINUTE, "somebody is told within a minute"
    opened, told = guarded.entries("server.inspected")[-2:]
    assert "voice_room" in str(opened["opened"])
    assert "effects" not in opened, "some time is given for a second adult to come"
    assert {each["does"] for each in told["effects"]} == {"tell_lead", "post_notice"}
    async with club.at_work():
        await until(lambda: club.posts(room.id))
    (post,) = club.posts(room.id)
    assert post.content.startswith(NOTICE), "in the room's own text chat, naming nobody"


async def test_a_walk_that_fails_is_walked_again(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = iter([OSError("no"), OSError("no")])

    async def refresh() -> None:
        for error in failing:
            raise error

    monkeypatch.setattr(guarded.server.club, "refresh", refresh)
    start = guarded.server.clock.now
    walks = await run(guarded, Hours(guarded.server.clock, start + MINUTE))
    assert [at - start for at in walks][:3] == [timedelta(), timedelta(seconds=10), timedelta(seconds=20)]
    assert guarded.seen
