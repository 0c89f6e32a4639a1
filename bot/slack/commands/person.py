"""`/touchline person …`: the register of who is who, for those who answer for the organisation (map 5.20, 7.8, 8.2 to 8.4)."""

from collections.abc import Callable
from typing import Final

from bot.counter import words
from bot.desk import Denied
from bot.people_values import CellError, platform_of
from bot.register import Whom, adults, changing, leaving, showing
from bot.rota.changing import Given
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from moderation.context import Organisation
from moderation.model import Account
from storage.store import Transaction

#: What people put between the words, and what means nothing.
_BETWEEN: Final = frozenset({"as", "by", "until", "on", "seen", "renew", "is", "-", "–"})

Change = Callable[[Transaction, Given, Organisation], str]


async def show(asked: Asked) -> Said:
    whom = await _whom(asked, alone=True)
    if whom is None:
        return await asked.no() or here.NOBODY
    core = asked.workspace.core
    organisation, now = core.organisation, core.clock()
    found = await core.look(lambda tx: showing.sheet(tx, asked.by, organisation, whom, now))
    return asked.told(found.says if isinstance(found, Denied) else "\n".join(found))


async def add(asked: Asked) -> Said:
    mentioned, named = _is_account(asked.typed.next()), asked.typed.next()
    whom = await _whom(asked)
    role, age, name = _word(asked), _word(asked), _word(asked)
    if whom is None:
        return await asked.no() or here.NOBODY
    account = whom if isinstance(whom, Account) else None
    called = name if mentioned else named
    return await _change(asked, lambda tx, given, ours: changing.add(tx, given, ours, account, called, role, age))


async def account(asked: Asked) -> Said:
    whom, word = await _whom(asked), _word(asked)
    gone = _word(asked).casefold() in {"gone", "no-longer", "not"}
    theirs = await asked.account(word) if _is_account(word) else _elsewhere(word)
    if whom is None or theirs is None:
        return await asked.no() or here.NOBODY
    how = changing.unbind if gone else changing.bind
    return await _change(asked, lambda tx, given, ours: how(tx, given, ours, whom, theirs))


async def role(asked: Asked) -> Said:
    return await _of(asked, changing.become, 1)


async def age(asked: Asked) -> Said:
    return await _of(asked, changing.age, 1)


async def parent(asked: Asked) -> Said:
    whom, name, kind, word = await _whom(asked), _word(asked), _word(asked), _word(asked)
    forbidden = "no-contact" in {word.casefold(), _word(asked).casefold()}
    address = "" if word.casefold() == "no-contact" else word
    where = await asked.account(address) if _is_account(address) else asked.words(address)
    if whom is None or where is None:
        return await asked.no() or here.NOBODY
    return await _change(asked, lambda tx, given, ours: adults.add(tx, given, ours, whom, name, kind, where, forbidden))


async def adult(asked: Asked) -> Said:
    whom, which, what = await _whom(asked), asked.words(_word(asked)), _word(asked)
    code = asked.typed.rest()
    if whom is None:
        return await asked.no() or here.NOBODY
    return await _change(asked, lambda tx, given, ours: adults.done(tx, given, ours, whom, what, which, code))


async def appoint(asked: Asked) -> Said:
    return await _of(asked, changing.appoint, 4)


async def dates(asked: Asked) -> Said:
    return await _of(asked, changing.saw, 3)


async def release(asked: Asked) -> Said:
    return await _of(asked, changing.release, 0)


async def leave(asked: Asked) -> Said:
    whom = await _whom(asked, alone=True)
    if whom is None:
        return await asked.no() or here.NOBODY

    def left(tx: Transaction, given: Given, ours: Organisation) -> str:
        gone = leaving.leave(tx, given, ours, whom)
        return f"{gone.says}\n{here.SLACK_ROLES_LEFT}" if gone.accounts else gone.says

    return await _change(asked, left)


COMMANDS: Final = (
    Command("person show", words.PERSON_SHOW, show, here.A_PERSON),
    Command("person add", words.PERSON_ADD, add, here.A_NEW_PERSON),
    Command("person account", words.PERSON_ACCOUNT, account, here.AN_ACCOUNT),
    Command("person role", words.PERSON_ROLE, role, here.A_ROLE),
    Command("person age", words.PERSON_AGE, age, here.AN_AGE),
    Command("person parent", words.PERSON_PARENT, parent, here.A_PARENT),
    Command("person adult", words.PERSON_ADULT, adult, here.AN_ADULT),
    Command("person appoint", words.PERSON_APPOINT, appoint, here.AN_APPOINTMENT),
    Command("person dates", words.PERSON_DATES, dates, here.SOME_DATES),
    Command("person release", words.PERSON_RELEASE, release, here.A_PERSON),
    Command("person leave", words.PERSON_LEAVE, leave, here.A_PERSON),
)


async def _of(asked: Asked, how: Callable[..., str], many: int) -> str:
    """Do something to somebody with so many words more."""
    whom = await _whom(asked, alone=not many)
    more = [_word(asked) for _ in range(many)]
    if whom is None:
        return await asked.no() or here.NOBODY
    return await _change(asked, lambda tx, given, ours: how(tx, given, ours, whom, *more))


async def _whom(asked: Asked, alone: bool = False) -> Whom | None:
    """Who is meant: somebody mentioned, or a name in quotes; with no other word after it, quotes are not needed."""
    word = asked.typed.rest() if alone else asked.typed.word()
    return await asked.account(word) if _is_account(word) else word or None


def _word(asked: Asked) -> str:
    word = asked.typed.word()
    while word.casefold() in _BETWEEN:
        word = asked.typed.word()
    return word


def _is_account(word: str) -> bool:
    return word.startswith(("<@", "@"))


def _elsewhere(word: str) -> Account | None:
    """An account on another platform, by its id."""
    try:
        return Account(platform_of("", word), word)
    except CellError:
        return None


async def _change(asked: Asked, how: Change) -> str:
    """Change the register, and answer what came of it. What is known of people in this workspace is read anew."""
    core = asked.workspace.core
    organisation, given = core.organisation, Given(asked.asker.arrival("person"), asked.by, core.clock())
    said = await core.write(lambda tx: how(tx, given, organisation))
    await asked.workspace.refresh()
    asked.workspace.changed()  # somebody may have become staff, or be staff no more
    return asked.told(said)
