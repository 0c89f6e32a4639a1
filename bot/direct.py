"""Alerts past the record, for when it cannot be written: a card straight to somebody's screen or mailbox."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.gap import Gap
from bot.platform import Enclosed, Platform
from moderation.cards import Card, card
from moderation.context import Organisation
from moderation.model import AlertLead, AlreadyDone, Case, CaseState, Contact, Done, Planned, Reach, Speed, derived_id
from moderation.routing import to_alert
from storage.store import Settled

log = logging.getLogger(__name__)

EMAIL: Final = "email"

#: What is wrong, by `Gap.why`, and what whoever runs the machine can do about it.
_TROUBLE: Final = {
    "disk_full": ("the disk is full", "make room on it"),
    "read_only": ("its files may not be written", "see who owns them, and whether the disk has become read-only"),
    "cannot_open": ("its files cannot be opened", "see whether the folder is still there, and who owns it"),
    "locked": ("another program holds its file", "stop that program"),
    "disk_error": ("the disk does not work", "look at the disk before anything else"),
    "damaged": ("its file is damaged", "keep a copy of it and restore the newest backup"),
    "refused": ("the store refuses what it is given", "look at the machine's log"),
    "fault": ("there is a fault in the program", "look at the machine's log and start Touchline again"),
}
_STANDS: Final = "Some things are still done and others are not: please do not rely on it."
#: More places than these are not named in an alert.
_PLACES: Final = 5


class Direct:
    """Sends cards without a record. It removes nothing, and tells nobody but those who answer for the organisation."""

    def __init__(self, organisation: Organisation, platforms: Mapping[str, Platform]) -> None:
        self._organisation = organisation
        self._platforms = platforms

    async def show(self, shown: Card, to: Contact, *key: str, subjects: Sequence[str] = ()) -> bool:
        """Show a card to somebody; whether a platform confirmed it. The same key is the same alert, if it is tried again.

        `subjects` are the persons whom it is about: it is put nowhere where one of them can see it (safeguarding rule 1).
        """
        effect = AlertLead(to, shown.case)
        for name in [EMAIL] if to.reach is Reach.EMAIL else [name for name in self._platforms if name != EMAIL]:
            planned = Planned(derived_id("x_", "without_record", *key, to.address, name), effect, name)
            try:
                outcome = await self._platforms[name].perform(planned, Enclosed(card=shown, subjects=tuple(subjects)))
            except Exception as error:
                # The error's text may hold what somebody wrote, so only its type is kept.
                log.warning("an alert without a record failed with %s", type(error).__name__)
                continue
            if isinstance(outcome, Done | AlreadyDone):
                return True
        return False

    async def show_first(
        self, shown: Card, chain: Iterable[Contact], count: int, *key: str, subjects: Sequence[str] = ()
    ) -> list[Contact]:
        """Show a card to the first `count` who can be reached, and give who they were. See `show`."""
        reached: list[Contact] = []
        for to in chain:
            if len(reached) < count and await self.show(shown, to, *key, subjects=subjects):
                reached.append(to)
        return reached

    def chain(self) -> tuple[Contact, ...]:
        """All who answer for the organisation and can be reached by a program."""
        contacts = self._organisation.contacts
        return to_alert(contacts, (), len(contacts.chain))

    # What is shown

    def trouble(self, gap: Gap, places: Iterable[str], unread: int) -> Card:
        """The plain alert: Touchline is not doing its work, and somebody must look in its place."""
        what, do = _TROUBLE[gap.why]
        cannot = "cannot do all of its work" if gap.why == "fault" else "cannot write its record"
        named = ", ".join(f"#{place.lstrip('#')}" for place in list(places)[:_PLACES])
        where = f"{named} and all other places" if named else "the chat"
        done = [_STANDS if gap.why == "fault" else "Nothing is being removed, and nobody but you is told anything."]
        if gap.refused:
            done.append(f"{_messages(gap.refused)} could not be taken in so far; the platform is asked to send them again.")
        if unread:
            done.append(f"{_messages(unread)} could not be read by the rules either.")
        return self._about_itself(
            f"Touchline {cannot} since {self._local(gap.since)}: {what}.",
            ("It does nothing that it has not written down before.", "What the rules call urgent is still brought to you."),
            tuple(done),
            (f"Please look at {where} yourself, and at your open concerns.", f"Ask whoever runs Touchline to {do}."),
        )

    def not_running(self, why: str, at: datetime) -> Card:
        """Touchline could not even begin: its record could not be opened."""
        what, do = _TROUBLE[why]
        return self._about_itself(
            f"Touchline does not run. At {self._local(at)} its record could not be opened: {what}.",
            ("It does nothing that it has not written down before.",),
            ("Nothing is being watched or removed, and nobody but you is told anything.",),
            (
                "Please look at the chat yourself until it runs again, and at your open concerns.",
                f"Ask whoever runs Touchline to {do}, and to start it again: its log says more.",
            ),
        )

    def suspended(self, why: str, at: datetime) -> Card:
        """Whoever runs the machine has suspended the organisation: from now on nobody looks after it."""
        return self._about_itself(
            f"Touchline no longer looks after your chat. It was suspended at {self._local(at)}, because {why}.",
            ("That is in your record. Nothing of it was deleted, and you can still have it exported.",),
            (
                "Nothing is being watched or removed, nobody is told anything, and no deadline of a concern rings.",
                "What was locked or hidden stays as it is.",
            ),
            (
                "Please look at the chat yourself from now on, and at your open concerns.",
                "Tell your members that reports to Touchline reach nobody, and whom to tell instead.",
                "Ask whoever runs Touchline what happens next.",
            ),
        )

    def resumed(self, at: datetime) -> Card:
        return self._about_itself(
            f"Touchline is to look after your chat again: it was resumed at {self._local(at)}.",
            ("It begins within the hour: whoever runs it starts it anew.",),
            ("What was posted meanwhile is read back as far as the platform still has it, and judged late.",),
            ("Please look through what was posted in that time: what was deleted meanwhile, Touchline never saw.",),
        )

    def absent(self, what: str, do: str, since: datetime) -> Card:
        """Touchline runs, and is not on the server or workspace: it does not see what is written there."""
        return self._about_itself(
            f"Touchline has not seen the chat since {self._local(since)}: {what}.",
            ("Nothing that is written there reaches it. Where it keeps private messages locked, they do not stay so.",),
            ("Nothing there is read or removed. This is said again each day, and when it is over.",),
            ("Please look at the chat yourself until then.", do),
        )

    def back(self, since: datetime, until: datetime) -> Card:
        return self._about_itself(
            f"Touchline has seen the chat again since {self._local(until)}.",
            (f"From {self._local(since)} until then it was not; that is in its record.",),
            ("What can still be read there of that time is being read back, and judged late.",),
            ("Please look through what was posted in that time: what was deleted meanwhile, Touchline never saw.",),
        )

    def all_clear(self, gap: Gap, until: datetime) -> Card:
        return self._about_itself(
            f"Touchline works again since {self._local(until)}.",
            (f"From {self._local(gap.since)} until then it could not; that is in its record now.",),
            ("What had been taken in is being judged, late.",),
            ("Please look through what was posted in that time: what was deleted meanwhile, Touchline never saw.",),
        )

    def urgent(self, case: Case, settled: Sequence[Settled] = ()) -> Card:
        """The card of a concern, masked as ever, without buttons: a press could not be recorded."""
        drawn = card(case, [(each.effect, each.outcome) for each in settled], self._organisation)
        return replace(
            drawn,
            done=(*drawn.done, "Touchline cannot write its record now, so nothing else is done and nobody is answered."),
            next=("Please read it in the chat now and act by hand. You will be shown it again when it can be recorded.",),
            buttons=(),
        )

    def _about_itself(self, headline: str, why: tuple[str, ...], done: tuple[str, ...], then: tuple[str, ...]) -> Card:
        return Card(
            case="c_touchline",
            reference="RECORD",
            speed=Speed.NOW,
            state=CaseState.NEW,
            headline=headline,
            where=f"in all of {self._organisation.contacts.organisation}",
            who="nobody: this is about Touchline itself",
            sure="",
            snippet="",
            why=why,
            done=done,
            next=then,
            buttons=(),
        )

    def _local(self, at: datetime) -> str:
        local = at.astimezone(ZoneInfo(self._organisation.profile.hours.time_zone))
        return f"{local:%H:%M} on {local.day} {local:%B}"


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"
