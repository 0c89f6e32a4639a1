"""What a member of staff let Touchline do ends by itself when they are staff no more: at Slack, and in the record."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.slack.grants import Grant
from moderation.model import BOT as TOUCHLINE
from moderation.model import Role
from tests.bot.slack.app_kit import NUMBER, connected
from tests.bot.slack.commands_kit import give
from tests.bot.slack.peer import CHILD, COACH, JUNIORS, LEAD, OTHER_COACH, OWNER, Fault
from tests.bot.slack.peer.names import REMOVER_SCOPES
from tests.bot.slack.staff_kit import agreed, cases, entries, patient, told_of, until


@pytest.mark.clause("7.8", "5.1")
async def test_a_leavers_grant_is_revoked_by_itself_and_that_of_who_is_no_staff(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient, remover=OWNER) as made:
        await agreed(made, COACH, OTHER_COACH)
        removes = made.peer.install(OWNER, REMOVER_SCOPES)
        await made.workspace.grants.keep(Grant(OWNER, frozenset(REMOVER_SCOPES), made.clock(), removes.value))
        await made.workspace.refresh()
        assert made.workspace.remover is not None
        tokens = {user: each.token for user, each in (await made.workspace.grants.all()).items()}
        # Slack does not answer at first: it is tried again, and meanwhile nothing is forgotten that could be revoked.
        made.peer.faults.append(Fault("auth.revoke", "internal_error", 500))
        said = await give(made, LEAD, f"person leave <@{COACH}>")
        assert "What they let Touchline do in their name is given back by itself" in said
        await made.peer.until(lambda: made.peer.called("auth.revoke"))
        assert made.peer.standing(COACH)
        made.workspace.changed()
        await until(lambda: not made.peer.standing(COACH))
        await until(lambda: entries(made, "grant.ended"))
        assert [(each["data"]["why"], each["folder"]) for each in entries(made, "grant.ended")] == [("left", "p_dave")]
        assert set(await made.workspace.grants.all()) == {OTHER_COACH, OWNER}
        assert tokens[COACH] not in str(await made.running.look(lambda tx: tx.grants("slack")))
        # Whoever becomes something else loses it too, whatever it was for, and from then on nothing is removed with it.
        owner = replace(made.workspace.people[OWNER], role=Role.PARENT)
        await made.running.write(lambda tx: tx.register(owner, [made.account(OWNER)], TOUCHLINE))
        await made.workspace.refresh()
        assert made.workspace.remover is None
        await made.chat.attending("larkmead").watch.walk()
        assert not made.peer.standing(OWNER)
        assert [each["data"]["why"] for each in entries(made, "grant.ended")] == ["left", "not_staff"]
        assert made.peer.standing(OTHER_COACH)
        ts = made.peer.post(JUNIORS, CHILD, NUMBER)
        (case,) = await cases(made, 1)
        await told_of(made, case)
        assert not made.peer.gone(JUNIORS, ts)
