"""Checkpoints leave the machine: what is due (`schedule`), to whom (`holders`), in which words (`words`, `letters`), and the
rounds in which it happens (`service`).

What makes the record trustworthy is outside, so everything here is about getting a signed note out and knowing that it arrived.
Nothing here judges, and nothing here is needed for a message to take its way.
"""
