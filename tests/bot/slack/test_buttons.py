"""The buttons of what only one person is shown, pressed as people press them: beneath the answer to their own command."""

from pathlib import Path

import pytest

from bot.slack import authorising_words as words
from bot.slack.commands import _words as here
from bot.slack.commands.doctor import MEND
from tests.bot.slack.app_kit import connected
from tests.bot.slack.commands_kit import answered, reading_of, shown_to
from tests.bot.slack.peer import BOT, COACH, COACHES, JUNIORS, LEAD, OTHER_CHILD, UNJOINED, buttons, reading
from tests.bot.slack.staff_kit import agreed, entries, patient, until


@pytest.mark.clause("8.14")
async def test_the_doctors_button_mends_what_the_bot_can_and_says_so_to_who_pressed_it(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient, minimum_age=16) as made:
        shown = await answered(made, LEAD, "doctor")
        assert "Touchline is not in #unjoined" in reading_of(shown)
        assert MEND in buttons({"blocks": shown.blocks}).values()
        before = len(shown_to(made, LEAD))
        assert (await made.peer.press(LEAD, shown.channel, shown.ts, MEND)).status == 200
        await made.peer.until(lambda: len(shown_to(made, LEAD)) > before)
        after = reading_of(shown_to(made, LEAD)[-1])
        assert f"{here.MENDED}: Touchline is not in #unjoined" in after
        assert after.count("Touchline is not in #unjoined") == 1, "it is mended, and no more among what is not"
        assert BOT in made.peer.conversations[UNJOINED].members
        done = [(each["actor"], each["data"]["check"], each["data"]["key"]) for each in entries(made, "doctor.done")]
        assert ("p_helen", "unseen_place", UNJOINED) in done
        # Whoever may not ask what is amiss is told nothing by the button either, and mends nothing.
        made.peer.leave(UNJOINED, BOT)
        before, entered = len(shown_to(made, OTHER_CHILD)), len(entries(made, "doctor.due"))
        stolen = made.peer.post(JUNIORS, BOT, "doctor", blocks=shown.blocks)
        assert (await made.peer.press(OTHER_CHILD, JUNIORS, stolen, MEND)).status == 200
        await made.peer.until(lambda: len(shown_to(made, OTHER_CHILD)) > before)
        assert "for the people who look after safeguarding" in reading_of(shown_to(made, OTHER_CHILD)[-1])
        assert len(entries(made, "doctor.due")) == entered
        assert BOT not in made.peer.conversations[UNJOINED].members


@pytest.mark.clause("5.1")
async def test_take_it_back_ends_at_slack_what_was_given_and_is_recorded(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        await agreed(made, COACH)
        token = (await made.workspace.grants.all())[COACH].token
        shown = await answered(made, COACH, "authorise", COACHES)
        stop = buttons({"blocks": shown.blocks})["Take it back"]
        assert stop == words.STOP
        assert (await made.peer.press(COACH, shown.channel, shown.ts, stop)).status == 200
        await until(lambda: words.TAKEN_BACK.text in reading(made.peer.modal(COACH).view))
        assert not made.peer.standing(COACH)
        assert [each["data"]["why"] for each in entries(made, "grant.ended")] == ["revoked"]
        assert await made.workspace.grants.all() == {}
        assert token not in str(await made.running.look(lambda tx: tx.grants("slack")))
        # Pressed again, it says that there is nothing any more.
        assert (await made.peer.press(COACH, shown.channel, shown.ts, stop)).status == 200
        await until(lambda: words.NONE_STANDS.text in reading(made.peer.modal(COACH).view))
        again = await answered(made, COACH, "authorise", COACHES)
        assert "Take it back" not in buttons({"blocks": again.blocks})
