"""Sessions in words: what adults are asked, what people are answered, and what they type."""

from datetime import datetime, tzinfo
from typing import Final

from bot.rota.words import on_date, span
from moderation.context import Organisation
from moderation.model import Person, Presence, Role

#: Characters of what a session is called, and of what happened in it.
TITLE: Final = 80
HAPPENED: Final = 1000

#: What an adult says of a child, as a button, and as people type it.
LABELS: Final = {Presence.PRESENT: "I will be there", Presence.APPROVED: "I approve, and will not be there"}
TYPED: Final = {"present": Presence.PRESENT, "approved": Presence.APPROVED}
SAID: Final = {
    Presence.PRESENT: "their adult is there",
    Presence.APPROVED: "their adult approves of not being there",
}

ROLES: Final = {Role.STAFF: "member of staff", Role.MODERATOR: "moderator", Role.LEAD: "safeguarding lead"}

# What responsible adults are sent

ASKS: Final = (
    "{club}: {child} is expected at “{title}” {when}, by voice or video. {adults}.\n\n"
    "Our rule: a parent, carer or other responsible adult {rule}. Please answer by {until}. {how}"
)
MUST_BE_THERE: Final = "is there with the child. Without that the session is not for them"
MAY_BE_AWAY: Final = "is there with the child, or approves beforehand of not being there"
BY_BUTTON: Final = "Press a button below; you can press another later.\n\nQuestions? Ask {lead}, {title}."
BY_HAND: Final = "Please tell {whom}{lead}, {title}: they write down what you say."
HELD_BY: Final = "Held by {runner}"
HELD_BY_TWO: Final = "Held by {runner}, with {second}"

# What an adult is answered

THANKS: Final = "Thank you. It is written down that you will be there."
APPROVED: Final = "Thank you. It is written down that you approve, and will not be there."
NOT_ASKED: Final = "Nothing is asked of you here, or no longer. If you think that this is wrong, ask your safeguarding lead."

# What staff are answered

NOT_STAFF: Final = "Only staff hold sessions with children here. Ask the people who look after safeguarding."
NOT_GROWN: Final = "Somebody who is under 18 cannot hold a session with children. Ask an adult of the staff to."
SECOND: Final = (
    "The policy asks for a second member of staff whenever children are met by voice or video (6.11). Please name one, and "
    "give it again."
)
NO_SECOND: Final = (
    "{name} cannot be the second adult: it must be somebody else than you, on the register as staff, and not under 18."
)
NOT_CALLED_THAT: Final = "Please call the session something else: its name stands in letters to parents."
NO_TITLE: Final = "Please say what it is, such as: Nutrition talk."
NO_CHILD: Final = "There is nobody like that on the register who is a child or learner here, or there are several: {name}."
NO_PLANNED: Final = "No session like that is planned. Say “now”, “next” or a day of the week on which one is."
WRITTEN: Final = "Written down as {reference}: “{title}” {when}. {adults}."
NO_ROLL: Final = "Your policy asks no parents to be there, so nobody was written to."
ROLL: Final = "{asked} of {children} are asked whether their adult is there. Answers are due by {until}."
TO_ASK: Final = (
    "For a person to ask, because no adult of theirs is reached here or by e-mail: {names}. Write down what they say with "
    "“session answer {reference}”."
)
NO_SESSION: Final = "There is no such open session of yours. “session list” shows them, with what each is called by."
NO_PRESENCE: Final = "Please say “present” or “approved”."
NO_ABSENCE: Final = "Your policy wants the adult to be there: an approval of their absence does not count (6.12)."
NOT_EXPECTED: Final = "{name} is not among those who are expected at it."
KEPT: Final = "Written down for {name}: {says}. Still missing: {missing}."
NO_HAPPENED: Final = "Please say in a sentence what happened, such as: all as planned."
SAY_SECOND: Final = (
    "Please say “yes” or “no”: was a second adult there the whole time? Nobody but you can say that of talk by voice or video."
)
ENDED: Final = "Closed, with what happened. Did anything worry you? Tell it with the command “report” now."
CALLED_OFF: Final = "Written down as called off. The parents do not hear of it by this: “change” tells them."
NOBODY: Final = "nobody"

# What the lead is told

MISSING: Final = "A session with children: answers of parents are missing"
MISSING_TEXT: Final = (
    "“{title}” {when}. {adults}.\n\nNobody has said for {names} whether an adult is there, which your policy asks for (6.12). "
    "Ask them, or see that those children do not take part. “session answer {reference}” writes down what they say."
)
ALONE: Final = "A session with children was held without a second adult"
ALONE_TEXT: Final = (
    "“{title}” {when}. {closed} says that no second adult was there the whole time (6.11).\n\nThey wrote: {happened}"
)
LEFT_OPEN: Final = "A session with children was not closed"
LEFT_OPEN_TEXT: Final = (
    "“{title}” {when}. {adults}. It is not closed, so nobody has said who was there and what happened. Ask them to give "
    "“session end {reference}”."
)

# A change of arrangements

NOT_FOR_YOU: Final = "Only staff tell parents of changes. Ask one of them, or the people who look after safeguarding."
CHANGE_TEXT: Final = "Please write what has changed, in {most} characters at most."
CHANGE_REFUSED: Final = "This was not sent. Please change it and give it again:"
CHANGE_NOT_SENT: Final = "This was not sent. Please speak with your safeguarding lead about how to tell the parents."
CHANGE: Final = "{club}: arrangements have changed.\n\n{text}\n\n{signed}\n\nQuestions? Ask {lead}, {title}."
CHANGE_TOLD: Final = "It goes out now to {adults}."
CHANGE_BY_HAND: Final = (
    "For {left} of the children nobody can be written to: {lead} is asked to tell their adults, who may not know yet."
)
CHANGE_LEFT: Final = "Please tell some parents of a change yourself: nobody of theirs could be written to"
CHANGE_LEFT_TEXT: Final = (
    "No adult who answers for these children is reached here or by e-mail, or none has confirmed it yet:\n\n{names}\n\n"
    "This is what the others are told:\n\n{text}"
)
CHANGE_HELD: Final = "A message to parents was not sent: please look today"
CHANGE_HELD_TEXT: Final = (
    "{author} wanted to tell parents of a change. Touchline saw something in it that is for you, and sent it to nobody: it "
    "is concern {reference}. They were not told what it was. Please speak with them, or tell the parents yourself if it is "
    "urgent."
)

# While a session is on

QUIET: Final = (
    "Hi! It is session time now, so your phone can wait. A phone takes your eyes off what is going on. Then you can get hurt. "
    "You also miss out, and you do not get as good as you could.\n\n"
    "Your message is fine, and it stays. You are not in trouble.\n\n"
    "Do you need help now? Tell a grown-up near you. Or give the command “emergency” to see who is there for you."
)
QUIET_PARENT: Final = (
    "A small note: a session of {club} is on until {ends}, and telephones are put away. Please reach your child before or "
    "after it. If it cannot wait, the command “emergency” says whom to reach now."
)
TIMES: Final = (
    "{club} meets soon:\n{when}\n\nParents and carers: please reach your child before or after a session, and not while it is "
    "on, because telephones distract. If it cannot wait, the command “emergency” says whom to reach."
)
NOT_THEIRS: Final = "Those who look after safeguarding here choose where that is posted. Ask them."
TIMES_ON: Final = "The times of your sessions are posted there from now on, each a day before at least."
TIMES_OFF: Final = "The times of your sessions are posted no more."

# Lists

PLANNED: Final = "Planned: {when}"
NONE_PLANNED: Final = "No sessions are planned in the settings."
OPEN: Final = "{reference} “{title}” {when}. {adults}."
OPEN_MISSING: Final = "  No answer yet: {names}"
OPEN_ANSWER: Final = "  {name}: {says}{written}"
AS_WRITTEN: Final = " (as staff wrote down)"
CLOSED: Final = "{reference} “{title}” {when}. {adults}. Closed: {happened}{second}"
WITH_SECOND: Final = " (a second adult was there)"
WITHOUT_SECOND: Final = " (NO second adult was there)"


def when(begins: datetime, ends: datetime, zone: tzinfo) -> str:
    """Such as "on Thursday 26 November, 18:00 to 19:30", by the organisation's clocks."""
    here, there = begins.astimezone(zone), ends.astimezone(zone)
    return f"on {on_date(here.date())}, {span(here.time(), there.time())}"


def at(instant: datetime, zone: tzinfo) -> str:
    """Such as "17:30 on Thursday 26 November"."""
    here = instant.astimezone(zone)
    return f"{here:%H:%M} on {on_date(here.date())}"


def signed(person: Person, organisation: Organisation) -> str:
    """Somebody with what they are here: "Dave Ridley, member of staff"."""
    contact = organisation.contacts.of_person(person.id)
    title = contact.title if contact else ROLES.get(person.role, "")
    return f"{person.name}, {title}" if title else person.name


def adults(count: int) -> str:
    return "one adult" if count == 1 else f"{count} adults"
