"""`touchline replay` as an officer gives it: decisions made again, and what another profile would have done."""

import re
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bot.commands import acting, replay
from bot.intake import judge
from bot.organisation import configured, with_roster
from moderation import policy
from moderation.model import (
    Account,
    Event,
    EventKind,
    Part,
    PartKind,
    Person,
    Place,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
    Verdict,
)
from storage.sqlite import SqliteStore
from tests.bot.service_kit import NUMBER, Clock
from tests.bot.test_erase_commands import CHAIR, CONFIG, LEAD, ORG, entries, touchline

START = datetime.fromisoformat("2026-10-05T17:00:00+00:00")
GROUND = Place("discord", "ground", "ground")
PARENT = ResponsibleAdult("Pat Vale", ResponsibleKind.PARENT, Reach.EMAIL, "pat@example.org", confirmed=True)
CHILDREN = tuple(Account("discord", f"9{number}", f"child{number}") for number in range(3))
COACH = Account("discord", "77", "coach")
SECRET = "zebrafinch"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(START)
    for module in (acting, replay):
        monkeypatch.setattr(module, "now", clock)
    return clock


@pytest.fixture
def club(tmp_path: Path, clock: Clock) -> Path:
    """A club that has lived for some days."""
    return lived(tmp_path / "record", clock)


def lived(folder: Path, clock: Clock) -> Path:
    """Children who swear, give numbers away and are named; and the chair, who swears as well."""
    people = [
        (Person(f"p_child{n}", f"Robin Vale{'abc'[n]}", Role.CHILD, True, responsible_adults=(PARENT,)), CHILDREN[n])
        for n in range(3)
    ]
    people += [(Person("p_coach", "Jo Fold", Role.STAFF, False), COACH)]
    people += [(Person(CHAIR, "Tom Vale", Role.STAFF, False), Account("discord", "78", "tom"))]
    folder.mkdir(parents=True)
    with closing(SqliteStore.open(folder, ORG, clock, retention_days=30)) as store:
        with store.transaction() as tx:
            for person, account in people:
                tx.register(person, [account], LEAD)
        organisation = with_roster(
            configured(CONFIG, {"discord", "email"}, date(2026, 10, 5)), [p for p, _ in people], b"k" * 32
        )
        says: Sequence[tuple[Account, str]] = [
            *[(CHILDREN[n % 3], f"see you at training {n} {SECRET}") for n in range(20)],
            *[(CHILDREN[n % 3], f"ring me on 07700 900{100 + n} {SECRET}") for n in range(7)],
            *[(CHILDREN[n % 3], f"what a fucking great game {n}") for n in range(6)],
            *[(CHILDREN[n % 2], f"well played Robin Valec {n}") for n in range(8)],
            *[(CHILDREN[0], f"you are worthless and nobody likes you {n}") for n in range(2)],
            (Account("discord", "78", "tom"), f"what a fucking game, ring me on {NUMBER}"),
        ]
        for number, (author, text) in enumerate(says):
            clock.now += timedelta(hours=1)
            event = Event(
                f"e{number}", ORG, EventKind.POSTED, clock.now, author, GROUND, f"m{number}",
                (Part(PartKind.BODY, text),), conversation="ground",
            )  # fmt: skip
            with store.transaction() as tx:
                tx.receive(event)
                judge(tx, event, organisation, clock.now)
    return folder


def asked(club: Path, *options: object, by: str = LEAD) -> Any:
    return touchline("replay", club, "--reason", "the committee asked", *options, by=by)


def test_all_decisions_are_made_again_and_it_is_an_entry(club: Path) -> None:
    """Also: whom a concern is about is answered as if it were not there (safeguarding rule 1)."""
    done = asked(club)
    assert (done.exit_code, done.output) == (
        0,
        "Decisions made again: 44. 44 come out the same, 0 come out different, 0 cannot be told.\n",
    )
    begun, found = entries(club)[-2:]
    assert (begun["kind"], begun["actor"], begun["data"]["rule"]) == ("decisions.replayed", LEAD, "replay@1")
    assert (found["kind"], found["data"]) == ("replay.found", {"replay": begun["data"]["replay"], "same": 44})
    assert SECRET not in str(entries(club))
    assert "Decisions made again: 43." in asked(club, by=CHAIR).output, "what is about somebody is not there for them"


def test_another_profile_is_a_paper_of_numbers(club: Path, tmp_path: Path) -> None:
    done = asked(club, "--profile", "pre_school", "--from", "2026-10-01", "--to", "2026-10-31", "--out", tmp_path / "papers")
    assert done.exit_code == 0, done.output
    html, pdf = (Path(line.removeprefix("Written: ")) for line in done.output.splitlines())
    text = re.sub(r"<[^>]+>", " ", html.read_text("utf-8"))
    assert "adults responsible told at once" in text
    printed = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.read_bytes())).pages)
    for shown in (text, printed):
        for hidden in (SECRET, "Robin", "Vale", "p_child", "fucking", "07700"):
            assert hidden not in shown


def test_what_is_asked_must_make_sense(club: Path) -> None:
    assert "Only those who answer for the organisation" in asked(club, by="p_coach").output
    assert "--profile goes with --from and --to" in asked(club, "--profile", "school").output
    assert "--to is before --from" in asked(club, "--from", "2026-10-02", "--to", "2026-10-01").output
    unknown = asked(club, "Robin Vale")
    assert (unknown.exit_code, "There is no concern" in unknown.output) == (1, True)
    assert "Robin" not in str(entries(club)), "what somebody typed is not written into the record"
    later = asked(club, "--profile", "school", "--from", "2027-01-01", "--to", "2027-01-31")
    assert (later.exit_code, later.output) == (1, "Error: no message of that time is kept: here they are kept for 30 days\n")
    one = asked(club, "--from", "2026-10-06", "--to", "2026-10-06", "--all").output.splitlines()
    assert all(line.startswith("6 Oct 2026") and line.endswith("the same") for line in one[:-1])
    assert len(one) == 25


def test_one_that_comes_out_different_is_named_and_is_the_exit_code(club: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if today's rules decided otherwise under the same version."""
    monkeypatch.setattr(policy, "verdict_of", lambda weighed: Verdict.ALERT if weighed else Verdict.ALLOW)
    done = asked(club)
    assert done.exit_code == 1
    assert "remove: DIFFERENT\n    verdict: remove then, alert now\n" in done.output
    case = re.search(r"  ([0-9A-F]{6})  remove: DIFFERENT", done.output)
    assert case is not None
    assert f"  {case[1]}  " in asked(club, case[1]).output
