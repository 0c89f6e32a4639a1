"""One organisation on Discord and on Slack in one `touchline run`: one register, one ledger; neither waits for the other."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.board import reached_at
from bot.discord.telling import number
from bot.slack.settings import SETTING, Settings
from bot.slack.telling import is_user
from moderation.model import BOT as TOUCHLINE
from moderation.model import Account, Contact, Person, Reach, Role
from storage.sqlite import SqliteStore
from storage.store import Grant
from tests.bot.discord import payloads, socket_kit
from tests.bot.discord.peer import TOKEN
from tests.bot.discord.peer import Peer as Discord
from tests.bot.running_kit import begun, records, stopped
from tests.bot.slack import peer as slack
from tests.bot.slack.peer.names import REMOVER_SCOPES
from tests.bot.slack.test_run_slack import now, process

#: Who has an account on each.
BOTH = {
    Person("p_helen", "Helen Marsh", Role.LEAD, False): ("100000000000000001", slack.LEAD),
    Person("p_jo", "Jo Lind", Role.CHILD, True): (str(payloads.CHILD), slack.CHILD),
    Person("p_olive", "Olive Grant", Role.STAFF, False): (str(payloads.OWNER), slack.OWNER),
}
MORE = """
[organisation.slack]
workspace = "{team}"
bot_token_env = "A_BOT"
app_token_env = "AN_APP"

[slack]
api_address = "{api}"
"""


def written(folder: Path, discord: Discord, workspace: slack.Peer) -> Path:
    """The configuration, with its people on the register by both their accounts, and an administrator's grant on Slack."""
    path = socket_kit.written(folder, discord)
    text = path.read_text("utf-8").replace(
        'address = "100000000000000001"', 'address = "100000000000000001"\nperson = "p_helen"'
    )
    path.write_text(text + MORE.format(team=slack.TEAM, api=workspace.api), "utf-8")
    grant = Grant(slack.OWNER, frozenset(REMOVER_SCOPES), now(), workspace.install(slack.OWNER, REMOVER_SCOPES).value)
    home = folder / "data" / socket_kit.ORG
    with closing(SqliteStore.open(home, socket_kit.ORG, now, retention_days=30)) as store, store.transaction() as tx:
        for person, (there, here) in BOTH.items():
            tx.register(person, [Account("discord", there), Account("slack", here)], TOUCHLINE)
        tx.keep_grant("slack", grant)
        tx.change_setting(SETTING, Settings(lead_channel=slack.SAFEGUARDING, remover=slack.OWNER).text(), TOUCHLINE)
    return path


@pytest.mark.parametrize(
    ("address", "person", "found"),
    [
        ("U01HELEN000", None, "U01HELEN000"),
        ("100000000000000001", "p_helen", "U02"),
        ("100000000000000001", "p_nobody", ""),
        ("100000000000000001", None, ""),
    ],
)
def test_a_contact_is_found_on_slack_by_the_account_given_or_by_the_register(
    address: str, person: str | None, found: str
) -> None:
    helen = Person("p_helen", "Helen Marsh", Role.LEAD, False)
    contact = Contact("Helen Marsh", "lead", Reach.PLATFORM, address, person)
    assert reached_at(contact, {"U01": Person("p_jo", "Jo Lind", Role.CHILD, True), "U02": helen}, is_user) == found
    on_discord = Contact("Helen Marsh", "lead", Reach.PLATFORM, "U01HELEN000", "p_helen")
    assert reached_at(on_discord, {"100000000000000001": helen}, number) == "100000000000000001"


@pytest.mark.clause("1.1", "9.2")
async def test_both_are_watched_by_one_process_and_one_that_fails_does_not_stop_the_other(tmp_path: Path) -> None:
    async with Discord() as discord, slack.Peer() as workspace:
        config = written(tmp_path, discord, workspace)
        child = await process(config, A_TOKEN=TOKEN, A_BOT=workspace.bot_token, AN_APP=workspace.app_token)
        await begun(child, "read back on Slack")
        await workspace.until(lambda: workspace.connections)
        posted, ts = (
            discord.post(payloads.GENERAL, payloads.CHILD, socket_kit.NUMBER),
            workspace.post(slack.JUNIORS, slack.CHILD, socket_kit.NUMBER),
        )
        await discord.until(lambda: discord.removed(payloads.GENERAL, posted))
        await workspace.until(lambda: workspace.gone(slack.JUNIORS, ts))
        # The lead is named by their account on Discord; on Slack they are found by the register.
        await workspace.until(
            lambda: any("Jo Lind" in slack.reading(each) for each in workspace.said_by_bot(slack.SAFEGUARDING))
        )

        # Slack is out of reach. Discord goes on.
        workspace.faults.append(slack.Fault("*", "internal_error", 500, times=100_000))
        await workspace.hang_up()
        again = discord.post(payloads.GENERAL, payloads.CHILD, f"{socket_kit.NUMBER} please")
        await discord.until(lambda: discord.removed(payloads.GENERAL, again))

        # Slack is back, and Discord lets the bot in no more. Slack goes on.
        workspace.faults.clear()
        await workspace.until(lambda: workspace.connections)
        await discord.hang_up(4014)
        late = workspace.post(slack.JUNIORS, slack.CHILD, f"{socket_kit.NUMBER} now")
        await workspace.until(lambda: workspace.gone(slack.JUNIORS, late))
        said = await stopped(child)
        lines = said.splitlines()
        assert child.returncode == 1, "what keeps it from watching Discord is said at the end too"
        assert "switch on “Server Members Intent”" in lines[-1]
        assert any(line.endswith("INFO practice: stopped") for line in lines)
    found = records(tmp_path / "data" / socket_kit.ORG)
    kinds = [each["kind"] for each in found]
    assert kinds.count("post.removed") == 4
    assert [each["seq"] for each in found] == list(range(1, len(found) + 1)), "one ledger"
    assert {*kinds} >= {"slack.caught_up", "discord.caught_up", "service.stopped"}
    assert socket_kit.NUMBER[-5:] not in said
