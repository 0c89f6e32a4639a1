"""Words around schools' names: what makes a name a school's, what ends a name, and what only looks like a school."""

from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A word that ends a school's name: "harfield primary", "st anne's juniors".
KINDS: Final = _set(
    "school primary academy acadamy academi college collage colledge grammar gramar high infants infant juniors junior "
    "secondary comprehensive comp nursery preschool playgroup kindergarten prep preparatory middle montessori skool schl sch "
    "academies utc prim pru coll infs"
)
#: What may stand between a name and such a word, or after one: "st cuthbert's catholic high", "larkmead high school for girls".
BETWEEN: Final = _set(
    "catholic rc cofe ce community church of england c e roman methodist first lower upper junior infant girls boys girl "
    "boy pre "
    "special free village sixth 6th form studio technology technical sports and for in wales va vc aided controlled voluntary "
    "federation trust"
)
BEFORE_KIND: Final = BETWEEN - _set("and for in wales")
#: Kinds that are ordinary words besides, and make a name less surely a school's.
LOOSE_KINDS: Final = _set(
    "academy high middle comp prep sch first junior juniors infant infants secondary primary college nursery"
)

#: These begin or end no name, and cut it where they stand in the middle of small letters.
FUNCTION: Final = _set(
    "a an the this that these those my our your ur his her their its it i im ive id we u you he she they me us him them "
    "who whos "
    "which whens whats wheres what wat wot where when why how is isnt was wasnt are r were be been being am do does did "
    "dont doesnt didnt has have had "
    "having got get gets getting gotten go goes going gone went goin gonna to too 2 at from of for 4 in on by with "
    "without about "
    "into onto over under off out up down near outside inside and or but so cos coz cuz because bc if then than as like "
    "not no yes "
    "yeah yh ye nah ok okay also both all any anyone anybody everyone everybody someone some one every each other another same "
    "there here thats theres heres after before until til till during since while between per via vs v versus against can cant "
    "could will wont would should may might must let lets just only even still now today tonight tomorrow tmrw yesterday again "
    "ever never always soon later ago im hes shes theyre youre were ill its dont one's another's and/or x xx lol lmao pls plz "
    "one two three four five six seven eight nine ten eleven twelve bunk bunks bunking bunked skive skiving please thx "
    "thanks thank hi hey hello dear oh ah omg "
    "tbh ngl idk btw wbu hbu rn fr monday tuesday wednesday thursday friday "
    "saturday sunday mon tue tues wed weds thu thur thurs fri sat sun january february march april june july august september "
    "october november december year yr years y teacher teachers pupil student students kids kid children class form represent "
    "called named attend attends attending starts start starting started leaving leave leaves left moving join joining joined "
    "finish finishes play plays playing played beat beats beating lost won draw drew host hosts hosting hire hired hiring "
    "visit visited visiting welcome meet meeting miss missed love loves loved hate hates hated know knows knew said says say "
    "told tell see saw seen think thought want wants wanted need needs needed make makes made take takes took bring come comes "
    "came coming back home away team teams game match fixture well done good luck congratulations congrats shout shoutout"
)
#: Before a word these are how a school is called after a person: "lady margarets", "king oswalds", "bishop latimer".
TITLES: Final = _set("st saint lady king queen bishop archbishop cardinal sir dame lord prince princess")
#: Nurseries are called after small things in the plural: "busy badgers", "tiny acorns".
NURSERY_BEGINNINGS: Final = _set("little tiny busy happy wee jolly cheeky")
#: In small letters these are ordinary talk about schools and no part of a name: "a lovely little primary", "after school".
ORDINARY: Final = _set(
    "new old big small little local nearest nearby great nice lovely best better worst posh rubbish bad boring good different "
    "whole entire actual real real-life first second third last next previous current former ex main real proper big "
    "bigger home "
    "online village town city state public private independent special mixed free single boys girls boy girl kids mum mums dad "
    "dads nan sister sisters brother brothers son daughter cousin friend friends mate mates lad lads infant junior primary "
    "secondary high middle upper lower nursery school schools college academy sixth grammar catholic faith church bus run trip "
    "uniform holiday holidays term time times day days night nights week weeks weekend month hours hour minute minutes mins "
    "morning afternoon evening really very quite pretty proper super so too way mega sky knee chest waist head shoulder ankle "
    "thigh all-time record ten five four three two one six seven eight nine hundred feet foot metres inches per cent aim "
    "aiming "
    "jump jumped jumping kick kicked throw threw climb climbed ball bounce bounces score scores scored scoring heart "
    "hearts stakes flying running left quit "
    "skip skipped bunk bunked hit hits keep heads head tide tides pressure risk temperature temperatures temp fever price "
    "prices "
    "level levels quality fat low higher highest aimed volume blood speed energy moral stay stayed feel feeling feels "
    "felt about "
    "studying work works working job training coach coaching cricket football rugby netball hockey tennis swimming dance music "
    "drama art sport sports gym club clubs session sessions fixtures results photos photo forms letter letters kit shoes bag "
    "lunch lunches dinner dinners play field fields hall gate gates council board heads governors governor report reports run "
    "project projects work homework life day's age aged old-school back-to more most many few several lots loads plenty under "
    "seniors senior foster over u11 u12 u13 u14 u15 u16 open opens closed closes shut broke break broke-up broken hate "
    "during end start moment minute second bottom top beginning weekends breaktime lunchtime break christmas assembly "
    "church chapel mosque temple camp scouts guides cadets hospital doctors dentist work uni university"
)
#: Ordinary words with which a name may begin: "little oaks".
BEGINNINGS: Final = _set("little big old new great upper lower high")
#: Right before a kind, these make it no school of a child's: "dance academy", "summer school", "coaching college".
ACTIVITY: Final = _set(
    "summer sunday saturday easter holiday swim swimming driving drama dance dancing stage theatre ballet music football "
    "cricket "
    "rugby tennis golf riding ski skiing surf surfing sailing language film art cookery medical law business night boarding "
    "evening martial karate judo taekwondo kickboxing boxing gymnastics cheer cheerleading performing acting singing coaching "
    "goalkeeper keeper futsal hockey netball basketball athletics running cycling sports sport esports gaming leadership "
    "talent "
    "development elite youth police military naval staff training flying forest old high secondary primary middle nursery pre "
    "after before breakfast online home virtual electoral teaching community further tertiary royal national war "
    "obedience puppy "
    "dog garden plant tree day"
)
#: Before "academy" these name a football club's.
CLUBS: Final = _set(
    "united city rovers rangers town athletic albion wanderers villa county forest palace arsenal chelsea spurs liverpool "
    "everton "
    "hotspur fc afc rfc cc club yorkshire lancashire surrey essex kent sussex hampshire durham notts derbyshire somerset "
    "gloucestershire northants "
    "warwickshire worcestershire leicestershire middlesex glamorgan cheshire saints tigers wasps sharks falcons spartans"
)
#: A name that ends so is a place in a town as often as a school: "sefton park".
PLACE_ENDS: Final = _set(
    "park road rd street lane hill bridge castle church common beach lake forest wood woods farm mill station green hall moor "
    "heath valley island bay gate cross end view tower way grove court house cathedral abbey priory garden gardens mead "
    "field fields crescent avenue drive terrace close row square place"
)
#: Capitals that stand where a school's could and are none.
NOT_SCHOOLS: Final = _set(
    "kfc nhs uk usa us pgl ymca bmx mma bjj cc fc rfc afc atc ikea asda hmv jd pe dt re ict pshe lol omg idk tbh bbq nec "
    "dfs aldi "
    "lidl spar bts dc pc tv vip sen ehcp gym gcse gcses btec sats act sat ncs ccf dofe rspb rspca spa eu la ny nyc mum "
    "dad nan nans "
    "home work bed lmao lmfao smh ffs wtf bnm tkmaxx cex gp ent icu hdu moma mcc ecb fa rfu lta bbc itv psg tott mufc lfc "
    "cfc avfc "
    "nufc wwe ufc nba nfl mot rac nct kwik parcs greggs tesco costa nandos starbucks morrisons sainsburys waitrose "
    "primark boots argos wilko poundland "
    "wetherspoons spoons mcdonalds subway wagamama halfords decathlon smyths lush superdrug ufo nasa csgo cod fifa gta "
    "xbox ps4 ps5 imax vue odeon ace sas raf dvla hmrc "
    "cpr aed mri "
    "ct scuba aqua eid dubai rehab jail hell hull bath york leeds kent cbbc itu nato usw blm pta ptfa psa scout guide "
    "cubs cub agm "
    "egm dbs cpd ofsted dsl lado"
)

#: First names of children, as a sign that somebody is named: the most given of recent decades, from general knowledge.
FIRST_NAMES: Final = _set(
    "aaliyah aaron abdul abi abigail abu adam adil aisha ahmed aidan aiden ailsa alan alana alba albert alesha alex alexa "
    "alexander "
    "alexandra alfie ali alice alicia alisha alison alistair amber amelia amelie amina amir amira amy anaya andrew angel angus "
    "anika anisa anna annabel anya archie aria ariana arjun arlo arthur asha ashton aurora ava aya ayaan ayesha ayo bailey "
    "bea beatrice bella ben benjamin benji beth bethany billy bobby brandon brooke caitlin callum cameron carys catherine "
    "charlie "
    "charlotte chloe chris christopher ciara cody cole conor connor corey daisy damian dan daniel danny darcey darcy "
    "david dexter "
    "diya dominic dylan eddie edward effie eleanor eli eliana elijah elin ella ellie elliot elliott ellis elsa elsie "
    "emilia emily emma "
    "emmanuel eren erin esme ethan eva evan eve evelyn evie ezra faith farah fatima fatimah felix ffion fin finlay finley "
    "finn fiona "
    "florence fraser freddie freya gabriel george georgia georgina grace gracie hamza hana hanna hannah harley harper "
    "harriet harris "
    "harrison harry harvey hasan hassan heidi henry holly hope hugo ibrahim imani imogen imran iris isaac isabel isabella "
    "isabelle "
    "isha isla ismail isobel ivy jack jackson jacob jade jaden jai jake james jamie jasmine jason jaxon jay jayden jenson "
    "jess jessica "
    "jodie joe joel john jonah jonathan jordan joseph josh joshua jude julia kai kaitlyn karim kate katie kayla keira "
    "kelsey khadija "
    "kian kiera kieran kyle lacey lana lara laura lauren layla leah lennon leo leon leroy lewis lexi liam libby lily "
    "lilly logan lola "
    "lottie louie louis louisa luca lucas lucia lucy luke luna lydia maddie maddison madison mae maisie malachi marcus "
    "maria mariam "
    "marley martha maryam mason matilda matthew max maya megan meera mehdi mia michael mikey mila millie milo mohammad "
    "mohammed molly "
    "muhammad musa mustafa myla nadia naomi natalie nathan nathaniel nia niamh nicholas nicole noah noor olive oliver "
    "olivia ollie "
    "omar orla oscar owen paige patrick penelope peter phoebe pippa poppy priya rachel rafferty rahul ralph raphael ravi "
    "rebecca "
    "reece reggie reuben rhys riley robert robyn rohan roman ronnie rory rosie ross rowan ruby rufus ryan sadie sam "
    "samira samuel sara "
    "sarah sasha scarlett seb sebastian seth shanice shay shreya sienna simran skye sofia sonny sophia sophie stanley "
    "stella stephen "
    "summer susie taha tamara tariq taylor teddy tegan theo thomas tilly toby tom tommy tyler umar usman victoria violet "
    "wilf will william willow xander yasmin yusuf zac zach zahra zain zak zara zayn zoe zoya"
)
