"""Words that stand beside a service's name and are nobody's name on it, and tokens with digits that are something else."""

import re
from typing import Final

_WORDS = """
about above across after again against agree all almost alone along already also although always amazing and angry
annoying another
any anybody anymore anyone anything anyway apart apparently around asap ask asks away awesome awful back bad badly banned
based basic
basically because been before behind being believe best better between big bigger bit blocked boring both boys break bro broke
broken
bros bruh buddy busy call calls came camera can cannot cant care caught cause chance change changed channel chat chats check
children
class clean clip clips close closed club coach come comes coming comments content cool could couldnt crap crash crashed
crashes crazy
cringe cuz dad daddy dance dances dark date day days dead deal decent deep def deffo definitely delete deleted did didnt die
died
different dirty does doesnt done dont double doubt down download dry dude dumb during each early easier easiest easy edit
edits either
else empty end ended ends enough even event events ever every everybody everyone everything evil exactly except excited
expensive face
fact fair fake family fast favourite feed feel fell felt few file files fine finished finsta fire first fixed follow followers
follows
footage football for forever forgot free fresh fri friday friend friends from frozen full fully fun funny game gamer games
gaming gang
gave gender get gets gift girl girls give gives glad glitchy goat goated gone gonna good goodnight gorgeous got gotta great
green group
groups grown guess guys hacked had haha hahaha half happened happens happy hard hardly has hasnt hate hates have havent having
head hear
heard hell hello help her here heres hers hes hey hidden high him his hit hmm home hope horrible hot hour hours house how
however huge
idk ill im important impossible inbox info instead into invite invites isnt its itself jail join just keep keeps kicked kid
kids kind
kinda knew know knows lads lag laggy lags lame lang last late lately later least leave left legit less let lets level life
light like
liked likes link linked links list listen lit literally little live lives lmao lmaoo load loads local locked lol lols long
longer look
looks lost lot lots love loved low luck mad made mainly make makes man mans many map massive match mate mates matter maybe
mean means
media meet member members meme memes mental merch message messages messed mid might mind mine minute miss missed mode mods
moment mon
monday money month months mood more morning most mostly move much mum mums music must mute muted myself name named names nan
nasty
near nearly need needs never new news next nice night nights nitro nobody none nope normal not note nothing notifs now nowhere
odd
off officer official offline often okay old older omg once one ones online only onto open opened order other others ours out
outage
over overall own page paid parent parents part party pass password past peak people perfect perhaps person personal phone
photo photos
pic pics picture pictures place plan play played player players please pls plus plz point poll pop popular possible post posts
premium
pretty private probably problem problems profile proper properly public put quick quiet quite random rather read ready real
really reason
recently reel reels remember reply report reposts request requests rest right rip rules run running sad safe safety said sale
same sat
saturday save saved say says scam scared school screen secret see seen seems send sent serious seriously server servers set
settings
setup several shall share she shes short should show showed shows shut shutdown sick silly since site situation slow small
snap snaps
socials some somebody someone something sometimes somewhere song soon sorry sort sound sounds spam squad squads staff start
started
starts status stay still stop stopped stories story straight strange stream streaks streak streams stuff stupid sub subs such
suck
sucks sunday super sure suspended swear switch take taken takes talk talks team teams tell than thank thanks that thats the
their them
themselves then there theres these they theyre thing things think this tho those though thought through thu thursday time times
tired today together told tomorrow tomoz tonight too took top total totally toxic track trailer training trash trend trends
tried
trouble true try tues tuesday tune turn twice two type under unless until update updates upload use used user username users
using usual
usually verified version very via vibe vibes video videos videogame view views voice vote wait waiting wake want wanted wants
warm was
wasnt waste watch way wed wednesday week weekend weeks weird welcome well went were what whatever whats when where which while
who whole
whose why wifi wild will win with without woke women wont word words work works world worst worth worthy would wouldnt wow
wrong yeah
year years yep yes yesterday yet you young your yours yourself zone acting algorithm app apps account accounts acc addict
addicted ads age
banter bio birthday bot bots challenge coins console controller creator creators credit crew cup currency default demo
developers device dlc dms drama drop drops dubs editor emotes epic esports fam famous fans filter filters gamepass gift giftcard
hacker headset helmet hype influencer influencers live lobby lobbies logo lounge mania mobile moderator moderators mods
network notification notifications
outfit permission permissions plugin points prank premium quality quiz raid rankings rank record role roles robux sesh session
shirt shorts
skin skins skit sounds studio subscription survival tag tags talent thread threads tournament trading tutorial tutorials
vbucks vid vids voicechat vouchers wagers website world zero brainrot camp campaign cards career city classic codes colour
company creative
danger date design disco dog easter education effect emoji england english exam film food football galaxy generation grown
guide hacks
halloween hockey holiday hub icons idea ideas internet item jobs journey junior kit language laptop legal lesson limit lives
london lunch magic manager market meta minute mix monthly movie needed nonstop obsession only parental party pending period
pizza plan platform
police policy pressure price prices profile program project question questions race remix reset restrictions review rumour
safeguarding
scene school season security servers service shop side sign skill sleepover sport stats store strategy style subject
supporter table talk target teacher technology test themes tiktok insta instagram snapchat discord roblox xbox youtube
facebook twitter
psn fortnite minecraft telegram topic trick tricks trip truck typical value viral walkthrough wall whatsapp winners worldwide
worry xmas youth dunno innit whole unavailable useless pointless dangerous disabled compulsory optional overrated underrated
understand anonymous huh nah yea yess yesss omfg ngl tbh imo btw smh fyi pm dm hmu rn fr frfr ong lmk wyd wbu
jk jks kk xx xxx xoxo ffs asf btw wdym gtg brb afk thanks thx ty cheers mum2 etc asked somewhere anywhere elsewhere theyll
youll itll
babes babe hun huns hunni bestie besties luvs matey mush pal pals lovely sweetie darling peeps yall chaps folks avatar
followed outfits island realm realms
house village farm base pets inventory grid aesthetic dump captions
till room hall pitch hers herself himself ourselves deserves wins beats rocks
slaps bangs bops
"""
#: No plain word of these is a name.
NOT_NAMES: Final = frozenset(_WORDS.split())

_OTHER = re.compile(
    r"""[0-9.,:+-]+ | [0-9]+(?:st|nd|rd|th|k|m|am|pm|p|x|s|gb|mb|tb|ft|kg|g|cm|mm|km|hz|fps|mins?|hrs?|h|d|w|yrs?|yo|v[0-9]+|
    min|ish|px|bit)
    | [0-9]{1,2}[.:][0-9]{2}(?:am|pm)? | u[0-9]{1,2}s? | under[0-9]{1,2}s? | y(?:ea)?r?[0-9]{1,2} | v?[0-9]+(?:\.[0-9x]+){1,3}
    | gr8 | m8s? | l8r? | b4 | w8 | h8 | str8 | 4eva | 4ever | 2day | 2moro | 2morrow | 2nite | 2moz | 2mrw | any1 | every1 |
     some1 | no1 | l8ers
    | (?:fifa|fc|gta|cod|mw|nba2k|nba|wwe2k|wwe|f1|halo|euros?|madden|nhl|mario|mk|efootball|pes|worldcup|wc|t20|windows|win|
      ios|android|iphone|ipad|galaxy|pixel|switch|xbox|ps|ubuntu|python|java|chat|gpt|covid|year|age|under|over|class|team|group|
      room|pitch|court|lane|net|bus|bay|gate|form|img|dsc|vid|pxl|screenshot|version|episode|rule|june|july|sept?|oct|nov|dec|jan|
      feb|mar|april?|may|aug)[ _.-]?[0-9]{1,8}s?
    | ps[1-5] | xbox360 | mp[34] | 3ds | covid19 | chapter[0-9]+ | season[0-9]+ | part[0-9]+ | level[0-9]+ | lvl[0-9]+ |
     (?:top|day|week|round|pt|ep|ch|vol)[0-9]+
    | [a-z0-9_.-]+\.(?:jpe?g|png|gif|mp[34]|mov|pdf|docx?|xlsx?|csv|txt|zip|exe|html?|php|py|js|deb|conf|com|co|uk|org|net|gg|
    tv|io|ly|app|edu|gov)
    | e\.g | i\.e | p\.s | a\.m | p\.m | etc\. | f2f | [a-z]2[a-z] | mp3s | h2o | co2 | [a-z]{1,2}[0-9]{1,2}
    """,
    re.VERBOSE,
)


def is_other_token(token: str) -> bool:
    """Whether a token with digits or points is a time, a size, an age group, a file, texting: no name on a service."""
    return _OTHER.fullmatch(token) is not None
