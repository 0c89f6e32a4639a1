"""What staff post of themselves, of colleagues and of the organisation's keys is judged like anything else."""

import pytest

from moderation.detectors import look
from moderation.masking import snippet
from moderation.model import Verdict
from moderation.policy import decide
from tests.moderation.builders import event, message

TOKEN = "MTA5NTU1NTU1NTU1NTU1NTU1.GaBcDe." + "x1" * 19


@pytest.mark.clause("2.4", "2.6")
@pytest.mark.parametrize("role", ["staff", "moderator", "lead", "parent"])
@pytest.mark.parametrize(
    "text",
    [
        "my mobile is 07700 900123",  # of themselves
        "Cerys has left us, ring her on 07700 900456",  # of somebody who was here once
        "Nisha lives at 14 Mill Lane, ZZ99 3CZ",
    ],
)
def test_staff_post_no_details_of_themselves_or_of_colleagues(role: str, text: str) -> None:
    """Map 2.4: it makes no difference whose they are, and whether they are still here."""
    view, context = message(text, role)
    assert decide(event(text, role=role), look(view, context), context).verdict is Verdict.REMOVE


@pytest.mark.clause("7.7")
@pytest.mark.parametrize("name", ["sports_club", "sport_provider", "training_provider", "pre_school", "school"])
def test_a_key_goes_whoever_posts_it_and_is_shown_to_nobody(name: str) -> None:
    """Map 7.7: taken away, its author told why; not even the lead's card repeats it. A password is for a person to judge."""
    text = f"the bot token is {TOKEN}"
    view, context = message(text, "staff", profile=name)
    findings = look(view, context)
    decision = decide(event(text, role="staff"), findings, context)
    assert decision.verdict is Verdict.REMOVE
    assert TOKEN not in snippet(event(text, role="staff"), decision.findings)
    assert TOKEN not in str(decision.effects)
    assert not [planned for planned in decision.effects if planned.effect.kind in {"post_notice", "tell_responsible_adult"}]
    said = "the password for the club account is Wicket2024!"
    view, context = message(said, "staff", profile=name)
    assert decide(event(said, role="staff"), look(view, context), context).verdict is Verdict.ALERT
