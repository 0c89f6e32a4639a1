"""What whoever runs a deployment does to an organisation as a whole: adding, suspending, handing out, trying its backups.

Each of these is an entry in the organisation's own record, and one in the host's journal, which outlives it (docs/hosting.md).
"""
