"""Sites that clubs and schools link to, and those that nobody should: plain words, written by hand for this project.

`KNOWN` are registered domains (with what stands below them) that are well known and moderated or official; being here says
that a link is what it seems, not that every page is fit for a child. An organisation adds its own by its allow-list.
"""

from typing import Final

_KNOWN_WORDS = """
bbc.co.uk bbc.com itv.com channel4.com channel5.com sky.com skysports.com theguardian.com independent.co.uk reuters.com
espn.co.uk espncricinfo.com cricbuzz.com premierleague.com uefa.com fifa.com olympics.com paralympic.org.uk teamgb.com
nspcc.org.uk thecpsu.org.uk childline.org.uk iwf.org.uk samaritans.org mind.org.uk youngminds.org.uk kooth.com
papyrus-uk.org giveusashout.org beateatingdisorders.org.uk barnardos.org.uk childrenssociety.org.uk
anti-bullyingalliance.org.uk kidscape.org.uk ceopeducation.co.uk thinkuknow.co.uk childnet.com saferinternet.org.uk
internetmatters.org ico.org.uk nationalbullyinghelpline.co.uk runawayhelpline.org.uk themix.org.uk talktofrank.com
actionforchildren.org.uk redcross.org.uk sja.org.uk resus.org.uk ecb.co.uk play-cricket.com pitchero.com clubbuzz.co.uk
spond.com teamer.net teamsnap.com lovecricket.co.uk lords.org englandfootball.com thefa.com fulltime.thefa.com
englandrugby.com rfu.com rugby-league.com englandhockey.co.uk englandnetball.co.uk englandathletics.org
britishathletics.org.uk swimming.org swimengland.org british-gymnastics.org lta.org.uk britishcycling.org.uk
britishrowing.org basketballengland.co.uk badmintonengland.co.uk parkrun.org.uk parkrun.com strava.com sportengland.org
ukcoaching.org scouts.org.uk girlguiding.org.uk dofe.org stjohn.org.uk nationaltrust.org.uk english-heritage.org.uk
yha.org.uk rspb.org.uk wildlifetrusts.org zsl.org tate.org.uk britishmuseum.org nhm.ac.uk sciencemuseum.org.uk google.com
google.co.uk forms.gle g.co maps.app.goo.gl youtube.com youtu.be gmail.com microsoft.com office.com live.com outlook.com
apple.com icloud.com zoom.us webex.com dropbox.com wetransfer.com canva.com doodle.com surveymonkey.com eventbrite.co.uk
eventbrite.com ticketsource.co.uk ticketmaster.co.uk justgiving.com gofundme.com easyfundraising.org.uk parentpay.com
schoolcomms.com parentmail.co.uk classdojo.com seesaw.me tapestryjournal.com arbor-education.com wikipedia.org wikimedia.org
britannica.com khanacademy.org kahoot.com kahoot.it quizlet.com quizizz.com duolingo.com mymaths.co.uk ttrockstars.com
sumdog.com senecalearning.com savemyexams.com physicsandmathstutor.com corbettmaths.com mathswatch.co.uk aqa.org.uk
ocr.org.uk edexcel.com pearson.com ucas.com cityandguilds.com instituteforapprenticeships.org onefile.co.uk
smartassessor.co.uk skillsforlife.campaign.gov.uk tes.com twinkl.co.uk scratch.mit.edu mit.edu code.org raspberrypi.org
python.org github.com w3schools.com metoffice.gov.uk nationalrail.co.uk thetrainline.com traveline.info nationalexpress.com
firstbus.co.uk stagecoachbus.com royalmail.com amazon.co.uk amazon.com ebay.co.uk argos.co.uk decathlon.co.uk
sportsdirect.com jdsports.co.uk asda.com tesco.com sainsburys.co.uk johnlewis.com marksandspencer.com paypal.com
gocardless.com sumup.com stripe.com discord.com discordapp.com discordapp.net slack.com tenor.com giphy.com imgur.com
spotify.com soundcloud.com vimeo.com instagram.com facebook.com fb.com tiktok.com snapchat.com twitter.com x.com threads.net
pinterest.com pinterest.co.uk reddit.com linkedin.com whatsapp.com telegram.org signal.org
netflix.com twitch.tv roblox.com minecraft.net fandom.com epicgames.com steampowered.com steamcommunity.com nintendo.com
nintendo.co.uk xbox.com playstation.com chess.com lichess.org pokemon.com lego.com fortnite.com ea.com
"""
KNOWN: Final = frozenset(_KNOWN_WORDS.split())
#: Only public bodies register below these.
OFFICIAL: Final = (
    "gov.uk", "ac.uk", "sch.uk", "nhs.uk", "police.uk", "parliament.uk", "mod.uk", "gov.scot", "gov.wales", "llyw.cymru", "edu",
)  # fmt: skip
#: What leads somewhere else without saying where.
_SHORTENERS_WORDS = """
bit.ly bitly.com tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly rb.gy cutt.ly cutt.us shorturl.at shorturl.com rebrand.ly
tiny.cc t.ly tr.im lnkd.in bl.ink adf.ly shorte.st ouo.io bc.vc soo.gd s.id qr.ae qrco.de x.gd u.to clck.ru vk.cc short.gy
short.io shorter.me urlz.fr da.gd chilp.it snip.ly snipurl.com lc.chat dub.sh tny.im tinu.be kutt.it urlshort.dev
linkvertise.com link-to.net exe.io gplinks.co za.gl grabify.link iplogger.org iplogger.com blasze.tk yip.su 2no.co wl.gl
"""
SHORTENERS: Final = frozenset(_SHORTENERS_WORDS.split())
#: Names that are imitated to steal accounts and money, in letters and digits only.
_IMITATED_WORDS = """
paypal discord discordapp roblox instagram facebook youtube netflix snapchat tiktok whatsapp minecraft fortnite
steamcommunity steampowered epicgames playstation nintendo amazon microsoft spotify twitch google childline barclays
santander royalmail natwest lloydsbank parentpay classdojo justgiving telegram
"""
IMITATED: Final = frozenset(_IMITATED_WORDS.split())
#: Top-level domains that are cheap, rarely checked and rarely a club's.
_RISKY_WORDS = "xyz top icu tk ml ga cf gq click gift cam rest buzz monster quest zip mov ru su win loan pw"
RISKY_ENDS: Final = frozenset(_RISKY_WORDS.split())
