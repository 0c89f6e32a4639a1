"""Somebody comes where cards and letters about them stand, and Slack tells nobody: the walk finds it (safeguarding rule 1)."""

from pathlib import Path

import pytest

from bot.slack.withdrawing import Withdrawing
from moderation.model import BOT as TOUCHLINE
from moderation.model import Decision, Entry, TellLead, Verdict, derived_id
from moderation.plan import Plan
from storage.store import Transaction
from tests.bot.running_kit import records
from tests.bot.slack.app_kit import NUMBER, Connected, connected
from tests.bot.slack.kit import contact
from tests.bot.slack.peer import CHILD, COACH, JUNIORS, LEAD, PARENT, SAFEGUARDING, reading
from tests.bot.slack.staff_kit import cases, patient, told_of, until

LETTER = "Dave Ridley has not authorised Touchline."


def stands(made: Connected, text: str) -> bool:
    return any(text in reading(each) for each in made.peer.said_by_bot(SAFEGUARDING))


def heard(made: Connected, user: str, text: str) -> int:
    return sum(text in reading(each) for each in made.peer.letters(user))


def letter(tx: Transaction, made: Connected, text: str, *about: str) -> None:
    """Something about somebody is told that is no concern."""
    organisation, now = made.running.organisation, made.clock()
    plan = Plan(derived_id("d_", text), organisation, "slack")
    plan.tell(TellLead(contact(LEAD, "safeguarding lead"), f"Something: {len(about)}", text, about))
    entry = Entry("server.inspected", TOUCHLINE, {"rule": "test@1", "config": organisation.config})
    tx.commit_decision(
        Decision(plan.decision, organisation.id, plan.decision, now, Verdict.ALERT, entry, effects=plan.effects), None
    )


@pytest.mark.clause("8.16")
async def test_a_coming_that_slack_did_not_tell_of_is_found_by_the_walk(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        made.peer.post(JUNIORS, CHILD, NUMBER)
        (case,) = await cases(made, 1)
        await told_of(made, case)
        for text, about in ((LETTER, ("p_dave",)), ("of nobody", ()), ("of Rosa Webb", ("p_rosa",))):
            await made.running.write(lambda tx, text=text, about=about: letter(tx, made, text, *about))  # type: ignore[misc]
            await until(lambda text=text: stands(made, text))
        address = made.peer.push.address
        made.peer.send_to("http://127.0.0.1:9/nobody")
        made.peer.join(SAFEGUARDING, COACH)
        made.peer.join(SAFEGUARDING, CHILD)
        await made.peer.settle()
        made.peer.send_to(address)
        assert stands(made, LETTER)
        assert stands(made, "Alfie Webb")
        watch = made.chat.attending("larkmead").watch
        await watch.walk()
        assert not stands(made, LETTER)
        assert not stands(made, "Alfie Webb")
        assert stands(made, "of nobody")
        assert stands(made, "of Rosa Webb")
        await until(lambda: heard(made, LEAD, LETTER) == 1 and heard(made, LEAD, "Alfie Webb"))
        assert COACH in (made.workspace.directory.conversations[SAFEGUARDING].members or ())
        calls, entries = len(made.peer.calls), len(moved(made))
        await watch.withdrawing.look()
        assert [each.method for each in made.peer.calls[calls:] if "latest" in each.said] == []
        # After a restart it is looked for once, and nothing is told twice.
        await Withdrawing(made.workspace).look()
        assert len(moved(made)) == entries == 1
        assert heard(made, LEAD, LETTER) == 1
        # Somebody else comes, and Slack does tell.
        made.peer.join(SAFEGUARDING, PARENT)
        await until(lambda: not stands(made, "of Rosa Webb"))


def moved(made: Connected) -> list[object]:
    return [each for each in records(made.running.folder) if each["kind"] == "letter.moved"]
