"""Witnesses, who hold a log's newest checkpoint and refuse every other history: asking them, and being one for others.

The protocol is C2SP's tlog-witness. Only sizes, hashes and signatures travel, never anything of an entry.
"""
