"""Setting a workspace up, through the real Bolt: who may, what it makes, that it can be done again; and what people attest."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.slack.contact_card import ContactCards
from bot.slack.manifest import manifest
from bot.slack.oauth import NOWHERE
from bot.slack.settings import SETTING, Settings
from bot.spaces import declare
from moderation.attesting import THINGS
from moderation.model import BOT as TOUCHLINE
from moderation.model import Role
from tests.bot.running_kit import records
from tests.bot.service_kit import Clock
from tests.bot.slack.app_kit import Connected, Way, connected
from tests.bot.slack.kit import ORG, PEOPLE
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    COACH,
    COACHES,
    DEPUTY,
    GENERAL,
    JUNIORS,
    LEAD,
    NEWS,
    OTHER_CHILD,
    OTHER_COACH,
    OWNER,
    PARENT,
    SAFEGUARDING,
    STRANGER,
    UNJOINED,
    Fault,
    Peer,
    reading,
)

#: Nobody has set anything up, and nobody is on the register.
FRESH: Mapping[str, Any] = {
    "people": {},
    "lead_channel": "",
    "adult_channels": (),
    "information_channels": (),
    "minimum_age": 0,
}
ANSWERS: Mapping[str, Any] = {
    "minimum_age": "16",
    "lead": LEAD,
    "deputy": DEPUTY,
    "monitor": OTHER_COACH,
    "staff": [COACH, OWNER],
    "young": [CHILD, OTHER_CHILD],
    "adult_channels": [COACHES],
    "information_channels": [NEWS],
}


@asynccontextmanager
async def installed(folder: Path, way: Way = "socket", **options: Any) -> AsyncIterator[Connected]:
    """A workspace on which the app was made from its manifest."""
    async with Peer(Clock()) as peer:
        peer.follow(manifest(NOWHERE))
        async with connected(folder, way, peer=peer, **{"minimum_age": 16, **options}) as made:
            yield made


async def asked(made: Connected, user: str, line: str = "setup") -> str:
    """What somebody reads after they typed a command: a form, or an answer."""
    views, told = set(made.peer.views), len(made.peer.told(user))
    assert (await made.peer.slash(user, GENERAL, line)).status == 200
    await made.peer.until(lambda: set(made.peer.views) - views or len(made.peer.told(user)) > told)
    return reading(made.peer.modal(user).view) if set(made.peer.views) - views else made.peer.told(user)[-1]


async def answered(made: Connected, user: str, answers: Mapping[str, Any]) -> str:
    """What somebody reads after they handed the form in."""
    view = made.peer.modal(user).id
    answer = await made.peer.submit(user, view, answers)
    assert answer.status == 200
    if "errors" in (answer.body or {}):
        return json.dumps(answer.body["errors"], ensure_ascii=False)
    await made.peer.until(lambda: "One moment" not in reading(made.peer.views[view].view))
    return reading(made.peer.views[view].view)


@pytest.mark.clause("7.5", "8.6", "9.5")
@pytest.mark.parametrize("way", ["http", "socket"])
async def test_a_workspace_is_set_up_by_one_form(tmp_path: Path, way: Way) -> None:
    async with installed(tmp_path, way, **FRESH) as made:
        peer = made.peer
        assert "Nobody has said how old" in await asked(made, OWNER)

        said = await answered(made, OWNER, ANSWERS)

        assert "⚠️" not in said.replace("⚠️ 3 people are on no list", ""), said
        assert "every member of staff types “/touchline authorise”" in said
        assert "posts that have to go are removed by hand: the lead and those who watch are asked to" in said
        people = await made.running.look(lambda tx: tx.people_on("slack"))
        assert {id_: each.role for id_, each in people.items()} == {
            LEAD: Role.LEAD,
            DEPUTY: Role.MODERATOR,
            OTHER_COACH: Role.MODERATOR,
            COACH: Role.STAFF,
            OWNER: Role.STAFF,
            CHILD: Role.LEARNER,
            OTHER_CHILD: Role.LEARNER,
        }
        await made.workspace.refresh()
        settings = made.workspace.settings
        assert (settings.minimum_age, settings.adult_channels, settings.information_channels) == (16, (COACHES,), (NEWS,))
        room = peer.conversations[settings.lead_channel]
        assert room.private
        assert set(room.members) == {BOT, LEAD, DEPUTY, OTHER_COACH}
        rehearsal = peer.said_by_bot(room.id)[0]
        assert "Practice:" in reading(rehearsal)
        assert LEAD in str(rehearsal["blocks"]), "the lead's telephone rings"
        assert BOT in peer.conversations[UNJOINED].members
        for channel in (GENERAL, JUNIORS, UNJOINED, COACHES, room.id):
            card = peer.conversations[channel].messages[settings.contact_cards[channel]]
            assert card["ts"] in peer.conversations[channel].pins
            assert "What Touchline does here" in reading(card)
            assert ("Who to ask" in reading(card)) == (channel not in {COACHES, room.id})
            assert ("write to Touchline in a private message" in reading(card)) == (channel not in {COACHES, room.id})
        kinds = [record["kind"] for record in records(tmp_path / ORG)]
        assert kinds.index("setup.due") < kinds.index("setup.done")

        posts, entries = len(peer.called("chat.postMessage")), kinds.count("setup.due")
        await asked(made, LEAD)
        assert "Nothing had to be changed." in await answered(made, LEAD, {})
        assert len(peer.called("chat.postMessage")) == posts
        assert [record["kind"] for record in records(tmp_path / ORG)].count("setup.due") == entries


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"minimum_age": "15"}, "minimum_age", "not for anybody under 16"),
        ({"deputy": LEAD}, "deputy", "must be different people"),
        ({"lead": PARENT}, "lead", "They are a guest"),
        ({"young": [COACH]}, "young", "among the young and among the staff"),
        ({"lead_channel": GENERAL}, "lead_channel", "must be private"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field_and_nothing_is_done(
    tmp_path: Path, change: Mapping[str, Any], field: str, says: str
) -> None:
    async with installed(tmp_path, **FRESH) as made:
        await asked(made, OWNER)

        errors = await answered(made, OWNER, {**ANSWERS, **change})

        assert says in json.loads(errors)[field]
        assert not await made.running.look(lambda tx: tx.people())
        assert not made.peer.called("conversations.create")


async def test_nobody_else_sets_up_and_an_owner_does_not_change_who_watches(tmp_path: Path) -> None:
    async with installed(tmp_path) as made:  # there is a lead
        for user in (COACH, CHILD, DEPUTY):
            assert "Only an owner or administrator" in await asked(made, user)
        await asked(made, OWNER)
        errors = json.loads(await answered(made, OWNER, {"lead": OWNER}))
        assert "Only the safeguarding lead can change that" in errors["lead"]
        errors = json.loads(await answered(made, OWNER, {"lead_channel": COACHES}))
        assert "Only the safeguarding lead" in errors["lead_channel"]


@pytest.mark.clause("5.2", "7.5")
@pytest.mark.parametrize(
    ("user", "answers", "field"),
    [
        (OWNER, {"staff": [STRANGER]}, "staff"),
        (OWNER, {"young": [STRANGER]}, "young"),
        (OWNER, {"adult_channels": [COACHES, JUNIORS]}, "adult_channels"),
        (OWNER, {"staff": [COACH], "information_channels": [NEWS, UNJOINED]}, ""),
        (LEAD, {"staff": [STRANGER], "adult_channels": [COACHES, UNJOINED]}, ""),
    ],
)
async def test_once_there_is_a_lead_who_people_are_and_where_only_adults_are_is_theirs_to_say(
    tmp_path: Path, user: str, answers: Mapping[str, Any], field: str
) -> None:
    async with installed(tmp_path) as made:
        await asked(made, user)
        before = made.workspace.settings

        said = await answered(made, user, answers)

        await made.workspace.refresh()
        refused = [record for record in records(tmp_path / ORG) if record["kind"] == "setup.refused"]
        assert [each["data"]["answers"] for each in refused] == ([[field]] if field else [])
        if field:
            assert "Only the safeguarding lead" in json.loads(said)[field]
            assert refused[0]["actor"] == PEOPLE[OWNER].id
            assert STRANGER not in made.workspace.people
            # The contact cards are put up by a worker of their own, at any moment.
            assert replace(made.workspace.settings, contact_cards={}) == replace(before, contact_cards={})
        else:
            assert "What you chose is kept." in said
            assert (STRANGER in made.workspace.people) == (user == LEAD)


@pytest.mark.clause("5.2")
@pytest.mark.parametrize(
    ("present", "answers", "refused"),
    [((CHILD,), {}, True), ((STRANGER,), {}, False), ((STRANGER,), {"young": [STRANGER]}, True), ((PARENT,), {}, False)],
)
async def test_a_closed_channel_with_somebody_young_in_it_is_none_of_adults(
    tmp_path: Path, present: tuple[str, ...], answers: Mapping[str, Any], refused: bool
) -> None:
    async with installed(tmp_path) as made:
        den = made.peer.create_channel("den", [BOT, LEAD, COACH, *present], private=True)
        await made.workspace.directory.load()
        await asked(made, LEAD)

        said = await answered(made, LEAD, {**answers, "adult_channels": [COACHES, den]})

        assert ("Somebody young is in #den" in said) == refused
        await made.workspace.refresh()
        assert (den in made.workspace.settings.adult_channels) != refused


async def test_what_slack_refuses_is_said_and_done_the_next_time(tmp_path: Path) -> None:
    async with installed(tmp_path, **FRESH) as made:
        made.peer.create_channel("safeguarding-lead", [COACH], private=True)  # of which the bot knows nothing
        news = made.peer.create_channel("safeguarding-lead-news", [BOT, PARENT], private=True)  # a space that staff applied for
        await made.running.write(lambda tx: declare(tx, "slack", news, "News for parents", "p_helen"))
        made.peer.faults.append(Fault("conversations.invite", "restricted_action"))
        await asked(made, OWNER)
        assert "Slack refused it (restricted_action)" in await answered(made, OWNER, ANSWERS)

        await asked(made, LEAD)
        said = await answered(made, LEAD, {})

        assert "#safeguarding-lead-2 is the lead's channel" in said, "what was made the first time is taken"
        assert len([each for each in made.peer.conversations.values() if each.name.startswith("safeguarding-lead")]) == 3


async def test_settings_that_cannot_be_read_stop_nothing_and_are_laid_down_anew(tmp_path: Path) -> None:
    """What another version wrote: the workspace is guarded by what is known, and the form lays it down again."""
    async with installed(tmp_path, **FRESH) as made:
        await asked(made, OWNER)
        await answered(made, OWNER, ANSWERS)
        await made.workspace.refresh()
        before, core = made.workspace.settings, made.workspace.core
        junk = '{"lead_channel": 7, "of another version"'
        await made.running.write(lambda tx: tx.change_setting(SETTING, junk, TOUCHLINE))
        made.workspace.settings = replace(before, contact_cards={})
        await ContactCards(made.workspace).keep()
        await made.workspace.refresh()
        assert made.workspace.settings == replace(before, contact_cards={})
        assert made.workspace.people[LEAD].role is Role.LEAD

        made.workspace.settings = Settings()  # after a start nothing of it is known
        await made.workspace.refresh()
        assert "Nobody has said how old" in await asked(made, LEAD)
        said = await answered(made, LEAD, {**ANSWERS, "lead_channel": before.lead_channel})
        assert "could not be read" in said
        assert "“/touchline authorise removals” again" in said
        kept = Settings.read(await core.look(lambda tx: tx.setting(SETTING)))
        assert (kept.minimum_age, kept.adult_channels, kept.lead_channel) == (16, (COACHES,), before.lead_channel)
        await asked(made, LEAD)
        assert "could not be read" not in await answered(made, LEAD, {})


@pytest.mark.clause("7.5", "8.6")
async def test_a_notice_is_put_back_and_one_is_pinned_where_the_bot_comes(tmp_path: Path) -> None:
    async with installed(tmp_path) as made:
        peer, watch = made.peer, made.chat.attending(ORG).watch
        await watch.walk()
        await made.workspace.refresh()
        first = made.workspace.settings.contact_cards[JUNIORS]
        peer.delete(JUNIORS, first, OWNER)
        den = peer.create_channel("den", [BOT, COACH, CHILD], private=True)
        await made.workspace.directory.load()

        found = {lapse.id for lapse in await watch.walk()}

        cards = made.workspace.settings.contact_cards
        assert cards[JUNIORS] != first
        assert "Who to ask" in reading(peer.conversations[den].messages[cards[den]])
        assert not [id_ for id_ in found if id_.startswith(("contact_card", "notice"))]
        assert f"unseen_place:{UNJOINED}" in found

        made.workspace.access = None  # nobody can authorise any more: that is said in the same place
        assert set(await ContactCards(made.workspace).keep()) == set(cards)
        assert made.workspace.settings.contact_cards == cards
        assert "It does not see your direct messages." in reading(peer.conversations[den].messages[cards[den]])
        assert not await ContactCards(made.workspace).keep()


async def test_a_channel_into_which_it_was_let_a_moment_ago_becomes_the_lead_s(tmp_path: Path) -> None:
    async with installed(tmp_path, **FRESH) as made:
        room = made.peer.create_channel("our-safeguarding", [LEAD, COACH], private=True)
        await asked(made, OWNER)
        made.peer.conversations[room].members.append(BOT)  # and Slack has not told of it yet

        said = await answered(made, OWNER, {**ANSWERS, "lead_channel": room})

        assert "#our-safeguarding is the lead's channel" in said
        assert "is in #our-safeguarding, too: take them out" in said
        assert set(made.peer.conversations[room].members) == {BOT, LEAD, COACH, DEPUTY, OTHER_COACH}


async def test_what_somebody_cannot_see_in_the_form_stays_as_it_is(tmp_path: Path) -> None:
    async with installed(tmp_path) as made:
        den = made.peer.create_channel("committee", [BOT, LEAD], private=True)
        await made.workspace.directory.load()
        await made.set_up(adult_channels=(COACHES, den))
        await asked(made, OWNER)
        shown = json.dumps(made.peer.modal(OWNER).view)
        assert (COACHES in shown, den in shown, SAFEGUARDING in shown) == (True, False, False)

        await answered(made, OWNER, {})

        await made.workspace.refresh()
        assert set(made.workspace.settings.adult_channels) == {COACHES, den}
        assert made.workspace.settings.lead_channel == SAFEGUARDING


@pytest.mark.clause("5.1", "5.2", "6.11", "7.1", "7.7", "8.14")
async def test_what_slack_does_not_tell_is_attested_until_a_day(tmp_path: Path) -> None:
    async with installed(tmp_path) as made:
        walk = made.chat.attending(ORG).watch.walk

        async def open_() -> set[str]:
            return {lapse.key for lapse in await walk() if lapse.check == "attested"}

        assert await open_() == set(THINGS)
        assert "Only those who watch" in await asked(made, COACH, "attest")
        assert "Only owners and administrators may delete" in await asked(made, LEAD, "attest")
        assert "Nothing was ticked" in await answered(made, LEAD, {})
        await asked(made, LEAD, "attest deletes")
        day = (made.clock() + timedelta(days=400)).date().isoformat()
        assert "Nothing was kept" in await answered(made, LEAD, {"deletes": ["yes"], "until": day})
        await asked(made, LEAD, "attest")
        said = await answered(made, LEAD, {"deletes": ["yes"], "connect_dms": ["yes"]})
        assert "Only owners and administrators may delete messages." in said
        assert await open_() == set(THINGS) - {"deletes", "connect_dms"}
        (entry,) = [record for record in records(tmp_path / ORG) if record["kind"] == "attested"]
        assert entry["data"]["things"] == ["deletes", "connect_dms"]
        assert entry["actor"] == PEOPLE[LEAD].id

        made.clock.now += timedelta(days=91)
        assert "deletes" in await open_(), "nobody looked again"


@pytest.mark.clause("8.14")
async def test_the_doctor_puts_right_what_the_bot_can(tmp_path: Path) -> None:
    async with installed(tmp_path) as made:
        said = await asked(made, LEAD, "doctor")
        assert "Touchline is not in #unjoined" in said
        shown = made.peer.ephemerals[-1]

        before = len(made.peer.told(LEAD))
        await made.peer.press(LEAD, shown.channel, shown.ts, "doctor:mend")
        await made.peer.until(lambda: len(made.peer.told(LEAD)) > before)

        assert "put right: touchline is not in #unjoined" in made.peer.told(LEAD)[-1].casefold()
        assert "not put right" not in made.peer.told(LEAD)[-1].casefold()
        assert BOT in made.peer.conversations[UNJOINED].members
        kinds = [record["kind"] for record in records(tmp_path / ORG)]
        assert kinds.index("doctor.due") < kinds.index("doctor.done")
        assert SAFEGUARDING in made.workspace.settings.contact_cards
