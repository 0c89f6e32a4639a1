"""Given and family names that are ordinary words, too: without capitals they are most often those."""

import re
from typing import Final

_GIVEN = """
will mark grace hope faith joy rose may june april august summer autumn dawn bill rob pat sue art drew chase hunter grant
frank rich miles guy max ray
lily daisy ivy olive poppy holly heather hazel violet jasmine ruby amber pearl jade crystal star sky river forest ash basil
sage ginger pepper honey
cherry angel heaven carol christian paris sydney florence chelsea jordan georgia victory rod stew cliff dale king prince
princess penny coral scarlet
blue storm sunny bob don see so do an clay flint stone rain willow merry page jet ace saint kit ham gene robin dean jack nick
"""
_FAMILY = """
wood white black brown grey gray young long short small little large rich best good cook king bishop pope prince knight day
night may march summer summers
winter winters frost snow rain storm hill hills field fields woods forest lake lakes river rivers brook brooks ford bridge
bridges stone stones rock sand
sands bank banks park parks garden gardens lane street way house hall church castle temple bell bells ball balls bat bats bird
birds fox wolf lion lamb
bull swan duck rose flower flowers moss bush berry cherry lemon rice bacon ham salt pepper coffee marsh pond pool pools waters
west north south east hope
love joy power powers strong swift sharp wise noble moody blunt bright dark light gold silver steel penny money price cash
bond bonds bill bills sale sales
work works court case law judge major cannon well wells foot head hand hands ray mark marks cross post batty over middle
keeper read right write kicks kick
goal win wins skip run runs lead leads set sets game games pay pays call calls leave see say says need needs be do go goes get
come comes take start stand
bring play plays cover catch drop stop pass cut drive pull hook sweep glance slip point gully fine leg third man square mid
off on side team club ground
pitch ace peace grace faith blaze bloom bow bowl green
"""
GIVEN: Final = frozenset(_GIVEN.split())
FAMILY: Final = frozenset(_FAMILY.split())

#: What stands around somebody's name, even in small letters; patterns for the text right before and right after it.
NAMING_BEFORE: Final = re.compile(
    r"""(?<![a-z])(?:well[ ]done|congrats|congratulations|shout[ ]?out(?:[ ]to)?|big[ ]up|happy[ ]birthday|thanks|thank[ ]you|
    thx|cheers|called|named|
    name[ ]is|name's|names|my[ ](?:mate|friend|best[ ]friend|sister|brother|cousin|son|daughter|bestie)|this[ ]is|learner|
    pupil|student|player|apprentice|
    captain|im|i'm|i[ ]am|ask|tell|with|saw|met|knows?|hates?|miss|where[ ]is|where's|who[ ]is|who's|@)[ ,:@-]{1,2}\Z""",
    re.VERBOSE,
)
NAMING_AFTER: Final = re.compile(
    r"""(?:'s|[ ](?:is|was|has|had|got|gets|scored|scores|won|said|says|did|didn't|cant|can't|can|needs|took|takes|made|hit|
    bowled|batted|played|plays|
    passed|asked|lives|goes|went|from|and|in|who|isnt|isn't|wasnt|wont|won't)(?![a-z])|[ ]?[!,.?:]|[ ]?\Z)""",
    re.VERBOSE,
)
#: What only somebody does.
A_PERSON_AFTER: Final = re.compile(
    r" (?:scored|said|says|bowled|batted|lives|passed|asked|cried|was crying|is crying|was late|is late|is off sick)(?![a-z])"
)
_NO_MIDDLE = """
and or v vs versus with for to from the a an of in on at is was has are by but so then than not nor my his her our your their
we he she they it
"""
#: Words that begin with a capital now and then, and are nobody's middle name.
NO_MIDDLE: Final = frozenset(_NO_MIDDLE.split())
