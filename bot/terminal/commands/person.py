"""`/person …`: the register of who is who, for those who answer for the organisation (map 5.20, 7.8, 8.2 to 8.4)."""

from collections.abc import Callable
from typing import Final

from bot.counter import words
from bot.people_values import CellError, platform_of
from bot.register import Whom, adults, changing, leaving, showing
from bot.terminal.commands._asked import NOBODY, Asked, Command, Said
from moderation.model import Account

#: What people put between the words, and what means nothing.
_BETWEEN: Final = frozenset({"as", "by", "until", "on", "seen", "renew", "is", "-", "–"})
_GONE: Final = "gone"
_NO_CONTACT: Final = "no-contact"


async def show(asked: Asked) -> Said:
    whom = asked.whom(asked.typed.rest()) or ""
    return await asked.show(lambda tx, by, ours, now: showing.sheet(tx, by, ours, whom, now), "\n".join)


async def add(asked: Asked) -> Said:
    whom, role, age = _whom(asked), _word(asked), _word(asked)
    account, name = (whom, "") if isinstance(whom, Account) else (None, whom)
    return await asked.change(lambda tx, given, ours: changing.add(tx, given, ours, account, name, role, age))


async def account(asked: Asked) -> Said:
    whom, word, gone = _whom(asked), _word(asked), _word(asked).casefold() == _GONE
    theirs, how = asked.account(word) or _elsewhere(word), changing.unbind if gone else changing.bind
    if theirs is None:
        return Said(await asked.no() or NOBODY)
    return await asked.change(lambda tx, given, ours: how(tx, given, ours, whom, theirs))


async def role(asked: Asked) -> Said:
    whom, called = _whom(asked), _word(asked)
    return await asked.change(lambda tx, given, ours: changing.become(tx, given, ours, whom, called))


async def age(asked: Asked) -> Said:
    return await _of(asked, changing.age, 1)


async def parent(asked: Asked) -> Said:
    whom, name, kind, word = _whom(asked), _word(asked), _word(asked), _word(asked)
    forbidden = _NO_CONTACT in {word.casefold(), _word(asked).casefold()}
    where = (asked.account(word) or word) if word.casefold() != _NO_CONTACT else ""
    return await asked.change(lambda tx, given, ours: adults.add(tx, given, ours, whom, name, kind, where, forbidden))


async def adult(asked: Asked) -> Said:
    whom, which, what = _whom(asked), _word(asked), _word(asked)
    code = asked.typed.rest()
    return await asked.change(lambda tx, given, ours: adults.done(tx, given, ours, whom, what, which, code))


async def appoint(asked: Asked) -> Said:
    return await _of(asked, changing.appoint, 4)


async def dates(asked: Asked) -> Said:
    return await _of(asked, changing.saw, 3)


async def release(asked: Asked) -> Said:
    return await _of(asked, changing.release, 0)


async def leave(asked: Asked) -> Said:
    whom, given, ours = asked.whom(asked.typed.rest()) or "", asked.given, asked.session.organisation
    gone = await asked.session.write(lambda tx: leaving.leave(tx, given, ours, whom))
    return Said(f"{gone.says}\n{words.PERSON_ROLES_TAKEN}" if gone.accounts else gone.says)


COMMANDS: Final = (
    Command("person show", words.PERSON_SHOW, show, "@dave", for_watch=True),
    Command("person add", words.PERSON_ADD, add, '"Ken Frost" staff', for_watch=True),
    Command("person account", words.PERSON_ACCOUNT, account, "@dave @dave gone", for_watch=True),
    Command("person role", words.PERSON_ROLE, role, "@pete staff", for_watch=True),
    Command("person age", words.PERSON_AGE, age, "@imran 2029-04", for_watch=True),
    Command("person parent", words.PERSON_PARENT, parent, '@jo "Nils Lindqvist" parent nils@example.org', for_watch=True),
    Command("person adult", words.PERSON_ADULT, adult, '@jo "Karin Lindqvist" no-contact', for_watch=True),
    Command("person appoint", words.PERSON_APPOINT, appoint, '@cerys moderator "the committee" "minute 4"', for_watch=True),
    Command("person dates", words.PERSON_DATES, dates, "@dave check 2029-11-20", for_watch=True),
    Command("person release", words.PERSON_RELEASE, release, "@jo", for_watch=True),
    Command("person leave", words.PERSON_LEAVE, leave, "@dave", for_watch=True),
)


async def _of(asked: Asked, how: Callable[..., str], many: int) -> Said:
    """Do something to somebody with so many words more."""
    whom, more = _whom(asked), [_word(asked) for _ in range(many)]
    return await asked.change(lambda tx, given, ours: how(tx, given, ours, whom, *more))


def _whom(asked: Asked) -> Whom:
    return asked.whom(asked.typed.word()) or ""


def _word(asked: Asked) -> str:
    word = asked.typed.word()
    while word.casefold() in _BETWEEN:
        word = asked.typed.word()
    return word


def _elsewhere(word: str) -> Account | None:
    """An account on a platform, by its id."""
    try:
        return Account(platform_of("", word), word)
    except CellError:
        return None
