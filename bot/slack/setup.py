"""`/touchline setup`: a form that says what is missing and asks for it, and then says what it did.

An owner or administrator of the workspace may give it, and the lead. What cannot be taken is said at the field, and nothing is
done until everything can be.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.card_words import NOT_KEPT
from bot.seen import seen
from bot.slack import words
from bot.slack.directory import User
from bot.slack.modals import answered, answers, asks, choosing, form, opened
from bot.slack.setup_plan import Answers, missing, refusals, standing, young_role
from bot.slack.setup_steps import carry_out
from bot.slack.words import Block
from bot.slack.workspace import Workspace
from moderation.model import Account, Role
from storage.store import StoreError

FORM: Final = "setup:answers"
TITLE: Final = "Setting Touchline up"
REFUSED: Final = "Only an owner or administrator of this workspace, or the safeguarding lead, can set Touchline up."
_AFTER: Final = (
    "What comes next: every member of staff types “/touchline authorise”, and you “/touchline attest” and “/touchline doctor”. "
    "{removes} You can give “/touchline setup” again at any time."
)
#: Who takes away what has to go.
_BY_HAND: Final = (
    "Until an administrator types “/touchline authorise removals”, posts that have to go are removed by hand: the lead and "
    "those who watch are asked to, each time."
)
_BY_GRANT: Final = "Posts that have to go Touchline removes in the name of {name}."
_NOTHING_MISSING: Final = "Everything is set up. You can look through it, and change it."
_MISSING: Final = "What is missing:"
_DOES: Final = (
    "“Send” puts those whom you choose on the register, Touchline's list of who is who, and changes nobody who is on it but "
    "whom you appoint to watch. It makes the lead's channel, takes Touchline into every public channel, and pins a notice of "
    "what is read in each channel that it is in."
)
_AGES: Final = (("16 or over", "16"), ("18 or over", "18"), ("Some are under 16", "15"))
#: As many as a form lets somebody choose.
_PEOPLE: Final = 100
_CHANNELS: Final = 100


async def may(workspace: Workspace, by: Account) -> bool:
    """Whether somebody may set the workspace up: who administers it, and the lead, whom an administrator need not be."""
    person = workspace.people.get(by.id)
    return _administers(workspace.directory.users.get(by.id)) or (person is not None and person.role is Role.LEAD)


async def ask(workspace: Workspace, user: str, trigger: str) -> bool:
    """Open the form; False where that took too long. Raises `refusals.TROUBLE` and StoreError."""
    await workspace.refresh()
    return await opened(workspace, trigger, drawn(workspace, standing(workspace), missing(workspace), unseen(workspace, user)))


async def submitted(workspace: Workspace, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Somebody handed the form in. Raises StoreError where nothing can be looked up."""
    view, user = body.get("view") or {}, body.get("user") or {}
    if view.get("callback_id") != FORM:
        return None
    by = workspace.directory.account(workspace.directory.users.get(str(user.get("id"))) or User(str(user.get("id")), ""))
    await workspace.refresh()
    if not await may(workspace, by):  # who may can have changed since this was shown
        return {"response_action": "errors", "errors": {"minimum_age": REFUSED}}
    given = read(answers(view), unseen(workspace, by.id))
    if wrong := await refusals(workspace, given, by):
        return {"response_action": "errors", "errors": dict(wrong)}
    return await answered(workspace, view, TITLE, _done(workspace, given, by))


async def _done(workspace: Workspace, given: Answers, by: Account) -> Sequence[Block]:
    try:
        result = await carry_out(workspace, given, by)
    except StoreError:
        return words.sections(NOT_KEPT)
    lines = [*(f"✅ {line}" for line in result.done), *(f"⚠️ {line}" for line in result.left)]
    said = "\n".join(lines if result.done else ["Nothing had to be changed.", *lines])
    return words.sections(f"{said}\n\n{_after(workspace)}")


def _after(workspace: Workspace) -> str:
    remover = workspace.people.get(workspace.remover.user) if workspace.remover else None
    return _AFTER.format(removes=_BY_GRANT.format(name=seen(remover.name)) if remover else _BY_HAND)


def unseen(workspace: Workspace, user: str) -> Answers:
    """What stands that somebody cannot see in the form: private channels that they are not in. It stays as it is."""
    known, stands = workspace.directory.conversations, standing(workspace)

    def hidden(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if known[id_].private and user not in (known[id_].members or ()))

    return Answers(adult_channels=hidden(stands.adult_channels), information_channels=hidden(stands.information_channels))


def read(filled: Mapping[str, Any], besides: Answers) -> Answers:
    """What was filled in, with what they did not see."""

    def one(name: str) -> str:
        return filled.get(name) or ""

    def many(name: str) -> tuple[str, ...]:
        return tuple(filled.get(name) or ())

    return Answers(
        minimum_age=int(one("minimum_age") or 0),
        lead=one("lead"),
        deputy=one("deputy"),
        monitor=one("monitor"),
        staff=many("staff"),
        young=many("young"),
        lead_channel=one("lead_channel"),
        adult_channels=(*besides.adult_channels, *many("adult_channels")),
        information_channels=(*besides.information_channels, *many("information_channels")),
    )


def drawn(workspace: Workspace, begun: Answers, lacking: Sequence[str], besides: Answers) -> Block:
    """The form, with what is set up now, but for what whoever opens it cannot see."""
    adults = [id_ for id_ in begun.adult_channels if id_ not in besides.adult_channels]
    informing = [id_ for id_ in begun.information_channels if id_ not in besides.information_channels]
    head = "\n".join([_MISSING, *(f"• {line}" for line in lacking)]) if lacking else _NOTHING_MISSING
    young = "Learners here" if young_role(workspace) is Role.LEARNER else "Young people here"
    more = "Those whom people.csv has need not be chosen."
    return form(
        FORM,
        TITLE,
        "",
        *words.sections(f"{head}\n\n{_DOES}"),
        asks("minimum_age", "How old is the youngest who has an account here?", _age(begun.minimum_age)),
        asks("lead", "The safeguarding lead", _person(begun.lead), optional=True),
        asks("deputy", "The deputy", _person(begun.deputy), optional=True),
        asks("monitor", "A second monitor, who watches too", _person(begun.monitor), optional=True),
        asks("staff", "Staff and volunteers", _people(), more, optional=True),
        asks("young", young, _people(), more, optional=True),
        asks(
            "lead_channel",
            "The lead's channel, if there is one already",
            {"type": "conversations_select", "filter": {"include": ["private"], "exclude_external_shared_channels": True}},
            "A private one that Touchline is in. Leave it empty for the one that there is, or else a new one.",
            optional=True,
        ),
        asks("adult_channels", "Channels that only adults are in", _channels(adults), optional=True),
        asks(
            "information_channels",
            "Channels that only inform, without talk",
            _channels(informing),
            optional=True,
        ),
    )


def _administers(user: User | None) -> bool:
    return user is not None and (user.owner or user.administrator) and not user.deleted


def _age(begun: int) -> Block:
    choice = choosing(_AGES)
    chosen = [option for option in choice["options"] if option["value"] == str(begun)]
    return choice | ({"initial_option": chosen[0]} if chosen else {})


def _person(begun: str) -> Block:
    return {"type": "users_select"} | ({"initial_user": begun} if begun else {})


def _people() -> Block:
    return {"type": "multi_users_select", "max_selected_items": _PEOPLE}


def _channels(begun: Sequence[str]) -> Block:
    select: Block = {
        "type": "multi_conversations_select",
        "filter": {"include": ["public", "private"]},
        "max_selected_items": _CHANNELS,
    }
    return select | ({"initial_conversations": [*begun]} if begun else {})
