"""Decisions made again: from the record, to show that each came from the rules; or under another profile, to show what it would
have done (decisions 13).

watching.py   what intake asks while it judges, remembered as codes: that is the basis of a decision
then.py       the organisation and its people as they were when something was judged
again.py      one decision made again, and compared with what stands in the record
past.py       all that the record tells of, decided again
trial.py      the same messages under another profile
wording.py    that comparison as a paper
"""
