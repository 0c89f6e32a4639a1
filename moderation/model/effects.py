"""What is to be done, as data, and what became of it.

Each effect names its `target`, so that (decision, kind, target) identifies it: a retry after a crash is the same effect. An
effect carries the words that it sends and never the words that were removed: what `RestorePost` puts back and what an
`AlertLead` shows is fetched when it is performed.
"""

from dataclasses import dataclass
from typing import Literal

from moderation.model.contact_effects import (
    AskContact,
    ClosePlace,
    CopyMessage,
    MakePlace,
    OpenPlace,
    RemovePlace,
    TellOfContact,
)
from moderation.model.messages import Account
from moderation.model.people import Contact, ResponsibleAdult, Role
from moderation.model.pictures import OfferTakeDown, PublishPicture, ShowPicture
from moderation.model.sessions import Presence
from moderation.model.space_effects import MakeSpace, ShowPurpose


@dataclass(frozen=True, slots=True)
class RemovePost:
    """Take a post away from its readers. `hold` says that it waits for a person rather than being refused.

    `asked`: whoever may be in a picture asked for it (map 6.6). Shadow mode does not hold that back.
    """

    place: str
    message: str
    hold: bool = False
    asked: bool = False
    kind: Literal["remove_post"] = "remove_post"

    @property
    def target(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class RestorePost:
    """Put the text of a removed post back, quoting its author (map 1.11). Attachments do not come back (decisions 20)."""

    place: str
    message: str
    author: Account
    case: str
    kind: Literal["restore_post"] = "restore_post"

    @property
    def target(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class HidePlace:
    """Close a place to its members while a lead reports what is in it: preserve before remove (map 9.1b)."""

    place: str
    kind: Literal["hide_place"] = "hide_place"

    @property
    def target(self) -> str:
        return self.place


@dataclass(frozen=True, slots=True)
class ShowPlace:
    """Open a place again that `HidePlace` closed: nothing but that is undone."""

    place: str
    kind: Literal["show_place"] = "show_place"

    @property
    def target(self) -> str:
        return self.place


@dataclass(frozen=True, slots=True)
class Restrict:
    """Let somebody read and not write for so many minutes (map 1.8). 0 minutes: they may write again from now on."""

    person: Account
    minutes: int
    case: str
    kind: Literal["restrict"] = "restrict"

    @property
    def target(self) -> str:
        return self.person.id


@dataclass(frozen=True, slots=True)
class PutOut:
    """Put somebody out of the server; who asks them back lets them in again (map 1.8)."""

    person: Account
    case: str
    kind: Literal["put_out"] = "put_out"

    @property
    def target(self) -> str:
        return self.person.id


@dataclass(frozen=True, slots=True)
class Admit:
    """Let somebody be where children are, as what they are on the register, or keep them out of it (map 5.12, 10.1).

    Not `let_in`: each role on the server that means `role` is taken from them. Shadow mode never holds it back:
    whether a parent agrees is not tried out.
    """

    person: Account
    role: Role
    let_in: bool
    kind: Literal["admit"] = "admit"

    @property
    def target(self) -> str:
        return self.person.id


@dataclass(frozen=True, slots=True)
class ExplainToAuthor:
    """Tell the author privately why, and how to say that it was wrong (map 1.3, 1.11)."""

    author: Account
    place: str
    text: str
    case: str
    kind: Literal["explain_to_author"] = "explain_to_author"

    @property
    def target(self) -> str:
        return self.author.id


@dataclass(frozen=True, slots=True)
class NudgeAuthor:
    """A private, kind reminder to a member of staff (map 4.x). Never sent while a contact finding is open (decisions 17)."""

    author: Account
    place: str
    text: str
    kind: Literal["nudge_author"] = "nudge_author"

    @property
    def target(self) -> str:
        return self.author.id


@dataclass(frozen=True, slots=True)
class SupportAuthor:
    """The warm reply to somebody who may have disclosed something (map 9.1). Shadow mode never holds it back."""

    author: Account
    place: str
    text: str
    kind: Literal["support_author"] = "support_author"

    @property
    def target(self) -> str:
        return self.author.id


@dataclass(frozen=True, slots=True)
class Asked:
    """What a letter asks an adult who answers for a child, by its id: to confirm that they are reached there (map 1.5), or to
    agree to this version of the statement (map 10.2). A letter by e-mail may carry a link by which they answer.
    """

    child: str
    what: Literal["confirm", "agree"]
    version: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """What a letter to somebody on the register, by their id, counts as once it goes out: that they were asked to agree or to
    confirm, or the tip that they were given, by its id or its number. What practice mode holds back does not count.
    """

    person: str
    what: Literal["asked_to_agree", "asked_to_confirm", "tip", "weekly_tip"]
    which: str = ""


@dataclass(frozen=True, slots=True)
class TellPerson:
    """A neutral notice to somebody who may be affected (map 1.4). With `asks` it is a question to a child's adult."""

    person: Account
    text: str
    asks: Asked | None = None
    counts: Counted | None = None
    kind: Literal["tell_person"] = "tell_person"

    @property
    def target(self) -> str:
        return f"{self.asks.child}/{self.person.id}" if self.asks else self.person.id


@dataclass(frozen=True, slots=True)
class TellResponsibleAdult:
    """Tell a parent, carer or employer (map 1.5, 1.6). Only low-harm categories get here without a lead's yes."""

    child: str
    adult: ResponsibleAdult
    text: str
    kind: Literal["tell_responsible_adult"] = "tell_responsible_adult"

    @property
    def target(self) -> str:
        return f"{self.child}/{self.adult.reach}/{self.adult.address}"


@dataclass(frozen=True, slots=True)
class WriteToAdult:
    """Write to a responsible adult in somebody's name: arrangements have changed, or are they there (map 6.12, 11.2),
    or what staff have to say of one child (map 5.8).

    Nobody did anything wrong in it, so shadow mode never holds it back. `session` is the one that is asked about, with a button
    for each of `choices`; "" where nothing is asked. `answers` says that the organisation's own mailbox takes answers to it,
    where it has one (map 5.10).
    """

    child: str
    adult: ResponsibleAdult
    text: str
    session: str = ""
    choices: tuple[Presence, ...] = ()
    answers: bool = False
    kind: Literal["write_to_adult"] = "write_to_adult"

    @property
    def target(self) -> str:
        return f"{self.child}/{self.adult.reach}/{self.adult.address}"


@dataclass(frozen=True, slots=True)
class PostNotice:
    """Tell the audience that something was done, naming nobody (map 1.7).

    `conversation` is the one in which it was (`Event.conversation`): its readers may be in a thread of the place.
    """

    place: str
    text: str
    conversation: str = ""
    kind: Literal["post_notice"] = "post_notice"

    @property
    def target(self) -> str:
        return self.place


@dataclass(frozen=True, slots=True)
class Publish:
    """Post what staff had announced, in the words that were approved and with who signs it (map 4.5, 4.6, 4.8).

    A person decided on it, so shadow mode never holds it back.
    """

    place: str
    text: str
    announcement: str
    kind: Literal["publish"] = "publish"

    @property
    def target(self) -> str:
        return self.announcement


@dataclass(frozen=True, slots=True)
class AlertLead:
    """Show a concern to somebody who answers for it and is not its subject. The card is drawn from the case when it is sent."""

    to: Contact
    case: str
    kind: Literal["alert_lead"] = "alert_lead"

    @property
    def target(self) -> str:
        return f"{self.case}/{self.to.address}"


@dataclass(frozen=True, slots=True)
class RefreshCard:
    """Draw a card again that somebody was shown, because its concern has changed."""

    to: Contact
    case: str
    kind: Literal["refresh_card"] = "refresh_card"

    @property
    def target(self) -> str:
        return f"{self.case}/{self.to.address}"


@dataclass(frozen=True, slots=True)
class AskHuman:
    """A task that the platform will not let the bot do; open until somebody has done it. Two tasks for one person are two.

    `removes` is the message that is to be removed, "" where the task is another one.
    """

    to: Contact
    case: str
    task: str
    link: str = ""
    removes: str = ""
    kind: Literal["ask_human"] = "ask_human"

    @property
    def target(self) -> str:
        return f"{self.case}/{self.to.address}/{self.task}" + (f"/{self.removes}" if self.removes else "")


@dataclass(frozen=True, slots=True)
class TellLead:
    """Say something to somebody who answers for the organisation that is no concern of its own, such as lapses of the server.

    `subject` is a line that names nobody: a locked telephone shows it. `text` is lines and paragraphs of plain words. `about`
    are the ids of the persons it is about: it goes to none of them, also when it is passed on. Shadow mode never holds it back.
    `paper` names a PDF beside the record that goes with it by e-mail, "" for none; a chat platform shows the words alone.
    `announcement` is the id of one that they are asked to look at, `space` that of an application for a space: a chat platform
    shows the buttons for it.
    """

    to: Contact
    subject: str
    text: str
    about: tuple[str, ...] = ()
    paper: str = ""
    announcement: str = ""
    space: str = ""
    kind: Literal["tell_lead"] = "tell_lead"

    @property
    def target(self) -> str:
        return f"{self.to.address}/{self.subject}"


Effect = (
    RemovePost
    | RestorePost
    | HidePlace
    | ShowPlace
    | Restrict
    | PutOut
    | Admit
    | ExplainToAuthor
    | NudgeAuthor
    | SupportAuthor
    | TellPerson
    | TellResponsibleAdult
    | WriteToAdult
    | AskContact
    | TellOfContact
    | MakePlace
    | OpenPlace
    | ClosePlace
    | RemovePlace
    | MakeSpace
    | ShowPurpose
    | CopyMessage
    | PostNotice
    | ShowPicture
    | PublishPicture
    | OfferTakeDown
    | Publish
    | AlertLead
    | RefreshCard
    | AskHuman
    | TellLead
)


@dataclass(frozen=True, slots=True)
class Done:
    """The platform confirmed it. `reference` is the platform's id of what was made, where there is one."""

    reference: str = ""
    kind: Literal["done"] = "done"


@dataclass(frozen=True, slots=True)
class AlreadyDone:
    """An earlier attempt of this same effect had succeeded."""

    reference: str = ""
    kind: Literal["already_done"] = "already_done"


@dataclass(frozen=True, slots=True)
class Gone:
    """The post that was to be removed is no longer there: somebody else took it away.

    Of any other effect it means that there was nobody to reach or nothing to change: the dispatcher counts that as refused.
    """

    kind: Literal["gone"] = "gone"


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform or the person's settings do not allow it, and asking again would not help."""

    why: str
    kind: Literal["refused"] = "refused"


@dataclass(frozen=True, slots=True)
class RetryLater:
    """It did not work this time. `after` is seconds to wait at least, 0 for as the dispatcher sees fit.

    It does not count as a try where the platform was out of reach: then it is no answer, however often it comes.
    """

    after: int = 0
    why: str = ""
    counts: bool = True
    kind: Literal["retry_later"] = "retry_later"


@dataclass(frozen=True, slots=True)
class NeedsHuman:
    """Only a person can do it here."""

    why: str
    kind: Literal["needs_human"] = "needs_human"


@dataclass(frozen=True, slots=True)
class Withheld:
    """Shadow mode: recorded, not done. `why` says which mode."""

    why: str
    kind: Literal["withheld"] = "withheld"


Outcome = Done | AlreadyDone | Gone | Refused | RetryLater | NeedsHuman | Withheld
