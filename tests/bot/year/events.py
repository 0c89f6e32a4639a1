"""The days on which something happens that comes once: illness, an accusation, a parent's word, late letters, farewells."""

from datetime import datetime, time, timedelta
from typing import Final

from bot.agreements import recording
from bot.announcing.deciding import Answer, answer
from bot.announcing.drafting import as_event, draft
from bot.contact import answering, asking
from bot.counter.drill import INCIDENTS
from bot.drill import go_on
from bot.register import adults, changing, leaving
from bot.rota.changing import Given, leave, put
from bot.sessions import ending, starting
from bot.sessions.starting import Wanted
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, IMRAN, JO, JUNIORS, MAYA, NISHA, TOM
from moderation.context import Capability, Organisation
from moderation.engines import UNASKED
from moderation.model import ActionKind, Member, Publish, derived_id
from storage.store import Transaction
from tests.bot.year import cast, stories
from tests.bot.year.days import DAY, HOUR, MINUTE, is_working, local, utc
from tests.bot.year.drifts import Drift, den
from tests.bot.year.outside import Outside
from tests.bot.year.play import TELLING, Play

#: Months of a year in which Jo may be said to be 18.
APRIL: Final = datetime.fromisoformat("2027-04-10T10:00:00+00:00")
#: Evenings before days on which nobody is there, and the first on which somebody is again.
HELD: Final = (
    ("2026-11-06T20:00", "2026-11-09T09:00"),
    ("2026-12-24T20:00", "2026-12-29T09:00"),
    ("2027-03-25T20:00", "2027-03-30T09:00"),
    ("2027-08-27T20:00", "2027-08-31T09:00"),
)
PURPOSE: Final = "talk about the bowling action on Monday"


class Events(Play):
    """Everything in `Play`, and the events. Each has a part of the time after which it comes."""

    def plan(self) -> None:
        super().plan()
        at = self.world.at
        for part, event in (
            (0.05, self.sessions), (0.1, self.lead_is_ill), (0.2, self.contact), (0.25, self.lead_is_accused),
            (0.33, self.parent_withdraws), (0.4, self.contact), (0.45, self.letter_waits), (0.5, self.codes),
            (0.58, self.child_leaves), (0.62, self.contact), (0.66, self.coach_leaves), (0.75, self.lead_is_ill),
            (0.85, self.moderator_leaves),
        ):  # fmt: skip
            at(self.day(part) + 10 * HOUR, event)
        at(self.day(0.15) + 11 * HOUR, self.grows_up)
        if self.day(1) > APRIL:
            at(APRIL, self.grows_up)
        for evening, opens in ([utc(datetime.fromisoformat(shown)) for shown in each] for each in HELD):
            if opens < self.day(1):
                at(evening, lambda opens=opens: self.announces(opens))  # type: ignore[misc]

    # Absences

    async def lead_is_ill(self) -> None:
        """Helen is away for some days, and Tom takes her turns."""
        last = local(self.world.now).date() + timedelta(days=max(2, self.days // 40))
        says = await self.world.commands(TOM, leave, last.isoformat(), HELEN.account)
        assert "is away until" in says, says
        self.book.away["p_helen"] = (self.world.now, utc(datetime.combine(last + DAY, time())))
        day = local(self.world.now).date()
        while day <= last:
            if day.weekday() < 5:
                await self.world.commands(TOM, put, TOM.account, day.isoformat(), "0:00", "0:00")
                self.book.instead[day] = "p_tom"
            day += DAY
        self.said("Helen is ill")

    # An accusation

    async def lead_is_accused(self) -> None:
        """Nobody answers for so long that the outside contact hears of it; Helen never does."""
        story = await self.happens(stories.ACCUSED, ALFIE, HELEN, named=True)
        assert story is not None
        self.book.away["p_tom"] = (self.world.now, self.world.now + 40 * MINUTE)

        async def outside() -> None:
            shown = {each.address for each in self.world.deliveries if each.case == story.case}
            assert shown >= {TOM.account.id, cast.CHAIR, cast.COUNTY}, shown
            self.truth.seen["outside"] += 1

        self.world.at(self.world.now + 39 * MINUTE, outside)

    # A parent's word

    async def parent_withdraws(self) -> None:
        """Maya's mother takes back that she may be here. Somebody with every right lets her in again, and again."""
        assert "Taken back" in await self.world.commands(HELEN, recording.withdraw, "Maya Osei", "contact", "Grace Osei")
        self.book.withdrawn["p_maya"] = self.world.now
        self.said("Grace withdraws")

        async def let_in() -> None:
            self.world.server.kept_out.discard(MAYA.account.id)
            self.truth.seen["let in"] += 1

        async def asked() -> None:
            await self.world.commands(DAVE, asking.ask, "Maya Osei", PURPOSE, "today", "18:30", "19:00")

        async def agrees() -> None:
            del self.book.withdrawn["p_maya"]
            await self.world.commands(HELEN, recording.record, "Maya Osei", "contact", "Grace Osei")
            assert MAYA.account.id not in self.world.server.kept_out

        for hours in (3, 20, 21, 40):
            self.world.at(self.world.now + hours * HOUR + 7 * MINUTE, let_in)
        self.world.at(self.world.now + 6 * HOUR, asked)
        self.world.at(self.world.now + max(3, self.days // 6) * DAY, agrees)

    async def letter_waits(self) -> None:
        """The post is down, and before it is up again one of two parents must not be written to any more."""
        self.world.mail.down = True
        await self.happens(stories.SWEARS, IMRAN)

        async def forbidden() -> None:
            assert "no contact" in await self.world.commands(HELEN, adults.contact, IMRAN.account, cast.FARAH, False)
            self.book.no_contact.add(("p_imran", cast.FARAH))
            self.book.confirmed.discard(("p_imran", cast.FARAH))

        async def up() -> None:
            self.world.mail.down = False

        self.world.at(self.world.now + HOUR, forbidden)
        self.world.at(self.world.now + 3 * HOUR, up)

    async def codes(self) -> None:
        """Farah may be written to again once she says a code; Robin's parents are asked, and never answer."""
        world = self.world
        await world.commands(HELEN, adults.contact, IMRAN.account, cast.FARAH, True)
        self.book.no_contact.discard(("p_imran", cast.FARAH))
        for child, address in ((IMRAN, cast.FARAH), (cast.ROBIN, cast.LEE), (cast.ROBIN, cast.UMA)):
            self.book.codes[address] = self.book.codes.get(address, 0) + 1
            await world.commands(HELEN, adults.ask, child.account, address)
        assert "no contact" in await world.commands(HELEN, adults.ask, ALFIE.account, cast.KIM)

        async def answers() -> None:
            (letter,) = [each for _, each in world.mail.letters if each.to == cast.FARAH and "this code" in each.text]
            code = " ".join(letter.text.split()).split("by telephone: ")[1][:9]
            assert "has confirmed" in await world.commands(HELEN, adults.confirm, IMRAN.account, cast.FARAH, code)
            self.book.confirmed.add(("p_imran", cast.FARAH))
            assert "not the code" in await world.commands(HELEN, adults.confirm, cast.ROBIN.account, cast.LEE, code)

        world.at(world.now + HOUR, answers)

    # Contact with one child

    async def contact(self) -> None:
        """Dave asks to talk with Alfie; one parent says yes by telephone, and the other is not asked. If there is a concern
        about Dave before it comes to that, it does not, whoever said yes (map 5.13).
        """
        world, asked = self.world, self.world.now
        assert "is passed on" in await world.commands(DAVE, asking.ask, "Alfie Webb", PURPOSE, "today", "18:30", "19:00")
        request = (await world.running.look(lambda tx: tx.contact_requests()))[-1]
        which = request.id.removeprefix("k_")[:6].upper()
        begins = utc(datetime.combine(local(world.now).date(), time(18, 30)))

        def inside() -> set[str]:
            return {each.id for people in world.server.contact_places.values() for each in people}

        async def yes() -> None:
            assert not inside()
            says = await world.commands(HELEN, answering.record, which, "approve", "telephone", "Sam Webb")
            assert "said yes" in says, says

        async def opened() -> None:
            if self.book.is_doubted("p_dave", asked, world.now):
                await closed()
                return
            if world.server.capabilities != frozenset(Capability):
                return  # Eve took its rights from the bot
            assert {DAVE.account.id, ALFIE.account.id} < inside(), inside()
            assert inside() & {HELEN.account.id, TOM.account.id, NISHA.account.id, CERYS.account.id}, "with a second adult"
            self.truth.seen["contact"] += 1

        async def closed() -> None:
            assert not inside()

        world.at(world.now + HOUR, yes)
        world.at(begins - MINUTE, closed)
        world.at(begins + TELLING, opened)
        world.at(begins + 30 * MINUTE + TELLING, closed)

    # Coming of age, leaving

    async def grows_up(self) -> None:
        says = await self.world.commands(HELEN, changing.age, JO.account, "no")
        if self.world.now < APRIL:
            assert "2027-04" in says, "a lead cannot say so before the month has come"
            return
        assert "coming_of_age:p_jo" in self.world.found
        assert "18 or over" in says, says
        self.book.grown.add("p_jo")

    async def _leaves(self, member: Member) -> None:
        left = await self.world.commands(HELEN, leaving.leave, member.account)
        assert isinstance(left, leaving.Left)
        assert left.accounts, left.says
        self.said(f"{member.person.name} leaves")

    async def child_leaves(self) -> None:
        """A former child is protected like one: being alone with a coach is found."""
        self.book.left["p_imran"] = self.world.now
        await self._leaves(IMRAN)
        drift = Drift(
            "private_place:amber-den", den("amber-den", DAVE.account, IMRAN.account), True, "“amber-den”", frozenset({"p_dave"})
        )
        await self.drifts(drift)

    async def coach_leaves(self) -> None:
        self.book.left["p_cerys"] = self.world.now
        await self._leaves(CERYS)

    async def moderator_leaves(self) -> None:
        """What Nisha had is nobody's again, and a card that was on its way to her does not arrive."""
        outside = self.world.running.platforms["terminal"]
        assert isinstance(outside, Outside)
        outside.down = True
        story = await self.happens(stories.HARM, ALFIE)
        assert story is not None
        await self.world.press(TOM.account, ActionKind.SECOND_OPINION, story.case)
        story.unclaimed[-1], story.by = (story.at, self.world.now), "p_tom"
        self.book.left["p_nisha"] = self.world.now
        for story in self.book.stories:
            if story.by == "p_nisha" and story.closed is None:
                story.unclaimed.append((self.world.now, None))
                self.claimed_after(story, self.random.randrange(20, 300))
        await self._leaves(NISHA)
        outside.down = False

    # What comes again and again

    async def announces(self, opens: datetime) -> None:
        """What staff have announced in the evening is looked at by another, and goes out when somebody is there."""
        assert is_working(local(opens).date())
        world, words, since = self.world, f"No training until {local(opens):%A}: the ground is flooded.", self.world.now
        event = as_event(Given(world.id("command"), DAVE.account, world.now), world.running.config.id, JUNIORS, words)

        def drafted(tx: Transaction, given: Given, organisation: Organisation) -> str:
            return draft(tx, organisation, event, UNASKED)

        says = await world.commands(DAVE, drafted)
        says = await world.commands(TOM, answer, Answer.APPROVE, derived_id("n_", event.id))

        def posted() -> bool:
            sent = (each for each in world.deliveries if each.at >= since and isinstance(each.effect, Publish))
            return any(words in each.text for each in sent)

        async def not_yet() -> None:
            assert not posted(), (words, says)

        async def now() -> None:
            about = [each for each in self.book.stories if "p_dave" in each.about and each.at <= opens]
            if any(each.closed is None or each.closed > opens for each in about):
                return  # somebody looks at it once more
            assert posted(), (words, says)
            self.truth.seen["announced"] += 1

        world.at(opens - MINUTE, not_yet)
        world.at(opens + TELLING, now)

    async def sessions(self) -> None:
        """A session is held and closed, and somebody does the drill."""
        world = self.world
        assert "Written down as" in await world.commands(DAVE, starting.start, Wanted("Nutrition talk", "now", 30))

        async def ends() -> None:
            assert await world.commands(DAVE, ending.end, "", None, "All went well")

        def drilled(tx: Transaction, given: Given, organisation: Organisation) -> None:
            for steps in range(1, len(INCIDENTS[0].steps) + 1):
                go_on(tx, given.by, organisation, f"0.{'0' * steps}", given.now)

        await world.commands(CERYS, drilled)
        world.at(world.now + HOUR, ends)
