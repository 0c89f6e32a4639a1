"""What an officer types for a concern or a person, made into its id: a card's reference, the beginning of an id, a name.

Nothing here says whether something exists that the officer may not see: only what they may be told of makes a beginning mean
more than one thing, and the answer to what was not found is the same as to what is hidden (safeguarding rule 1).
"""

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import Final

from bot.member_pack.asking import Whose
from bot.reading import visible
from moderation.cards import reference
from moderation.model import Case
from storage.store import Transaction

#: So many characters of an id, after its c_ or p_, are enough if no other begins with them.
LEAST: Final = 4
_LONGEST_NAME: Final = 80
_CONCERN: Final = re.compile(r"c_.*|[0-9a-f]{4,20}", re.IGNORECASE | re.DOTALL)
_PERSON: Final = re.compile(r"[pa]_", re.IGNORECASE)


class SeveralError(Exception):
    """What was typed could mean several; it says which, for the officer who typed it."""


def concern_called(tx: Transaction, typed: str, actor: str, officers: Collection[str]) -> str:
    """The id of the concern that is meant, or what was typed if there is none. Raises SeveralError.

    One that the officer may not see is found only where nothing else is meant, so that the attempt is recorded for what it is.
    """
    if tx.case(typed) is not None:
        return typed
    start = "c_" + typed.strip().casefold().removeprefix("c_")
    if len(start) < len("c_") + LEAST:
        return typed
    seen, all_ = (_beginning(cases, start) for cases in (visible(tx, actor, officers), tx.cases()))
    if len(seen) > 1:
        raise SeveralError(f"Several concerns begin with {typed}: {', '.join(seen)}. Give more of the id.")
    found = seen or all_
    return found[0] if len(found) == 1 else typed


def person_called(tx: Transaction, typed: str, actor: str, officers: Collection[str], by_name: bool = False) -> str:
    """The id of the person on the register who is meant, or what was typed if there is none. Raises SeveralError.

    Whoever is no officer is not helped to an id.
    """
    if actor not in officers:
        return typed
    people = tx.people()
    if any(person.id == typed for person in people):
        return typed
    start = typed.strip().casefold()
    enough = _PERSON.match(start) is not None and len(start) >= len("p_") + LEAST
    found = [person for person in people if enough and person.id.casefold().startswith(start)]
    if not found and by_name:
        found = [person for person in people if _plain(typed) in {_plain(person.name), _plain(person.known_as)} - {""}]
    if len(found) > 1:
        ids = ", ".join(f"{person.id} ({person.name})" for person in found)
        raise SeveralError(f"{typed} could be any of these: {ids}. Give the id of the one you mean.")
    return found[0].id if found else typed


def either_called(tx: Transaction, typed: str, actor: str, officers: Collection[str], by_name: bool = False) -> str:
    """The id of the person, concern or session that is meant, or what was typed if there is none. Raises SeveralError."""
    person = person_called(tx, typed, actor, officers, by_name)
    concern = person if person != typed else concern_called(tx, typed, actor, officers)
    return concern if concern != typed else _session_called(tx, typed)


def _session_called(tx: Transaction, typed: str) -> str:
    """A session by its id, or by the beginning of it that people call it by."""
    start = "se_" + typed.strip().casefold().removeprefix("se_")
    found = [each.id for each in tx.held_sessions() if each.id.startswith(start)] if len(start) >= len("se_") + LEAST else []
    if len(found) > 1:
        raise SeveralError(f"Several sessions begin with {typed}: {', '.join(found)}. Give more of the id.")
    return found[0] if found else typed


def still_open(tx: Transaction, folder: str, actor: str, officers: Collection[str]) -> str:
    """Which concerns keep a folder from being erased and how they are closed, of those that the officer may see, or ""."""
    whose = Whose.of(tx, folder)
    open_ = [case for case in visible(tx, actor, officers, open_only=True) if case.id == folder or whose.is_in(case)]
    if not open_:
        return ""
    named = ", ".join(f"{reference(case.id)} ({case.id})" for case in open_)
    return f" Open: {named}. Close it with the button on its card, or with `touchline close`, then give this command again."


def shown_as(tx: Transaction, folder: str) -> str:
    """What an officer is shown for the id of a folder, if it is not about them: a person's name or a concern's reference."""
    if folder.startswith("c_"):
        return f"{reference(folder)} ({folder})"
    person = tx.person(folder)
    return f"{person.name} ({folder})" if person else folder


def names_near(tx: Transaction, typed: str) -> list[str]:
    """Up to three people on the register whose name is like what was typed, or has a part that is, with their ids. For officers
    alone, as the register is.
    """
    forms: dict[str, list[str]] = {}
    for person in tx.people():
        for name in filter(None, (_plain(person.name), _plain(person.known_as))):
            for form in {name, *name.split()}:
                forms.setdefault(form, []).append(f"{person.name} ({person.id})")
    close = get_close_matches(_plain(typed)[:_LONGEST_NAME], forms)
    return list(dict.fromkeys(who for form in close for who in forms[form]))[:3]


def no_concern(typed: str) -> str:
    """The answer to a concern that is not there, and to one that the officer may not see."""
    return f"There is no concern {typed} here that you may see. Ids begin with c_; the alert shows the reference."


def nothing(typed: str) -> str:
    """The same, where a person could be meant as well."""
    if _CONCERN.fullmatch(typed):
        return no_concern(typed)
    return (
        f"There is nothing called {typed} here that you may see. The id of a concern begins with c_ (the alert shows its"
        " reference), that of a person with p_."
    )


def _beginning(cases: Sequence[Case], start: str) -> list[str]:
    return [case.id for case in cases if case.id.casefold().startswith(start)]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
