"""The command line: `touchline`, or `python -m bot`."""

import click

from bot.commands.check import check
from bot.commands.config import config_group
from bot.commands.ledger import ledger_group
from bot.commands.model import model_group
from bot.commands.policy import policy_command
from bot.commands.scan import scan
from bot.commands.schools import schools_group
from bot.commands.try_ import try_


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="touchline")
def main() -> None:
    """Touchline keeps the promises of an online-safety policy in a chat server where there are children."""


for _command in (try_, scan, check, ledger_group, policy_command, config_group, schools_group, model_group):
    main.add_command(_command)

if __name__ == "__main__":
    main()
