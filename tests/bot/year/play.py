"""The people of the club: who writes, who looks and when, and who is hostile. A seed chooses."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Final

from bot.agreements import recording
from bot.register import adults, changing
from bot.rota.changing import put
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, IMRAN, JO, JUNIORS, MAYA, NISHA, PETE, TOM
from moderation.context import Capability
from moderation.model import ActionKind, Arrival, Case, Decision, Member, Report
from tests.bot.year import cast, stories
from tests.bot.year.days import DAY, HOUR, MINUTE, utc
from tests.bot.year.drifts import DRIFTS, Drift
from tests.bot.year.outside import hostile
from tests.bot.year.stories import Kind, Story
from tests.bot.year.truth import FOR_LEADS, Truth
from tests.bot.year.world import SWEEP, World

#: Who looks after concerns in the chat.
WATCH: Final = (HELEN, TOM, NISHA)
YOUNG: Final = (ALFIE, MAYA, JO, IMRAN, cast.ROBIN)
GROWN: Final = (DAVE, CERYS, TOM, HELEN)
#: How often each kind happens, and who is in it.
KINDS: Final[tuple[tuple[Kind, int, Sequence[Member]], ...]] = (
    (stories.NUMBER, 10, YOUNG), (stories.SWEARS, 6, YOUNG), (stories.SECRET, 3, GROWN), (stories.HARM, 3, YOUNG),
    (stories.KISS, 5, GROWN), (stories.COMPLAINT, 3, (PETE,)), (stories.WORRY, 4, (*YOUNG, PETE)),
    (stories.ACCUSED, 3, (*YOUNG, PETE)),
)  # fmt: skip
#: Messages of one person about one thing within half an hour are one concern (map 1.10): they are kept apart here.
APART: Final = timedelta(minutes=31)
HALF: Final = timedelta(seconds=30)
#: How long what stumbled is tried again at most.
TELLING: Final = timedelta(minutes=12)


class Play:
    def __init__(self, world: World, truth: Truth, random: Random, days: int) -> None:
        self.world, self.truth, self.random, self.days = world, truth, random, days
        self.book, self.begins = world.book, world.now
        self.done: list[str] = []
        self._told = 0

    def plan(self) -> None:
        """What there will be of each, so far as it does not follow from something else."""
        at = self.begins + HOUR
        while at < self.day(1):
            self.world.at(at, self.writes)
            at += self.random.randrange(2 * 60, 22 * 60) * MINUTE
        for monday in range(7, self.days, 7):
            nine = utc(datetime.combine((self.begins + monday * DAY).date(), time(9)))
            self.world.at(nine + TELLING, lambda nine=nine: self._week(nine))  # type: ignore[misc]
        for number in range(self.days):
            self.world.at(self.day(number / self.days) + 12 * HOUR, self.truth.shown)
            self.world.at(self.day(number / self.days) + self.random.randrange(1, 1430) * MINUTE + HALF, self.hostile)
        drifts = list(DRIFTS)
        self.random.shuffle(drifts)
        for number, drift in enumerate(drifts):
            at = self.day((number + 0.5) / len(drifts)) + self.random.randrange(7200) * timedelta(seconds=1)
            self.world.at(at, lambda drift=drift: self.drifts(drift))  # type: ignore[misc]

    def day(self, part: float) -> datetime:
        """The beginning of the day on which a part of the time is over."""
        return self.begins + int(part * self.days) * DAY

    def said(self, what: str) -> None:
        self.done.append(f"{self.world.now:%d %b %H:%M:%S} {what}")

    # Writing and telling

    async def writes(self) -> None:
        kind, _, people = self.random.choices(KINDS, [weight for _, weight, _ in KINDS])[0]
        author = self.random.choice([each for each in people if each.person.id not in self.book.left])
        about = self.random.choice([each for each in GROWN if each.person.id not in self.book.left])
        mentioned = (self.random.choice(YOUNG[:2]),) if kind.adults and self.random.random() < 0.3 else ()
        await self.happens(kind, author, about, tuple(each for each in mentioned if each is not author))

    async def happens(
        self, kind: Kind, author: Member, about: Member = DAVE, mentioned: tuple[Member, ...] = (), named: bool | None = None
    ) -> Story | None:
        """One thing is written or told, unless it would be one concern with another; then it is left."""
        world, by = self.world, author.person.id
        whom = {"author": {by}, "named": {about.person.id}, "nobody": set[str]()}[kind.about]
        for other in self.book.stories:
            if other.kind is kind and world.now - other.at < APART and (other.author == author or other.about & whom):
                return None
        if author.account.id in world.server.kept_out or by in self.book.left:
            return None
        self._told += 1
        if named is None:
            named = not kind.told or self.random.random() < 0.7  # a report may be without a name, and no message is
        token = stories.token(self._told)
        id_ = world.id("report")
        arrival: Arrival
        if kind.told:
            accused = about.account if kind is stories.ACCUSED else None
            words = kind.text.format(token)
            arrival = Report(id_, world.running.config.id, world.now, author.account, not named, words, about=accused)
        else:
            arrival = world.event(author.account, JUNIORS, kind.text.format(token), [each.account for each in mentioned])
        pattern = self.book.adds_up(kind, author, world.now)
        story = Story(kind, world.now, author, arrival.id, token, frozenset(whom), mentioned, named, pattern)
        story.unclaimed.append((world.now, None))
        self.book.stories.append(story)
        self.said(f"{kind.name} by {author.account.id}{f' about {about.account.id}' if kind.about == 'named' else ''}")

        def judged(decision: Decision) -> None:
            assert decision.case is not None, (story, decision.because)
            assert decision.case.id not in {each.case for each in self.book.stories}, (story, "joined another")
            story.case = decision.case.id

        await world.arrives(arrival, judged)
        world.at(world.now + 3 * MINUTE, lambda: self._on_duty(story))
        late = self.random.random() < 0.1
        self.claimed_after(story, self.random.randrange(1, 2000 if late else 150))
        return story

    def claimed_after(self, story: Story, minutes: int) -> None:
        self.world.at(self.world.now + minutes * MINUTE + HALF, lambda: self.claims(story))

    async def _on_duty(self, story: Story) -> None:
        self.truth.on_duty(story)

    # Looking

    def _who(self, story: Story) -> Member | None:
        """Somebody who looks after concerns, is here, and whom it is not about."""
        fit = [
            each
            for each in WATCH
            if each.person.id not in {*story.about, *self.book.left} and not self.book.is_away(each.person.id, self.world.now)
            if story.kind not in FOR_LEADS or each is not NISHA
        ]
        return self.random.choice(fit) if fit else None

    async def claims(self, story: Story) -> None:
        who = self._who(story)
        if who is None:
            self.world.at(self.world.now + 5 * HOUR, lambda: self.claims(story))
            return
        if story.claimed:  # it was given to somebody
            await self.ends(story)
            return
        before = story.unclaimed[-1]
        story.unclaimed[-1], story.by = (before[0], self.world.now), who.person.id
        says = await self.world.press(who.account, ActionKind.SEEN, story.case)
        assert (await self._case(story)).claimed_by == who.person.id, (story, says)
        self.said(f"{who.account.id} claims {story.kind.name} {story.reference}")
        if story.answered is None:
            self.world.at(self.world.now + self.random.randrange(1, 1500) * MINUTE, lambda: self.ends(story))

    async def ends(self, story: Story) -> None:
        """Whoever has it says what was done and closes it."""
        if story.closed is not None:
            return
        who = self._who(story)
        if who is None or not story.claimed:  # whoever had it has left
            self.world.at(self.world.now + 5 * HOUR, lambda: self.ends(story))
            return
        press, account = self.world.press, who.account
        if story.kind.grave:
            await press(account, ActionKind.ASSESS, story.case, "High | A child | Speak with them")
        if story.kind.waits:
            story.answered = self.world.now
            await press(account, ActionKind.ANSWERED, story.case, "Rang them")
        if (await self._case(story)).adult_question_open:
            story.adults_told = self.random.random() < 0.5
            kind = ActionKind.TELL_ADULT if story.adults_told else ActionKind.DO_NOT_TELL
            await press(account, kind, story.case, "It is right so")
        story.closed = self.world.now
        says = await press(account, ActionKind.CLOSE, story.case, "Talked it through | All is well")
        assert says.startswith("Closed"), (story, says)

    async def _case(self, story: Story) -> Case:
        found = await self.world.running.look(lambda tx: tx.case(story.case))
        assert found is not None
        return found

    # Settings that are changed

    async def drifts(self, drift: Drift) -> None:
        world, since = self.world, self.world.now
        world.drifts[drift.lapse] = drift
        self.said(f"{drift.lapse} drifts")

        async def found() -> None:
            self.truth.found(drift.lapse, since)

        async def mended() -> None:
            if drift.now:
                self.truth.told(drift.lapse, since)
            del world.drifts[drift.lapse]

        world.at(since + SWEEP, found)
        world.at(since + TELLING + self.random.randrange(600) * MINUTE, mended)

    # Somebody with every right on the server, and none by the register

    async def hostile(self) -> None:
        world = self.world
        if self.random.random() < 0.5:
            self.said(f"Eve {hostile(world.server, self.random)}")
            world.at(world.now + 3 * HOUR, self._rights_again)
            return
        who = self.random.choice((cast.EVE, DAVE.account, PETE.account, NISHA.account))
        commands = (
            (changing.appoint, (DAVE.account, "lead", "me", "minute 1")),
            (changing.become, (TOM.account, "parent")),
            (changing.age, (MAYA.account, "no")),
            (adults.paper, (cast.ROBIN.account, cast.LEE)),
            (adults.contact, (ALFIE.account, cast.KIM, True)),
            (recording.withdraw, ("Alfie Webb", "contact")),
            (put, (HELEN.account, "monday", "9:00", "10:00")),
        )
        command, words = self.random.choice(commands)
        before = await world.running.look(lambda tx: (list(tx.people()), tx.setting("duty.rota"), list(tx.agreements())))
        says = await world.commands(who, command, *words)
        after = await world.running.look(lambda tx: (list(tx.people()), tx.setting("duty.rota"), list(tx.agreements())))
        assert before == after, (who, command, says)
        self.said(f"{who.id} tries {command.__name__}")
        self.truth.seen["refused"] += 1
        await self._presses()

    async def _presses(self) -> None:
        """Somebody presses what is not theirs to press: a stranger, and whom the concern is about."""
        open_ = [each for each in self.book.stories if each.case and each.closed is None]
        if not open_:
            return
        story = self.random.choice(open_)
        about = [each for each in (*WATCH, DAVE) if each.person.id in story.about]
        who = self.random.choice([cast.EVE, *(each.account for each in about)])
        before = await self._case(story)
        for kind in (ActionKind.SEEN, ActionKind.NOTE, ActionKind.CLOSE, ActionKind.REMOVE):
            await self.world.press(who, kind, story.case, "Nothing to see | Closed")
        assert await self._case(story) == before, (who, story)

    async def _week(self, since: datetime) -> None:
        self.truth.week(since)

    async def _rights_again(self) -> None:
        self.world.server.capabilities = frozenset(Capability)
