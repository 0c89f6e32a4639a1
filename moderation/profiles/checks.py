"""What a profile must not leave out, and what no profile may switch on: the rules that hold for every organisation.

Shape and bounds of single values are checked where a file is read; here is what they mean together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from moderation.model import Category, Speed, Verdict
from moderation.profiles.types import Response, TellAdult

#: The clause that goes unkept when a profile has no response for a category.
CLAUSES: Mapping[Category, str] = {
    Category.PERSONAL_DETAILS: "2.1",
    Category.OFFENSIVE: "3.2",
    Category.BULLYING: "3.3",
    Category.PRIVATE_CONTACT: "5.1",
    Category.DISCLOSURE: "9.1",
    Category.STAFF_CONDUCT: "4.1",
    Category.MEDIA: "6.1",
    Category.LINK: "3.9",
    Category.IMPERSONATION: "5.18",
    Category.CONFIDENTIAL: "2.5",
    Category.COMMENT: "10.11",
    Category.REPORT: "9.1",
    Category.UNREAD: "9.2",
}

#: Where telling a child's adults by itself might put the child at risk (map R1): by "category" or "category.kind".
_NEVER_TELL_BY_ITSELF = ("disclosure", "private_contact", "offensive.sexual", "comment", "report")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that no profile may say. `key` is a key of `responses` and `setting` one of that response, or ""."""

    key: str
    setting: str
    what: str
    do: str


def missing(keys: Iterable[str]) -> tuple[Category, ...]:
    """The categories for which a profile's responses say nothing."""
    given = set(keys)
    return tuple(category for category in Category if category.value not in given)


def category_of(key: str) -> Category | None:
    """The category that a key of `responses` is about, or None when there is no such category."""
    name = key.partition(".")[0]
    return next((category for category in Category if category.value == name), None)


def wrong_with(key: str, response: Response) -> Iterator[Wrong]:
    """What is wrong with one response, whatever the organisation."""
    category = category_of(key)
    if response.act < response.look:
        yield Wrong(key, "act", "act is below look, so posts would be acted on that are not worth a look.", "Raise act.")
    if category is Category.DISCLOSURE and response.do is not Verdict.URGENT:
        yield Wrong(
            key,
            "do",
            "A disclosure is never removed or left unanswered (policy map 9.1).",
            'Write do = "urgent".',
        )
    if category is Category.PRIVATE_CONTACT and response.do not in {Verdict.ALERT, Verdict.PRESERVE}:
        yield Wrong(
            key,
            "do",
            "Private contact with a child is shown to the lead, and its author is not warned (policy map 3.7).",
            'Write do = "alert" or do = "preserve".',
        )
    if category is Category.REPORT and (response.do is not Verdict.ALERT or response.look > 0):
        yield Wrong(
            key,
            "do",
            "What a person reports always reaches somebody, and nothing is done about it by itself (policy map 9.1).",
            'Write do = "alert" and look = 0.',
        )
    if key == "report" and response.speed is not Speed.NOW:
        yield Wrong(key, "speed", "What a person reports reaches somebody at once (policy map 9.1).", 'Write speed = "now".')
    if category is Category.COMMENT and response.do is not Verdict.ALERT:
        yield Wrong(
            key,
            "do",
            "What somebody says to the organisation is answered, and not taken away for being unwelcome (policy map 3.12).",
            'Write do = "alert".',
        )
    if category is Category.UNREAD and response.do is not Verdict.ALERT:
        yield Wrong(key, "do", "What could not be checked is read by a person (policy map 9.2).", 'Write do = "alert".')
    if response.tell_adult is TellAdult.AUTO and key.startswith(_NEVER_TELL_BY_ITSELF):
        yield Wrong(
            key,
            "tell_adult",
            "Telling a child's adults about this may put the child at risk, so a person decides (policy map R1, 1.5).",
            'Write tell_adult = "held".',
        )


def unsafe_together(responses: Mapping[str, Response]) -> Iterator[Wrong]:
    """What is wrong with responses taken together: a kind without a row of its own takes its category's."""
    offensive = responses.get("offensive")
    if "offensive.sexual" not in responses and offensive is not None and offensive.tell_adult is TellAdult.AUTO:
        yield Wrong(
            "offensive",
            "tell_adult",
            "This would also tell a child's adults about sexual messages by itself (policy map R1, 1.5).",
            'Write tell_adult = "held", or give "offensive.sexual" a row of its own.',
        )
