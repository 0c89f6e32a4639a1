"""E-mail as a platform: cards for those who answer for an organisation, and notices to adults who have no account.

Nobody talks by e-mail, so nothing arrives from here, nothing can be removed here, and nothing that was sent can be changed.
A mailbox cannot be read back: what this process has sent it knows, and after a crash the same letter goes out again under the
same Message-ID, by which mail programs recognise it (decisions 21).
"""

from asyncio import to_thread
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.anchors.letters import marked, wrapped
from bot.card_words import SPEEDS
from bot.direct import EMAIL
from bot.mail import Letter, Post
from bot.platform import Enclosed
from moderation.cards import Card
from moderation.context import Capability
from moderation.model import (
    AlertLead,
    AlreadyDone,
    AskContact,
    AskHuman,
    CaseState,
    Contact,
    Done,
    Outcome,
    Planned,
    Reach,
    Refused,
    ResponsibleAdult,
    TellLead,
    TellPerson,
    TellResponsibleAdult,
    WriteToAdult,
)
from storage.store import Clock

#: Effects of which it is remembered that they were done; far more than are under way at once.
REMEMBERED: Final = 10_000

#: Said under a card that has buttons elsewhere.
_NO_BUTTONS: Final = (
    "An e-mail has no buttons: what a button would do, please do by hand in the chat. Touchline cannot know that you have "
    "read this."
)
_GOES_ON: Final = (
    "Until somebody who is shown the concern in the chat presses “Seen”, it goes on to the next person who answers for {club}; "
    "so tell each other who deals with it."
)
_OPENING: Final = (
    "If you need every word of it, or the message is gone: whoever runs Touchline can open it for you with “touchline read” "
    "and {case}. They must stop the bot first and start it again afterwards. They need your reason, and the record keeps that "
    "it was opened."
)
_NO_ANSWERS: Final = "Please do not answer this e-mail: nobody reads the answers."
_MIND: Final = "Please do not forward it either, because it may be about a child, and mind who can see your screen."
_FOR_THE_RECORD: Final = "For checking the record later, please keep this e-mail:"


class EmailPlatform:
    """Letters of one organisation, by its name `club`. It can do nothing that a Capability stands for."""

    def __init__(self, post: Post, club: str, clock: Clock, papers: Path | None = None, mailbox: str = "") -> None:
        """`papers` is the folder with what TellLead encloses; a paper that is not there is left out. `mailbox` is the
        organisation's own, which takes answers to what staff write to parents; "" where there is none.
        """
        self._post = post
        self._club = club
        self._clock = clock
        self._papers = papers
        self._mailbox = mailbox
        self._sent: dict[str, None] = {}

    @property
    def name(self) -> str:
        return EMAIL

    @property
    def capabilities(self) -> frozenset[Capability]:
        return frozenset()

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        if planned.id in self._sent:
            return AlreadyDone()
        letter = self._letter(planned, enclosed)
        if isinstance(letter, Refused):
            return letter
        if isinstance(planned.effect, TellLead) and planned.effect.paper:
            letter = replace(letter, enclosed=await to_thread(self._enclosed, planned.effect.paper))
        outcome = await self._post.send(letter, self._clock())
        if isinstance(outcome, Done):
            self._sent[planned.id] = None
            if len(self._sent) > REMEMBERED:
                del self._sent[next(iter(self._sent))]
        return outcome

    def _enclosed(self, paper: str) -> tuple[tuple[str, bytes], ...]:
        try:
            return ((paper, (self._papers / Path(paper).name).read_bytes()),) if self._papers else ()
        except OSError:
            return ()

    def _letter(self, planned: Planned, enclosed: Enclosed) -> Letter | Refused:
        """What is sent, or why nothing is. RefreshCard is refused: a letter that was sent stays as it is, and the record must
        not say that its card was drawn again.
        """
        shown = enclosed.card
        match planned.effect:
            case AlertLead(to=to) | AskHuman(to=to) | TellLead(to=to) if to.reach is not Reach.EMAIL:
                return Refused("no_address")
            case AlertLead() | AskHuman() if shown is None:
                return Refused("nothing_enclosed")
            case AlertLead(to=to) if shown is not None:
                return card_letter(planned.id, to, self._club, shown, checkpoint=enclosed.checkpoint)
            case AskHuman(to=to, task=task, link=link) if shown is not None:
                return card_letter(planned.id, to, self._club, shown, task=task, link=link)
            case TellLead(to=to, subject=subject, text=text):
                return report_letter(planned.id, to, self._club, subject, text)
            case WriteToAdult(adult=ResponsibleAdult(reach=Reach.EMAIL) as adult, text=text, answers=True):
                return notice_letter(planned.id, adult.address, adult.name, self._club, text, self._mailbox)
            case (
                TellResponsibleAdult(adult=ResponsibleAdult(reach=Reach.EMAIL) as adult, text=text)
                | WriteToAdult(adult=ResponsibleAdult(reach=Reach.EMAIL) as adult, text=text)
                | AskContact(adult=ResponsibleAdult(reach=Reach.EMAIL) as adult, text=text)
            ):
                return notice_letter(planned.id, adult.address, adult.name, self._club, _with(text, enclosed.answer))
            case TellPerson(person=person, text=text) if person.platform == EMAIL:
                return notice_letter(planned.id, person.id, person.name, self._club, _with(text, enclosed.answer))
            case TellResponsibleAdult() | WriteToAdult() | AskContact() | TellPerson():
                return Refused("no_address")
        return Refused("not_by_email")


def card_letter(
    id_: str, to: Contact, club: str, shown: Card, *, task: str = "", link: str = "", checkpoint: str = ""
) -> Letter:
    """A card as a letter. The subject names nobody and nothing, because it is what a locked telephone shows."""
    # A card says what is to be done by hand as well; a letter about that thing says it once.
    done = [line for line in shown.done if not task or task not in line]
    link = link or shown.link
    happened = (("Where", shown.where), ("Who", shown.who), ("How sure", shown.sure), *_seen(shown), ("Link", link))
    # Whoever was not asked to look, because another has dealt with it alone, is only to know of it.
    closed = shown.state is CaseState.CLOSED and not task
    asks = "lets you know of what is closed already" if closed else f"asks you to {SPEEDS[shown.speed]}"
    no_buttons = f"{_NO_BUTTONS} {_GOES_ON.format(club=club)}" if shown.state is CaseState.NEW else _NO_BUTTONS
    parts = [
        f"Dear {to.name},",
        wrapped(f"Touchline {asks}, as {to.title} of {club}."),
        f"{wrapped(shown.headline)}\nReference {shown.reference}",
        "WHAT HAPPENED",
        "\n".join([wrapped(f"{label}: {said}", "  ") for label, said in happened if said]),
        _listed(shown.why),
        *_section("WHAT TOUCHLINE DID", done),
        *_section("WHAT TO DO NEXT", [task, *shown.next] if task else shown.next),
        *([wrapped(no_buttons), wrapped(_OPENING.format(case=shown.case))] if shown.buttons else []),
        wrapped(f"{_NO_ANSWERS} {_MIND}" if shown.buttons or shown.snippet or shown.told else _NO_ANSWERS),
        *([_FOR_THE_RECORD, marked(checkpoint)] if checkpoint else []),
    ]
    subject = f"{club}: {'for you to know' if closed else f'please {SPEEDS[shown.speed]}'} (reference {shown.reference})"
    return Letter(id_, to.address, to.name, subject, "\n\n".join(part for part in parts if part) + "\n")


def _seen(shown: Card) -> list[tuple[str, str]]:
    return [*(("Seen", line) for line in shown.snippet.splitlines()), *(("Told", line) for line in shown.told)]


def _with(text: str, answer: str) -> str:
    """A text, and the link by which it is answered where there is one."""
    return f"{text}\n\n{answer}" if answer else text


def notice_letter(id_: str, address: str, name: str, club: str, text: str, answers_to: str = "") -> Letter:
    """A notice in the organisation's words, which say whom to ask. The subject says nothing of what it is about. `answers_to`
    is the mailbox that takes answers, "" where nobody reads them.
    """
    answers = f"Your answer to this e-mail goes to {club}." if answers_to else "Nobody reads answers to this e-mail."
    closing = f"Touchline, which looks after the chat of {club}, sent this. {answers}"
    # Each paragraph is one line, which the telephone that it is read on breaks where it has room to.
    said = f"Dear {name},\n\n{text}\n\n{closing}\n"
    return Letter(id_, address, name, f"A note from {club}", said, answers_to=answers_to)


def report_letter(id_: str, to: Contact, club: str, subject: str, text: str) -> Letter:
    """What somebody is told who answers for the organisation. It may name people, so it is not to be forwarded."""
    said = "\n\n".join("\n".join(map(wrapped, paragraph.split("\n"))) for paragraph in text.split("\n\n"))
    body = f"Dear {to.name},\n\n{said}\n\n{wrapped(f'{_NO_ANSWERS} {_MIND}')}\n"
    return Letter(id_, to.address, to.name, f"{club}: {subject[:1].lower()}{subject[1:]}", body)


def _section(heading: str, lines: list[str] | tuple[str, ...]) -> list[str]:
    return [heading, _listed(lines)] if lines else []


def _listed(lines: list[str] | tuple[str, ...]) -> str:
    return "\n".join(wrapped(f"* {line}", "  ") for line in lines)
