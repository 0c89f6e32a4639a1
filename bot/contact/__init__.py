"""Contact with one child that staff ask for on each occasion, with its purpose and its time (map 5.13).

asking.py     somebody asks, and a child's responsible adults are asked
answering.py  what they say: by a button of theirs, or as somebody wrote it down; a lead's choice; an end before its time
clock.py      what its clock does: opens, looks again, closes, seals; and what follows when an effect was done or could not be
watching.py   what checks see of its place: closed when it is not as it was opened
hearing.py    what is written in its place is kept
reading.py    opening that again, with a reason
showing.py    the requests that somebody may know of
changing.py   one change of a request, in one unit of work: its entry, its effects, its clock
words.py      what people are told, and what they type

`moderation.contact_requests` has the rules. The way of one: asked, approved, open, closing, closed; or declined, or ended.
"""
