"""The command line: `touchline`, or `python -m bot`."""

import click

from bot.commands.backup import backup_command
from bot.commands.check import check
from bot.commands.close import close_command
from bot.commands.config import config_group
from bot.commands.doctor import doctor_command
from bot.commands.document import document_command
from bot.commands.erase import erase_group
from bot.commands.export import export_group
from bot.commands.hold import hold_group
from bot.commands.ledger import ledger_group
from bot.commands.model import model_group
from bot.commands.people import people_group
from bot.commands.policy import policy_command
from bot.commands.read import read_command
from bot.commands.report import report_command
from bot.commands.restore import restore_command
from bot.commands.run import run_command
from bot.commands.scan import scan
from bot.commands.schools import schools_group
from bot.commands.setup import setup_command
from bot.commands.slack import slack_group
from bot.commands.status import status_command
from bot.commands.store import store_group
from bot.commands.texts import texts_group
from bot.commands.try_ import try_
from bot.commands.witness import witness_group


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="touchline")
def main() -> None:
    """Touchline keeps the promises of an online-safety policy in a chat server where there are children."""


for _command in (
    try_, setup_command, slack_group, doctor_command, scan, check, run_command, status_command,
    ledger_group, read_command, close_command, erase_group, hold_group, export_group,
    backup_command, restore_command, store_group,
    policy_command, report_command, document_command, config_group, people_group, texts_group,
    schools_group, model_group, witness_group,
):  # fmt: skip
    main.add_command(_command)

if __name__ == "__main__":
    main()
