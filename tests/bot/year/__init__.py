"""A club's year, in minutes: whatever happens in it, nobody waits unnoticed, and nobody is told what is not theirs to know.

days.py     working days, bank holidays and the clocks of England, written out for the year, apart from the calendar of ours
cast.py     who is in the club, by which address each is reached, and the server as it should be
outside.py  the chat server and the post: they keep what was handed over, and to whom
world.py    the club, running, and its clock
stories.py  what is written and told in the club, and by a table written by hand what must become of each
drifts.py   forty settings that somebody changes, and the lapse by which each is to be found
book.py     what the year itself did: who may be written to, who is away, who has left
truth.py    what follows from it, worked out without asking any part of ours
play.py     the people: who writes, who looks, who is ill, who is hostile; chosen by a seed
events.py   the days on which something happens that comes once
"""
