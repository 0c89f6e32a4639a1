"""What is agreed to, in words, and what people type for it."""

from typing import Final

from bot.register.words import on
from moderation.model import Agreement, Topic, Way

#: The words of commands, and what each is about.
TOPICS: Final = {
    "statement": (Topic.STATEMENT, "Agrees to the organisation's statement"),
    "for-child": (Topic.STATEMENT_FOR, "A parent, carer or employer agrees to the statement"),
    "contact": (Topic.CONTACT, "A parent approves of contact with the child here"),
    "photos": (Topic.PHOTOS, "A parent permits photographs and videos"),
    "never-show": (Topic.NEVER_SHOW, "Never show this child in anything that is published"),
    "profiles": (Topic.PROFILES, "Staff: personal profiles are private"),
    "telephone": (Topic.TELEPHONE, "Staff: a separate telephone for work"),
    "own-camera": (Topic.EQUIPMENT, "Staff: may take pictures with their own phone or camera"),
    "no-private-messages": (Topic.PRIVATE_MESSAGES, "Staff, each month: no private messages with children"),
    "work-account": (Topic.WORK_ACCOUNT, "Staff, each month: the account is one for work"),
}
CALLED: Final = dict(TOPICS.values())
WAYS: Final = {Way.BUTTON: "by a button", Way.LINK: "by the link in a letter", Way.PAPER: "on paper"}

#: What a press of “I agree” says, by topic: in words for a child, and for anybody else.
SAYS_YOUNG: Final = {Topic.STATEMENT: "I have read this, or somebody read it to me. I will keep to it."}
SAYS: Final = {
    Topic.STATEMENT: "I have read this statement and agree to behave in accordance with it.",
    Topic.STATEMENT_FOR: "I have read this statement and agree to it.",
    Topic.CONTACT: "I approve of {organisation} communicating with {child} here, where others can see it.",
    Topic.PROFILES: "My personal profiles elsewhere are as private as they can be. I looked today.",
    Topic.TELEPHONE: "I use a telephone for work that is not my personal one, or none at all.",
    Topic.PRIVATE_MESSAGES: (
        "In the last month no private messages passed, here or elsewhere, between me and the children and young people of "
        "{organisation}, my own family aside, but for those that the safeguarding lead knows of."
    ),
    Topic.WORK_ACCOUNT: "The account that I use here is one for my work for {organisation}, and not my personal one.",
}
PHOTOS: Final = "Photographs and videos: I permit {organisation} to publish those in which {child} can be seen. You need not."

NOTHING: Final = "Nothing is asked of you here. If you think that this is wrong, ask your safeguarding lead."
NOT_YOURS: Final = "That is not yours to say. If you think that this is wrong, ask your safeguarding lead."
CHANGED: Final = "The statement has changed since this was shown to you. Please look at the new one: give the command “agree”."
UNCONFIRMED: Final = (
    "You are named as responsible for somebody here, but nobody has confirmed with you yet that this account is yours. "
    "Please speak with your safeguarding lead."
)
SIGN: Final = "Please sign with your name, and give your job title."
KEPT: Final = (
    "Thank you. It is kept with the day and the version of the statement. You can take it back at any time with “agree”."
)
CONFIRMED: Final = "Thank you. It is kept with the day, and asked again in a month. Tell {lead} if it is no longer so."
TAKEN_BACK: Final = "It is taken back. Your safeguarding lead sees that."
NO_TOPIC: Final = f"Please say what it is about: {', '.join(TOPICS)}."
NO_ADULT: Final = "Who signed? Give the name of one of the adults on the register: {adults}."
NO_ADULTS: Final = "{name} has nobody on the register who may sign for them. Put them there first with “person parent”."
NOT_THEIRS: Final = "That is not asked of {name}: they are {role} on the register."
NO_STATEMENT: Final = "There is no statement to agree to yet. Import it first with `touchline texts import`."
NOT_YET: Final = "That day has not come. Give the day on which the paper was signed."
TOO_OLD: Final = "What was signed then no longer counts: it is asked for again after {months} months. Have it signed anew."
NO_JOB: Final = "Please give their job title as well: staff sign with name, job title and date."
NOTHING_STANDS: Final = "Nothing of that kind was given for {name}, so there is nothing to take back."


def topic_called(typed: str) -> Topic | None:
    """What is meant by a word; None for none."""
    found = TOPICS.get(typed.strip().casefold())
    return found[0] if found else None


def agreement_said(each: Agreement, by: str) -> str:
    """One agreement in a line, for those who keep the register. `by` is the name of whoever pressed or recorded it."""
    signer = f"{each.name}, {each.job}" if each.job else each.name
    how = f"{WAYS[each.way]} of {on(each.signed)}" + (f", recorded by {by}" if each.way is Way.PAPER else "")
    version = f", version {each.version} of the statement" if each.version else ""
    scope = f", limited to: {each.scope}" if each.scope else ""
    until = f", until {on(each.until)}" if each.until and each.given else ""
    return f"{'given' if each.given else 'TAKEN BACK'} by {signer}, {how}{version}{scope}{until}"
