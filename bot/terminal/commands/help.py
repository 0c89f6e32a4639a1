"""`/help`: what to do when something is wrong, by need, and what whoever asks can ask for, in groups (map 9.4, 10.7)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.counter import contacting, sessions, spaces, words
from bot.counter.needs import needs
from bot.terminal import commands
from bot.terminal.commands._asked import Asked, Command, Said
from bot.terminal.offers import Offer

_NEEDS: Final = needs("Type `/report message` and who wrote it, such as @dave.", "That works in private chats too.")
_SAYS: Final = "**Somebody is in danger now? Ring 999.** Childline, free, day and night: **0800 1111**."
_FOR_YOU: Final = "**What you can ask**"
_FOR_WATCH: Final = "**For you, because you watch here**"
_IN_GROUPS: Final = "**In groups**, which `/help` and the name of one opens, such as `/help {group}`"
#: What each group is for, in the order in which they are listed.
_GROUPS: Final = {
    "case": words.CASE,
    "report": words.REPORT,
    "duty": words.DUTY,
    "person": words.PERSON,
    "consent": words.CONSENT,
    "contact": contacting.CONTACT,
    "session": sessions.SESSION,
    "channel": spaces.GROUP,
    "photo": "Pictures at the photo desk",
    "ledger": words.LEDGER,
}
_OF_CASES: Final = (
    "A concern is meant by its reference, such as 365CCB, or by @ and a name: then it is the newest about what they wrote. "
    "Where several answers are asked for, | stands between them."
)


async def help_(asked: Asked) -> Said:
    """What to do, by need, and the commands of a group, where one of that name is asked for; or what there is."""
    wanted = asked.typed.word().casefold().lstrip("/")
    theirs = await commands.offered(asked.session, asked.by)
    said = [_NEEDS[wanted][1]] if wanted in _NEEDS else []
    said += [of_group(theirs, wanted)] if wanted in {each.group for each in theirs if each.group} else []
    if said:
        return Said("\n\n".join(said))
    offers = tuple(Offer(says, f"/help {each}") for each, (says, _) in _NEEDS.items())
    return Said("\n".join(_lines(theirs)), offers)


def of_group(theirs: Sequence[Command], group: str) -> str:
    """The commands of a group that somebody is offered, a line each."""
    notes = [_OF_CASES] if group == "case" else []
    ours = (each for each in theirs if group in {each.group, each.name})
    return "\n".join((f"**{_GROUPS[group]}**", *notes, *map(_line, ours)))


def _lines(theirs: Sequence[Command]) -> Iterator[str]:
    """The groups, a line each; then those that stand alone, a line each."""
    sizes = Counter(each.group for each in theirs)
    groups = [group for group in _GROUPS if sizes[group] > 1]
    alone = [each for each in theirs if each.group not in groups]
    yield _SAYS
    if groups:
        yield _IN_GROUPS.format(group=groups[0])
    for group in groups:
        names = ", ".join(each.name.removeprefix(f"{group} ") for each in theirs if each.group == group)
        yield f"`/{group}` – {_GROUPS[group]}: {names}"
    if watch := [_line(each) for each in alone if each.for_watch]:
        yield _FOR_WATCH
        yield from watch
    yield _FOR_YOU
    yield from (_line(each) for each in alone if not each.for_watch)


def _line(each: Command) -> str:
    return f"`{each.usage}` – {each.does}"


COMMANDS: Final = (Command("help", words.HELP, help_),)
