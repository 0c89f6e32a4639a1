"""What the names of roles propose, and that they only propose."""

import pytest

from bot.archive.proposed import proposed_role
from moderation.model import Role


@pytest.mark.parametrize(
    ("names", "role"),
    [
        (["Coach"], Role.STAFF),
        (["U13 Coach"], Role.STAFF),
        (["Under-15s Manager"], Role.STAFF),
        (["Coach", "U13", "Under 11s"], Role.STAFF),
        (["Designated safeguarding lead"], Role.LEAD),
        (["Welfare Officer", "Committee"], Role.LEAD),
        (["Child Welfare Officer"], Role.LEAD),
        (["Moderator", "Coach"], Role.MODERATOR),
        (["Parent"], Role.PARENT),
        (["Parent", "Coach"], Role.PARENT),
        (["Employer"], Role.EMPLOYER),
        (["Junior"], Role.CHILD),
        (["Juniors U13"], Role.CHILD),
        (["U13"], Role.CHILD),
        (["Under 16s"], Role.CHILD),
        (["U-9"], Role.CHILD),
        (["Learner"], Role.LEARNER),
        (["Apprentice", "Junior"], Role.LEARNER),
        # What speaks against itself, or says nothing, proposes nothing.
        (["Junior Coach"], Role.UNKNOWN),
        (["Trainee Instructor"], Role.UNKNOWN),
        (["Coach's kid"], Role.UNKNOWN),
        (["Coach", "Junior"], Role.UNKNOWN),
        (["Learner support"], Role.UNKNOWN),
        (["U21"], Role.UNKNOWN),
        (["Scorer"], Role.UNKNOWN),
        (["@everyone", "Blue"], Role.UNKNOWN),
        (["Coachella fan"], Role.UNKNOWN),
        ([], Role.UNKNOWN),
        (["u" * 100_000], Role.UNKNOWN),
    ],
)
def test_roles_are_proposed_from_names(names: list[str], role: Role) -> None:
    assert proposed_role(names) is role
