"""Links in letters by e-mail, by which adults who answer for a child answer without an account (map 1.5, 5.12, 5.13,
6.12, 10.2).

tokens.py     what a link carries: which letter, until when, and the organisation's signature
letters.py    the lines with the link that a letter ends with
questions.py  which question a letter asks, as it stands now:
confirming.py   that an address reaches them
agreeing.py     the statement, being in touch here, and pictures
contacting.py   contact with one child
attending.py    whether they are there at a session
parts.py      a question as data
words.py      what the pages say
page.py       the page, as HTML without any program in it
serving.py    the listener

A link names a letter, and the letter whom it was sent to, about which child, what it asks and in which version: all of that
lies in the store, sealed, so a link holds no word about anybody. To open one changes nothing, for the programs that look into
letters open every link; only the button on the page does.
"""
