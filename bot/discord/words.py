"""The fixed words of the adapter: labels, and short answers about the answering itself. What is said of a concern, and the
words of notices, come with the effects.
"""

from typing import Final

#: Stands in small letters under what the bot posts, before the mark by which it knows its own post again.
SIGNED: Final = "Touchline"

# On a card

WHERE_AND_WHO: Final = "{who}\n{where}\nHow sure: {sure}"
DONE: Final = "What was done"
NEXT: Final = "What to do next"
WHY: Final = "Why"
RECORD: Final = "For checking the record later"
TASK: Final = "To do by hand"
THE_CARD: Final = "The concern: {link}"

# A post that was put back

WROTE: Final = "{name} wrote:"
CUT: Final = " …"

# A private thread

THREAD: Final = "Private message {code}"

# In the place of a name or a title that was taken away

MEMBER: Final = "Member {number}"
TITLE: Final = "Untitled"

# Asking for a reason. At most 45 characters, which is what Discord shows of a label.

REASON: Final = "Why? It is kept with the concern."
NOTE: Final = "Your note. It is kept with the concern."
APPEAL: Final = "Do you want to say why? You don't have to."

# Answering a press

NOT_HERE: Final = "Touchline does not look after that server any more."
NOT_KEPT: Final = "This could not be kept just now. Please try again in a few minutes."
KEPT: Final = "This is kept, and will be dealt with. The card will show what came of it."

#: In Discord's audit log, beside what the bot did.
AUDIT: Final = "Touchline: a concern"
