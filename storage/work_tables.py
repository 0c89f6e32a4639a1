"""The tables of a welfare officer's work, as steps of `migrations.py`: contact with one child, announcements, pictures,
sessions, and what decisions rest on.

A step that has been released is never changed: a new one follows it.
"""

from sqlite_utils import Database


def contact_requests(database: Database) -> None:
    """Contact that staff ask for with one child, and what was written in its place until that is sealed for good: all of it
    under the child's key. `place` and `line` are keyed hashes.
    """
    request = database.create_table(
        "contact_request",
        {"org": str, "id": str, "live": int, "asked": str, "place": bytes, "folder": str, "payload": bytes},
        pk=("org", "id"),
        not_null={"org", "id", "live", "asked", "place", "folder", "payload"},
        strict=True,
    )
    request.create_index(["org", "live", "place"])
    request.create_index(["org", "folder"])
    written = database.create_table(
        "contact_line",
        {"org": str, "request": str, "line": bytes, "position": int, "folder": str, "payload": bytes},
        pk=("org", "request", "line"),
        not_null={"org", "request", "line", "position", "folder", "payload"},
        strict=True,
    )
    written.create_index(["org", "folder"])


def announcements(database: Database) -> None:
    """What staff have posted by Touchline, sealed in its author's folder."""
    announcement = database.create_table(
        "announcement",
        {"org": str, "id": str, "author": str, "open": int, "payload": bytes},
        pk=("org", "id"),
        not_null={"org", "id", "author", "open", "payload"},
        strict=True,
    )
    announcement.create_index(["org", "author"])


def pictures(database: Database) -> None:
    """The pictures of the photo desk, sealed, by where they stand; and who can be seen in each, by a keyed mark of it."""
    database.create_table(
        "picture",
        {"org": str, "id": str, "stage": str, "payload": bytes},
        pk=("org", "id"),
        not_null={"org", "id", "stage", "payload"},
        strict=True,
    )
    pictured = database.create_table(
        "pictured",
        {"org": str, "mark": bytes, "person": str},
        pk=("org", "mark", "person"),
        not_null={"org", "mark", "person"},
        strict=True,
    )
    pictured.create_index(["org", "person"])


def sessions(database: Database) -> None:
    """What adults hold with children by voice or video: sealed, each under a key of its own."""
    database.create_table(
        "held_session",
        {"org": str, "id": str, "ended": int, "begins": str, "payload": bytes},
        pk=("org", "id"),
        not_null={"org", "id", "ended", "begins", "payload"},
        strict=True,
    )


def replay(database: Database) -> None:
    """What decisions rested on, sealed beside what arrived; and the settings that the record names by their hash."""
    database.execute("ALTER TABLE inbox ADD COLUMN basis BLOB")
    database.create_table(
        "kept_settings",
        {"org": str, "config": str, "payload": bytes},
        pk=("org", "config"),
        not_null={"org", "config", "payload"},
        strict=True,
    )
