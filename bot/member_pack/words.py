"""What the record's codes mean, in sentences for the person whom they are about."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from bot.member_pack.items import Why
from bot.packaged import coverage
from moderation.model import BOT, Category, Contacts, Place, PlaceKind, Role, Sighting
from storage.store import Transaction

#: By the kind of an entry: what it says when they wrote the message, and when somebody else did. What is not here tells how the
#: program went on and nothing about a person, or is not said to them (that somebody decided not to tell a child's adults).
_DONE: Final[Mapping[str, tuple[str, str]]] = {
    "post.removed": ("Your message was taken down.", "The message was taken down."),
    "post.held": ("Your message was hidden until somebody had looked at it.", "It was hidden until somebody had looked."),
    "post.already_gone": ("Your message was already gone.", "The message was already gone."),
    "post.restored": ("The words of your message were put back.", "The words of the message were put back."),
    "place.hidden": ("The place was closed for a while.", "The place was closed for a while."),
    "author.explained": ("You were told why.", "Its writer was told why."),
    "author.nudged": ("You were sent a private reminder.", ""),
    "author.supported": ("You were sent a first answer.", ""),
    "person.told": ("Somebody whom it may have touched was told.", "You may have been told that it was taken down."),
    "adult.told": ("An adult responsible for you was told.", "An adult responsible for you was told."),
    "notice.posted": ("Everybody in the place was told that something was done, without a name.",) * 2,
    "lead.alerted": ("It was shown to somebody who looks after safeguarding.",) * 2,
    "human.asked": ("Somebody was asked to do something that the program may not.",) * 2,
    "case.claimed": ("Somebody began to look at it.",) * 2,
    "case.remove_asked": ("It was decided that the message should go.",) * 2,
    "case.restore_asked": ("It was decided that the words should be put back.",) * 2,
    "case.second_opinion_asked": ("A second person was asked to look.",) * 2,
    "case.escalated": ("Nobody had looked in time, so the next person was asked.",) * 2,
    "removal.pending_human": ("It was still there, so somebody was asked again to take it down.",) * 2,
    "removal.gone_by_hand": ("Your message was taken down by hand.", "The message was taken down by hand."),
    "case.reminded": ("Somebody was reminded that it waits for an answer.",) * 2,
    "case.overdue": ("It was not answered in time, so the next person was asked.",) * 2,
    "case.answered": ("It was answered, or told to those who must know.",) * 2,
    "case.classified": ("It was decided how it is dealt with.",) * 2,
    "case.still_exposed": ("It was taken away because others could still read it.",) * 2,
    "case.appealed": ("You said that this was wrong.", "Its writer said that this was wrong."),
    "case.closed": ("It was closed.",) * 2,
    "case.reopened": ("It was opened again.",) * 2,
    "case.assigned": ("Somebody was asked to deal with it.",) * 2,
    "place.shown": ("The place was opened again.", "The place was opened again."),
    "author.restricted": ("You could read and not write for a while.", ""),
    "author.released": ("You could write again.", ""),
    "member.put_out": ("You were put out of the server.", ""),
}
#: What could not be done, by the kind of effect; of others nothing is said.
_NOT_DONE: Final = {
    "remove_post": "The message could not be taken down by the program.",
    "restore_post": "The words could not be put back by the program.",
    "explain_to_author": "You could not be told why.",
    "nudge_author": "You could not be sent a private reminder.",
    "support_author": "You could not be sent a first answer.",
    "tell_responsible_adult": "An adult responsible for you could not be told.",
}
_FAILED: Final = frozenset({"effect.refused", "effect.needs_human", "effect.dropped"})
_HELD_BACK: Final = "In the trial period: this would have been done, and was only written down."

#: What somebody did themselves.
_ACTS: Final = {
    "case.appealed": "You said that something was wrong.",
    "case.claimed": "You began to look at a record.",
    "case.remove_asked": "You had a message taken down.",
    "case.restore_asked": "You had the words of a message put back.",
    "case.second_opinion_asked": "You asked somebody else to look.",
    "case.answered": "You said that somebody had been answered.",
    "case.classified": "You decided how a record is dealt with.",
    "case.hold_asked": "You had a record kept for those who may need it.",
    "case.noted": "You wrote a note.",
    "case.assessed": "You said how grave a record is.",
    "case.agency_told": "You wrote down who outside had been told of a record.",
    "case.put_out_asked": "You asked for somebody to be put out.",
    "case.closed": "You closed a record.",
    "case.reopened": "You opened a record again.",
    "case.assigned": "You asked somebody to deal with a record.",
    "case.restrict_asked": "You kept somebody from writing for a while.",
    "case.lift_asked": "You let somebody write again.",
    "case.hide_asked": "You had a place closed for a while.",
    "case.show_asked": "You had a place opened again.",
    "report.received": "You had a message taken down.",
    "tellers.opened": "You looked up who had reported something.",
    "adult.to_be_told": "You decided that a child's adults should be told.",
    "adult.not_told": "You decided that a child's adults should not be told.",
    "action.refused": "You pressed something that was not for you to press, or was not there.",
    "setting.changed": "You changed a setting.",
    "person.registered": "You put somebody on the register.",
    "tips.on": "You asked for a tip each week.",
    "tips.off": "You wanted no more weekly tips.",
    "agreement.given": "You said, or wrote down, that something is agreed to.",
    "agreement.withdrawn": "You said, or wrote down, that something is no longer agreed to.",
    "picture.answered": "You answered for a picture or video.",
    "picture.shared": "You shared a picture or video that had been answered for.",
    "picture.taken_down": "You had a picture or video taken down.",
    "session.started": "You wrote a session down.",
    "session.answered": "You said, or wrote down, whether an adult is at a session.",
    "session.ended": "You closed a session.",
    "change.told": "You told parents of a change of arrangements.",
    "letter.held": "You wrote to a child's adults; it waits for the office to open.",
    "letter.sent": "You wrote to a child's adults.",
    "letter.withdrawn": "You took back what you had written to a child's adults.",
    "letter.stopped": "You wrote to a child's adults, and it was not sent.",
    "letter.refused": "You wrote to a child's adults, and it was not sent.",
    "change.held": "You wrote a change of arrangements that was not sent.",
    "announcement.drafted": "You wrote something to be announced.",
    "announcement.refused": "You wrote something to be announced, and it could not be posted as it was.",
    "announcement.approved": "You approved an announcement.",
    "announcement.overridden": "You had an announcement sent while the office was closed.",
    "announcement.declined": "You declined an announcement.",
    "announcement.withdrawn": "You took an announcement back.",
    "space.requested": "You applied for a channel.",
    "space.approved": "You approved an application for a channel.",
    "space.declined": "You declined an application for a channel.",
    "space.withdrawn": "You took an application for a channel back.",
    "space.made": "You wrote down that you had made a channel.",
    "space.purpose": "You said what a channel is for.",
    "person.changed": "You changed somebody's entry on the register.",
    "sealed.opened": "You opened something that is kept sealed, and gave a reason.",
    "decisions.replayed": "You had decisions made again, to see whether they come out the same.",
    "replay.found": "You were told what came of that.",
    "member.gathered": "You gathered what is held about somebody who asked for it.",
    "member.exported": "You made somebody's pack.",
}
_ACTED: Final = "You did something as one of those who answer for the organisation."

_ROLES: Final = {
    Role.MODERATOR: "a moderator",
    Role.LEAD: "somebody who looks after safeguarding",
    Role.STAFF: "a member of staff",
}
YOU: Final = "you"
RULE: Final = "the program"
_SOMEBODY: Final = "somebody who looks after the place"

_PRIVATE: Final = {
    PlaceKind.DIRECT: "a private conversation",
    PlaceKind.GROUP_DIRECT: "a private conversation of several people",
}

_CATEGORIES: Final = {
    Category.PERSONAL_DETAILS: "private details in a message",
    Category.OFFENSIVE: "rude or hurtful words in a message",
    Category.BULLYING: "unkindness in a message",
    Category.PRIVATE_CONTACT: "private contact",
    Category.DISCLOSURE: "something that somebody told",
    Category.STAFF_CONDUCT: "how staff write",
    Category.MEDIA: "a picture or a video",
    Category.LINK: "a link in a message",
    Category.IMPERSONATION: "a name that looks like somebody else's",
    Category.CONFIDENTIAL: "confidential papers in a message",
    Category.COMMENT: "something that somebody said to the organisation",
    Category.REPORT: "something that somebody told or had taken away",
    Category.UNREAD: "a message that the program could not read",
}


def what_happened(kind: str, data: Mapping[str, Any], theirs: bool) -> str:
    """An entry about a concern as a sentence, "" for one that says nothing to them. `theirs`: the message was theirs."""
    if kind in _FAILED:
        return _NOT_DONE.get(str(data.get("does")), "") if theirs else ""
    if kind == "effect.withheld":
        return _HELD_BACK if data.get("does") == "remove_post" else ""
    if kind == "post.removed" and data.get("outcome") == "held":
        kind = "post.held"
    return _DONE.get(kind, ("", ""))[0 if theirs else 1]


def what_they_did(kind: str) -> str:
    return _ACTS.get(kind, _ACTED)


def about(category: Category) -> str:
    return _CATEGORIES[category]


def place(where: Place) -> str:
    """Where it was. The name of a private conversation is those of the people in it."""
    return _PRIVATE.get(where.kind) or f"#{where.name.lstrip('#')}"


def role_of(actor: str, people: Collection[str], contacts: Contacts, tx: Transaction) -> str:
    """Who did something: never by name, but for "you"."""
    if actor == BOT:
        return RULE
    if actor in people:
        return YOU
    for contact in contacts.chain:
        if contact.person == actor:
            return f"the {contact.title}"
    person = tx.person(actor)
    return _ROLES.get(person.role, _SOMEBODY) if person else _SOMEBODY


def why_of(sighting: Sighting, untold: Collection[Category]) -> tuple[Why, ...]:
    """The reasons of what was found, each once, with the clauses of the policy in words; but for those of some categories."""
    titles = {clause.id: clause.title for clause in coverage()}
    found: dict[str, dict[str, str]] = {}
    for finding in sighting.findings:
        if finding.category in untold:
            continue
        clauses = found.setdefault(finding.reason, {})
        clauses.update({number: titles[number] for number in finding.clauses if number in titles})
    return tuple(Why(reason, tuple(clauses.items())) for reason, clauses in found.items())
