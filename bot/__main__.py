"""The command line: `touchline`, or `python -m bot`."""

from importlib import import_module
from typing import Final

import click

#: Where each command is. It is loaded when it is asked for: whoever checks a record does not wait for the chat platforms.
COMMANDS: Final = {
    "backup": "backup:backup_command",
    "check": "check:check",
    "close": "close:close_command",
    "config": "config:config_group",
    "doctor": "doctor:doctor_command",
    "document": "document:document_command",
    "erase": "erase:erase_group",
    "export": "export:export_group",
    "hold": "hold:hold_group",
    "ledger": "ledger:ledger_group",
    "low-level": "low_level:low_level_command",
    "model": "model:model_group",
    "org": "org:org_group",
    "people": "people:people_group",
    "policy": "policy:policy_command",
    "read": "read:read_command",
    "replay": "replay:replay_command",
    "report": "report:report_command",
    "restore": "restore:restore_command",
    "run": "run:run_command",
    "scan": "scan:scan",
    "schools": "schools:schools_group",
    "setup": "setup:setup_command",
    "slack": "slack:slack_group",
    "status": "status:status_command",
    "store": "store:store_group",
    "texts": "texts:texts_group",
    "try": "try_:try_",
    "witness": "witness:witness_group",
}


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"bot.commands.{module}"), name)
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="touchline")
def main() -> None:
    """Touchline keeps the promises of an online-safety policy in a chat server where there are children."""


if __name__ == "__main__":
    main()
