"""What the tests of the member pack share: a season of the practice club, played through the real service, and packs of it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.member_pack import making
from bot.member_pack.asking import Declined
from bot.member_pack.making import Made, Maker
from bot.terminal.club import (
    ALFIE,
    CERYS,
    CONTACTS,
    DAVE,
    DAVE_AND_JO,
    FIXTURES,
    HELEN,
    JO,
    JUNIORS,
    MAYA,
    MEMBERS,
    NISHA,
    PETE,
    TOM,
)
from moderation.model import Account, ActionKind, Case, Category, Member, Person, Reach, ResponsibleAdult, ResponsibleKind, Role
from storage.erasure import Kind, Retention
from storage.home import InFiles
from tests.bot.service_kit import MINUTE, House, running

ASKED = "asked by letter on 21 November"
NUMBER = "07700 900123"
#: Accounts as Discord has them, so that a number of somebody else's cannot hide behind a short name.
WREN = Member(
    Account("terminal", "900000000000000041", "wren_q"),
    Person(
        "p_4f1c2a9b7d60",
        "Wren Quillfeather",
        Role.CHILD,
        True,
        known_as="Quilly",
        responsible_adults=(
            ResponsibleAdult("Odile Quillfeather", ResponsibleKind.PARENT, Reach.EMAIL, "odile.q@example.org", confirmed=True),
            ResponsibleAdult("Bram Tarn", ResponsibleKind.PARENT, Reach.EMAIL, "bram@example.org", no_contact=True),
            ResponsibleAdult("Larch & Sons", ResponsibleKind.EMPLOYER, Reach.TELEPHONE, "01632 960551"),
        ),
    ),
)
EVERYBODY = (*MEMBERS, WREN)
#: What Wren wrote, in which everybody else is named in some way.
CHATTER = (
    "see you at nets, bring Maya and imran qadir",
    "<@900000000000000041> asked @dave if Ridley or TOM OKAFOR is there; mail sam.webb@example.org or karin@example.org",
    "J o  L i n d q v i s t said n1sha is nice. Grace Osei's car, Farah Qadir's house, Lindqvist, Jo!",
    "call 01632 960 551 or +44 7700 900123, quilly here",
    "Ruth Bell (chair@example.org) and HelenMarsh and alfiewebb and Cerys, Pete Marlow and Karin",
)


@dataclass
class Season:
    """A house with a history, and where packs of it go."""

    house: House
    out: Path

    def maker(self, officer: Member = TOM, out: str = "out") -> Maker:
        house = self.house
        return Maker(house.store, InFiles(house.folder), house.organisation, officer.person.id, self.out / out, house.clock, {})

    def review(
        self, who: Member, officer: Member = TOM, asked_by: str = "", *, representative: bool = False
    ) -> Made | Declined:
        return making.prepare(self.maker(officer, who.person.id), who.person.id, asked_by, representative, ASKED)

    def finish(self, who: Member, officer: Member = TOM) -> Made | Declined:
        return making.finish(self.maker(officer, who.person.id), who.person.id)

    def review_of(self, who: Member) -> Path:
        return self.out / who.person.id / "for-review"

    def choose(self, who: Member, **choices: str) -> None:
        """Change every choice of one word into another."""
        path = self.review_of(who) / "choices.toml"
        text = path.read_text("utf-8")
        for old, new in choices.items():
            text = text.replace(f'= "{old}"', f'= "{new}"')
        path.write_text(text, "utf-8")

    def pack(self, who: Member, officer: Member = TOM, asked_by: str = "", **choices: str) -> Path:
        """The pack of somebody; `choices` are changed as `choose` does, and what is left to decide is withheld."""
        made = self.review(who, officer, asked_by)
        assert isinstance(made, Made), made
        self.choose(who, **{"decide": "withheld", **choices})
        made = self.finish(who, officer)
        assert isinstance(made, Made), made
        return self.out / who.person.id / "pack"

    def concern(self, category: Category, author: Member) -> Case:
        (found,) = [c for c in self.house.cases() if (c.category, c.author.person.id) == (category, author.person.id)]
        return found

    async def close(self, case: Case, by: Member = HELEN, outcome: str = "spoken to") -> None:
        await self.house.ends(by, case, outcome)

    def erase(self, folder: str) -> None:
        """Two officers have a folder erased, when it is time."""
        officers = {HELEN.person.id, TOM.person.id}
        with self.house.store.transaction() as tx:
            for kind in Kind:
                tx.change_setting(kind.setting, Retention(0, HELEN.person.id).text, HELEN.person.id)
            tx.request_erasure(folder, HELEN.person.id, "the time is over", officers)
        self.house.clock.now += timedelta(days=8)
        with self.house.store.transaction() as tx:
            tx.approve_erasure(folder, TOM.person.id, "the time is over", officers)
        assert self.house.store.finish_erasures() == 0


@contextmanager
def season(folder: Path, members: tuple[Member, ...] = EVERYBODY) -> Iterator[Season]:
    with running(folder / "club", members=members) as house:
        yield Season(house, folder / "packs")


async def play(house: House) -> None:
    """A removal with an appeal and a restoring, unkind words, a coach in private contact, a disclosure, a swearing parent,
    small things about a coach, and ordinary talk.
    """
    for who, where, text in (
        (ALFIE, JUNIORS, f"my number is {NUMBER}, ask Maya or Imran Qadir"),
        (MAYA, JUNIORS, "Alfie Webb you are a fucking idiot, everyone hates you"),
        (JO, FIXTURES, "is practice on with dave tonight"),
        (DAVE, DAVE_AND_JO, "this is our secret, don't tell your mum"),
        (JO, JUNIORS, "i want to kill myself, my dad hits me"),
        (PETE, JUNIORS, "you are all shit @jo"),
        (CERYS, JUNIORS, "well done xxx"),
        *((WREN, JUNIORS, text) for text in CHATTER),
    ):
        await house.say(who, where, text)
        await house.pass_time(MINUTE)
    removed = next(case for case in house.cases() if case.author.person.id == ALFIE.person.id)
    await house.press(ALFIE, ActionKind.APPEAL, removed, "it was the club's number, ask Dave Ridley")
    await house.press(NISHA, ActionKind.RESTORE, removed, "Alfie is right, Nisha agrees")
    unkind = next(case for case in house.cases() if case.author.person.id == MAYA.person.id)
    await house.press(HELEN, ActionKind.NOTE, unkind, "spoke with Grace Osei")
    await house.pass_time(MINUTE)


def marks_of(who: Member) -> set[str]:
    """Everything that gives somebody away: their names and parts of names, accounts, ids, addresses and numbers."""
    person = who.person
    adults = person.responsible_adults
    names = [person.name, person.known_as, who.account.name, *(adult.name for adult in adults)]
    parts = {part for name in names for part in re.findall(r"\w{2,}", name)}
    return {*filter(None, names), *parts, person.id, who.account.id, *(adult.address for adult in adults)}


def marks_of_others(who: Member, everybody: tuple[Member, ...] = EVERYBODY) -> set[str]:
    """What may be in nobody's pack but their own. What everybody may know stays: titles, and the club's name."""
    contacts = (CONTACTS.chair, CONTACTS.outside)
    outside = {mark for contact in contacts if contact for mark in (contact.name, contact.address)} | {"Ruth", "Bell"}
    others = {mark for member in everybody if member != who for mark in marks_of(member)} | outside
    own = {mark.casefold() for mark in {who.person.name, who.person.known_as, who.account.name, who.person.id, who.account.id}}
    own |= {part.casefold() for mark in own for part in re.findall(r"\w{2,}", mark)}
    return {mark for mark in others if mark.casefold() not in own} - {"County Welfare Officer", "Sons"}


def betrayed(pack: Path, marks: set[str]) -> dict[str, list[str]]:
    """Which marks stand in which file of a pack, as a word of their own, in any case, also with other signs between digits
    and with spaces or other signs between all letters.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(pack.rglob("*")):
        if path.is_file() and path.name != "verify.py":
            text = path.read_text("utf-8")
            digits = re.sub(r"(?<=[0-9])[ ()+-]{1,3}(?=[0-9])", "", text)
            for mark in sorted(marks):
                spelt = r"[\W_]{1,4}".join(re.escape(letter) for letter in mark if letter.isalnum())
                if re.search(rf"(?<!\w)(?:{re.escape(mark)}|{spelt})(?!\w)", text, re.IGNORECASE):
                    found.setdefault(path.name, []).append(mark)
                number = re.sub(r"\D", "", mark)
                if len(number) >= 9 and number[-9:] in digits:
                    found.setdefault(path.name, []).append(mark)
    return found


def data_of(pack: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((pack / "data.json").read_text("utf-8"))
    return found


def said(pack: Path) -> str:
    """All texts in a pack, one a line."""
    return "\n".join(words["text"] for item in data_of(pack)["items"] for words in item["words"])


def in_review(review: Path) -> str:
    return (review / "index.html").read_text("utf-8")


def with_adults(who: Member, *adults: ResponsibleAdult) -> Member:
    return replace(who, person=replace(who.person, responsible_adults=adults))
