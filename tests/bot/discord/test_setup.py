"""Setting a server up: what is asked, what is done, and that it can be done again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.archive.proposed import person_id
from bot.discord.club import NAME
from bot.discord.contact_card import ContactCards
from bot.discord.settings import SETTING, Settings
from bot.discord.setup import Answers, planned, standing
from bot.discord.setup_steps import LEAD_CHANNEL, carry_out, practise
from moderation.model import BOT, Account, Person, Role
from tests.bot.discord.commands_kit import tree
from tests.bot.discord.kit import SERVER, Server, buttons, reading, server, until


def role(made: Server, name: str) -> str:
    return str(next(each.id for each in made.guild._guild.roles.values() if each.name == name))


def answers(made: Server, **changes: Any) -> Answers:
    said = {
        "minimum_age": 13,
        "roles": {role(made, "Coach"): Role.STAFF},
        "lead": str(made.member("Helen").id),
        "deputy": str(made.member("Tom").id),
    }
    return Answers(**{**said, **changes})


def the_guild(made: Server) -> discord.Guild:
    guild = made.club.guild
    assert guild is not None
    return guild


def cards_in(made: Server, channel: int) -> list[Any]:
    """What stands in a channel but for Discord's own lines that something was pinned."""
    return [post for post in made.posts(channel) if post.embeds]


async def entries(made: Server, kind: str) -> Any:
    return await made.running.look(lambda tx: tx.newest_entry(kind))


async def test_a_server_is_set_up_and_the_second_time_nothing_is_changed(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        lead, guild = made.account("Helen"), the_guild(made)

        first = await carry_out(made.club, guild, answers(made), lead)
        await made.env.settle()

        channel = discord.utils.get(guild.text_channels, name=LEAD_CHANNEL)
        assert channel is not None
        assert made.club.settings.lead_channel == str(channel.id)
        assert {name: made.visible(name, channel.id) for name in ("Helen", "Tom", "Dave", "Alfie", "Kit")} == {
            "Helen": True,
            "Tom": True,
            "Dave": False,
            "Alfie": False,
            "Kit": False,
        }
        (alert,) = made.posts(channel.id)
        assert "PRACTICE" in reading(alert)
        assert f"<@{made.member('Helen').id}>" in alert.content
        assert set(made.club.settings.contact_cards) == {str(made.channel("juniors-chat").id)}
        assert (await entries(made, "setup.done")).data["registers"] == 0
        assert any("practice alert" in line for line in first.done)

        before = made.club.settings, await made.running.look(lambda tx: tx.newest_entry())
        second = await carry_out(made.club, guild, answers(made), lead)
        await made.env.settle()

        assert second.done == ()
        assert (made.club.settings, await made.running.look(lambda tx: tx.newest_entry())) == before
        assert len(made.posts(channel.id)) == 1
        assert len([each for each in guild.text_channels if each.name == LEAD_CHANNEL]) == 1


async def test_the_practice_alert_looks_like_a_real_one_and_rings(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        channel = the_guild(made).get_channel(made.channel("safeguarding").id)
        assert isinstance(channel, discord.TextChannel)
        await practise(made.club, the_guild(made), channel, str(made.member("Helen").id))
        async with made.at_work():
            await made.member("Alfie").send(made.channel("juniors-chat"), "ring me on 07700 900123")
            await until(lambda: any("Alfie Webb" in reading(post) for post in made.posts(channel.id)))
        practice = next(post for post in made.posts(channel.id) if "PRACTICE" in reading(post))
        real = next(post for post in made.posts(channel.id) if "Alfie Webb" in reading(post))
        shapes = [[field["name"] for field in post.embeds[0]["fields"]] for post in (practice, real)]
        assert shapes[0] == shapes[1]
        assert practice.embeds[0]["color"] == real.embeds[0]["color"]
        assert set(buttons(practice)) <= set(buttons(real))
        assert practice.embeds[0]["title"].casefold() == f"practice: {real.embeds[0]['title']}".casefold()
        assert "> ring me on 07••••••••23" in practice.embeds[0]["description"]
        assert "there is nothing to do" in reading(practice)
        assert all(button["disabled"] for row in practice.components for button in row["components"])
        assert not practice.flags & discord.MessageFlags.suppress_notifications.flag


async def test_those_with_a_role_are_registered_and_nobody_on_the_register_is_changed(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        made.guild.create_role("Junior")
        junior = simcord.RoleHandle(made.env, made.guild, made.guild._guild.roles[int(role(made, "Junior"))])
        await made.member("Kit").member.add_roles(discord.Object(junior.id))  # type: ignore[union-attr]
        await made.member("Dave").member.add_roles(discord.Object(junior.id))  # type: ignore[union-attr]
        await made.env.settle()

        asked = answers(made, roles={role(made, "Coach"): Role.STAFF, role(made, "Junior"): Role.CHILD})
        plan = await planned(made.club, the_guild(made), asked, made.account("Helen"))
        assert [(each.account.id, each.person.role) for each in plan.joining] == [(str(made.member("Kit").id), Role.CHILD)]

        await carry_out(made.club, the_guild(made), asked, made.account("Helen"))
        kit = made.club.people[str(made.member("Kit").id)]
        assert (kit.id, kit.role) == (person_id(NAME, str(made.member("Kit").id)), Role.CHILD)
        assert made.club.people[str(made.member("Dave").id)].role is Role.STAFF
        assert (await entries(made, "setup.done")).data["registers"] == 1


async def test_roles_that_speak_against_each_other_register_nobody(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        made.guild.create_role("Junior")
        for name in ("Coach", "Junior"):
            await made.member("Kit").member.add_roles(discord.Object(int(role(made, name))))  # type: ignore[union-attr]
        await made.env.settle()
        asked = answers(made, roles={role(made, "Coach"): Role.STAFF, role(made, "Junior"): Role.CHILD})

        plan = await planned(made.club, the_guild(made), asked, made.account("Helen"))

        assert plan.joining == ()
        assert plan.unclear == (made.member("Kit").member.display_name,)  # type: ignore[union-attr]


async def test_once_somebody_leads_an_administrator_appoints_nobody(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        asked = answers(made, monitor=str(made.member("Olive").id))

        plan = await planned(made.club, the_guild(made), asked, made.account("Olive"))
        by_lead = await planned(made.club, the_guild(made), asked, made.account("Helen"))

        assert "only the safeguarding lead" in plan.refused[0]
        assert [(each.person.id, each.person.role) for each in by_lead.joining] == [("p_olive", Role.MODERATOR)]


@pytest.mark.clause("5.2", "7.5")
async def test_once_somebody_leads_who_people_are_and_where_only_adults_are_is_theirs_to_say(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        guild, coach, coaches = the_guild(made), role(made, "Coach"), str(made.channel("coaches").id)
        await carry_out(made.club, guild, answers(made), made.account("Helen"))
        kit = made.member("Kit").member
        assert kit is not None
        await kit.add_roles(discord.Object(int(coach)))
        await made.env.settle()
        stands = standing(made.club)
        asked = replace(stands, roles={coach: Role.PARENT}, adult_channels=(coaches,))

        by_another = await planned(made.club, guild, asked, made.account("Olive"))
        refused = await entries(made, "setup.refused")
        waiting = await planned(made.club, guild, stands, made.account("Olive"))
        by_deputy = await planned(made.club, guild, asked, made.account("Tom"))
        by_lead = await planned(made.club, guild, asked, made.account("Helen"))

        assert len([line for line in by_another.refused if "Only the safeguarding lead" in line]) == 2
        assert list(refused.data["answers"]) == ["adult_channels", "roles"]
        assert (waiting.refused, waiting.joining, waiting.waiting) == ((), (), 1)
        assert "only the safeguarding lead can put them there" in waiting.for_the_lead()
        for plan in (by_deputy, by_lead):
            assert [(each.account.id, each.person.role) for each in plan.joining] == [(str(kit.id), Role.PARENT)]


@pytest.mark.clause("5.2")
async def test_a_channel_that_somebody_young_sees_is_none_of_adults(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        guild, coach = the_guild(made), role(made, "Coach")
        coaches, juniors = (str(made.channel(name).id) for name in ("coaches", "juniors-chat"))
        kit = made.member("Kit").member
        assert kit is not None
        await kit.add_roles(discord.Object(int(coach)))
        await made.env.settle()

        async def refused(channel: str, **changes: Any) -> bool:
            asked = answers(made, adult_channels=(channel,), **changes)
            plan = await planned(made.club, guild, asked, made.account("Helen"))
            return any("Somebody young can see" in line for line in plan.refused)

        assert not await refused(coaches)
        assert await refused(juniors)
        assert await refused(coaches, roles={coach: Role.CHILD}), "who is to be registered as a child by this"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"minimum_age": 12}, "not for children under 13"),
        ({"minimum_age": 0}, "Say first how old"),
        ({"deputy": "lead"}, "different people"),
        ({"monitor": "child"}, "cannot watch"),
        ({"roles": {"1": Role.CHILD}}, "says nothing about anybody"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_done(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        people = {"lead": str(made.member("Helen").id), "child": str(made.member("Alfie").id)}
        changes = {key: people.get(value, value) if isinstance(value, str) else value for key, value in changes.items()}

        result = await carry_out(made.club, the_guild(made), answers(made, **changes), made.account("Helen"))

        assert result.done == ()
        assert any(says in line for line in result.left)
        assert made.club.settings.lead_channel == ""


async def test_an_administrator_can_change_all_else_and_a_role_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        guild = the_guild(made)
        gone = made.guild.create_role("Gone")
        asked = answers(made, roles={role(made, "Coach"): Role.STAFF, str(gone.id): Role.MODERATOR})
        await carry_out(made.club, guild, asked, made.account("Helen"))
        left = guild.get_role(gone.id)
        assert left is not None
        await left.delete()
        await made.env.settle()

        again = replace(standing(made.club), information_channels=(str(made.channel("coaches").id),))
        result = await carry_out(made.club, guild, again, made.account("Olive"))

        assert result.done == ("What you chose is kept.",)
        assert set(made.club.settings.roles) == {role(made, "Coach")}
        assert made.club.settings.information_channels == (str(made.channel("coaches").id),)


async def test_somebody_known_by_another_account_keeps_what_is_known_of_them(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        kit = made.account("Kit")
        known = Person(person_id(NAME, kit.id), "Kit Lowe", Role.CHILD, True, turns_18="2029-03")
        await made.running.write(lambda tx: tx.register(known, [Account("slack", "U0123ABCD", "Kit")], "p_helen"))
        member = made.member("Kit").member
        assert member is not None
        await member.add_roles(discord.Object(int(role(made, "Coach"))))
        await made.env.settle()

        await carry_out(made.club, the_guild(made), answers(made), made.account("Helen"))

        assert made.club.people[kit.id] == known


async def test_a_lead_channel_that_could_not_be_made_is_said_and_made_the_next_time(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        made.env.inject_error("POST", f"/guilds/{SERVER}/channels", status=403, code=50013)

        result = await carry_out(made.club, the_guild(made), answers(made), made.account("Helen"))
        again = await carry_out(made.club, the_guild(made), answers(made), made.account("Helen"))

        assert any("could NOT be made" in line for line in result.left)
        assert any("lead's channel" in line for line in again.done)


async def test_the_lead_channel_is_closed_again_to_others(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        guild = the_guild(made)
        await carry_out(made.club, guild, answers(made), made.account("Helen"))
        channel = guild.get_channel(int(made.club.settings.lead_channel))
        assert isinstance(channel, discord.TextChannel)
        await channel.set_permissions(guild.default_role, view_channel=True)
        await made.env.settle()

        await carry_out(made.club, guild, answers(made), made.account("Helen"))
        await made.env.settle()

        assert not made.visible("Alfie", channel.id)


async def test_whoever_else_sees_the_lead_channel_is_named(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        guild = the_guild(made)
        await carry_out(made.club, guild, answers(made), made.account("Helen"))
        channel, dave = guild.get_channel(int(made.club.settings.lead_channel)), made.member("Dave").member
        assert isinstance(channel, discord.TextChannel)
        assert dave is not None
        await channel.set_permissions(dave, view_channel=True)
        await made.env.settle()

        result = await carry_out(made.club, guild, answers(made), made.account("Helen"))

        assert result.done == ()
        assert any(dave.display_name in line and "take them out" in line for line in result.left)


async def test_a_channel_that_is_there_becomes_the_leads(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        guild, safeguarding = the_guild(made), made.guild.create_text_channel("safeguarding")
        await made.env.settle()
        asked = answers(made, lead_channel=str(safeguarding.id))

        by_another = await planned(made.club, guild, asked, made.account("Olive"))
        first = await carry_out(made.club, guild, asked, made.account("Helen"))
        await made.env.settle()
        second = await carry_out(made.club, guild, standing(made.club), made.account("Helen"))

        assert any("Only the safeguarding lead" in line for line in by_another.refused)
        assert made.club.settings.lead_channel == str(safeguarding.id)
        assert discord.utils.get(guild.text_channels, name=LEAD_CHANNEL) is None
        assert {name: made.visible(name, safeguarding.id) for name in ("Helen", "Tom", "Dave", "Alfie")} == {
            "Helen": True,
            "Tom": True,
            "Dave": False,
            "Alfie": False,
        }
        assert "PRACTICE" in reading(made.posts(safeguarding.id)[0])
        assert any("practice alert" in line for line in first.done)
        assert second.done == ()


async def test_a_channel_that_touchline_cannot_see_is_refused(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        guild = the_guild(made)
        channel = await guild.create_text_channel(
            "safeguarding", overwrites={guild.me: discord.PermissionOverwrite(view_channel=False)}
        )
        await made.env.settle()

        plan = await planned(made.club, guild, answers(made, lead_channel=str(channel.id)), made.account("Helen"))

        assert any("cannot see the channel" in line for line in plan.refused)


async def test_whoever_is_on_no_list_is_counted_before_and_after(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        strangers = [each for each in the_guild(made).members if not each.bot and str(each.id) not in made.club.people]
        assert strangers

        plan = await planned(made.club, the_guild(made), answers(made, roles={}), made.account("Helen"))
        result = await carry_out(made.club, the_guild(made), answers(made, roles={}), made.account("Helen"))

        assert plan.unlisted == len(strangers)
        assert any("on no list" in line and "roles of children and staff" in line for line in result.left)


# The card that says whom to ask


@pytest.mark.clause("8.6", "9.5")
async def test_a_card_is_pinned_again_written_again_and_made_again(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        await carry_out(made.club, the_guild(made), answers(made), made.account("Helen"))
        place = made.channel("juniors-chat")
        channel = the_guild(made).get_channel(place.id)
        assert isinstance(channel, discord.TextChannel)
        cards = ContactCards(made.club)
        assert await cards.keep() == ()

        (card,) = cards_in(made, place.id)
        assert "Helen Marsh" in reading(card)
        assert "0800 1111" in reading(card)
        message = await channel.fetch_message(card.id)
        await message.unpin()
        await made.env.settle()
        assert await cards.keep() == (str(place.id),)
        assert cards_in(made, place.id)[0].pinned

        await message.edit(embed=discord.Embed(title="Who to ask: nobody"))
        assert await cards.keep() == (str(place.id),)
        assert "Helen Marsh" in reading(cards_in(made, place.id)[0])

        await message.delete()
        await made.env.settle()
        assert await cards.keep() == (str(place.id),)
        (again,) = cards_in(made, place.id)
        assert again.pinned
        assert made.club.settings.contact_cards[str(place.id)] == str(again.id)


@pytest.mark.clause("8.6")
async def test_a_new_channel_with_children_gets_a_card_and_one_for_adults_does_not(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        await carry_out(made.club, the_guild(made), answers(made), made.account("Helen"))
        new = made.guild.create_text_channel("fixtures")
        await made.env.settle()

        assert await ContactCards(made.club).keep() == (str(new.id),)
        assert cards_in(made, made.channel("coaches").id) == []


async def test_where_the_bot_may_not_post_no_card_is_tried(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        await made.rights(pin_messages=False)

        await carry_out(made.club, the_guild(made), answers(made), made.account("Helen"))

        assert made.club.settings.contact_cards == {}
        assert cards_in(made, made.channel("juniors-chat").id) == []


# The command


def texts(message: Any) -> str:
    """All texts of a message made of components."""
    found: list[str] = []

    def walk(rows: Any) -> None:
        for each in rows:
            found.append(str(each.get("content", "")) + str(each.get("label", "")))
            walk(each.get("components", ()))

    walk(message.components)
    return "\n".join(found)


async def test_the_command_asks_shows_and_does(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        await tree(made).register(made.club)
        olive, coaches = made.member("Olive"), made.channel("coaches")
        # Olive manages the server; as long as nobody leads she says who does.
        await made.running.write(
            lambda tx: tx.register(Person("p_helen", "Helen Marsh", Role.STAFF, False), [made.account("Helen")], "p_olive")
        )

        asked = await olive.slash(coaches, "setup")
        assert asked.ephemeral
        assert asked.response is not None
        assert "There is no channel for the lead" in texts(asked.response)
        await olive.select(asked.response, ["12"], custom_id="age")
        await olive.click(asked.response, label="Next: see what this does")
        assert "not for children under 13" in texts(asked.response)

        await olive.click(asked.response, label="Back")
        await olive.select(asked.response, ["13"], custom_id="age")
        await olive.select(asked.response, [made.member("Helen")], custom_id="lead")
        await olive.click(asked.response, label="Next: see what this does")
        assert "lead: 1" in texts(asked.response)
        assert "on no list" in texts(asked.response)
        await olive.click(asked.response, label="Do it")
        await made.env.settle()

        assert "✅" in texts(asked.response)
        assert made.club.people[str(made.member("Helen").id)].role is Role.LEAD
        assert made.club.settings.minimum_age == 13
        assert (await entries(made, "setup.done")).data["lead_channel"] == made.club.settings.lead_channel


async def test_somebody_who_does_not_manage_the_server_is_refused(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        await tree(made).register(made.club)
        with pytest.raises(simcord.SetupError):
            await made.member("Dave").slash(made.channel("coaches"), "setup")


async def test_settings_that_cannot_be_read_are_laid_down_anew(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        lead, guild = made.account("Helen"), the_guild(made)
        await carry_out(made.club, guild, answers(made), lead)
        channel = made.club.settings.lead_channel
        await made.running.write(lambda tx: tx.change_setting(SETTING, '{"lead_channel": 7, "of another version"', BOT))
        result = await carry_out(made.club, guild, answers(made), lead)
        assert any("could not be read" in line for line in result.left)
        settings = Settings.read(await made.running.look(lambda tx: tx.setting(SETTING)))
        assert (settings.lead_channel, settings.minimum_age) == (channel, 13)
        again = await carry_out(made.club, guild, answers(made), lead)
        assert not any("could not be read" in line for line in again.left)
