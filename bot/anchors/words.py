"""How it is said whether the record is anchored: in one line, and what to do about it. For officers, the lead and the host."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Final

from bot.anchors.schedule import NEEDED, Standing
from storage.anchoring import HolderState

#: What went wrong, by the codes of `bot/mail.py`, and what to do. A code that is not here is said as it is.
WHY: Final = {
    "recipient_refused": ("the mail server does not take the address", "Correct the address under [[anchors.officers]]."),
    "address_unusable": ("the address is not one", "Correct the address under [[anchors.officers]]."),
    "content_refused": ("the mail server refused the letter", "Ask who runs the mail server why it refuses mail from the bot."),
    "sender_refused": ("the mail server does not let the bot send", "Check from_address and the user name under [mail]."),
    "login_refused": ("the mail server refused the password", "Check the user name and password that [mail] names."),
    "not_supported": ("the mail server lacks encryption or login", "Check security and port under [mail]."),
    "not_encrypted": ("no encrypted connection came about", "Check host, port and security under [mail]."),
    "unreachable": ("the mail server cannot be reached", "Check host and port under [mail], and this machine's network."),
    "witness_ahead": (
        "it says that it has seen more of this record than there is",
        "If the data was put back from a copy, say so to those who hold checkpoints. If not: stop the bot, keep a copy of all "
        "data, and follow “When a witness contradicts you” in docs/ledger.md.",
    ),
    "witness_other_history": (
        "it says that another history of this record was signed",
        "Stop the bot, keep a copy of all data, and follow “When a witness contradicts you” in docs/ledger.md.",
    ),
    "witness_unknown_log": ("it does not watch this record", "Ask them to add your key to their witness.toml."),
    "witness_unknown_key": ("it knows another key for this record", "Ask them to compare your key with their witness.toml."),
    "witness_refused": ("it did not understand, or was not understood", "Check url under [[anchors.witnesses]] with them."),
    "witness_unsigned": ("what it signed is not by its key", "Compare key under [[anchors.witnesses]] with them."),
    "witness_has_newer": ("it holds a newer checkpoint already", "Nothing: the next one will do."),
    "witness_unreachable": ("it cannot be reached", "Check url under [[anchors.witnesses]], and ask them if it is running."),
}
_SAYS: Final = "says that another history of this record exists, or more of it."
_NO_REASON: Final = ("nothing was sent", "Check that the bot is running.")


def number(count: int) -> str:
    """1284 as "1,284"."""
    return f"{count:,}"


def counted(count: int, one: str, several: str = "") -> str:
    """1 and "entry" as "1 entry", 1284 as "1,284 entries"; `several` is the plural where it is not the word and an s."""
    return f"{number(count)} {one if count == 1 else several or one + 's'}"


def moment(at: datetime, zone: tzinfo) -> str:
    """An instant as people write one: "21 Nov 2026 07:00"; UTC is named, an organisation's own clock need not be."""
    return f"{at.astimezone(zone):%-d %b %Y %H:%M}{' UTC' if zone is UTC else ''}"


def status_line(standing: Standing, called: Mapping[str, str], zone: tzinfo) -> str:
    """Whether the record is anchored, and who has not been heard of, in one line. `called` is what holders are called."""
    heard, holders = len(standing.heard), standing.holders
    if standing.anchored:
        first = f"anchored by {heard} of {holders} outside holders."
    elif holders < NEEDED:
        named = "only one outside holder is" if holders else "no outside holders are"
        first = f"NOT ANCHORED: {named} named, and {NEEDED} are needed."
    elif standing.new and not standing.silent:
        first = (
            f"NOT ANCHORED yet: {heard} of {holders} outside holders {'has' if heard == 1 else 'have'} received a checkpoint."
        )
    else:
        first = f"NOT ANCHORED: {heard} of {holders} outside holders heard within 26 hours, and {NEEDED} are needed."
    other = (f"{called.get(each.name, each.name)} {_SAYS}" for each in standing.contradicting)
    return " ".join([first, *other, *(f"{silence(holder, called, zone)}." for holder in standing.silent)])


def silence(holder: HolderState, called: Mapping[str, str], zone: tzinfo) -> str:
    """Who has not been heard of, since when, and why."""
    name = called.get(holder.name, holder.name)
    since = "has received nothing since" if holder.received_at else "has never received anything, and was named on"
    return f"{name} {since} {moment(holder.last_heard, zone)} ({_reason(holder)[0]})"


def advice(standing: Standing, called: Mapping[str, str]) -> list[str]:
    """What whoever runs the bot must do, a sentence or two for each thing that is wrong."""
    lines = []
    if standing.holders < NEEDED:
        lines.append("Name at least two officers under [[anchors.officers]] in the configuration, and start the bot again.")
    wrong = dict.fromkeys((*standing.contradicting, *standing.silent))
    lines += [f"{called.get(holder.name, holder.name)}: {_reason(holder)[1]}" for holder in wrong]
    if not standing.anchored:
        lines += [f"{called.get(holder.name, holder.name)}: {_reason(holder)[1]}" for holder in standing.new]
    return lines


def _reason(holder: HolderState) -> tuple[str, str]:
    if holder.failure is None:
        return _NO_REASON
    return WHY.get(holder.failure.why, (holder.failure.why.replace("_", " "), "See the bot's log."))
