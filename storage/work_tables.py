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


def adult_letters(database: Database) -> None:
    """What staff write to the adults who answer for a child, sealed in the child's folder."""
    letter = database.create_table(
        "adult_letter",
        {"org": str, "id": str, "written": str, "folder": str, "payload": bytes},
        pk=("org", "id"),
        not_null={"org", "id", "written", "folder", "payload"},
        strict=True,
    )
    letter.create_index(["org", "written"])
    letter.create_index(["org", "folder"])


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


def picture_marks(database: Database) -> None:
    """By what a picture is found: keyed marks of its files and of the messages that show it; and by where it stands."""
    database.execute("CREATE INDEX idx_picture_org_stage ON picture (org, stage)")
    mark = database.create_table(
        "picture_mark",
        {"org": str, "mark": bytes, "picture": str},
        pk=("org", "mark", "picture"),
        not_null={"org", "mark", "picture"},
        strict=True,
    )
    mark.create_index(["org", "picture"])


def sessions(database: Database) -> None:
    """What adults hold with children by voice or video: sealed, each under a key of its own."""
    database.create_table(
        "held_session",
        {"org": str, "id": str, "ended": int, "begins": str, "payload": bytes},
        pk=("org", "id"),
        not_null={"org", "id", "ended", "begins", "payload"},
        strict=True,
    )


def spaces(database: Database) -> None:
    """Channels that staff apply for, each sealed in the folder of whoever did."""
    request = database.create_table(
        "space_request",
        {"org": str, "id": str, "asker": str, "open": int, "payload": bytes},
        pk=("org", "id"),
        not_null={"org", "id", "asker", "open", "payload"},
        strict=True,
    )
    request.create_index(["org", "asker"])


def tips(database: Database) -> None:
    """When each tip was shown to a child last, and how far the weekly ones have come that they asked for."""
    database.create_table(
        "tip",
        {"org": str, "person": str, "tip": str, "at": str},
        pk=("org", "person", "tip"),
        not_null={"org", "person", "tip", "at"},
        strict=True,
    )
    database.create_table(
        "tip_series",
        {"org": str, "person": str, "platform": str, "due": str, "sent": int},
        pk=("org", "person"),
        not_null={"org", "person", "platform", "due", "sent"},
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


def first_arrivals(database: Database) -> None:
    """What waits and comes before what is posted is found at once, however much of that waits."""
    database.execute(
        "CREATE INDEX inbox_first ON inbox (org, position) WHERE decision IS NULL AND kind IN ('action', 'report', 'told')"
    )
