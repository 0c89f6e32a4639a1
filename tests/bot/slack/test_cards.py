"""Cards: what they look like, where they are shown, and what pressing their buttons does."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import card_words
from bot.card_words import BUTTONS, STATES
from bot.platform import Enclosed
from bot.slack import cards, modals, presses, words
from bot.slack.acting import SlackPlatform
from bot.slack.modals import page
from bot.slack.posting import Content
from bot.slack.presses import pressed, submitted
from moderation.cards import Card
from moderation.model import (
    Account,
    ActionKind,
    AlertLead,
    AlreadyDone,
    AskHuman,
    Audience,
    Case,
    CaseState,
    Contact,
    Done,
    Event,
    EventKind,
    Part,
    PartKind,
    Place,
    Reach,
    RefreshCard,
    Refused,
    Speed,
    TellLead,
)
from storage.ledger.verify import find_notes
from tests.bot.platform_contract import CARD, SUBJECT, WORDS
from tests.bot.service_kit import NUMBER, START
from tests.bot.slack.acting_kit import buttons_work, do, restart
from tests.bot.slack.kit import Made, contact, workspace
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    COACH,
    DEPUTY,
    JUNIORS,
    LEAD,
    OTHER_COACH,
    OWNER,
    SAFEGUARDING,
    STRANGER,
)
from tests.bot.slack.peer.deeds import reading
from tests.bot.slack.peer.forms import buttons
from tests.bot.slack.peer.limits import ALL_OF_A_MESSAGE, characters, message_faults, view_faults
from tests.bot.slack.peer.state import Shown

HOSTILE = "<!channel> <@U01HELEN000> <https://example.org/|look> *bold* :smile: &lt;"
LEADS, DEPUTYS = contact(LEAD, "safeguarding lead"), contact(DEPUTY, "deputy safeguarding lead")
ALERT = AlertLead(LEADS, CARD.case)
TODAY = replace(CARD, speed=Speed.TODAY)


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Made]:
    async with workspace(tmp_path, SlackPlatform) as made:
        yield made


def shown(made: Made) -> list[str]:
    """What stands in the lead's channel."""
    return [reading(each) for each in made.peer.said_by_bot(SAFEGUARDING)]


def letters(made: Made, user: str) -> list[str]:
    return [reading(each) for each in made.peer.letters(user)]


# What it looks like

_TEXTS = st.text(max_size=400)
_LINES = st.lists(_TEXTS, max_size=30).map(tuple)


@given(
    *(_TEXTS, _TEXTS, _TEXTS, _TEXTS, _LINES, _LINES, _LINES, _LINES),
    st.lists(st.sampled_from(list(BUTTONS)), unique=True).map(tuple),
    st.sampled_from(Speed),
)
def test_whatever_it_says_slack_takes_it(
    headline: str,
    where: str,
    who: str,
    snippet: str,
    why: tuple[str, ...],
    done: tuple[str, ...],
    then: tuple[str, ...],
    told: tuple[str, ...],
    kinds: tuple[ActionKind, ...],
    speed: Speed,
) -> None:
    card = Card("c_1", "ABC", speed, CaseState.NEW, headline, where, who, who, snippet, why, done, then, kinds, told=told)
    for content in (
        cards.alert(card, headline * 9, who, LEAD),
        cards.task(card, snippet * 9, "https://example.org", "https://example.org", who, LEAD),
        cards.told(headline, snippet * 30, LEAD),
        cards.told_by(_post(snippet * 30, who)),
    ):
        _is_taken(content)


def _is_taken(content: Content) -> None:
    said = content.arguments()
    assert not message_faults(said["blocks"])
    assert characters(said["blocks"]) <= ALL_OF_A_MESSAGE
    assert not {"<", ">"} & set(said["text"])


@pytest.mark.parametrize("kind", list(BUTTONS))
def test_what_slack_asks_and_answers_fits_into_a_form(kind: ActionKind) -> None:
    assert not view_faults(presses._form(kind, "c_" + "0" * 30))
    assert not view_faults(page(BUTTONS[kind], *words.sections("x" * 20_000)))


def test_the_words_of_others_are_only_text() -> None:
    card = replace(CARD, headline=HOSTILE, who=HOSTILE, where=HOSTILE, snippet=HOSTILE, told=(HOSTILE,), done=(HOSTILE,))
    for content in (
        cards.alert(card, "", HOSTILE, ""),
        cards.task(card, HOSTILE, "", "", HOSTILE, ""),
        cards.told(HOSTILE, HOSTILE, ""),
        cards.told_by(_post(HOSTILE, HOSTILE)),
    ):
        blocks = content.arguments()["blocks"]
        assert HOSTILE in reading({"blocks": blocks})
        assert _kinds(blocks).isdisjoint({"mrkdwn", "link", "user", "usergroup", "broadcast", "channel", "color"})


def _kinds(piece: Any) -> set[str]:
    """The kinds of all that something is made of."""
    inside = piece.values() if isinstance(piece, dict) else piece if isinstance(piece, list) else ()
    own = {str(piece["type"])} if isinstance(piece, dict) and "type" in piece else set()
    return own.union(*(_kinds(each) for each in inside))


def _post(text: str, name: str) -> Event:
    account = Account("slack", CHILD, name)
    place = Place("slack", JUNIORS, "juniors", audience=Audience.MIXED)
    return Event("slack:1", "larkmead", EventKind.POSTED, START, account, place, "1", (Part(PartKind.BODY, text),))


async def test_the_checkpoint_stands_last_and_small_where_the_verifier_reads_it(made: Made) -> None:
    """Map 7.2: buttons stay in sight on a telephone, and what an officer copies off a card is all that it needs."""
    notes = []
    for number in range(2):
        await made.set_up(minimum_age=16 + number)  # so that there is more to sign
        notes.append((await made.running.write(lambda tx: tx.checkpoint(made.clock()))).note)
        alert = AlertLead(LEADS, f"c_{number}")
        await do(made, alert, number, Enclosed(card=replace(CARD, case=alert.case), checkpoint=notes[number]))
    first, _ = made.peer.said_by_bot(SAFEGUARDING)
    restart(made)
    shown_at = f"{SAFEGUARDING}/{first['ts']}"
    assert await do(made, RefreshCard(LEADS, "c_0"), 2, Enclosed(card=CARD, shown=shown_at)) == Done(shown_at)
    posts = made.peer.said_by_bot(SAFEGUARDING)
    for post in posts:
        assert [block["type"] for block in post["blocks"]] == ["rich_text", "actions", "context", "context"]
        assert "\n" not in post["blocks"][-1]["elements"][0]["text"]
    found = find_notes("\n".join(f"Touchline\n{reading(post)}" for post in posts).encode())
    assert not found.unreadable
    assert [note.signed for note in found.notes] == notes


# Where it is shown


async def test_an_alert_is_shown_in_the_leads_channel_and_rings_for_the_one_whom_it_asks(made: Made) -> None:
    outcome = await do(made, ALERT, 1, Enclosed(card=CARD, subjects=("p_alfie",)))
    (message,) = made.peer.said_by_bot(SAFEGUARDING)
    assert outcome == Done(f"{SAFEGUARDING}/{message['ts']}")
    assert _mentioned(message) == [LEAD]
    assert message["text"] == "look now · C0FFEE", "a locked telephone names nobody"
    assert not letters(made, LEAD)


async def test_what_can_wait_makes_no_telephone_ring_and_says_whom_it_is_for(made: Made) -> None:
    await do(made, ALERT, 1, Enclosed(card=TODAY))
    (message,) = made.peer.said_by_bot(SAFEGUARDING)
    assert not _mentioned(message)
    assert "For Helen Marsh" in reading(message)


def _mentioned(piece: Any) -> list[str]:
    if isinstance(piece, dict) and piece.get("type") == "user":
        return [piece["user_id"]]
    inside = piece.values() if isinstance(piece, dict) else piece if isinstance(piece, list) else ()
    return [user for each in inside for user in _mentioned(each)]


async def test_where_somebody_is_whom_it_is_about_no_card_is_shown(made: Made) -> None:
    made.peer.join(SAFEGUARDING, COACH)
    await do(made, ALERT, 1, Enclosed(card=CARD, subjects=("p_dave",)))
    assert not shown(made)
    assert len(letters(made, LEAD)) == 1
    await do(made, TellLead(LEADS, SUBJECT, WORDS, ("p_dave",)), 2)
    assert not shown(made)
    assert len(letters(made, LEAD)) == 2


async def test_somebody_who_is_not_on_the_register_is_found_by_the_records_name_for_them(made: Made) -> None:
    made.peer.join(SAFEGUARDING, STRANGER)
    name = await made.running.look(lambda tx: tx.pseudonym(made.account(STRANGER)))
    await do(made, ALERT, 1, Enclosed(card=CARD, subjects=(name,)))
    assert not shown(made)
    assert len(letters(made, LEAD)) == 1


async def test_an_owner_who_is_not_in_the_channel_does_not_see_it(made: Made) -> None:
    await do(made, ALERT, 1, Enclosed(card=CARD, subjects=("p_olive",)))
    assert len(shown(made)) == 1
    assert OWNER not in made.peer.conversations[SAFEGUARDING].members


@pytest.mark.parametrize("change", ["public", "shared", "archived", "left", "bot out", "unset", "not there"])
async def test_a_channel_that_is_not_the_leads_alone_gets_no_card(made: Made, change: str) -> None:
    channel = made.peer.conversations[SAFEGUARDING]
    match change:
        case "public":
            channel.private = False
        case "shared":
            channel.shared = True
        case "archived":
            channel.archived = True
        case "left":
            channel.members.remove(LEAD)
        case "bot out":
            channel.members.remove(BOT)
        case "unset":
            await made.set_up(lead_channel="")
        case "not there":
            await made.set_up(lead_channel="C09NOWHERE0")
    await made.workspace.directory.load()
    assert isinstance(await do(made, ALERT, 1, Enclosed(card=CARD)), Done)
    assert not shown(made)
    assert len(letters(made, LEAD)) == 1


async def test_a_channel_that_was_archived_a_moment_ago_loses_no_card(made: Made) -> None:
    made.peer.conversations[SAFEGUARDING].archived = True  # and nobody has told the bot
    assert isinstance(await do(made, ALERT, 1, Enclosed(card=CARD)), Done)
    assert len(letters(made, LEAD)) == 1


async def test_somebody_elsewhere_is_not_shown_anything_here(made: Made) -> None:
    to = Contact("County officer", "county", Reach.EMAIL, "county@example.org")
    assert await do(made, AlertLead(to, CARD.case), 1, Enclosed(card=CARD)) == Refused("unknown_account")


async def test_what_is_about_touchline_itself_stands_once_where_lead_and_deputy_read_it(made: Made) -> None:
    about_itself = replace(TODAY, buttons=())
    first = await do(made, ALERT, 1, Enclosed(card=about_itself))
    second = await do(made, AlertLead(DEPUTYS, CARD.case), 2, Enclosed(card=about_itself))
    assert isinstance(first, Done)
    assert second == AlreadyDone(first.reference)
    assert len(shown(made)) == 1
    made.clock.now += timedelta(minutes=11)
    assert isinstance(await do(made, AlertLead(DEPUTYS, CARD.case), 3, Enclosed(card=about_itself)), Done)
    assert len(shown(made)) == 1, "the newest"


async def test_an_urgent_card_for_two_stands_once_and_rings_both(made: Made) -> None:
    first = await do(made, ALERT, 1, Enclosed(card=CARD))
    assert isinstance(first, Done)
    for _ in range(2):
        assert await do(made, AlertLead(DEPUTYS, CARD.case), 2, Enclosed(card=CARD)) == AlreadyDone(first.reference)
    card, line = made.peer.said_by_bot(SAFEGUARDING)
    assert "actions" in {block["type"] for block in card["blocks"]}
    assert "actions" not in {block["type"] for block in line["blocks"]}
    assert LEAD in str(card["blocks"])
    assert DEPUTY in str(line["blocks"])
    assert f"p{card['ts'].replace('.', '')}" in str(line["blocks"]), "the way to it"


# Again


async def test_a_repeated_alert_takes_the_place_of_the_one_before(made: Made) -> None:
    for number in (1, 2):
        assert isinstance(await do(made, ALERT, number, Enclosed(card=CARD)), Done)
    assert len(shown(made)) == 1


async def test_after_a_restart_a_card_is_found_and_is_known_as_the_same_alert(made: Made) -> None:
    outcome = await do(made, ALERT, 1, Enclosed(card=CARD))
    assert isinstance(outcome, Done)
    restart(made)
    later = replace(CARD, state=CaseState.CLOSED, next=("Closed.",))
    again = await do(made, RefreshCard(LEADS, CARD.case), 2, Enclosed(card=later, shown=outcome.reference))
    assert again == outcome
    (message,) = made.peer.said_by_bot(SAFEGUARDING)
    assert STATES[CaseState.CLOSED] in reading(message)
    restart(made)
    assert isinstance(await do(made, ALERT, 1, Enclosed(card=later, shown=outcome.reference)), AlreadyDone)


async def test_a_card_that_somebody_took_away_is_shown_again(made: Made) -> None:
    outcome = await do(made, ALERT, 1, Enclosed(card=CARD))
    assert isinstance(outcome, Done)
    made.peer.delete(SAFEGUARDING, outcome.reference.partition("/")[2])
    assert isinstance(await do(made, RefreshCard(LEADS, CARD.case), 2, Enclosed(card=CARD)), Done)
    assert len(shown(made)) == 1


async def test_when_it_comes_to_be_about_a_reader_the_card_leaves_the_channel(made: Made) -> None:
    await do(made, ALERT, 1, Enclosed(card=CARD))
    await do(made, RefreshCard(LEADS, CARD.case), 2, Enclosed(card=CARD, subjects=("p_tom",)))
    assert not shown(made)
    assert len(letters(made, LEAD)) == 1


async def test_a_task_leads_to_the_message_and_to_the_card_of_its_concern(made: Made) -> None:
    outcome = await do(made, ALERT, 1, Enclosed(card=CARD))
    assert isinstance(outcome, Done)
    link = "https://larkmead.slack.com/archives/C01JUNIORS0/p1795284000000100"
    await do(made, AskHuman(LEADS, CARD.case, "Please remove it by hand.", link), 2, Enclosed(card=CARD))
    message = made.peer.said_by_bot(SAFEGUARDING)[-1]
    addresses = [each["url"] for each in _of_kind(message, "link")]
    ts = outcome.reference.partition("/")[2].replace(".", "")
    assert addresses == [link, f"https://larkmead.slack.com/archives/{SAFEGUARDING}/p{ts}"]


def _of_kind(piece: Any, kind: str) -> list[dict[str, Any]]:
    inside = piece.values() if isinstance(piece, dict) else piece if isinstance(piece, list) else ()
    own = [piece] if isinstance(piece, dict) and piece.get("type") == kind else []
    return [*own, *(found for each in inside for found in _of_kind(each, kind))]


# Pressing


@pytest.fixture
async def at_work(made: Made) -> AsyncIterator[Made]:
    """The organisation judges and acts, and buttons reach it."""
    async with made.at_work(), buttons_work(made):
        yield made


async def concern(made: Made) -> tuple[Case, dict[str, Any]]:
    """A child's number is posted. The concern, and the card in the lead's channel."""
    ts = made.peer.post(JUNIORS, CHILD, NUMBER)
    place = Place("slack", JUNIORS, "juniors", audience=Audience.CHILDREN)
    parts = (Part(PartKind.BODY, f"ring {NUMBER}"),)
    account = made.account(CHILD)
    id_ = f"slack:{JUNIORS}:{ts}:0"
    event = Event(id_, "larkmead", EventKind.POSTED, made.clock(), account, place, ts, parts, conversation=JUNIORS)
    await made.running.receive(event)
    await made.peer.until(lambda: any(buttons(each) for each in made.peer.said_by_bot(SAFEGUARDING)))
    (card,) = [each for each in made.peer.said_by_bot(SAFEGUARDING) if buttons(each)]
    return await the_case(made), card


async def the_case(made: Made) -> Case:
    (case,) = await made.running.look(lambda tx: tx.cases())
    return case


async def test_a_press_is_answered_to_whoever_pressed_alone_and_the_card_shows_it(at_work: Made) -> None:
    made = at_work
    _, card = await concern(made)
    await made.peer.press(LEAD, SAFEGUARDING, card["ts"], "Seen")
    assert made.peer.told(LEAD) == ["Thank you. It is yours now; nobody else will be paged."]
    await made.peer.until(lambda: any(STATES[CaseState.CLAIMED] in text for text in shown(made)))
    assert (await the_case(made)).claimed_by == "p_helen"
    assert not made.peer.told(DEPUTY)


async def test_buttons_work_after_a_restart(at_work: Made) -> None:
    made = at_work
    _, card = await concern(made)
    made.running.platforms["slack"] = SlackPlatform(made.workspace)
    await made.peer.press(DEPUTY, SAFEGUARDING, card["ts"], "Seen")
    assert (await the_case(made)).claimed_by == "p_tom"


async def test_a_reason_is_asked_for_in_a_form_that_shows_the_answer(at_work: Made) -> None:
    made = at_work
    case, card = await concern(made)
    await made.peer.press(LEAD, SAFEGUARDING, card["ts"], "Close")
    form = made.peer.modal(LEAD)
    assert "How did it end?" in reading(form.view)
    assert (await the_case(made)).state is CaseState.NEW
    await made.peer.submit(LEAD, form.id, {"outcome": "Nothing was wrong", "reason": f"It is the club's own. {HOSTILE}"})
    assert "Closed. What was recorded stays." in reading(made.peer.modal(LEAD).view)
    closed = await the_case(made)
    assert (closed.id, closed.state) == (case.id, CaseState.CLOSED)
    assert HOSTILE in closed.outcome


@pytest.mark.clause("1.11")
async def test_an_author_says_that_it_was_wrong_and_need_not_say_why(at_work: Made) -> None:
    made = at_work
    case, _ = await concern(made)
    removed = replace(case, sightings=(replace(case.newest, removed_by="p_bot"),))
    await made.running.write(lambda tx: tx._write_case(removed))  # type: ignore[attr-defined]  # as if the bot had removed it
    blocks = cards.buttons(case.id, (ActionKind.APPEAL,))
    answer = await made.workspace.client.chat_postMessage(channel=CHILD, text="why", blocks=blocks)
    await made.peer.press(CHILD, str(answer["channel"]), str(answer["ts"]), "I think this is wrong")
    form = made.peer.modal(CHILD)
    assert card_words.APPEAL in reading(form.view)
    await made.peer.submit(CHILD, form.id, {})
    assert "Somebody else will look at it again." in reading(made.peer.modal(CHILD).view)
    assert (await the_case(made)).appealed


async def test_a_button_on_what_only_one_person_sees_works(at_work: Made) -> None:
    made = at_work
    case, _ = await concern(made)
    blocks = cards.buttons(case.id, (ActionKind.SEEN,))
    made.peer.ephemerals.append(Shown(JUNIORS, OTHER_COACH, "", blocks, "1795284000.000900", "ephemeral"))
    await made.peer.press(OTHER_COACH, JUNIORS, "1795284000.000900", "Seen")
    assert (await the_case(made)).claimed_by == "p_nisha"


async def test_a_press_by_somebody_who_may_not_know_of_it_tells_them_nothing(at_work: Made) -> None:
    made = at_work
    _, card = await concern(made)
    made.peer.conversations[SAFEGUARDING].members.append(COACH)
    await made.peer.press(COACH, SAFEGUARDING, card["ts"], "Seen")
    (told,) = made.peer.told(COACH)
    assert told.startswith("This is for the people who look after safeguarding here.")
    assert (await the_case(made)).state is CaseState.NEW


async def test_a_form_is_opened_before_anything_else_and_if_that_is_too_late_it_says_so(at_work: Made) -> None:
    made = at_work
    _, card = await concern(made)
    body = {
        "user": {"id": LEAD},
        "trigger_id": "trigger-of-long-ago",
        "response_url": made.peer._response(LEAD, SAFEGUARDING, card["ts"]),
        "actions": [{"action_id": "press:close", "value": "c_1", "action_ts": "1"}],
    }
    await pressed(made.workspace, body)
    assert made.peer.told(LEAD) == [words.AGAIN]


async def test_an_answer_that_takes_longer_than_slack_waits_comes_into_the_form(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing judges yet: what was pressed is kept, and the answer comes when there is one."""
    monkeypatch.setattr(modals, "WAITS", 0.0)
    async with buttons_work(made):
        blocks = cards.buttons("c_1", (ActionKind.CLOSE,))
        answer = await made.workspace.client.chat_postMessage(channel=LEAD, text="card", blocks=blocks)
        await made.peer.press(LEAD, str(answer["channel"]), str(answer["ts"]), "Close")
        await made.peer.submit(LEAD, made.peer.modal(LEAD).id, {"outcome": "Put right", "reason": "Done."})
        assert reading(made.peer.modal(LEAD).view["blocks"][0]) == words.WAIT
        async with made.at_work():
            await made.peer.until(lambda: "There is no such concern." in reading(made.peer.modal(LEAD).view))


async def test_the_same_form_twice_is_one_action(at_work: Made) -> None:
    made = at_work
    case, card = await concern(made)
    await made.peer.press(LEAD, SAFEGUARDING, card["ts"], "Note")
    form = made.peer.modal(LEAD)
    view = form.view | {"id": form.id, "state": {"values": {"reason": {"reason": {"value": "Spoke with him."}}}}}
    both = [submitted(made.workspace, {"user": {"id": LEAD}, "view": view}) for _ in range(2)]
    await asyncio.gather(*both)
    assert [note.text for note in (await the_case(made)).notes] == ["Spoke with him."]
    assert case.notes == ()


@pytest.mark.parametrize(
    "action",
    [
        {"action_id": "press:delete_everything", "value": "c_1"},
        {"action_id": "press:seen", "value": "../../etc"},
        {"action_id": "press:seen", "value": None},
        {"action_id": 7},
        "not an action",
    ],
)
async def test_what_no_button_of_ours_says_does_nothing(made: Made, action: object) -> None:
    await pressed(made.workspace, {"user": {"id": LEAD}, "actions": [action]})
    assert await made.running.look(lambda tx: tx.cases()) == []
