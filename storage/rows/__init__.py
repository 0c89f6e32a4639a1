"""The rows of a record: what a transaction reads and writes, in SQL that SQLite and PostgreSQL share.

A transaction is one object whose parts stand in files of their own: `session` (what they share), `arrivals`, `effects`,
`concerns`, `people` and the others, and `transaction`, which puts them together. Each statement goes through a `Link`, which is
all that a unit knows of the database beneath it. Rules have no place here, and neither have the formats of the ledger.

The SQL is SQLite's, kept to what PostgreSQL understands too: placeholders are `?` and `?1`; a condition is a truth value and no
number (`instr(body, ?) > 0`); a list after IN is not empty; what is grouped is aggregated; a value that is only compared with
NULL says its type.
"""
