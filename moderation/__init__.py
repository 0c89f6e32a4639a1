"""What Touchline thinks: from a message to a decision, as pure functions of values.

Here live the words of the house (`model`), the reading of text (`text`), the detectors, the policy, the profiles, the
notices, the routing and the life of a concern. Nothing here waits, looks at a clock, draws a random number, opens a file or
knows a platform; `moderation` imports neither `storage` nor `bot`. A test holds this.
"""
