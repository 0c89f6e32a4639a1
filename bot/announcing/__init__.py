"""What staff have announced by Touchline, and posts of the team (map 4.5, 4.6, 4.8, 5.6, 5.17).

drafting.py  somebody writes it: the detectors read it first, then another person is asked to look
deciding.py  that person says yes or no, its author takes it back, or who answers for the organisation sends it at once
sending.py   it goes out, or waits for the office to open
clock.py     what its clocks do: the office opens, or nobody has looked
showing.py   what waits, for whoever may do something about it
words.py     what is said of it
"""
