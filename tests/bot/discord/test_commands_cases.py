"""The commands of those who watch: what they show, what they do, and whom they refuse."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.counter import words
from bot.counter.acting import REASONS
from bot.discord.commands import _words as here
from bot.low_level import NOT_FOR_YOU as ANSWER_ALONE
from moderation.cards import reference
from moderation.model import Case, CaseState, CaseType
from tests.bot.discord.commands_kit import cases, commanded, give, kinds, said, show_to_everybody
from tests.bot.discord.kit import Server, reading, until
from tests.bot.service_kit import NUMBER

NONE = "There is no such concern."
NOT_ME = {"outcome": "Put right", "reason": "Not me."}
NOT_FOR_YOU = "This is for the people who look after safeguarding here."


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with commanded(tmp_path) as made:
        yield made


async def posted(club: Server, name: str, text: str = f"ring {NUMBER}") -> tuple[int, Case]:
    """Somebody posts what is removed. Gives the post, and its concern."""
    message = await club.member(name).send(club.channel("juniors-chat"), text)
    await until(lambda: message.id not in club.env.backend.messages[club.channel("juniors-chat").id])
    return message.id, (await cases(club))[-1]


async def fresh(club: Server, case: Case) -> Case:
    return next(each for each in await cases(club) if each.id == case.id)


async def test_a_list_has_what_somebody_may_see(club: Server) -> None:
    _, case = await posted(club, "Alfie")
    listed = await give(club, "Helen", "case list")
    assert reference(case.id) in listed
    assert "juniors-chat" in listed
    assert NUMBER not in listed
    assert await give(club, "Helen", "case list", state="closed") == words.NOTHING_OPEN


async def test_a_concern_is_shown_with_its_buttons(club: Server) -> None:
    _, case = await posted(club, "Alfie")
    result = await club.member("Helen").slash(club.channel("safeguarding"), "case show", which=reference(case.id).lower())
    assert "The post was removed." in said(result)
    labels = [each["label"] for row in result.response.components for each in row["components"]]
    assert {"Seen", "Note", "Close"} <= set(labels)


async def test_a_concern_is_noted_given_closed_and_opened_again(club: Server) -> None:
    _, case = await posted(club, "Alfie")
    called = reference(case.id)
    assert "kept" in await give(club, "Tom", "case note", which=called, note="Spoke to his father.")
    assert "was asked to deal with it" in await give(club, "Helen", "case assign", which=called, to=club.member("Tom"))
    assert (await fresh(club, case)).claimed_by == "p_tom"
    assert "Closed." in await give(club, "Tom", "case close", which=called, outcome="Put right", reason="He understood.")
    assert (await fresh(club, case)).state is CaseState.CLOSED
    assert (await fresh(club, case)).outcome == "Put right\nHe understood."
    assert "open again" in await give(club, "Helen", "case reopen", which=called, reason="It happened again.")
    assert (await fresh(club, case)).state is CaseState.NEW
    assert {"case.noted", "case.assigned", "case.closed", "case.reopened"} <= set(await kinds(club))


@pytest.mark.clause("5.16", "5.16b")
async def test_the_register_of_small_things_is_for_those_who_answer(club: Server) -> None:
    await club.member("Dave").send(club.channel("juniors-chat"), "well played today xx")
    await until(lambda: club.letters("Dave"))
    shown = said(await club.member("Helen").slash(club.channel("safeguarding"), "case low-level", member=club.member("Dave")))
    assert "Dave Ridley, a member of staff" in shown
    assert "1 in all" in shown
    show_to_everybody(club)
    assert (await give(club, "Dave", "case low-level", member=club.member("Dave"))).startswith(NOT_FOR_YOU)
    assert await give(club, "Helen", "case low-level", member=club.member("Helen")) == ANSWER_ALONE


@pytest.mark.clause("8.10")
async def test_a_grave_concern_is_assessed_and_told_on_before_it_is_closed(club: Server) -> None:
    """Map 8.10: how grave, who is at risk, what is next; who outside was told; how it ended, and why. All of it on its card."""
    await club.member("Alfie").slash(club.channel("juniors-chat"), "report", what="He shouts at us.", about=club.member("Dave"))
    (case,) = await cases(club)
    called = reference(case.id)
    closing = {"which": called, "outcome": "Handed over", "reason": "They lead from here."}
    assert "assess it first" in await give(club, "Helen", "case close", **closing)
    assessed = {"severity": "High", "at_risk": "Alfie and Maya", "next_step": "Ring the county officer"}
    assert "assessment is kept" in await give(club, "Helen", "case assess", which=called, **assessed)
    told = {"agency": "Governing body", "when": "21 November, 18:30", "by_whom": "Helen", "reference": "CW-118"}
    assert "kept with the concern" in await give(club, "Helen", "case told", which=called, **told)
    shown = said(await club.member("Helen").slash(club.channel("safeguarding"), "case show", which=called))
    assert "high. At risk: Alfie and Maya. Next: Ring the county officer." in shown
    assert "Told: Governing body, 21 November, 18:30. By Helen. Reference: CW-118." in shown
    assert "Closed." in await give(club, "Helen", "case close", **closing)
    assert {"case.assessed", "case.agency_told", "case.closed"} <= set(await kinds(club))


@pytest.mark.clause("2.10", "8.18")
async def test_a_concern_is_made_a_breach_answered_and_held(club: Server) -> None:
    """Map 2.10, 8.18: by commands, as from its card."""
    _, case = await posted(club, "Alfie")
    called = reference(case.id)
    assert "see the card" in await give(club, "Helen", "case type", which=called, type="data_breach", reason="A list got out.")
    assert (await fresh(club, case)).type is CaseType.DATA_BREACH
    result = await club.member("Helen").slash(club.channel("safeguarding"), "case show", which=called)
    assert "decide whether the ICO must be told" in said(result)
    assert "reminded" in await give(club, "Helen", "case answered", which=called, reason="Not likely to harm anybody.")
    assert "lifted" in await give(club, "Helen", "case hold", which=called, reference="Larkmead police, 12/26.")
    assert {"case.classified", "case.answered", "hold.placed"} <= set(await kinds(club))


async def test_it_is_given_to_nobody_who_does_not_watch(club: Server) -> None:
    _, case = await posted(club, "Alfie")
    answer = await give(club, "Helen", "case assign", which=reference(case.id), to=club.member("Dave"))
    assert answer.startswith("It can be given only to somebody who watches")


@pytest.mark.clause("8.17")
async def test_to_whom_it_is_about_it_is_as_if_there_were_none(club: Server) -> None:
    """Map 8.17: neither a list, a card, a choice nor an answer tells them."""
    await club.member("Alfie").slash(club.channel("juniors-chat"), "report", what="He shouts at us.", about=club.member("Tom"))
    (case,) = await cases(club)
    called = reference(case.id)
    assert called in await give(club, "Helen", "case list")
    assert await give(club, "Tom", "case list") == words.NOTHING_OPEN
    for command, more in (("case show", {}), ("case note", {"note": "Not me."}), ("case close", NOT_ME)):
        assert await give(club, "Tom", command, which=called, **more) == NONE
        assert await give(club, "Tom", command, which="FFFFFF", **more) == NONE
    assert await club.member("Tom").autocomplete(club.channel("juniors-chat"), "case show", "which", "") == []
    assert "about themselves" in await give(club, "Tom", "history", member=club.member("Tom"))
    assert (await fresh(club, case)).state is CaseState.NEW


@pytest.mark.clause("8.16", "1.2")
@pytest.mark.parametrize("who", ["Alfie", "Dave", "Kit"])
async def test_whoever_does_not_watch_is_refused_even_where_discord_shows_the_command(club: Server, who: str) -> None:
    _, case = await posted(club, "Maya")
    show_to_everybody(club)
    called = reference(case.id)
    alfie = club.member("Alfie")
    for command, options in {
        "case list": {},
        "case show": {"which": called},
        "case note": {"which": called, "note": "Hello."},
        "case close": {"which": called, **NOT_ME},
        "case assess": {"which": called, "severity": "Low", "at_risk": "Nobody", "next_step": "Nothing"},
        "case told": {"which": called, "agency": "Police", "when": "Today", "by_whom": "Me", "reference": "None"},
        "history": {"member": alfie},
        "restore": {"case": called, "reason": "Hello."},
        "restrict": {"member": alfie, "minutes": 5, "reason": "Hello."},
        "lift": {"case": called, "reason": "Hello."},
        "hide": {"channel": club.channel("juniors-chat"), "reason": "Hello."},
        "show": {"channel": club.channel("juniors-chat"), "reason": "Hello."},
        "status": {},
        "ledger checkpoint": {},
        "ledger verify": {},
    }.items():
        assert (await give(club, who, command, **options)).startswith(NOT_FOR_YOU), command
    assert await club.member(who).autocomplete(club.channel("juniors-chat"), "case show", "which", "") == []
    assert len(await cases(club)) == 1, "nothing was made"


async def test_members_are_not_shown_the_commands_of_those_who_watch(club: Server) -> None:
    everybody = {"report", "who", "help", "policy"}
    shown = set(club.member("Alfie").available_commands(club.channel("juniors-chat")))
    assert everybody <= shown
    assert not {"case list", "remove", "restrict", "hide", "status", "ledger verify"} & shown
    assert {"case list", "remove", "restrict"} <= set(club.member("Tom").available_commands(club.channel("juniors-chat")))


async def test_concerns_and_reasons_are_offered(club: Server) -> None:
    _, case = await posted(club, "Alfie")
    tom, here = club.member("Tom"), club.channel("juniors-chat")
    (choice,) = await tom.autocomplete(here, "case close", "which", reference(case.id)[:3])
    assert choice["value"] == case.id
    assert choice["name"].startswith(reference(case.id))
    assert (
        "closed"
        in (await give(club, "Tom", "case close", which=choice["value"], outcome="Put right", reason=REASONS[5])).lower()
    )
    assert await tom.autocomplete(here, "case note", "which", "nothing like it") == []
    offered = await tom.autocomplete(here, "remove", "reason", "unkind")
    assert [each["value"] for each in offered] == ["It is unkind to somebody."]


async def test_a_history_is_counts_alone(club: Server) -> None:
    await posted(club, "Alfie")
    assert await give(club, "Tom", "history", member=club.member("Alfie")) == "private details in a message: fewer than five"
    assert await give(club, "Tom", "history", member=club.member("Maya")) == words.NO_HISTORY


@pytest.mark.clause("1.11")
async def test_what_was_removed_is_restored(club: Server) -> None:
    _, case = await posted(club, "Alfie")
    assert "put back" in await give(club, "Helen", "restore", case=reference(case.id), reason="The club's own number.")
    await until(lambda: any(NUMBER in reading(each) for each in club.posts(club.channel("juniors-chat").id)))


@pytest.mark.clause("1.2")
@pytest.mark.parametrize("link", [True, False])
async def test_a_message_is_removed_with_a_reason_and_its_author_told(club: Server, link: bool) -> None:
    """Map 1.2: a moderator needs no right of Discord's to have a message removed."""
    message = await club.member("Alfie").send(club.channel("juniors-chat"), "Maya smells")
    named = message.jump_url if link else str(message.id)
    answer = await give(club, "Tom", "remove", message=named, reason="It is unkind.")
    assert answer.startswith("It will be removed and its author told why.")
    await until(lambda: message.id not in club.env.backend.messages[club.channel("juniors-chat").id])
    await until(lambda: club.letters("Alfie"))


@pytest.mark.parametrize(
    "named", ["hello", "1" * 18, "https://discord.com/channels/1/2/3", "https://example.org/channels/1/2/3"]
)
async def test_a_message_that_is_not_there_is_not_removed(club: Server, named: str) -> None:
    assert await give(club, "Tom", "remove", message=named, reason="It is unkind.") == here.NO_MESSAGE


async def test_nobody_learns_by_removing_what_stands_where_they_cannot_look(club: Server) -> None:
    show_to_everybody(club)
    message = await club.member("Dave").send(club.channel("coaches"), "hello coaches")
    assert await give(club, "Alfie", "remove", message=message.jump_url, reason="Let me see.") == here.NO_MESSAGE
    assert await cases(club) == []


@pytest.mark.clause("1.8")
async def test_somebody_is_kept_from_writing_and_let_write_again(club: Server) -> None:
    """Map 1.8: with a reason, in a concern that those who answer for it see."""
    answer = await give(club, "Tom", "restrict", member=club.member("Alfie"), minutes=60, reason="He will not stop.")
    assert answer.startswith("They will be able to read and not to write")
    (case,) = await cases(club)
    assert reference(case.id) in answer
    assert case.restricted_until is not None
    member = club.env.backend.get_guild(club.guild.id).members[club.member("Alfie").id]
    await until(lambda: member.timed_out_until is not None)
    assert "write again" in await give(club, "Helen", "lift", case=reference(case.id), reason="It has been looked into.")
    assert (await fresh(club, case)).restricted_until is None


async def test_a_restriction_belongs_to_the_open_concern_about_them(club: Server) -> None:
    _, case = await posted(club, "Alfie")
    await give(club, "Tom", "restrict", member=club.member("Alfie"), minutes=5, reason="Until I have spoken to him.")
    assert [each.id for each in await cases(club)] == [case.id]
    wrong = await give(
        club, "Tom", "restrict", member=club.member("Maya"), minutes=5, reason="And her.", case=reference(case.id)
    )
    assert wrong == words.NOT_THEIRS


@pytest.mark.clause("9.1")
async def test_whoever_tells_of_something_is_not_restricted_for_it(club: Server) -> None:
    """Map 9.1: a report of theirs is not a concern about them."""
    await give(club, "Alfie", "report", what="My boots are gone.")
    await give(club, "Tom", "restrict", member=club.member("Alfie"), minutes=5, reason="He writes too much.")
    told, about = sorted(await cases(club), key=lambda case: case.newest.told_by != case.author)
    assert told.newest.told_by == told.author
    assert told.restricted_until is None
    assert about.restricted_until is not None


async def test_a_place_is_closed_and_opened_again(club: Server) -> None:
    here = club.channel("juniors-chat")
    answer = await give(club, "Helen", "hide", channel=here, reason="Something in it is looked into.")
    assert answer.startswith("It will be closed; nothing in it is removed.")
    await until(lambda: not club.visible("Alfie", here.id))
    assert "opened again" in await give(club, "Helen", "show", "safeguarding", channel=here, reason="It is over.")
    await until(lambda: club.visible("Alfie", here.id))
    assert await give(club, "Helen", "show", "safeguarding", channel=here, reason="It is over.") == words.NOT_CLOSED
