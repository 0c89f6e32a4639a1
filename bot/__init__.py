"""Everything that waits or touches the world: the command line, intake, dispatch, timers and the platforms' adapters.

`bot` wires `moderation` (what to think) to `storage` (what to remember). No rule about
children, parents or staff is decided here.
"""
