"""The register of sessions that adults hold with children by voice or video (map 6.11, 6.12).

starting.py   a session is written down, and adults are asked whether they are there
changes.py    parents are told that arrangements have changed
emergency.py  whom to reach now
answering.py  what an adult says by a button, or somebody writes down for them
ending.py     a session is closed, with what happened
listing.py    what is planned, what is on, and who has not answered
clock.py      answers are due; a session was not closed
quiet.py      one gentle note while a session of the organisation's own is on; what can wait, waits
times.py      when parents reach their children, posted a day before each session; choosing.py where
desk.py       which session somebody means, and whose it is; committing.py writes down what happened
judging.py    what stands in letters is read by the detectors first
words.py      all of it in words, and what people type
"""
