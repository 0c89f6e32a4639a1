"""The shape of a profile. Each setting names the clauses of the policy map that it implements.

Where the source policies contradict each other (policy map §12) there is a setting here, never a constant
elsewhere. No block has a default: a profile says everything that its organisation promises, and loading one
that leaves something out names the clause that would go unkept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from moderation.model import Category, ResponsibleKind, Speed, Verdict
from moderation.profiles.values import Count, Minutes, Months, OfSession, OfWeek, Thousandths, Week


class TellAdult(StrEnum):
    """Whether a child's adults are told at once, after a lead's yes, or never (safeguarding rule 2, map R1)."""

    AUTO = "auto"
    HELD = "held"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Response:
    """What to do about one category, or one kind of it.

    A finding that scores at least `look` is brought to the lead; one that scores at least `act` is answered
    with `do`. With `mode` "propose" the lead is offered `do` as a button instead.
    """

    do: Verdict = field(metadata={"clauses": ("1.1", "9.1b")})
    look: Thousandths = field(metadata={"clauses": ("10.9",)})
    act: Thousandths = field(metadata={"clauses": ("10.9",)})
    mode: Literal["auto", "propose"] = field(default="auto", metadata={"clauses": ("1.2",)})
    speed: Speed = field(default=Speed.TODAY, metadata={"clauses": ("8.9",)})
    tell_affected: bool = field(default=False, metadata={"clauses": ("1.4",)})
    tell_adult: TellAdult = field(default=TellAdult.HELD, metadata={"clauses": ("1.5", "1.6")})
    notice: bool = field(default=True, metadata={"clauses": ("1.7",)})


Keeps = Literal["sealed_text", "metadata_only", "key_shredded"]
"""What is left of a post that was taken away: its text, sealed; who, where and when; nothing readable."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """Staff never delete (S0 l.42, S2 l.64), staff delete at once (S4 l.91): hidden, and what is then kept."""

    staff_may_delete: bool = field(metadata={"clauses": ("7.1",)})
    removed_keeps: Keeps = field(metadata={"clauses": ("7.1", "7.3")})
    own_mistake_keeps: Keeps = field(metadata={"clauses": ("4.9", "6.8")})


ShownAs = Literal["full_name_and_role", "full_name", "first_name_and_initial", "alias", "any"]


@dataclass(frozen=True, slots=True)
class Names:
    """Whether posts may name a child or learner, and how people show themselves. The two are apart on purpose."""

    in_posts: Literal["allowed", "forbidden"] = field(metadata={"clauses": ("2.2",)})
    staff_shown_as: ShownAs = field(metadata={"clauses": ("5.18",)})
    children_shown_as: ShownAs = field(metadata={"clauses": ("5.18",)})
    others_shown_as: ShownAs = field(metadata={"clauses": ("5.18",)})


@dataclass(frozen=True, slots=True)
class ResponsibleAdults:
    """Which of the adults who answer for a child or learner are told: parents in a club, employers in an apprenticeship."""

    kinds: frozenset[ResponsibleKind] = field(metadata={"clauses": ("1.5", "1.6")})


@dataclass(frozen=True, slots=True)
class People:
    """How many must have access and watch, what each of them must have shown, and who outside hears first of an allegation."""

    min_access: Count = field(metadata={"clauses": ("8.1",)})
    min_monitors: Count = field(metadata={"clauses": ("8.2",)})
    appointment_required: bool = field(metadata={"clauses": ("8.2",)})
    dbs_required: bool = field(metadata={"clauses": ("8.3",)})
    min_trained: Count = field(metadata={"clauses": ("8.3",)})
    allegations_first_to: Literal["governing_body", "designated_officer"] = field(metadata={"clauses": ("8.17",)})
    former_child_years: Count = field(default=5, metadata={"clauses": ("5.5",)})


@dataclass(frozen=True, slots=True)
class Tone:
    """How staff write where children read. Each "nudge" is a private reminder and a row in the lead's
    register (map 5.16b).
    """

    staff_emoji: Literal["ban", "sign_off_only", "ok"] = field(metadata={"clauses": ("4.2",)})
    kisses: Literal["nudge", "ok"] = field(metadata={"clauses": ("4.1",)})
    slang: Literal["nudge", "ok"] = field(metadata={"clauses": ("4.3", "4.4")})
    negative_comments: Literal["nudge", "ok"] = field(metadata={"clauses": ("3.4",)})


@dataclass(frozen=True, slots=True)
class Images:
    """Who may be in a picture, and who may post one."""

    children_in_images: Literal["never", "with_permission"] = field(metadata={"clauses": ("6.1", "6.3")})
    public_upload: bool = field(metadata={"clauses": ("6.4",)})
    org_accounts_only: bool = field(metadata={"clauses": ("6.5",)})


@dataclass(frozen=True, slots=True)
class Hours:
    """Office hours, and what waits for them: the bot acknowledges at any hour, staff writing to children may have to wait.

    `answer_within_hours` are hours of working days (`moderation.calendar.due`). `closed_days` are days of the organisation's
    own on which its office is closed, `sessions` those of each week; with `quiet_sessions` a child who posts during one is told
    that telephones can wait.
    `weekly_digest` is when the lead is told of what could wait for the week.
    """

    time_zone: str = field(metadata={"clauses": ("5.17",)})
    nation: Literal["england-and-wales", "scotland", "northern-ireland"] = field(metadata={"clauses": ("5.17", "8.7")})
    staff_to_children: Literal["wait", "any_time"] = field(metadata={"clauses": ("5.17",)})
    answer_within_hours: Count = field(metadata={"clauses": ("8.7",)})
    monitored_every_day: bool = field(metadata={"clauses": ("8.8",)})
    open: Week = field(metadata={"clauses": ("5.17", "8.7")})
    closed_days: tuple[date, ...] = field(metadata={"clauses": ("5.17",)})
    sessions: tuple[OfSession, ...] = field(metadata={"clauses": ("5.15", "5.17")})
    quiet_sessions: bool = field(metadata={"clauses": ("11.1", "11.4")})
    weekly_digest: OfWeek = field(metadata={"clauses": ("8.9",)})


@dataclass(frozen=True, slots=True)
class Announcements:
    """Who looks at what is announced to children before it is sent, besides whoever wrote it: a designated person (one of those
    who watch or answer for the organisation), any other member of staff, or nobody.
    """

    second_person: Literal["designated", "staff", "none"] = field(metadata={"clauses": ("4.8", "5.6")})


@dataclass(frozen=True, slots=True)
class Spaces:
    """Who decides on a channel that staff apply for, and says what one is for: those who answer for the organisation, or all
    who watch as well.
    """

    decided_by: Literal["chain", "watch"] = field(metadata={"clauses": ("8.13",)})


@dataclass(frozen=True, slots=True)
class Teaching:
    """What people learn as they go: whether a tip follows the notice to a child, and after how many months staff are asked to
    look at what they had pinned or announced.
    """

    tips: Literal["after_notice", "none"] = field(metadata={"clauses": ("9.6",)})
    stale_months: Months = field(metadata={"clauses": ("10.10",)})


@dataclass(frozen=True, slots=True)
class Consent:
    """Who is to agree to what. `contact`: no child is where children are before a parent approves of it.

    `statement` are those who agree to the organisation's own statement, `attested` what staff say of themselves from time to
    time. All of it is asked for again after `renew_months`; `monthly` is what staff say of themselves each month.
    """

    per_occasion: bool = field(metadata={"clauses": ("5.13",)})
    contact: bool = field(metadata={"clauses": ("5.12",)})
    statement: tuple[Literal["children", "adults", "staff"], ...] = field(metadata={"clauses": ("10.1", "10.2", "10.3")})
    attested: tuple[Literal["profiles", "telephone"], ...] = field(metadata={"clauses": ("5.9", "10.5")})
    monthly: tuple[Literal["private_messages", "work_account"], ...] = field(metadata={"clauses": ("5.1", "5.4")})
    renew_months: Months = field(metadata={"clauses": ("5.12", "10.1")})


@dataclass(frozen=True, slots=True)
class Video:
    parent_absence_ok: Literal["never", "with_written_approval", "always"] = field(metadata={"clauses": ("6.12",)})
    min_staff: Count = field(metadata={"clauses": ("6.11",)})


@dataclass(frozen=True, slots=True)
class Copies:
    """Who gets a copy of what staff write to a child; any one of those named is enough. Empty: no promise of copies."""

    to: tuple[Literal["staff", "lead", "parents"], ...] = field(metadata={"clauses": ("5.7",)})


@dataclass(frozen=True, slots=True)
class Engagement:
    """What staff do, in order, when a child takes an information message for the start of a conversation."""

    steps: tuple[Literal["end", "next_session", "inform_lead", "contact_details"], ...] = field(metadata={"clauses": ("5.15",)})


@dataclass(frozen=True, slots=True)
class Age:
    """Role is not age: an apprentice is a learner and may be grown up. Then only `Person.minor` says who is a child."""

    learners_may_be_adults: bool = field(metadata={"clauses": ("5.20",)})


@dataclass(frozen=True, slots=True)
class Clocks:
    """How long a concern may go unseen, by speed, before the next in the chain is called, and again after
    each such time.

    A speed that is left out is never called for: it waits for the weekly report. `exposure_minutes` is how
    long a place stays closed while the lead reports what is in it, before the post is removed anyway.
    `remind_after_hours` is when somebody is reminded of what must be answered; `allegation_hours` is how soon the authorities
    are to hear of an allegation against staff.
    """

    seen_within_minutes: Mapping[Speed, Minutes] = field(metadata={"clauses": ("8.7", "8.9")})
    exposure_minutes: Minutes = field(metadata={"clauses": ("9.1b",)})
    remind_after_hours: tuple[Count, ...] = field(metadata={"clauses": ("8.7",)})
    allegation_hours: Count = field(metadata={"clauses": ("8.17",)})


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days the sealed text of arrivals is kept that no concern needs. No law names the number:
    `owner` answers for it.
    """

    arrivals_days: Count = field(metadata={"clauses": ("7.1", "7.3")})
    owner: Literal["lead", "deputy", "chair"] = field(metadata={"clauses": ("7.3",)})


@dataclass(frozen=True, slots=True)
class Merging:
    """What comes so soon after another that it belongs to it: one notice to the audience, one concern."""

    notice_seconds: Count = field(metadata={"clauses": ("1.7",)})
    case_minutes: Count = field(metadata={"clauses": ("1.10", "3.3")})


@dataclass(frozen=True, slots=True)
class Bullying:
    """When unkind messages at one person are a pattern: by so many authors, or so many by one, within so many minutes."""

    several_authors: Count = field(metadata={"clauses": ("3.3",)})
    one_author_times: Count = field(metadata={"clauses": ("3.3",)})
    window_minutes: Minutes = field(metadata={"clauses": ("3.3",)})


LadderStep = Literal["advise", "warn", "parent", "pause"]
"""What is proposed for a child whose posts hurt others: the next step each time it comes again. None of them is a ban."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The organisation's own steps for a child's hurtful posts, and how many days back are counted; no steps, no ladder."""

    steps: tuple[LadderStep, ...] = field(metadata={"clauses": ("1.10",)})
    within_days: Count = field(metadata={"clauses": ("1.10",)})


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that differs between one kind of organisation and another.

    `responses` is keyed by "category" or "category.kind"; the narrower key wins. `team_post` lets staff write
    as the team by the bot, which keeps the author in the record: a shared login is refused everywhere (map
    4.6).
    """

    name: str = field(metadata={"clauses": ("10.6",)})
    title: str = field(metadata={"clauses": ("10.6",)})
    shadow_days: Count = field(metadata={"clauses": ("10.9",)})
    team_post: bool = field(metadata={"clauses": ("4.6",)})
    staff_parent_contact: Literal["none", "formal", "free"] = field(metadata={"clauses": ("5.10",)})
    deletion: Deletion = field(metadata={"clauses": ("7.1",)})
    names: Names = field(metadata={"clauses": ("2.2", "5.18")})
    responsible_adults: ResponsibleAdults = field(metadata={"clauses": ("1.5", "1.6")})
    people: People = field(metadata={"clauses": ("8.1", "8.2", "8.3")})
    tone: Tone = field(metadata={"clauses": ("4.4",)})
    images: Images = field(metadata={"clauses": ("6.1", "6.3", "6.4")})
    hours: Hours = field(metadata={"clauses": ("5.17", "8.7", "8.8")})
    announcements: Announcements = field(metadata={"clauses": ("4.8", "5.6")})
    spaces: Spaces = field(metadata={"clauses": ("8.13",)})
    teaching: Teaching = field(metadata={"clauses": ("9.6", "10.10")})
    consent: Consent = field(metadata={"clauses": ("5.13",)})
    video: Video = field(metadata={"clauses": ("6.11", "6.12")})
    copies: Copies = field(metadata={"clauses": ("5.7",)})
    engagement: Engagement = field(metadata={"clauses": ("5.15",)})
    age: Age = field(metadata={"clauses": ("5.20",)})
    clocks: Clocks = field(metadata={"clauses": ("8.7", "8.9")})
    retention: Retention = field(metadata={"clauses": ("7.1", "7.3")})
    merging: Merging = field(metadata={"clauses": ("1.7",)})
    bullying: Bullying = field(metadata={"clauses": ("3.3",)})
    ladder: Ladder = field(metadata={"clauses": ("1.10",)})
    responses: Mapping[str, Response] = field(metadata={"clauses": ("1.1",)})

    def response(self, category: Category, kind: str) -> Response:
        """The response for a kind of finding. Every category has one: loading a profile refuses a gap.

        A name is left where posts may name people (map 2.2), whatever is done about other personal details.
        """
        found = self.responses.get(f"{category}.{kind}") or self.responses[category]
        if self.names.in_posts == "allowed" and (category, kind) == (Category.PERSONAL_DETAILS, "name"):
            return replace(found, do=Verdict.ALLOW)
        return found
