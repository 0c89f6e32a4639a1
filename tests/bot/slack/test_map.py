"""What the policy map promises on Slack, from what somebody does there to what others are told."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from moderation.cards import reference
from moderation.model import Category
from tests.bot.running_kit import records
from tests.bot.service_kit import Clock
from tests.bot.slack.acting_kit import grant
from tests.bot.slack.app_kit import NUMBER, Connected, connected
from tests.bot.slack.commands_kit import cases
from tests.bot.slack.peer import (
    ADULT_LEARNER,
    BOT,
    CHILD,
    COACH,
    JUNIORS,
    LEAD,
    OWNER,
    PARENT,
    SAFEGUARDING,
    STRANGER,
    Peer,
    reading,
)
from tests.bot.slack.staff_kit import patient, until


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Connected]:
    async with connected(tmp_path, "http", pause=patient) as found:
        yield found


def shown(made: Connected, text: str) -> list[str]:
    return [said for each in made.peer.said_by_bot(SAFEGUARDING) if text in (said := reading(each))]


@pytest.mark.clause("1.1", "1.3", "1.7", "1.9")
async def test_whoever_posts_it_it_goes_and_its_author_and_the_channel_are_told(made: Connected) -> None:
    """Map 1.1: nobody is exempt, neither staff nor an owner. One removal each, and one notice for all of them."""
    await grant(made, OWNER)
    everybody = (CHILD, COACH, PARENT, ADULT_LEARNER, OWNER, LEAD, STRANGER)
    for who in everybody:
        if who not in made.peer.conversations[JUNIORS].members:
            made.peer.join(JUNIORS, who)
    stamps = [made.peer.post(JUNIORS, who, NUMBER) for who in everybody]
    await made.peer.until(lambda: all(made.peer.gone(JUNIORS, ts) for ts in stamps))
    assert [len(made.peer.called("chat.delete", ts=ts)) for ts in stamps] == [1] * len(stamps)
    await made.peer.until(lambda: made.peer.letters(CHILD) and made.peer.letters(STRANGER) and made.peer.said_by_bot(JUNIORS))
    for letter in (*made.peer.letters(CHILD), *made.peer.letters(STRANGER), *made.peer.said_by_bot(JUNIORS)):
        assert "07700" not in reading(letter)
    (notice,) = made.peer.said_by_bot(JUNIORS)
    assert "Alfie" not in reading(notice)
    kinds = [each["kind"] for each in records(made.running.folder)]
    assert kinds.count("post.removed") == len(stamps)


@pytest.mark.clause("5.3", "9.1")
async def test_whoever_writes_to_the_bot_is_answered_and_the_lead_sees_it(made: Connected) -> None:
    """Map 5.3: harmless words alone, which nothing would have flagged."""
    place = made.peer.open_dm(CHILD, BOT)
    made.peer.post(place, CHILD, "can I tell you something")
    await made.peer.until(lambda: made.peer.letters(CHILD))
    (case,) = await cases(made)
    assert (case.category, case.author.account.id) == (Category.REPORT, CHILD)
    await made.peer.until(lambda: shown(made, reference(case.id)))
    assert "can I tell you something" in shown(made, reference(case.id))[0]
    (answer,) = made.peer.letters(CHILD)
    assert "Thank you for telling us" in reading(answer)
    made.peer.post(place, CHILD, "it is about training")
    await made.peer.until(lambda: shown(made, "it is about training"))
    assert len(made.peer.letters(CHILD)) == 1, "one answer for what belongs together"


@pytest.mark.clause("5.4", "5.18")
async def test_what_somebody_unknown_writes_waits_where_nobody_may_before_they_are_known(tmp_path: Path) -> None:
    """Slack lets no app keep them from writing: it is held, and who they are is a finding."""
    async with AsyncExitStack() as stack:
        peer = await stack.enter_async_context(Peer(Clock()))
        async with connected(tmp_path, "http", peer=peer, kind="school"):
            pass  # the register is filled; the next start knows that there is one
        made = await stack.enter_async_context(connected(tmp_path, "http", peer=peer, pause=patient, kind="school"))
        await grant(made, OWNER)
        made.peer.join(JUNIORS, STRANGER)
        ts = made.peer.post(JUNIORS, STRANGER, "hello everybody")
        kept = made.peer.post(JUNIORS, CHILD, "hello you")
        await made.peer.until(lambda: made.peer.gone(JUNIORS, ts))
        assert not made.peer.gone(JUNIORS, kept)
        await made.peer.until(lambda: shown(made, "Somebody not on the register wrote where children read"))
        walked = await made.chat.attending("larkmead").watch.walk()
        (lapse,) = [each for each in walked if each.check == "newcomers"]
        assert lapse.key == "people"


@pytest.mark.clause("5.4")
async def test_staff_who_sign_in_with_a_private_address_are_a_finding_and_the_address_is_nowhere(made: Connected) -> None:
    walk = made.chat.attending("larkmead").watch.walk
    assert not [each for each in await walk() if each.check == "work_accounts"]
    made.peer.change_user(COACH, email="coach.dave.notreal@gmail.com")
    made.peer.change_user(CHILD, email="alfie.notreal@gmail.com")
    directory = made.workspace.directory
    await until(lambda: {directory.users[each].email_domain for each in (COACH, CHILD)} == {"gmail.com"})
    (lapse,) = [each for each in await walk() if each.check == "work_accounts"]
    assert (lapse.key, lapse.about) == (COACH, ("p_dave",))
    assert "Dave Ridley" in lapse.what
    for kept in (str(lapse), str(directory.users), str(records(made.running.folder))):
        assert "notreal" not in kept


@pytest.mark.clause("5.19")
async def test_a_rude_name_is_seen_and_a_person_asked_because_no_app_changes_it(made: Connected) -> None:
    await grant(made, OWNER)
    made.peer.change_user(CHILD, name="fuck off", real_name="fuck off")
    await until(lambda: shown(made, "To do by hand"))
    assert made.peer.called("chat.delete") == []


@pytest.mark.clause("7.1")
async def test_a_post_of_staff_that_is_gone_is_recorded_and_the_walk_tells_of_it(made: Connected) -> None:
    await made.chat.attending("larkmead").watch.walk()
    ts = made.peer.post(JUNIORS, COACH, "never mind")
    await made.knows(JUNIORS, 1)
    theirs = made.peer.post(JUNIORS, CHILD, "oh no")
    await made.knows(JUNIORS, 2)
    made.peer.delete(JUNIORS, ts)
    made.peer.delete(JUNIORS, theirs)
    await until(lambda: [each for each in records(made.running.folder) if each["kind"] == "post.gone"])
    (lapse,) = [each for each in await made.chat.attending("larkmead").watch.walk() if each.check == "staff_deleted"]
    assert "One post of Dave Ridley" in lapse.what
    assert lapse.about == ("p_dave",)
    assert "/touchline remove" in lapse.fix
