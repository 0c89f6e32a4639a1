"""What must be so at every instant, worked out from what the year itself did. Nothing of ours is asked but what it told, and to
whom, and what stands in its record.
"""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Final

from bot.desk import Denied, concern, concerns
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, NISHA, TOM
from moderation.model import (
    AlertLead,
    AskContact,
    AskHuman,
    ExplainToAuthor,
    NudgeAuthor,
    PostNotice,
    RefreshCard,
    SupportAuthor,
    TellLead,
    TellOfContact,
    TellPerson,
    TellResponsibleAdult,
    WriteToAdult,
)
from storage.store import Transaction
from tests.bot.year import cast
from tests.bot.year.days import MINUTE
from tests.bot.year.outside import Delivery
from tests.bot.year.stories import ACCUSED, KISS, Story
from tests.bot.year.world import World

#: Those who answer for the club, and those who watch besides.
CHAIN: Final = frozenset({HELEN.person.id, TOM.person.id, "chair", "county"})
WATCH: Final = CHAIN | {NISHA.person.id}
#: Names that stand below every notice: whom to ask.
ASKED: Final = frozenset({HELEN.person.name, TOM.person.name})
#: What those who watch besides are not shown: what is about staff (map 5.16b, 8.17).
FOR_LEADS: Final = (KISS, ACCUSED)
CLOCKS: Final = ("case.escalated", "case.reminded", "case.overdue")
SECOND: Final = timedelta(seconds=1)
#: So many of the newest concerns are asked for by their reference each day.
ASKED_OF: Final = 2
OUT: Final = timedelta(minutes=1)
#: A role that was given by hand is taken again by a sweep, and where that was just done, half an hour later.
OUT_AGAIN: Final = timedelta(minutes=36)


def _watching(story: Story) -> frozenset[str]:
    """Who may be shown it."""
    return CHAIN if story.kind in FOR_LEADS else WATCH


class Truth:
    def __init__(self, world: World) -> None:
        self.world, self.book = world, world.book
        self._entries = self._deliveries = 0
        self._rang: dict[str, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
        self._let_in: dict[str, datetime] = {}
        self.seen = Counter[str]()

    def look(self) -> None:
        self._read()
        for story in self.book.stories:
            if story.case and (story.closed is None or story.closed > self.world.now - MINUTE):
                self._clocks(story)
        for delivery in self.world.deliveries[self._deliveries :]:
            self._delivered(delivery)
        self._deliveries = len(self.world.deliveries)
        self._consent()

    def _read(self) -> None:
        for record in self.world.entries[self._entries :]:
            self.seen[record["kind"]] += record["kind"].endswith(".reported")
            if record["kind"] in CLOCKS:
                self._rang[record["folder"]][record["kind"]].append(datetime.fromisoformat(record["at"]))
            assert not record["kind"].endswith((".failed", "followup.failed")), record["kind"]
        self._entries = len(self.world.entries)

    # No concern unclaimed past its time without an escalation entry; and none that was claimed

    def _clocks(self, story: Story) -> None:
        now, rang = self.world.now, self._rang[story.case]
        expected = {"case.escalated": list(story.escalated(now)), "case.reminded": [], "case.overdue": []}
        for kind, at in story.asked(now):
            expected[kind].append(at)
        for kind, instants in expected.items():
            due = len([at for at in instants if at < now])  # what is due at this very instant may be about to ring
            same = due <= len(rang[kind]) <= len(instants) and all(
                timedelta() <= there - here <= SECOND for here, there in zip(instants, rang[kind], strict=False)
            )
            assert same, (story, kind, instants, rang[kind])
            self.seen[kind] = sum(len(each[kind]) for each in self._rang.values())

    # No notice to the wrong person

    def _delivered(self, it: Delivery) -> None:
        effect = it.effect
        self.seen[effect.kind] += 1
        if isinstance(effect, PostNotice):
            self._says_no_more(it, "")
        if it.address.startswith("#"):
            return
        reader = cast.READS[it.address]
        assert reader not in self.book.left or isinstance(effect, TellPerson), ("somebody who has left", it)
        if it.address in self.book.unconfirmed():
            self.seen[it.address] += 1
            assert isinstance(effect, TellPerson), ("an address that nobody has confirmed", it)
            assert "this code" in it.text, ("an address that nobody has confirmed", it)
            assert self.seen[it.address] <= self.book.codes.get(it.address, 0), it
        match effect:
            case AlertLead() | RefreshCard() | AskHuman():
                self._card(it, reader)
            case TellLead():
                assert reader in WATCH, it
                self._not_about(it, reader)
            case TellResponsibleAdult(child=child) | WriteToAdult(child=child):
                assert self.book.may_tell(child, it.address), it
                assert it.address in self._adults_concerned(child), it
                self._says_no_more(it, child)
            case AskContact():
                assert any(self.book.may_ask(child.person.id, it.address) for child in cast.CHILDREN), it
            case ExplainToAuthor() | NudgeAuthor() | SupportAuthor():
                last = self._last_of(reader)
                assert last is not None, it
                assert last.kind.answer == effect.kind, (it, last)
                self._says_no_more(it, reader)
            case TellOfContact():  # those who are in it know of each other
                assert reader in WATCH | {DAVE.person.id, CERYS.person.id, ALFIE.person.id}, it
                self._says_no_more(it, reader, DAVE.person.name, ALFIE.person.name)
            case TellPerson():
                self._says_no_more(it, reader)

    def _card(self, it: Delivery, reader: str) -> None:
        (story,) = [each for each in self.book.stories if each.case == it.case]
        assert reader in _watching(story) - story.about, ("a card", story, it)
        called = isinstance(it.effect, AlertLead) and not story.claimed
        assert story.kind is not KISS or story.pattern or not called, ("called for little", story, it)
        self.seen["pattern"] += story.pattern
        self._not_about(it, reader)

    def _not_about(self, it: Delivery, reader: str) -> None:
        """Nobody is told of a concern about them, in whatever; nor of a drift that is about them."""
        for story in self.book.stories:
            if reader in story.about and story.case:
                assert story.token not in it.text, ("what is about its reader", story, it)
                assert story.reference not in it.text, ("what is about its reader", story, it)
        for drift in self.world.drifts.values():
            assert not (reader in drift.about and drift.words and drift.words in it.text), ("a drift", drift, it)

    def _says_no_more(self, it: Delivery, about: str, *known: str) -> None:
        """Neither the words that were written, nor a reference, nor another's name, but the names of whom to ask."""
        text = it.text.casefold()
        own = {each.person.name for each in cast.EVERYBODY if each.person.id == about} | {
            adult.name for each in cast.CHILDREN for adult in each.person.responsible_adults if adult.address == it.address
        }
        for name in cast.NAMES - ASKED - own - set(known):
            assert name.casefold() not in text, ("another's name", it)
        for story in self.book.stories[-60:]:
            rewritten = isinstance(it.effect, NudgeAuthor) and story.author.person.id == about  # without its kisses
            assert rewritten or story.token not in text, ("the words", story, it)

    def _last_of(self, author: str) -> Story | None:
        theirs = [each for each in self.book.stories if each.author.person.id == author and each.kind.answer]
        return theirs[-1] if theirs else None

    def _adults_concerned(self, child: str) -> set[str]:
        """Whom there was a reason to write to about a child: something that is told by itself, or a lead's word."""
        for story in reversed(self.book.stories):
            involved = {story.author.person.id, *(each.person.id for each in story.mentioned)}
            if child in involved and (story.kind.adults or story.adults_told):
                return self.book.adults({child})
        return set()

    # A parent's word

    def _consent(self) -> None:
        now, out = self.world.now, self.world.server.kept_out
        for child, since in self.book.withdrawn.items():
            account = child.removeprefix("p_")
            if account in out:
                self._let_in.pop(child, None)
                continue
            began = self._let_in.setdefault(child, now)
            assert now - since >= OUT or now - began < OUT, (child, "is not out")
            assert now - began <= OUT_AGAIN, (child, "is in again since", began)
            assert self._let_in[child] > since or now - since <= OUT, (child, "was never out")

    # What is looked at now and then

    def on_duty(self, story: Story) -> None:
        """Whoever is on duty was shown at once what cannot wait, unless it is about them or they told it (map 8.8)."""
        duty = self.book.on_duty(story.at)
        may = _watching(story) - story.about - {story.author.person.id}
        if story.minutes is not None and duty in may:
            shown = {cast.READS[each.address] for each in self.world.deliveries if each.case == story.case}
            assert duty in shown, (duty, "is on duty and was not shown", story, shown)
            self.seen["on_duty"] += 1

    def week(self, since: datetime) -> None:
        """What could wait was told at nine on Monday by the clocks of the club (map 8.9)."""
        told = [each for each in self.world.deliveries if each.at >= since and "could wait" in each.text]
        waits = [each for each in self.book.stories if each.kind is KISS and not each.pattern and each.at < since]
        for story in waits:
            if story.closed is None or story.closed > self.world.now:
                assert any(story.reference in each.text for each in told), (story, since)
                self.seen["week"] += 1

    async def shown(self) -> None:
        """By no command is anybody shown a concern about themselves, or what is for the leads alone."""

        def look(tx: Transaction) -> None:
            for member in (HELEN, TOM, NISHA, DAVE, CERYS):
                rows = concerns(tx, member.account, self.world.running.organisation)
                about = [
                    each for each in self.book.stories
                    if each.case and (member.person.id in each.about or (member is NISHA and each.kind is KISS))
                ]  # fmt: skip
                shown = set() if isinstance(rows, Denied) else {row.case for row in rows}
                assert not shown & {each.case for each in about}, (member, shown)
                for story in about[-ASKED_OF:]:
                    card = concern(tx, member.account, self.world.running.organisation, story.reference)
                    assert isinstance(card, Denied), (member, story)

        await self.world.running.look(look)

    def found(self, lapse: str, since: datetime) -> None:
        """A drift is found, recorded, and where it cannot wait somebody was told whom it is not about."""
        drift = self.world.drifts[lapse]
        assert lapse in self.world.found, (drift.lapse, "is not found", sorted(self.world.found))
        check = lapse.partition(":")[0]
        opened = [
            each
            for each in self.world.entries
            if each["kind"] == "server.inspected" and datetime.fromisoformat(each["at"]) >= since
        ]
        assert any(new["check"] == check for each in opened for new in each["data"]["opened"]), (drift.lapse, opened)
        self.seen["drift"] += 1

    def told(self, lapse: str, since: datetime) -> None:
        drift = self.world.drifts[lapse]
        letters = [
            each for each in self.world.deliveries
            if each.at >= since and isinstance(each.effect, TellLead) and drift.words in each.text
        ]  # fmt: skip
        assert letters, (drift.lapse, "is told nobody")
        assert not {cast.READS[each.address] for each in letters} & drift.about
