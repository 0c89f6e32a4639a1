"""`/touchline …` against the peer, over HTTP: what each shows and does, for whom, and whom it refuses."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import desk
from bot.card_words import TASK
from bot.counter import words
from bot.low_level import NOT_FOR_YOU as ANSWER_ALONE
from bot.low_level import NOTHING
from bot.slack.commands import _words as here
from bot.slack.commands import all_commands
from bot.slack.commands.help import NEEDS
from moderation.cards import reference
from moderation.model import Case, CaseState, Category
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import answered, cases, form, give, hand_in, kinds, reading_of
from tests.bot.slack.peer import (
    CHILD,
    COACH,
    DEPUTY,
    GENERAL,
    HIDDEN,
    JUNIORS,
    LEAD,
    OTHER_CHILD,
    PARENT,
    SAFEGUARDING,
    STRANGER,
    URL,
    buttons,
    reading,
)
from tests.moderation.test_notices import grade

NONE = "There is no such concern."
NOT_FOR_YOU = "This is for the people who look after safeguarding here."


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Connected]:
    async with connected(tmp_path, "http") as found:
        yield found


async def told_of(made: Connected, by: str = CHILD, what: str = "The gate was open all evening.") -> Case:
    """Somebody tells of something: the concern."""
    await give(made, by, f"report {what}")
    return (await cases(made))[-1]


async def fresh(made: Connected, case: Case) -> Case:
    return next(each for each in await cases(made) if each.id == case.id)


def link(channel: str, ts: str) -> str:
    return f"<{URL}archives/{channel}/p{ts.replace('.', '')}>"


# Everybody


@pytest.mark.parametrize("who", [CHILD, COACH, PARENT, STRANGER, LEAD])
async def test_everybody_is_told_whom_to_ask_and_what_is_read(made: Connected, who: str) -> None:
    channel = GENERAL
    said = await give(made, who, "who", channel)
    assert "Helen Marsh" in said
    assert "0800 1111" in said
    policy = await give(made, who, "policy", channel)
    assert "How long it is kept" in policy
    assert "every message in the channels that Touchline is in" in policy
    assert "/touchline report" in policy, "the command as it is typed here"


@pytest.mark.parametrize(("who", "more"), [(CHILD, False), (COACH, False), (LEAD, True), (DEPUTY, True)])
async def test_help_is_for_who_asks(made: Connected, who: str, more: bool) -> None:
    shown = await answered(made, who, "")
    said = reading_of(shown)
    assert "Ring 999" in said
    assert "/touchline report" in said
    assert ("/touchline case list" in said) is more
    await made.peer.press(who, JUNIORS, shown.ts, "command:help", chosen="photo")
    await made.peer.until(lambda: "Report Remove" in "".join(made.peer.told(who)))


async def test_help_by_need_can_be_read_by_a_child_of_nine(made: Connected) -> None:
    assert "999" in await give(made, CHILD, "help danger")
    for need, (_, told) in NEEDS.items():
        if need not in {"adult", "staff"}:
            assert grade(re.sub(r"[*`]", "", told)) <= 5.5, need


# What was typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("repotr", "/touchline report"), ("polcy", "/touchline policy"), ("WHO", "Helen Marsh"), ("/who", "Helen Marsh")],
)
async def test_a_typo_is_asked_about(made: Connected, typed: str, meant: str) -> None:
    assert meant in await give(made, CHILD, typed)


async def test_only_what_is_theirs_is_offered(made: Connected) -> None:
    assert "/touchline case list" in await give(made, LEAD, "case lst")
    assert "case" not in (await give(made, CHILD, "case lst")).removeprefix("There is no command “case”.").casefold()
    assert "/touchline ledger verify" in await give(made, LEAD, "ledger")


async def test_a_child_is_not_offered_what_is_for_staff(made: Connected) -> None:
    assert "/touchline authorise" in await give(made, COACH, "help")
    assert "authorise" not in await give(made, CHILD, "help")


async def test_what_somebody_wrote_is_never_a_mark(made: Connected) -> None:
    shown = await answered(made, CHILD, "**bold** <@U01HELEN000>")
    assert not [each for each in str(shown.blocks).split("'type': ") if each.startswith("'user'")]
    assert "**bold**" in reading_of(shown)


@pytest.mark.clause("9.1", "9.3")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("he keeps following me home", "he keeps following me home"),
        ("caase I saw it", "caase I saw it"),
        ("repotr he keeps following me", "he keeps following me"),
    ],
)
async def test_who_just_tells_of_something_gets_the_form_with_their_words(made: Connected, typed: str, told: str) -> None:
    """Map 9.3: nobody has to know a command."""
    view = await form(made, CHILD, typed)
    assert made.peer.views[view].view["blocks"][1]["element"]["initial_value"] == told
    said = await hand_in(made, CHILD, view)
    (case,) = await cases(made)
    assert reference(case.id) in said


async def test_a_command_of_another_workspace_is_refused(made: Connected) -> None:
    made.workspace.team = "T02ELSEWHERE"
    assert await give(made, CHILD, "who") == here.NOT_HERE


# Concerns


async def test_a_list_has_what_somebody_may_see(made: Connected) -> None:
    case = await told_of(made)
    assert reference(case.id) in await give(made, LEAD, "case list")
    assert await give(made, LEAD, "case list closed") == words.NOTHING_OPEN
    assert await give(made, LEAD, "case list some") == here.NO_STATE


async def test_a_concern_is_shown_with_its_buttons(made: Connected) -> None:
    case = await told_of(made)
    shown = await answered(made, LEAD, f"case show {reference(case.id).lower()}")
    assert {"Seen", "Note", "Close"} <= set(buttons({"blocks": shown.blocks}))


async def test_a_concern_is_noted_given_closed_and_opened_again(made: Connected) -> None:
    case = await told_of(made)
    called = reference(case.id)
    assert "kept" in await give(made, DEPUTY, f"case note {called} “Spoke to his father.”")
    assert "was asked to deal with it" in await give(made, LEAD, f"case assign {called} <@{DEPUTY}|tom>")
    assert (await fresh(made, case)).claimed_by == "p_tom"
    assert "kept" in await give(made, DEPUTY, f"case assess {called} low | nobody | a word with both")
    assert "Closed." in await give(made, DEPUTY, f"case close {called} put right | He understood.")
    assert (await fresh(made, case)).outcome == "Put right\nHe understood."
    assert "open again" in await give(made, LEAD, f"case reopen {called} It happened again.")
    assert (await fresh(made, case)).state is CaseState.NEW
    assert {"case.noted", "case.assigned", "case.closed", "case.reopened"} <= set(await kinds(made))


@pytest.mark.clause("2.10", "8.18")
async def test_a_concern_is_made_a_breach_answered_and_held(made: Connected) -> None:
    """Map 2.10, 8.18: by commands, as from its card."""
    case = await told_of(made)
    called = reference(case.id)
    assert "case type 365CCB complaint" in await give(made, LEAD, f"case type {called} scandal A list got out.")
    assert "see the card" in await give(made, LEAD, f"case type {called} data_breach A list got out.")
    assert "ICO" in await give(made, LEAD, f"case show {called}")
    assert "reminded" in await give(made, LEAD, f"case answered {called} Not likely to harm anybody.")
    assert "lifted" in await give(made, LEAD, f"case hold {called} Larkmead police, 12/26.")
    assert {"case.classified", "case.answered", "hold.placed"} <= set(await kinds(made))


async def test_a_reason_that_was_left_out_is_asked_for(made: Connected) -> None:
    case = await told_of(made)
    view = await form(made, LEAD, f"case reopen {reference(case.id)}")
    assert "is open" in await hand_in(made, LEAD, view, why="It has been looked into.")
    await give(made, LEAD, f"case assess {reference(case.id)} low | nobody | a word with both")
    view = await form(made, LEAD, f"case close {reference(case.id)} It has been looked into.")
    assert "Closed." in await hand_in(made, LEAD, view, outcome="Put right", reason="It has been looked into.")
    assert (await fresh(made, case)).outcome == "Put right\nIt has been looked into."


@pytest.mark.clause("5.16", "5.16b")
async def test_the_register_of_small_things_is_for_those_who_answer(made: Connected) -> None:
    assert NOTHING in await give(made, LEAD, f"case low-level <@{COACH}>")
    assert await give(made, LEAD, f"case low-level <@{LEAD}>") == ANSWER_ALONE
    assert await give(made, LEAD, "case low-level nobody") == here.NOBODY
    assert (await give(made, COACH, f"case low-level <@{COACH}>")).startswith(NOT_FOR_YOU)


@pytest.mark.clause("8.10")
async def test_a_grave_concern_is_assessed_and_told_on_before_it_is_closed(made: Connected) -> None:
    """Map 8.10: how grave, who is at risk, what is next; who outside was told; how it ended, and why. All of it on its card."""
    await give(made, CHILD, f"report <@{COACH}|dave> shouts at us.")
    (case,) = await cases(made)
    called = reference(case.id)
    assert "assess it first" in await give(made, LEAD, f"case close {called} Handed over | They lead from here.")
    view = await form(made, LEAD, f"case assess {called}")
    assessed = {"severity": "High", "at_risk": "Alfie and Maya", "next_step": "Ring the county officer"}
    assert "assessment is kept" in await hand_in(made, LEAD, view, **assessed)
    view = await form(made, LEAD, f"case told {called}")
    told = {"agency": "Governing body", "when": "21 November, 18:30", "by_whom": "Helen", "reference": "CW-118"}
    assert "kept with the concern" in await hand_in(made, LEAD, view, **told)
    shown = await give(made, LEAD, f"case show {called}")
    assert "high. At risk: Alfie and Maya. Next: Ring the county officer." in shown
    assert "Told: Governing body, 21 November, 18:30. By Helen. Reference: CW-118." in shown
    assert "Closed." in await give(made, LEAD, f"case close {called} Handed over | They lead from here.")
    assert {"case.assessed", "case.agency_told", "case.closed"} <= set(await kinds(made))


@pytest.mark.clause("8.17")
async def test_to_whom_it_is_about_it_is_as_if_there_were_none(made: Connected) -> None:
    """Map 8.17: neither a list, a card nor an answer tells them."""
    await give(made, CHILD, f"report <@{DEPUTY}|tom> shouts at us.")
    (case,) = await cases(made)
    called = reference(case.id)
    assert called in await give(made, LEAD, "case list")
    assert await give(made, DEPUTY, "case list") == words.NOTHING_OPEN
    for command in (
        "case show {}",
        "case note {} Not me.",
        "case close {} put right | No.",
        "restore {} Not me.",
        "lift {} Not me.",
    ):
        assert await give(made, DEPUTY, command.format(called)) == NONE
        assert await give(made, DEPUTY, command.format("FFFFFF")) == NONE
    assert "about themselves" in await give(made, DEPUTY, f"history <@{DEPUTY}>")
    assert (await fresh(made, case)).state is CaseState.NEW


@pytest.mark.clause("8.16", "1.2")
@pytest.mark.parametrize("who", [CHILD, COACH, STRANGER])
async def test_whoever_does_not_watch_is_refused(made: Connected, who: str) -> None:
    case = await told_of(made, OTHER_CHILD)
    called = reference(case.id)
    for text in (
        *("case list", "case list all", f"case show {called}", f"case note {called} Hello.", f"case close {called} Hello."),
        *(f"case assign {called} <@{who}>", f"history <@{CHILD}>", f"restore {called} Hello.", f"lift {called} Hello."),
        *(f"restrict <@{CHILD}> 5 Hello.", f"restrict <@{CHILD}>", f"hide <#{JUNIORS}> Hello.", f"hide <#{JUNIORS}>"),
        *(f"show <#{JUNIORS}> Hello.", "status", "doctor", "ledger checkpoint", "ledger verify", "duty show", "duty swap"),
        *("duty set monday", "duty away 2026-12-24", "duty clear", f"duty set monday <@{LEAD}>"),
    ):
        assert (await give(made, who, text)).startswith(NOT_FOR_YOU), text
    assert len(await cases(made)) == 1, "nothing was made"
    assert not [each for each in made.peer.views.values() if each.user == who], "no form was opened"


async def test_a_history_is_counts_alone(made: Connected) -> None:
    await give(made, OTHER_CHILD, f"report <@{CHILD}|alfie> takes my things.")
    assert "fewer than five" in await give(made, LEAD, f"history <@{CHILD}>")
    assert await give(made, LEAD, "history @maya") == words.NO_HISTORY
    assert await give(made, LEAD, "history @nobody") == here.NOBODY


# What is done


@pytest.mark.clause("1.1", "1.2")
async def test_without_a_grant_a_message_is_removed_by_a_person_who_is_asked(made: Connected) -> None:
    """Map 1.1: nothing is said to be removed that is not."""
    ts = made.peer.post(JUNIORS, COACH, "See you on Sunday")
    said = await give(made, DEPUTY, f"remove {link(JUNIORS, ts)} It is unkind to somebody.")
    assert "will be removed" not in said
    (case,) = await cases(made)
    assert case.newest.message == ts
    assert not made.peer.gone(JUNIORS, ts)
    await made.peer.until(lambda: any(TASK in reading(each) for each in made.peer.said_by_bot(SAFEGUARDING)))


async def test_a_message_that_somebody_cannot_see_is_not_found(made: Connected) -> None:
    secret = made.peer.post(HIDDEN, COACH, "a secret")
    inside = made.peer.post(SAFEGUARDING, LEAD, "for us")
    for who, address in (
        (LEAD, link(HIDDEN, secret)),
        (COACH, link(SAFEGUARDING, inside)),
        (LEAD, link(JUNIORS, "1795284000.000100")),
        (LEAD, link(JUNIORS, secret).replace("larkmead", "elsewhere")),
        (LEAD, "that one there"),
    ):
        assert await give(made, who, f"remove {address} why") == here.NO_MESSAGE
    assert await cases(made) == []


async def test_a_reply_is_found_by_its_link(made: Connected) -> None:
    first = made.peer.post(JUNIORS, CHILD, "first")
    reply = made.peer.post(JUNIORS, COACH, "an answer", thread=first)
    address = link(JUNIORS, reply).replace(">", f"?thread_ts={first}&amp;cid={JUNIORS}>")
    await give(made, LEAD, f"remove {address} It is unkind to somebody.")
    assert (await cases(made))[-1].newest.message == reply


async def test_to_remove_from_who_may_not_is_a_report(made: Connected) -> None:
    ts = made.peer.post(JUNIORS, COACH, "See you on Sunday")
    assert "Your report has the number" in await give(made, CHILD, f"remove {link(JUNIORS, ts)} I do not like it")
    assert (await cases(made))[-1].category is Category.REPORT


@pytest.mark.clause("1.8")
async def test_keeping_somebody_from_writing_is_a_task_for_a_person(made: Connected) -> None:
    said = await give(made, DEPUTY, f"restrict <@{CHILD}|alfie> 60 To calm down.")
    assert "a person was asked" in said
    (case,) = await cases(made)
    await made.peer.until(lambda: reference(case.id) in str(made.peer.said_by_bot(SAFEGUARDING)))
    assert await give(made, DEPUTY, f"restrict <@{CHILD}> soon please") == here.MINUTES
    assert await give(made, DEPUTY, "restrict 60") == here.NOBODY
    view = await form(made, DEPUTY, f"restrict <@{OTHER_CHILD}> 60")
    assert "a person was asked" in await hand_in(made, DEPUTY, view, why="To calm down.")


@pytest.mark.clause("1.8", "9.1b")
async def test_closing_a_place_is_a_task_for_a_person(made: Connected) -> None:
    said = await give(made, DEPUTY, f"hide <#{JUNIORS}|juniors> While it is looked into.")
    assert "a person was asked" in said
    assert await give(made, DEPUTY, f"show <#{JUNIORS}> It is over.") == words.NOT_CLOSED
    assert await give(made, DEPUTY, f"hide <#{HIDDEN}> While it is looked into.") == words.NOT_SEEN
    assert await give(made, DEPUTY, "hide #nowhere why") == here.NO_CHANNEL


# The rota


@pytest.mark.clause("8.8")
async def test_the_rota_is_made_changed_and_shown(made: Connected) -> None:
    assert "/touchline duty set" in await give(made, LEAD, "duty show")
    assert "is on duty each Monday, 18:00 to 22:00" in await give(made, LEAD, "duty set each monday from 18:00 to 22:00")
    assert "all day" in await give(made, LEAD, f"duty set tuesday <@{DEPUTY}>")
    assert "Tom Okafor" in await give(made, LEAD, "duty show")
    view = await form(made, LEAD, "duty swap")
    turn = next(each["value"] for block in made.peer.views[view].view["blocks"] for each in block["element"].get("options", ()))
    assert "in place of" in await hand_in(made, LEAD, view, which=turn, to=DEPUTY)
    assert "is away until" in await give(made, DEPUTY, "duty away until sunday")
    view = await form(made, LEAD, "duty clear")
    part = made.peer.views[view].view["blocks"][0]["element"]["options"][0]["value"]
    assert "No longer so" in await hand_in(made, LEAD, view, which=part)


# What is watched


async def test_what_is_watched_and_the_record(made: Connected) -> None:
    status = await give(made, LEAD, "status")
    assert "larkmead.slack.com" in status
    assert "Engine: none, rules alone." in status
    assert "The record is whole" in await give(made, LEAD, "ledger verify")
    assert await give(made, DEPUTY, "ledger checkpoint")
    assert "not as they should be" in await give(made, LEAD, "doctor")


def test_every_command_of_discord_is_here() -> None:
    table = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
    assert set(re.findall(r"^\| `/([a-z ]+)`", table, re.MULTILINE)) <= set(all_commands())


async def test_a_command_that_fails_is_answered_and_repeats_nothing(
    made: Connected, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("what somebody wrote")

    monkeypatch.setattr(desk, "concerns", fail)
    assert await give(made, LEAD, "case list") == words.FAILED
    assert "what somebody wrote" not in caplog.text
    assert "a command failed" in caplog.text
