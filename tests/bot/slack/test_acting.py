"""What Slack lets the bot do, and what it says where Slack refuses."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.platform import Enclosed
from bot.slack.acting import SlackPlatform
from bot.slack.refusals import NOT_CONNECTED, of_removal, outcome_of
from moderation.context import Capability
from moderation.model import (
    Account,
    AlreadyDone,
    Done,
    Effect,
    ExplainToAuthor,
    Gone,
    HidePlace,
    NeedsHuman,
    NudgeAuthor,
    Place,
    PostNotice,
    PutOut,
    Refused,
    RemovePost,
    RestorePost,
    Restrict,
    RetryLater,
    SupportAuthor,
    TellPerson,
)
from tests.bot.platform_contract import Posted, original
from tests.bot.slack.acting_kit import do, grant, restart
from tests.bot.slack.kit import Made, workspace
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    COACH,
    DEPUTY,
    FOREIGNER,
    GENERAL,
    HIDDEN,
    JUNIORS,
    LEAD,
    OTHER_CHILD,
    SHARED,
    Fault,
)
from tests.bot.slack.peer.deeds import reading

WORDS = "We hid your message. Questions? Ask Helen Marsh."
HOSTILE = "<!channel> <@U01HELEN000> <https://example.org/|look> *bold* :smile: &lt;"


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Made]:
    async with workspace(tmp_path, SlackPlatform) as made:
        yield made


# Removing


async def test_without_a_grant_nothing_is_tried(made: Made) -> None:
    ts = made.peer.post(JUNIORS, CHILD, "hello")
    assert made.platform.capabilities == {Capability.MESSAGE_PRIVATELY, Capability.POST_NOTICE, Capability.PUT_OUT}
    assert await do(made, RemovePost(JUNIORS, ts)) == Refused("forbidden:no_grant")
    assert not made.peer.called("chat.delete")


@pytest.mark.clause("1.1")
async def test_an_administrators_grant_removes_what_they_could(made: Made) -> None:
    await grant(made, LEAD)
    assert Capability.REMOVE_OTHERS in made.platform.capabilities
    ts = made.peer.post(JUNIORS, CHILD, "hello")
    assert await do(made, RemovePost(JUNIORS, ts)) == Done()
    assert made.peer.deleted[JUNIORS, ts] == LEAD
    assert await do(made, RemovePost(JUNIORS, ts), 2) == Gone()


@pytest.mark.clause("1.1")
async def test_what_slack_refuses_is_never_said_to_be_removed(made: Made) -> None:
    """A message of another organisation's, one between two others, and one where the administrator is not."""
    await grant(made, LEAD)
    private = made.peer.open_dm(CHILD, COACH)
    for number, (where, who) in enumerate(((SHARED, FOREIGNER), (private, COACH), (HIDDEN, CHILD))):
        ts = made.peer.post(where, who, "hello")
        outcome = await do(made, RemovePost(where, ts), number)
        assert isinstance(outcome, Refused), outcome
        assert not made.peer.gone(where, ts)


async def test_the_grant_of_somebody_who_is_no_administrator_removes_nothing(made: Made) -> None:
    await grant(made, DEPUTY)
    ts = made.peer.post(JUNIORS, CHILD, "hello")
    assert await do(made, RemovePost(JUNIORS, ts)) == Refused("forbidden:cant_delete_message")


async def test_a_grant_that_slack_takes_no_more_is_used_once(made: Made) -> None:
    await grant(made, LEAD)
    made.peer.revoke(LEAD, told=False)
    ts = made.peer.post(JUNIORS, CHILD, "hello")
    assert await do(made, RemovePost(JUNIORS, ts)) == Refused("forbidden:token_revoked")
    assert Capability.REMOVE_OTHERS not in made.platform.capabilities
    assert LEAD not in await made.workspace.grants.all()
    assert await do(made, RemovePost(JUNIORS, ts), 2) == Refused("forbidden:no_grant")
    assert len(made.peer.called("chat.delete")) == 1


@pytest.mark.clause("5.19")
@pytest.mark.parametrize("message", ["name:U01ALFIE000", f"title:{JUNIORS}", f"topic:{JUNIORS}"])
async def test_a_name_or_a_title_is_for_a_person(made: Made, message: str) -> None:
    await grant(made, LEAD)
    assert await do(made, RemovePost(JUNIORS, message)) == Refused("forbidden:no_message")


async def test_a_parent_of_a_thread_leaves_its_answers(made: Made) -> None:
    await grant(made, LEAD)
    parent = made.peer.post(JUNIORS, CHILD, "first")
    made.peer.post(JUNIORS, OTHER_CHILD, "second", thread=parent)
    assert await do(made, RemovePost(JUNIORS, parent)) == Done()
    assert "second" in [each["text"] for each in made.peer.history_of(JUNIORS)]
    assert await do(made, RemovePost(JUNIORS, parent), 2) == Gone()


@pytest.mark.clause("1.11")
async def test_a_restored_post_goes_back_into_its_thread_once(made: Made) -> None:
    parent = made.peer.post(JUNIORS, CHILD, "first")
    posted = Posted("1795284000.000100", made.account(OTHER_CHILD), Place("slack", JUNIORS, "juniors"))
    event = replace(original(posted, HOSTILE), conversation=f"{JUNIORS}:{parent}")
    effect = RestorePost(JUNIORS, posted.message, posted.author, "c_1")
    assert isinstance(await do(made, effect, 1, Enclosed(post=event)), Done)
    restart(made)
    assert isinstance(await do(made, effect, 1, Enclosed(post=event)), AlreadyDone)
    (said,) = made.peer.said_by_bot(JUNIORS)
    assert said["thread_ts"] == parent
    assert HOSTILE in reading(said)
    assert _only_plain(said)


async def test_a_post_whose_thread_is_gone_is_put_back_beside_it(made: Made) -> None:
    posted = Posted("1795284000.000100", made.account(OTHER_CHILD), Place("slack", JUNIORS, "juniors"))
    event = replace(original(posted, "second"), conversation=f"{JUNIORS}:1795283000.000100")
    assert isinstance(await do(made, RestorePost(JUNIORS, "1", posted.author, "c_1"), 1, Enclosed(post=event)), Done)
    (said,) = made.peer.said_by_bot(JUNIORS)
    assert "thread_ts" not in said


@pytest.mark.parametrize("effect", [HidePlace(JUNIORS), Restrict(Account("slack", CHILD, ""), 10, "c_1")])
async def test_what_slack_has_not_got_is_for_a_person(made: Made, effect: HidePlace | Restrict) -> None:
    calls = len(made.peer.calls)
    assert isinstance(await do(made, effect), NeedsHuman)
    assert len(made.peer.calls) == calls


@pytest.mark.clause("1.8")
async def test_somebody_is_taken_out_of_each_channel_and_an_owner_asked_for_the_rest(made: Made) -> None:
    assert made.peer.conversations[JUNIORS].sees(CHILD)
    assert await do(made, PutOut(made.account(CHILD), "c_1")) == NeedsHuman("owner_deactivates")
    assert not made.peer.conversations[JUNIORS].sees(CHILD)
    assert made.peer.conversations[GENERAL].sees(CHILD), "nobody can be taken out of the channel that everybody is in"
    assert await do(made, PutOut(Account("slack", "U404", ""), "c_1"), 2) == Refused("not_a_member")


# Telling


@pytest.mark.clause("1.3")
async def test_an_explanation_is_private_and_can_be_answered(made: Made) -> None:
    assert isinstance(await do(made, ExplainToAuthor(made.account(CHILD), JUNIORS, WORDS, "c_1")), Done)
    (letter,) = made.peer.letters(CHILD)
    assert WORDS in reading(letter)
    assert "I think this is wrong" in reading(letter)
    assert not made.peer.history_of(JUNIORS)
    assert not made.peer.ephemerals


@pytest.mark.clause("1.3")
async def test_where_no_direct_message_can_be_it_is_shown_in_the_channel_to_nobody_else(made: Made) -> None:
    made.peer.users[CHILD].closed = True
    assert isinstance(await do(made, ExplainToAuthor(made.account(CHILD), JUNIORS, WORDS, "c_1")), Done)
    (shown,) = made.peer.ephemerals
    assert (shown.channel, shown.user) == (JUNIORS, CHILD)
    assert WORDS in reading({"blocks": shown.blocks})
    assert not made.peer.history_of(JUNIORS)


@pytest.mark.clause("9.1")
async def test_an_answer_to_a_disclosure_that_may_be_missed_is_not_said_to_be_given(made: Made) -> None:
    """What only one person sees for a moment is no answer: a person is asked to speak with them as well."""
    made.peer.users[CHILD].closed = True
    assert await do(made, SupportAuthor(made.account(CHILD), JUNIORS, WORDS)) == Refused("shown_only_in_passing")
    assert len(made.peer.told(CHILD)) == 1


@pytest.mark.clause("1.3")
async def test_whoever_cannot_be_reached_at_all_was_not_told(made: Made) -> None:
    made.peer.users[CHILD].closed = made.peer.users[OTHER_CHILD].closed = True
    made.peer.users[COACH].deleted = True
    made.peer.conversations[GENERAL].members.remove(CHILD)
    tries: tuple[Effect, ...] = (
        NudgeAuthor(made.account(CHILD), GENERAL, WORDS),
        TellPerson(made.account(OTHER_CHILD), WORDS),
        TellPerson(made.account(COACH), WORDS),
        TellPerson(Account("slack", "helen@example.org", ""), WORDS),
        TellPerson(Account("slack", BOT, ""), WORDS),
    )
    for number, effect in enumerate(tries):
        assert isinstance(await do(made, effect, number), Refused), effect
    assert not made.peer.told(CHILD)
    assert not made.peer.history_of(GENERAL)


async def test_what_others_chose_as_a_name_is_only_text_in_a_notice(made: Made) -> None:
    assert isinstance(await do(made, PostNotice(JUNIORS, f"A message was hidden in {HOSTILE}.")), Done)
    (said,) = made.peer.said_by_bot(JUNIORS)
    assert HOSTILE in reading(said)
    assert _only_plain(said)
    assert not {"<!", "<@", "<h"} & {said["text"][i : i + 2] for i in range(len(said["text"]))}


@pytest.mark.clause("1.7")
async def test_a_notice_stands_where_those_are_who_read_what_was_removed(made: Made) -> None:
    parent = made.peer.post(JUNIORS, CHILD, "first")
    assert isinstance(await do(made, PostNotice(JUNIORS, WORDS, f"{JUNIORS}:{parent}")), Done)
    assert isinstance(await do(made, PostNotice(JUNIORS, WORDS, JUNIORS), 2), Done)
    assert isinstance(await do(made, PostNotice(JUNIORS, WORDS, f"{JUNIORS}:1795283000.000100"), 3), Done)
    assert [each.get("thread_ts", "") for each in made.peer.said_by_bot(JUNIORS)] == [parent, "", ""]


async def test_words_too_long_for_a_section_are_all_there(made: Made) -> None:
    text = "\n".join(f"line {number} {'x' * 80}" for number in range(100))
    assert isinstance(await do(made, TellPerson(made.account(CHILD), text)), Done)
    (letter,) = made.peer.letters(CHILD)
    assert reading(letter) == text


# When Slack does not answer as it should


async def test_an_answer_that_was_lost_makes_no_second_post(made: Made) -> None:
    made.peer.faults.append(Fault("chat.postMessage", "internal_error", 500, done=True))
    effect = PostNotice(JUNIORS, WORDS)
    assert isinstance(await do(made, effect), RetryLater)
    assert isinstance(await do(made, effect), AlreadyDone)
    assert len(made.peer.said_by_bot(JUNIORS)) == 1


async def test_minutes_of_a_rate_limit_are_waited_for_elsewhere(made: Made) -> None:
    made.peer.faults.append(Fault.slow_down("chat.postMessage", 300))
    assert await do(made, PostNotice(JUNIORS, WORDS)) == RetryLater(300, "rate_limited")
    assert isinstance(await do(made, PostNotice(JUNIORS, WORDS)), Done)


async def test_a_token_that_is_dead_is_not_tried_again_and_again(made: Made) -> None:
    made.peer.revoke(BOT, told=False)
    outcome = await do(made, PostNotice(JUNIORS, WORDS))
    assert outcome == RetryLater(why="token_revoked", counts=False)
    calls = len(made.peer.calls)
    for _ in range(5):
        assert await do(made, PostNotice(JUNIORS, WORDS)) == NOT_CONNECTED
    assert len(made.peer.calls) == calls
    made.workspace.client.token = made.peer.install(BOT, {"chat:write", "channels:history"}).value
    assert isinstance(await do(made, PostNotice(JUNIORS, WORDS)), Done)


async def test_after_an_hour_a_token_is_tried_again(made: Made) -> None:
    made.peer.faults.append(Fault("conversations.history", "invalid_auth"))
    assert isinstance(await do(made, PostNotice(JUNIORS, WORDS)), RetryLater)
    assert await do(made, PostNotice(JUNIORS, WORDS)) == NOT_CONNECTED
    made.clock.now += timedelta(hours=1)
    assert isinstance(await do(made, PostNotice(JUNIORS, WORDS)), Done)


async def test_before_it_is_connected_it_waits(made: Made) -> None:
    made.workspace.bot_user = ""
    assert await do(made, PostNotice(JUNIORS, WORDS)) == NOT_CONNECTED


def _error(code: str, status: int = 200, **headers: str) -> SlackApiError:
    answer = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": code},
        headers=headers,
        status_code=status,
    )
    return SlackApiError("", answer)  # type: ignore[no-untyped-call]


def _no_json() -> SlackApiError:
    """What the client raises where Slack's answer was no JSON: it holds aiohttp's response."""
    return SlackApiError("", object())  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (_error("cant_delete_message"), Refused("forbidden:cant_delete_message")),
        (_error("channel_not_found"), Refused("not_found:channel_not_found")),
        (_error("missing_scope"), Refused("forbidden:missing_scope")),
        (_error("ratelimited", 429, **{"Retry-After": "90"}), RetryLater(90, "rate_limited")),
        (_error("internal_error"), RetryLater(0, "internal_error")),
        (_error("", 500), RetryLater(0, "http_500")),
        (_error("", 503), RetryLater(0, "http_503", counts=False)),
        (_error("account_inactive"), RetryLater(why="account_inactive", counts=False)),
        (_no_json(), RetryLater(why="SlackApiError")),
        (ConnectionResetError(), RetryLater(why="ConnectionResetError", counts=False)),
        (TimeoutError(), RetryLater(why="TimeoutError", counts=False)),
    ],
)
def test_what_an_error_means(error: Exception, outcome: Refused | RetryLater) -> None:
    assert outcome_of(error) == outcome


@pytest.mark.parametrize(
    "code", ["channel_not_found", "cant_delete_message", "not_in_channel", "token_revoked", "user_not_found"]
)
def test_only_a_message_that_is_not_there_is_gone(code: str) -> None:
    assert of_removal(_error("message_not_found")) == Gone()
    assert isinstance(of_removal(_error(code)), Refused)


def _only_plain(message: object) -> bool:
    """Whether nothing of a message is drawn as Slack's own markup, and nobody is mentioned by it."""
    if isinstance(message, dict):
        kinds = {"mrkdwn", "link", "user", "usergroup", "broadcast", "channel"}
        return message.get("type") not in kinds and all(_only_plain(each) for each in message.values())
    return all(_only_plain(each) for each in message) if isinstance(message, list) else True
