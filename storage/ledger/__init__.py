"""The ledger's pure part: what a record is, the Merkle tree over the records, an export, and its verification.

`verify.py` stands alone, because it is handed to people who have no Touchline; `record.py` and `merkle.py` take their rules
from it, and `export.py` and `proof.py` write what it reads. Nothing here opens a file by itself, knows a table, a key or a
clock: writing entries and keeping them is the stores' job. What a record says is decided in `moderation.records`.
"""
