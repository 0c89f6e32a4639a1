"""What each check is called where kinds of things are counted, such as in `/status`, the weekly digest and the report to the
committee: a few plain words that name what is amiss, and nobody.
"""

from collections.abc import Mapping
from typing import Final

CALLED: Final[Mapping[str, str]] = {
    "agreements": "what people still have to agree to",
    "appointments": "people who watch without an appointment that counts",
    "attested": "what only a person can see, and nobody looked at lately",
    "bank_holidays": "the list of bank holidays, which runs out",
    "blind": "what Touchline may not see or do",
    "coming_of_age": "somebody who turns 18",
    "contact_card": "the card with whom to ask, which is not pinned",
    "dates_shown": "background checks and training to be seen or renewed",
    "dm_lock": "private messages between members, which are not locked",
    "duty_rota": "days on which nobody is on duty",
    "edit_window": "how long a post can be changed",
    "failed_check": "what Touchline could not look at",
    "lead_channel": "the channel for alerts, which is gone or closed",
    "leavers": "people who have left, and still hold something or are still listed",
    "monitors": "too few people who watch",
    "names_shown": "names that are not shown as the policy wants them",
    "newcomers": "people who can write to children before anybody knows them",
    "notice": "the notice of what is read, which is missing",
    "openness": "settings that let strangers in",
    "outsiders": "guests, and channels shared with another organisation",
    "photo_desk": "the photo desk, which is missing or open to others",
    "private_place": "places where an adult and a child can be alone",
    "purposes": "channels of which nobody has said what they are for, or which say something else",
    "real_names": "whether people are shown by their real names",
    "roles_and_register": "roles that the register knows nothing of",
    "rules_drift": "filter rules that somebody changed by hand",
    "staff_bypass": "adults who can write to members in private all the same",
    "staff_delete": "staff who can delete others' posts by hand",
    "staff_deleted": "posts of staff that were deleted",
    "two_factor": "people with rights who sign in with a password alone",
    "unauthorised_staff": "staff whose private messages are not watched",
    "unseen_place": "places that Touchline cannot see into",
    "voice_room": "a child in a voice room with one adult",
    "work_accounts": "staff who do not sign in with a work address",
}


def called(check: str) -> str:
    """The words for a check, by its name; the name itself, spaced, for one of an earlier version."""
    return CALLED.get(check, check.replace("_", " "))
