"""Direct messages between staff and young people on Slack are really flagged, and those between adults are not read (map 5.1).

The real app, over HTTP and over Socket Mode; Slack is played. Nobody but staff have authorised; the bot is in none of these.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.role_shown import REMINDER
from moderation.model import BOT as TOUCHLINE
from moderation.model import (
    AlertLead,
    Category,
    Event,
    EventKind,
    ExplainToAuthor,
    PlaceKind,
    Role,
    TellPerson,
    TellResponsibleAdult,
)
from tests.bot.service_kit import Clock
from tests.bot.slack.app_kit import Connected, Way, connected
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    COACH,
    FOREIGNER,
    JUNIORS,
    LEAD,
    OTHER_CHILD,
    OTHER_COACH,
    PARENT,
    SAFEGUARDING,
    STRANGER,
    Fault,
    Peer,
)
from tests.bot.slack.peer.deeds import reading
from tests.bot.slack.peer.state import authorization
from tests.bot.slack.staff_kit import agreed, cases, entries, known, patient, planned, told_of, until

BOTH = pytest.mark.parametrize("way", ["http", "socket"])
WORDS = "are you free on Thursday evening"


def heard(made: Connected, *users: str) -> list[str]:
    """All that the bot said to some people, wherever, but for the reminder of what their name should show."""
    letters = [reading(each) for user in users for each in made.peer.letters(user)]
    told = [text for user in users for text in made.peer.told(user)]
    return [each for each in (*letters, *told) if not each.startswith(REMINDER[:16])]


def on_disk(made: Connected) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(made.running.folder.iterdir()) if path.is_file())


@BOTH
@pytest.mark.clause("5.1")
@pytest.mark.parametrize("author", [COACH, CHILD])
async def test_a_direct_message_of_a_coach_and_a_child_reaches_the_lead_whoever_wrote_it(
    tmp_path: Path, way: Way, author: str
) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        dm = made.peer.open_dm(COACH, CHILD)
        ts = made.peer.post(dm, author, WORDS)
        (case,) = await cases(made, 1)
        assert case.category is Category.PRIVATE_CONTACT
        (event,) = await known(made, dm)
        assert (event.id, event.place.kind) == (f"slack:{dm}:{ts}:0", PlaceKind.DIRECT)
        assert {each.id for each in event.place.members} == {COACH, CHILD}
        assert "p_dave" in case.subjects
        effects = await planned(made, case.id)
        assert {each.to.person for each in effects if isinstance(each, AlertLead)} == {"p_helen"}
        await told_of(made, case)
        # Decisions 17: it would warn the wrong person. And a child has done nothing wrong.
        assert heard(made, COACH, CHILD) == []
        assert not [each for each in effects if isinstance(each, ExplainToAuthor | TellPerson | TellResponsibleAdult)]
        assert not made.peer.gone(dm, ts)
        assert WORDS.encode() not in on_disk(made)
        assert WORDS not in str(entries(made, "message.judged"))


@BOTH
@pytest.mark.clause("5.1")
async def test_the_lead_is_shown_a_card_and_the_coach_never_is(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        dm = made.peer.open_dm(COACH, CHILD)
        made.peer.post(dm, COACH, WORDS)
        (case,) = await cases(made, 1)
        await told_of(made, case)
        shown = [reading(each) for each in made.peer.said_by_bot(SAFEGUARDING)] + heard(made, LEAD)
        assert any("Dave Ridley" in each for each in shown)
        assert heard(made, COACH) == []


@BOTH
@pytest.mark.clause("5.1")
async def test_of_direct_messages_between_adults_nothing_is_kept_but_an_id(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        for others in ((PARENT,), (OTHER_COACH,), (PARENT, OTHER_COACH)):
            dm = made.peer.open_dm(COACH, *others)
            ts = made.peer.post(dm, COACH, "ring me on 07700 900123, you stupid idiot")
            made.peer.post(dm, others[0], "let us keep this between us", thread=ts)
            made.peer.edit(dm, ts, "changed")
            made.peer.delete(dm, ts)
        await made.peer.settle()
        made.peer.post(JUNIORS, CHILD, "and then hello")
        await made.knows(JUNIORS, 1)
        assert not made.peer.lost
        assert await made.running.look(lambda tx: tx.cases()) == []
        assert await known(made, dm) == []
        assert entries(made, "slack.unread") == []
        kept = await made.running.look(lambda tx: tx.arrivals_by(["p_dave", "p_rosa", "p_nisha"]))
        assert {each.kind for each in kept if isinstance(each, Event)} == {EventKind.RENAMED}, "their names alone"
        assert await made.running.write(lambda tx: tx.pass_by(f"slack:{dm}:{ts}")) is False
        assert heard(made, COACH, PARENT, OTHER_COACH) == []


@BOTH
@pytest.mark.clause("5.1")
@pytest.mark.parametrize("given", [[COACH], []], ids=["by whose grant", "nobody's grant"])
async def test_what_does_not_say_where_it_stands_is_looked_up_before_it_is_read(
    tmp_path: Path, way: Way, given: list[str]
) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        dm, ts = made.peer.open_dm(COACH, PARENT), made.peer.ts()
        said = {"type": "message", "channel": dm, "user": COACH, "text": WORDS, "ts": ts, "event_ts": ts}
        made.peer.deliver(made.peer.envelope(said, [authorization(each, False) for each in given]))
        delivery = made.peer.push.deliveries[-1]
        await made.peer.until(lambda: delivery.arrived)
        assert await made.running.look(lambda tx: tx.arrival(f"slack:{dm}:{ts}:0")) is None
        assert await made.running.write(lambda tx: tx.pass_by(f"slack:{dm}:{ts}")) is False


@BOTH
@pytest.mark.clause("5.1")
async def test_what_a_coach_takes_away_is_in_the_record_after_the_child_has_left(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        dm = made.peer.open_dm(COACH, CHILD)
        ts = made.peer.post(dm, COACH, WORDS)
        await made.knows(dm, 1)
        made.peer.change_user(CHILD, deleted=True)
        await made.peer.settle()
        made.peer.delete(dm, ts)
        await made.peer.settle()
        assert await made.running.look(lambda tx: tx.arrival(f"slack:{dm}:{ts}:deleted")) is not None


@BOTH
@pytest.mark.clause("5.1")
@pytest.mark.parametrize("other", [STRANGER, FOREIGNER])
async def test_somebody_whom_the_register_does_not_know_may_be_a_child(tmp_path: Path, way: Way, other: str) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        dm = made.peer.open_dm(COACH, other)
        made.peer.post(dm, other, WORDS)
        (case,) = await cases(made, 1)
        assert case.category is Category.PRIVATE_CONTACT


@BOTH
@pytest.mark.clause("5.1")
async def test_a_group_of_staff_with_one_child_is_in_the_record(tmp_path: Path, way: Way) -> None:
    """Two adults who answer for each other make it accountable; what is said there is judged all the same."""
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        group = made.peer.open_dm(COACH, OTHER_COACH, CHILD)
        made.peer.post(group, CHILD, WORDS)
        (event,) = await made.knows(group, 1)
        assert event.place.kind is PlaceKind.GROUP_DIRECT
        assert {each.id for each in event.place.members} == {COACH, OTHER_COACH, CHILD}
        assert await made.running.look(lambda tx: tx.cases()) == []
        alone = made.peer.open_dm(COACH, CHILD, OTHER_CHILD)
        made.peer.post(alone, COACH, WORDS)
        (case,) = await cases(made, 1)
        assert case.category is Category.PRIVATE_CONTACT


@BOTH
async def test_where_both_have_authorised_it_is_one_message(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH, OTHER_COACH)
        group = made.peer.open_dm(COACH, OTHER_COACH, CHILD)
        made.peer.post(group, COACH, WORDS)
        made.peer.repeat()
        await made.peer.settle()
        made.peer.post(group, OTHER_COACH, "yes, Thursday")
        assert [event.parts[0].text for event in await made.knows(group, 2)] == [WORDS, "yes, Thursday"]


@BOTH
@pytest.mark.clause("5.1")
async def test_edits_deletions_and_files_are_in_the_record_too(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        dm = made.peer.open_dm(COACH, CHILD)
        ts = made.peer.post(dm, COACH, WORDS)
        made.peer.edit(dm, ts, "see you at training")
        made.peer.post(
            dm, CHILD, "", files=[{"id": "F1", "name": "holiday.jpg", "title": "me at the beach", "mimetype": "image/jpeg"}]
        )
        made.peer.delete(dm, ts)
        found = await made.knows(dm, 3)
        assert [event.kind.value for event in found] == ["posted", "edited", "posted"]
        assert any("beach" in part.text for part in found[2].parts)
        await made.peer.settle()
        assert await made.running.look(lambda tx: tx.arrival(f"slack:{dm}:{ts}:deleted")) is not None


@BOTH
async def test_what_somebody_writes_to_the_bot_is_no_message_of_others_though_they_authorised(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        peer = made.peer
        dm = peer.open_dm("U01TOUCHLN0", COACH)
        peer.bot_events.discard("message.im")  # so that Slack says that it is because of the grant
        peer.post(dm, COACH, "somebody told me something that worries me")
        (event,) = await made.knows(dm, 1)
        assert event.to_bot


@BOTH
async def test_children_among_themselves_and_notes_to_oneself_are_nobodys_business(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        peer = made.peer
        own = peer.open_dm(COACH)
        peer.conversations[own].kind = "im"
        peer.post(own, COACH, "buy bibs")
        between = peer.open_dm(CHILD, OTHER_CHILD)
        peer.post(between, CHILD, "hi")  # nobody authorised: Slack does not even tell
        await peer.settle()
        peer.post(JUNIORS, CHILD, "and then hello")
        await made.knows(JUNIORS, 1)
        assert await known(made, own) == []
        assert await known(made, between) == []


@BOTH
@pytest.mark.clause("5.1")
async def test_what_was_written_while_it_was_down_is_read_back_by_the_grants(tmp_path: Path, way: Way) -> None:
    async with Peer(Clock()) as peer:
        async with connected(tmp_path, way, peer=peer, pause=patient) as made:
            before = peer.open_dm(COACH, OTHER_CHILD)
            peer.post(before, COACH, "from before anybody agreed")
            made.clock.now += timedelta(minutes=30)
            await agreed(made, COACH)
            await peer.settle()
        made.clock.now += timedelta(hours=2)
        dm, adults = peer.open_dm(COACH, CHILD), peer.open_dm(COACH, PARENT)
        first = peer.post(dm, COACH, WORDS)
        peer.post(dm, CHILD, "yes", thread=first)
        peer.post(adults, COACH, "between us")
        async with connected(tmp_path, way, peer=peer, pause=patient) as made:
            (event,) = await made.knows(dm, 1)
            assert event.parts[0].text == WORDS
            await made.knows(f"{dm}:{first}", 1)
            assert {case.category for case in await cases(made, 1)} == {Category.PRIVATE_CONTACT}
            assert await made.chat.attending("larkmead").catch_up.read()
            assert await known(made, before) == []
            assert await known(made, adults) == []
            assert not peer.called("conversations.history", channel=adults)


@BOTH
@pytest.mark.clause("5.1")
async def test_whoever_revokes_is_told_of_at_once_to_the_lead_and_not_to_them(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        made.peer.revoke(COACH)
        await until(lambda: any("stands no more" in each for each in heard(made, LEAD) + shown(made)))
        assert COACH not in await made.workspace.grants.all()
        (ended,) = entries(made, "grant.ended")
        assert ended["data"]["why"] in {"revoked", "refused"}, "whether it was told, or found out by a call, first"
        assert "xoxp" not in str(ended)
        assert heard(made, COACH) == []


def shown(made: Connected) -> list[str]:
    return [reading(each) for each in made.peer.said_by_bot(SAFEGUARDING)]


@BOTH
async def test_a_late_word_of_a_revocation_ends_no_new_grant(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        made.peer.revoke(COACH)
        await made.peer.settle()
        await agreed(made, COACH)
        made.peer.repeat()
        await made.peer.settle()
        assert COACH in await made.workspace.grants.all()


@BOTH
@pytest.mark.clause("5.1")
async def test_a_token_that_slack_takes_no_more_is_forgotten_when_it_is_used(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH, OTHER_COACH)
        dm = made.peer.open_dm(COACH, CHILD)
        made.peer.revoke(COACH, told=False)
        catch_up = made.chat.attending("larkmead").catch_up
        catch_up.rings()  # a long round, whether or not the one that a new connection began is still going on
        assert await catch_up.read()
        assert set(await made.workspace.grants.all()) == {OTHER_COACH}
        assert entries(made, "grant.ended")[0]["data"]["why"] == "refused"
        made.peer.post(dm, COACH, WORDS)
        await made.peer.settle()
        assert await known(made, dm) == []


@BOTH
@pytest.mark.clause("5.1")
async def test_whoever_of_the_staff_has_not_authorised_is_a_finding(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH, LEAD)
        lapses = await made.chat.attending("larkmead").watch.walk()
        found = {each.key for each in lapses if each.check == "unauthorised_staff"}
        assert OTHER_COACH in found
        assert not {COACH, LEAD, PARENT, CHILD} & found


@BOTH
async def test_the_app_is_taken_out_and_every_grant_is_forgotten(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH, OTHER_COACH)
        made.peer.uninstall()
        await until(lambda: len(entries(made, "grant.ended")) == 2)
        assert await made.workspace.grants.all() == {}


@BOTH
@pytest.mark.clause("8.16")
async def test_whoever_comes_into_the_leads_channel_does_not_read_there_what_is_about_them(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        made.peer.post(made.peer.open_dm(COACH, CHILD), COACH, WORDS)
        (case,) = await cases(made, 1)
        await told_of(made, case)
        assert any("Dave Ridley" in each for each in shown(made))
        made.peer.join(SAFEGUARDING, COACH)
        await until(lambda: not any("Dave Ridley" in each for each in shown(made)))
        await until(lambda: any("Dave Ridley" in each for each in heard(made, LEAD)))
        assert heard(made, COACH) == []


@BOTH
@pytest.mark.clause("5.1")
async def test_of_whoever_is_staff_no_more_nothing_is_read(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        dm = made.peer.open_dm(COACH, CHILD)
        made.peer.post(dm, COACH, WORDS)
        await made.knows(dm, 1)
        left = replace(made.workspace.people[COACH], role=Role.PARENT)
        await made.running.write(lambda tx: tx.register(left, [made.account(COACH)], TOUCHLINE))
        await until(lambda: made.workspace.people[COACH].role is Role.PARENT)
        made.peer.post(dm, COACH, "see you at home")
        await made.peer.settle()
        assert len(await known(made, dm)) == 1


@BOTH
@pytest.mark.clause("5.1")
async def test_a_grant_that_stands_is_kept_while_slack_does_not_say_so(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way, pause=patient) as made:
        await agreed(made, COACH)
        made.peer.push.answer_within = 0.5
        made.peer.faults.append(Fault("auth.test", "internal_error", 500, times=2))
        event = {"type": "tokens_revoked", "tokens": {"oauth": [COACH], "bot": []}, "event_ts": made.peer.ts()}
        made.peer.deliver(made.peer.envelope(event, [authorization(BOT, True)]))
        delivery = made.peer.push.deliveries[-1]
        await made.peer.until(lambda: delivery.tries == 2 and not delivery.on_its_way)
        assert COACH in await made.workspace.grants.all()
