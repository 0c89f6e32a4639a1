"""What Touchline remembers: the store, the ledger that cannot be quietly changed, and the vault that seals what people wrote.

`storage` imports only `moderation.model`. It knows tables, keys and hashes; it knows no rule and no platform.
"""
