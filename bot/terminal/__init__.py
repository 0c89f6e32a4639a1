"""The practice club: the real pipeline on a temporary store, with an invented chat server in memory and a screen to watch it.

server    the invented chat server: a Platform like Discord or Slack, held by the same contract suite
club      the invented club: its people, places and contacts
agreed    what they agreed to before (`statement.md`, and `statement-children.md` in words for children)
evening   the evening that is played, line by line
facts     that server as it stands, for the checks
session   the club, the server, a store and a clock, put together
commands  what people ask of Touchline there, typed with a "/" as on Discord or Slack
offers    the buttons below what the bot wrote, each of which stands for a command
plain     the evening as plain text, for a screen reader or where there is no terminal
typed     what somebody types there, read as a line of the evening
screen    the evening on a screen, with people to be and cards to press (`screen.tcss` is how it looks)
panes     three parts of the screen: the channels, what people receive, the ledger
cardview  the fourth: the lead's cards, and who presses them
writing   the line at the bottom: who you are, where, and what you write
dialogs   the two small windows: a reason, and help
cardtext  a card as lines of plain text
changes   what Touchline did between two looks at a session, in a sentence
words     the words of the screen and of the plain text
"""
