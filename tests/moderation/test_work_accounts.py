"""Work accounts by the domain of an e-mail address (map 5.4), and what staff may give as theirs (map 5.11)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.checks import all_checks
from moderation.detectors import look
from moderation.mail_domains import domain_of, is_among, is_free, of_contacts
from moderation.model import Contact, Contacts, Finding, Reach, Verdict
from moderation.policy import decide
from moderation.server import Lapse
from tests.moderation.builders import CONTACTS, event, message, organisation
from tests.moderation.servers import PEOPLE, server

OURS = "larkmead.example.org"
WORK = dict.fromkeys(PEOPLE, OURS)


@pytest.mark.parametrize(
    ("address", "domain", "free", "ours"),
    [
        ("d.ridley@larkmead.example.org", OURS, False, True),
        ("D.Ridley@LARKMEAD.example.org.", OURS, False, True),
        ("dave@staff.larkmead.example.org", "staff.larkmead.example.org", False, True),
        ("dave@larkmead.example.org.evil.example", "larkmead.example.org.evil.example", False, False),
        ("dave@notlarkmead.example.org", "notlarkmead.example.org", False, False),
        ("coach.dave@gmail.com", "gmail.com", True, False),
        ("coach.dave@hotmail.co.uk", "hotmail.co.uk", True, False),
        ("coach.dave@btconnect.com", "btconnect.com", True, False),
        ("coach.dave@yahoo.ie", "yahoo.ie", True, False),
        ("dave@co.uk", "co.uk", True, False),  # a whole country's, if it stood in the settings
        ("dave@mail.example.org", "mail.example.org", False, False),
        ("no address", "", False, False),
        ("dave@", "", False, False),
        ("dave@localhost", "", False, False),
    ],
)
def test_a_domain_is_the_organisations_or_anybodys(address: str, domain: str, free: bool, ours: bool) -> None:
    assert domain_of(address) == domain
    assert is_free(domain) is free
    assert is_among(domain, (OURS,)) is ours


@given(st.text(max_size=400))
def test_whatever_is_typed_gives_a_domain_or_nothing(text: str) -> None:
    domain = domain_of(text)
    assert domain == domain.casefold()
    assert "@" not in domain
    assert len(domain) <= 253


def test_the_domains_of_the_published_addresses_stand_in_for_the_setting() -> None:
    def mail(address: str) -> Contact:
        return Contact("Somebody", "somebody", Reach.EMAIL, address)

    chair, outside = mail("chair@gmail.com"), mail("lado@council.example")
    known = Contacts("Larkmead", mail("helen@larkmead.example.org"), None, chair, outside, (mail("n@larkmead.example.org"),))
    assert of_contacts(known) == (OURS,), "not anybody's, and not the council's"
    assert of_contacts(CONTACTS) == ()


# The check


def found(domains: dict[str, str] | None, own: tuple[str, ...] = (OURS,), guests: str = "") -> list[Lapse]:
    (check,) = (each for each in all_checks() if each.name == "work_accounts")
    facts = server(email_domains=domains, guests=frozenset(guests.split()))
    return list(check.look(facts, replace(organisation(), email_domains=own)))


@pytest.mark.clause("5.4")
def test_staff_with_another_domain_than_the_organisations_are_found_and_nobody_else() -> None:
    assert found(None) == [], "where a platform does not tell, nothing is said"
    assert found(WORK) == []
    (lapse,) = found({**WORK, "coach": "gmail.com", "robin": "gmail.com", "pete": "", "musicbot": "gmail.com"})
    assert (lapse.key, lapse.about) == ("coach", ("p_coach",))
    assert "Dave Ridley" in lapse.what
    assert "gmail" not in str(lapse)
    (guest,) = found(WORK, guests="helper visitor")
    assert (guest.key, guest.about) == ("guest.helper", ("p_helper",))
    (unseen,) = found({**WORK, "helper": ""})
    assert (unseen.key, "cannot be told" in unseen.what) == ("unseen", True)
    assert [each.key for each in found(WORK, own=())] == ["domains"]


# What staff give as their address


def judged(text: str, role: str, profile: str = "school", audience: str = "mixed") -> tuple[Verdict, tuple[Finding, ...]]:
    view, context = message(text, role, audience, profile=profile)
    context = replace(context, organisation=replace(context.organisation, email_domains=(OURS,)))
    decision = decide(event(text, role=role, audience=audience), look(view, context), context)
    return decision.verdict, decision.findings


@pytest.mark.clause("5.11")
@pytest.mark.parametrize("profile", ["sports_club", "sport_provider", "training_provider", "pre_school", "school"])
def test_staff_are_reminded_of_a_private_address_and_parents_are_protected(profile: str) -> None:
    text = "forms to coach.dave@gmail.com by Friday"
    verdict, (finding, *_) = judged(text, "staff", profile)
    assert (verdict, finding.kind, finding.clauses) == (Verdict.NUDGE, "personal_email", ("5.11",))
    verdict, (finding, *_) = judged(text, "parent", profile)
    assert (verdict, finding.kind) == (Verdict.REMOVE, "email"), "map 2.1, 2.6"


@pytest.mark.clause("5.11", "2.4")
@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Forms to d.ridley@larkmead.example.org please", Verdict.ALLOW),
        ("Forms to d.ridley(at)larkmead.example.org please", Verdict.ALLOW),
        ("my new address is coach.dave@gmail.com", Verdict.NUDGE),
        ("Cerys's e-mail is cerys.pugh@gmail.com", Verdict.REMOVE),
        ("you can reach her at jo.notreal@yahoo.co.uk", Verdict.REMOVE),
        ("write to ella.shaw@larkmead.example.org", Verdict.REMOVE),  # a child on the register
        ("the list: jo.notreal@gmail.com, kit.notreal@gmail.com", Verdict.REMOVE),
        ("coach.dave@elsewhere.example.com", Verdict.REMOVE),
        ("coach.dave@l\u0430rkmead.example.org", Verdict.REMOVE),  # a letter that only looks like an "a": another domain
    ],
)
def test_whose_address_it_is_decides(text: str, verdict: Verdict) -> None:
    assert judged(text, "staff")[0] is verdict
    assert judged(text, "child")[0] is Verdict.REMOVE
