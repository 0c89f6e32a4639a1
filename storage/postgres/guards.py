"""What each role may do, which rows it sees, and what the ledger's tables take, whoever asks.

Three locks, each of which holds without the others:

* Privileges. The bot may add to the record and read it; it changes only what is in motion. What is erased is deleted by a role
  that the bot must take on for it, as SQLite needs a connection of its own for that.
* Row-level security. A transaction says first whose it is, and neither sees nor writes a row of another organisation. It closes
  the mistake of a statement that forgets `org`; it does not stop somebody who can run statements of their own as the bot.
* Triggers, which fire always, also for the owner: the ledger takes only its next entry, a checkpoint newer than its last, and
  what is in it stays as it is.

Whoever owns the machine can take all of them away: that is found out by checkpoints, not prevented here (map 7.2).
"""

from collections.abc import Iterator
from typing import Final

from storage.guards import LEDGER, VERSIONED, WORKING
from storage.rows.erasure import LIES_IN

#: Owns every table, and nobody logs in as it.
OWNER: Final = "touchline_owner"
#: Runs the program.
BOT: Final = "touchline_bot"
#: Deletes what is erased. Nobody logs in as it; the bot takes it on for one transaction.
ERASER: Final = "touchline_eraser"
SCHEMA: Final = "touchline"
#: Where the program listens for what others put into a record.
CHANNEL: Final = "touchline"
#: What it is told: there is something to be judged or done; who is who, what was set up, or who is there has changed.
WORK: Final = "work"
CHANGE: Final = "change"
#: The organisations in which something is to be judged or done by an instant.
DUE: Final = "due"
#: In which a transaction says whose it is.
WHOSE: Final = "touchline.org"

_ANY: Final = "AFTER INSERT OR UPDATE OR DELETE"
_FUNCTIONS: Final = (
    # SQLite's name for it, so that the rows need not ask where they are.
    """CREATE OR REPLACE FUNCTION instr(bytea, bytea) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN position($2 IN $1)""",
    """CREATE OR REPLACE FUNCTION entry_next() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        newest bigint := coalesce((SELECT max(volume) FROM entry WHERE org = NEW.org), 0);
        last bigint := coalesce((SELECT max(seq) FROM entry WHERE org = NEW.org AND volume = NEW.volume), 0);
    BEGIN
        IF NEW.seq <> last + 1 THEN
            RAISE integrity_constraint_violation USING MESSAGE = 'the ledger takes only its next entry';
        END IF;
        IF NEW.volume < greatest(newest, 1) OR NEW.volume > newest + 1 THEN
            RAISE integrity_constraint_violation USING MESSAGE = 'the ledger takes entries only in its newest volume';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE OR REPLACE FUNCTION checkpoint_next() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.size <= coalesce((SELECT max(size) FROM checkpoint WHERE org = NEW.org AND volume = NEW.volume), 0)
        OR NEW.size > coalesce((SELECT max(seq) FROM entry WHERE org = NEW.org AND volume = NEW.volume), 0) THEN
            RAISE integrity_constraint_violation
                USING MESSAGE = 'the ledger takes only a checkpoint that is newer than its last';
        END IF;
        RETURN NEW;
    END $$""",
    # They look at the real tables, whatever whoever inserts has put in the way of these.
    *(f"ALTER FUNCTION {name}() SET search_path = {SCHEMA}, pg_temp" for name in ("entry_next", "checkpoint_next")),
    """CREATE OR REPLACE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE integrity_constraint_violation USING MESSAGE = 'what is in the record stays as it is';
    END $$""",
    # What it is about, whom it came from, so that nobody is woken by themselves, and whose it is.
    f"""CREATE OR REPLACE FUNCTION wake() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify('{CHANNEL}', TG_ARGV[0] || ' ' ||
            current_setting('application_name') || ' ' || coalesce(current_setting('{WHOSE}', true), ''));
        RETURN NULL;
    END $$""",
)
#: Which tables are looked after by which function, when, and for each row or each statement.
_TRIGGERS: Final = (
    ("entry", "next", "BEFORE INSERT", "ROW", "entry_next()"),
    ("checkpoint", "next", "BEFORE INSERT", "ROW", "checkpoint_next()"),
    # Rows of `sealed` and of people can be deleted, though not by the bot: that is what erasure is.
    *((table, "stays", "BEFORE UPDATE OR DELETE OR TRUNCATE", "STATEMENT", "stays()") for table in sorted(LEDGER - {"sealed"})),
    *((table, "stays", "BEFORE UPDATE OR TRUNCATE", "STATEMENT", "stays()") for table in sorted({"sealed", *VERSIONED})),
    *((table, "wakes", "AFTER INSERT", "STATEMENT", f"wake('{WORK}')") for table in ("inbox", "outbox")),
    *((table, "wakes", _ANY, "STATEMENT", f"wake('{CHANGE}')") for table in ("account", "person", "setting", "token")),
)

#: So one process need not ask for each of its organisations by itself. It runs as the owner, whom row-level security does not
#: bind, and gives names alone, which all can see in `shift` as well.
_WHAT_IS_DUE: Final = (
    f"""CREATE OR REPLACE FUNCTION {DUE}(until text) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = {SCHEMA}, pg_temp AS $$
        SELECT org FROM inbox WHERE decision IS NULL
        UNION SELECT org FROM outbox WHERE result IS NULL AND follows IS NULL AND due <= until
        UNION SELECT org FROM timer WHERE due <= until
    $$""",  # noqa: S608
    f"REVOKE ALL ON FUNCTION {DUE}(text) FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION {DUE}(text) TO {BOT}",
    "CREATE INDEX IF NOT EXISTS timer_due ON timer (due)",
)


def roles(database: str) -> Iterator[str]:
    """What makes the roles, for an administrator; nothing of it harms where it was done before. Names are quoted already."""
    for role, kind in ((OWNER, "NOLOGIN"), (ERASER, "NOLOGIN"), (BOT, "LOGIN")):
        yield (
            f"DO $$ BEGIN CREATE ROLE {role} {kind} NOINHERIT;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
    yield f"GRANT {ERASER} TO {BOT}"
    yield f"GRANT {OWNER} TO CURRENT_USER"
    yield f"CREATE SCHEMA IF NOT EXISTS {SCHEMA} AUTHORIZATION {OWNER}"
    # A temporary table in the way of a real one would be found first.
    yield f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC"


def guards() -> Iterator[str]:
    """What the owner runs after every change of the tables. It can be run again and again."""
    yield from _FUNCTIONS
    for table, name, when, each, function in _TRIGGERS:
        yield f"CREATE OR REPLACE TRIGGER {table}_{name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}"
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{name}"
    yield (
        "DO $$ BEGIN ALTER TABLE entry ADD CONSTRAINT leaf_of_body"
        r" CHECK (leaf = sha256('\x00'::bytea || body)); EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {BOT}, {ERASER}"
    yield f"GRANT SELECT ON migration TO {BOT}"
    for table in sorted(LEDGER | VERSIONED | WORKING):
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS own ON {table}"
        yield f"CREATE POLICY own ON {table} TO {BOT}, {ERASER} USING (org = current_setting('{WHOSE}', true))"
        yield f"GRANT SELECT, INSERT{', UPDATE, DELETE' if table in WORKING else ''} ON {table} TO {BOT}"
    for table, _ in LIES_IN:
        yield f"GRANT SELECT, DELETE ON {table} TO {ERASER}"
    yield from _WHAT_IS_DUE
