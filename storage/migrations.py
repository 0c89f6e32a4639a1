"""The tables of `club.db` and `keys.db`, as named steps that are applied once, in order, and recorded with their names.

A step that has been released is never changed: a new one follows it. Instants are text that sorts (`codec.instant`).
"""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from storage import work_tables
from storage.codec import instant
from storage.database import plain_errors
from storage.store import StoreError

Steps = Mapping[str, Callable[[Database], None]]


def migrate(connection: sqlite3.Connection, steps: Steps, path: Path, now: datetime) -> None:
    """Bring a database up to date, all of it or none. Raises StoreError, and leaves alone what a newer program wrote."""
    with plain_errors(path):
        database = Database(connection, recursive_triggers=False, execute_plugins=False)
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT")
            applied = {name for (name,) in connection.execute("SELECT name FROM migration")}
            if unknown := sorted(applied - steps.keys()):
                newer = ", ".join(unknown)
                raise StoreError(f"{path} was written by a newer Touchline (it has {newer}): install that, or restore a backup")
            for name in steps:
                if name not in applied:
                    steps[name](database)
                    connection.execute("INSERT INTO migration (name, at) VALUES (?, ?)", (name, instant(now)))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _ledger(database: Database) -> None:
    """The record. WITHOUT ROWID on purpose: a row that has a rowid can be replaced by giving that number, and edited byte by
    byte through SQLite's incremental BLOB calls, both past every trigger.
    """
    for statement in (
        """CREATE TABLE entry (
            org TEXT NOT NULL, volume INTEGER NOT NULL CHECK (volume > 0), seq INTEGER NOT NULL CHECK (seq > 0),
            leaf BLOB NOT NULL CHECK (length(leaf) = 32), body BLOB NOT NULL,
            PRIMARY KEY (org, volume, seq)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE checkpoint (
            org TEXT NOT NULL, volume INTEGER NOT NULL, size INTEGER NOT NULL CHECK (size > 0),
            at TEXT NOT NULL, note TEXT NOT NULL,
            PRIMARY KEY (org, volume, size)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE sealed (
            org TEXT NOT NULL, box TEXT NOT NULL CHECK (length(box) = 64), folder TEXT NOT NULL,
            name BLOB NOT NULL, ciphertext BLOB NOT NULL,
            PRIMARY KEY (org, box)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX sealed_name ON sealed (org, folder, name)",
        # An insert that would replace a row is caught before it: "OR REPLACE" deletes without asking the triggers for deletes.
        """CREATE TRIGGER entry_next BEFORE INSERT ON entry
            WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry WHERE org = NEW.org AND volume = NEW.volume)
            BEGIN SELECT RAISE(ABORT, 'the ledger takes only its next entry'); END""",
        # Nothing is added to a volume once the next one has begun, and none is left out.
        """CREATE TRIGGER entry_volume BEFORE INSERT ON entry
            WHEN NEW.volume < (SELECT coalesce(max(volume), 1) FROM entry WHERE org = NEW.org)
            OR NEW.volume > (SELECT coalesce(max(volume), 0) + 1 FROM entry WHERE org = NEW.org)
            BEGIN SELECT RAISE(ABORT, 'the ledger takes entries only in its newest volume'); END""",
        """CREATE TRIGGER checkpoint_next BEFORE INSERT ON checkpoint
            WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint WHERE org = NEW.org AND volume = NEW.volume)
            OR NEW.size > (SELECT coalesce(max(seq), 0) FROM entry WHERE org = NEW.org AND volume = NEW.volume)
            BEGIN SELECT RAISE(ABORT, 'the ledger takes only a checkpoint that is newer than its last'); END""",
        """CREATE TRIGGER sealed_new BEFORE INSERT ON sealed
            WHEN EXISTS (SELECT 1 FROM sealed WHERE org = NEW.org AND box = NEW.box)
            BEGIN SELECT RAISE(ABORT, 'a sealed box is never replaced'); END""",
        *(
            f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, 'what is in the record stays as it is'); END"""
            # Rows of `sealed` can be deleted, though not by the writing connection: that is what erasure is.
            for table, verb in (
                ("entry", "UPDATE"),
                ("entry", "DELETE"),
                ("checkpoint", "UPDATE"),
                ("checkpoint", "DELETE"),
                ("sealed", "UPDATE"),
            )
        ),
    ):
        database.execute(statement)


def _arrivals(database: Database) -> None:
    """What came in. `mark` and `conversation` are keyed hashes of the platform's ids, `folder` is the day that sealed it."""
    inbox = database.create_table(
        "inbox",
        {
            "org": str,
            "position": int,
            "mark": bytes,
            "kind": str,
            "conversation": bytes,
            "at": str,
            "folder": str,
            "payload": bytes,
            "decision": str,
            "verdict": str,
        },
        pk=("org", "position"),
        not_null={"org", "position", "mark", "kind", "conversation", "at", "folder", "payload"},
        strict=True,
    )
    inbox.create_index(["org", "mark"], unique=True)
    inbox.create_index(["org", "conversation", "at", "position"])
    inbox.create_index(["org", "folder"])
    database.execute("CREATE INDEX inbox_waiting ON inbox (org, position) WHERE decision IS NULL")


def _effects(database: Database) -> None:
    """What is to be done and what became of it. `follows` is set only while the effect must wait for that one."""
    outbox = database.create_table(
        "outbox",
        {
            "org": str,
            "position": int,
            "id": str,
            "decision": str,
            "case_id": str,
            "kind": str,
            "target": bytes,
            "planned_at": str,
            "follows": str,
            "waits": str,
            "due": str,
            "tries": int,
            "folder": str,
            "payload": bytes,
            "result": str,
            "outcome": bytes,
        },
        pk=("org", "position"),
        not_null={
            "org", "position", "id", "decision", "kind", "target", "planned_at", "waits", "due", "tries", "folder", "payload",
        },
        strict=True,
    )  # fmt: skip
    outbox.create_index(["org", "id"], unique=True)
    outbox.create_index(["org", "case_id", "position"])
    outbox.create_index(["org", "kind", "target", "planned_at"])
    outbox.create_index(["org", "folder"])
    database.execute("CREATE INDEX outbox_waiting ON outbox (org, position) WHERE result IS NULL")
    database.execute("CREATE INDEX outbox_followers ON outbox (org, follows) WHERE follows IS NOT NULL")


def _concerns(database: Database) -> None:
    """Concerns by id and state, who is in them by id, and their deadlines. What they say is sealed in their own folders."""
    database.create_table(
        "concern",
        {"org": str, "id": str, "state": str, "opened": str, "payload": bytes},
        pk=("org", "id"),
        not_null={"org", "id", "state", "opened", "payload"},
        strict=True,
    )
    subjects = database.create_table(
        "concern_subject",
        {"org": str, "person": str, "case_id": str},
        pk=("org", "person", "case_id"),
        not_null={"org", "person", "case_id"},
        strict=True,
    )
    subjects.create_index(["org", "case_id"])
    timers = database.create_table(
        "timer",
        {"org": str, "id": str, "kind": str, "due": str, "case_id": str},
        pk=("org", "id"),
        not_null={"org", "id", "kind", "due", "case_id"},
        strict=True,
    )
    timers.create_index(["org", "due"])


def _people(database: Database) -> None:
    """The register and the settings in versions, the newest of which counts. Accounts are keyed hashes only."""
    database.create_table(
        "person",
        {"org": str, "id": str, "version": int, "payload": bytes},
        pk=("org", "id", "version"),
        not_null={"org", "id", "version", "payload"},
        strict=True,
    )
    accounts = database.create_table(
        "account",
        {"org": str, "pseudonym": str, "person": str},
        pk=("org", "pseudonym"),
        not_null={"org", "pseudonym", "person"},
        strict=True,
    )
    accounts.create_index(["org", "person"])
    database.create_table(
        "setting",
        {"org": str, "name": str, "version": int, "value": bytes, "actor": str, "at": str},
        pk=("org", "name", "version"),
        not_null={"org", "name", "version", "value", "actor", "at"},
        strict=True,
    )


def _anchors(database: Database) -> None:
    """Who holds checkpoints outside (by a keyed mark of the address), what each received last and what failed since; and the
    alarm, while too few of them hear.
    """
    failure = {"failed_at": str, "failures": int, "why": str, "retry_at": str}
    database.create_table(
        "holder",
        {
            "org": str,
            "mark": bytes,
            "name": str,
            "kind": str,
            "person": str,
            "appointed": str,
            "volume": int,
            "size": int,
            "at": str,
            "wanted_volume": int,
            "wanted_size": int,
            **failure,
        },
        pk=("org", "mark"),
        not_null={"org", "mark", "name", "kind", "appointed", "failures"},
        strict=True,
    )
    database.create_table(
        "anchor_alarm",
        {"org": str, "since": str, "noted": str, "told": str, **failure},
        pk="org",
        not_null={"org", "since", "noted", "told", "failures"},
        strict=True,
    )


def _erasures(database: Database) -> None:
    """Erasures that were requested and are not done, and the legal holds that stand. What has happened is in the ledger."""
    requested = database.create_table(
        "erasure",
        {
            "org": str,
            "id": str,
            "folder": str,
            "requested_by": str,
            "requested_at": str,
            "not_before": str,
            "approved_by": str,
            "key": str,
            "boxes": int,
        },
        pk=("org", "id"),
        not_null={"org", "id", "folder", "requested_by", "requested_at", "not_before"},
        strict=True,
    )
    requested.create_index(["org", "folder"], unique=True)
    database.create_table(
        "hold",
        {"org": str, "id": str, "folder": str, "placed_by": str, "placed_at": str},
        pk=("org", "id"),
        not_null={"org", "id", "folder", "placed_by", "placed_at"},
        strict=True,
    )


def _cosignatures(database: Database) -> None:
    """What witnesses signed under checkpoints, as the line of a note; `at` is when it came."""
    for statement in (
        """CREATE TABLE cosignature (
            org TEXT NOT NULL, witness TEXT NOT NULL, origin TEXT NOT NULL, size INTEGER NOT NULL, at TEXT NOT NULL,
            line TEXT NOT NULL,
            PRIMARY KEY (org, witness, origin, size, at)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TRIGGER cosignature_new BEFORE INSERT ON cosignature
            WHEN EXISTS (SELECT 1 FROM cosignature WHERE org = NEW.org AND witness = NEW.witness AND origin = NEW.origin
                AND size = NEW.size AND at = NEW.at)
            BEGIN SELECT RAISE(ABORT, 'a cosignature is never replaced'); END""",
        *(
            f"""CREATE TRIGGER cosignature_no_{verb.lower()} BEFORE {verb} ON cosignature
            BEGIN SELECT RAISE(ABORT, 'what is in the record stays as it is'); END"""
            for verb in ("UPDATE", "DELETE")
        ),
    ):
        database.execute(statement)


def _lapses(database: Database) -> None:
    """What checks saw on servers and when somebody was told, by codes; what it says is never stored."""
    database.create_table(
        "lapse",
        {"org": str, "server": str, "check_name": str, "key": str, "speed": str, "since": str, "told": str, "mended": str},
        pk=("org", "server", "check_name", "key"),
        not_null={"org", "server", "check_name", "key", "speed", "since"},
        strict=True,
    )


def _lapses_told_to(database: Database) -> None:
    """To whom a lapse was told, by a keyed code: it is told again, to somebody else, once it is about them."""
    database.execute("ALTER TABLE lapse ADD COLUMN told_to TEXT NOT NULL DEFAULT ''")


def _grants(database: Database) -> None:
    """What accounts let Touchline do in their name, sealed in their person's folder; `mark` is a keyed hash of the account. And
    the ids of messages of which nothing else is kept, sealed with the day on which they came.
    """
    token = database.create_table(
        "token",
        {"org": str, "mark": bytes, "platform": str, "folder": str, "payload": bytes},
        pk=("org", "mark"),
        not_null={"org", "mark", "platform", "folder", "payload"},
        strict=True,
    )
    token.create_index(["org", "folder"])
    passed = database.create_table(
        "passed",
        {"org": str, "mark": bytes, "folder": str, "payload": bytes},
        pk=("org", "mark"),
        not_null={"org", "mark", "folder", "payload"},
        strict=True,
    )
    passed.create_index(["org", "folder"])


def _attendance(database: Database) -> None:
    """The last day on which each of those who watch was here, and nothing else of them."""
    database.create_table(
        "attendance",
        {"org": str, "person": str, "day": str},
        pk=("org", "person"),
        not_null={"org", "person", "day"},
        strict=True,
    )


def _due_since(database: Database) -> None:
    """When it was laid down until when something waits: from a clock that was put back since, it waits no longer for that."""
    database.execute("ALTER TABLE outbox ADD COLUMN set_at TEXT NOT NULL DEFAULT ''")
    database.execute("UPDATE outbox SET set_at = planned_at")
    database.execute("ALTER TABLE timer ADD COLUMN set_at TEXT NOT NULL DEFAULT ''")


def _agreements(database: Database) -> None:
    """The organisation's statement in versions, and who agreed to what: sealed, and only added to."""
    database.create_table(
        "statement",
        {"org": str, "version": int, "payload": bytes},
        pk=("org", "version"),
        not_null={"org", "version", "payload"},
        strict=True,
    )
    agreement = database.create_table(
        "agreement",
        {"org": str, "position": int, "person": str, "payload": bytes},
        pk=("org", "position"),
        not_null={"org", "position", "person", "payload"},
        strict=True,
    )
    agreement.create_index(["org", "person"])


def _keys(database: Database) -> None:
    """One random key for each folder, one for the organisation's pseudonyms, and the Ed25519 key that signs its checkpoints.
    Nothing else is ever in this file.
    """
    database.create_table(
        "folder_key",
        {"org": str, "folder": str, "key": bytes},
        pk=("org", "folder"),
        not_null={"org", "folder", "key"},
        strict=True,
    )
    database.create_table(
        "organisation_key",
        {"org": str, "purpose": str, "key": bytes},
        pk=("org", "purpose"),
        not_null={"org", "purpose", "key"},
        strict=True,
    )


CLUB: Final[Steps] = {
    "0001_ledger": _ledger,
    "0002_arrivals": _arrivals,
    "0003_effects": _effects,
    "0004_concerns": _concerns,
    "0005_people": _people,
    "0006_anchors": _anchors,
    "0007_erasures": _erasures,
    "0008_cosignatures": _cosignatures,
    "0009_lapses": _lapses,
    "0010_lapses_told_to": _lapses_told_to,
    "0011_grants": _grants,
    "0012_attendance": _attendance,
    "0013_due_since": _due_since,
    "0014_agreements": _agreements,
    "0015_contact_requests": work_tables.contact_requests,
    "0016_announcements": work_tables.announcements,
    "0017_pictures": work_tables.pictures,
    "0018_sessions": work_tables.sessions,
    "0020_replay": work_tables.replay,
    "0021_adult_letters": work_tables.adult_letters,
    "0023_spaces": work_tables.spaces,
    "0025_tips": work_tables.tips,
    "0027_picture_marks": work_tables.picture_marks,
    "0029_first_arrivals": work_tables.first_arrivals,
}
KEYS: Final[Steps] = {"0001_keys": _keys}
