"""The words of private contact, for the tables of `_contact_moves` and `_contact_asks`."""

from moderation.detectors._speech import NAMES as _SPEECH

NAMES = _SPEECH | {
    "contact": (
        "dm|pm|dms|d m|inbox|msg|mssg|message|text|txt|call|ring|phone|fone|bell|snap|snapchat|whatsapp|"
        "whats ?app|facetime|ft|add|follow|hmu|hit me up|voice note|voicenote|email|e-mail|write to|"
        "message me|friend|buzz"
    ),
    "apart": (
        "private(ly)?|on the side|instead|one to one|1 ?(to|-|2|:) ?1|just (you|us|me)|direct(ly)?|on "
        "{my} (own|personal|other|new|private|proper|main|real|second|alt)( ?(one|phone|number|account|"
        "acc|insta|snap))?|later|tonight|2nite|any ?time|whenever|anytime you|if (you|u) (want|wanna|"
        "need|ever|fancy|like|get|are|r|can't|cant)|when (you're|ur|you are|u r|you|u|{home_adult}) .. "
        "(in bed|home|alone|bored|asleep|free|in|finished|read)|in bed|after dark|at night|late|24 ?7|"
        "anytime|any hour"
    ),
    "child_items": (
        "robux|v ?bucks|nitro|skins?|battle ?pass|gift ?cards?|vouchers?|coins|gems|codes?|boots|"
        "trainers|football boots|phone|iphone|ipad|tablet|ps5|xbox|switch|console|controller|clothes|"
        "jewellery|necklace|bracelet|ring|perfume|make ?up|money|cash|tenner|fiver|(?<=£)[0-9]{1,4}|"
        "[0-9]{1,4} ?(quid|pounds|pound|£)|present|gift|prezzie|pressie|something (special|nice|for "
        "you)|treat|vapes?|fags|weed|alcohol|vodka|drink|drinks|beers?|cider|booze|tickets?|chocolates?|"
        "sweets|flowers|maccies|mcdonald'?s|dinner|lift|ride|taxi|uber|credit|top ?up|data"
    ),
    "lonely_place": (
        "{my} (car|van|house|place|flat|room|home|gaff|caravan|tent|office|shed|boat|bed|motor|hotel( "
        "room)?|garage|studio|yard)|mine|ours|the (woods|park|car park|alley|back|bins|underpass|canal|"
        "river|storeroom|store ?cupboard|cupboard|shed|boathouse|changing rooms?|toilets?|loos|back "
        "gate|side door|fire exit|bus station|train station|stables|old mill|skatepark|bridge|corner)|"
        "hotel|a hotel|in town|behind .. "
    ),
    "unseen": (
        "(just|only) (you|u|us|me and (you|u)|you and (me|i)|u n me|us two|us 2|the two of us|the 2 of "
        "us|yourself|ourselves)|us two|just us|{alone}|no ?one (else|about|around|there)|nobody (else|"
        "about|around|there)|without (the others|anyone|anybody|{your} .. ({home_adult}|mates|friends|"
        "brother|sister))|before (the others|anyone|everyone)( .. (get|gets|arrives?|comes?|here))?|"
        "after (the others|everyone|they'?ve all|everybody) .. (gone|left|go|leave|home|showered)|when "
        "(everyone'?s|the others (have )?|nobody'?s|no ?one'?s|{your} .. ({home_adult}) .. ) .. (gone|"
        "left|about|around|out|asleep|in)|(don't|dont|no need to) (bring|tell|wait for) (anyone|anybody|"
        "the others|{your} ({home_adult}|mates|friends|sister|brother))|bring nobody|two'?s company|in "
        "private|privately|where no ?one|where nobody|so (naebody|nobody|no ?one) sees"
    ),
    "the_others": (
        "the others|the other (lads|girls|boys|kids|players|parents|leaders|coaches|ones|lot|lassies|"
        "scouts)|anyone|anybody|anyone else|no ?one|nobody|everyone|any1|ne1|a soul|{your} (friends|"
        "mates|brother|sister|boyfriend|gf|bf|form tutor|social worker|careworker|carer|foster "
        "({home_adult}|mum|carer)|support worker|coach|tutor|teacher|boss)|coach|sir|miss|the (mods?|"
        "teachers?|club|committee|welfare( officer)?|supervisor|centre|college|school|police|assessor|"
        "council|manager|coach|wife|group leader|admins?)|welfare|supervisor|mods|ofsted|hr|the welfare|"
        "mrs [a-z]{2,12}|mr [a-z]{2,12}"
    ),
    "at_home": (
        "{your} ({home_adult})|({home_adult})|home|anyone at home|{your} (family|folks|house)|yer "
        "({home_adult}|maw|mammy)|ya ({home_adult}|ppl)|ur ppl|parents"
    ),
    "tell": (
        "tell|tel|telling|mention|say|show|let|bother|involve|inform|breathe a word|let on|blab|share|explain|copy|repeat"
    ),
    "lesson": "policy|assembly|lesson|talk (about|on)|poster|leaflet|webinar",
    "sport": "match|game|training|goal|ball|kit|ref|pitch",
    "surprise": (
        "surprise|birthday|bday|party|leaving do|leaving present|secret santa|cake|anniversary|engaged|"
        "proposal|puppy|retirement|retire|spoilers?|score|recipe|tactics|present for|presents? for (mum|"
        "dad|coach|nan)|father'?s day|mother'?s day|trophy|chipped in|collection|whip ?round"
    ),
    "dont_tell": (
        "(don't|dont|dnt|do not|dinnae|divvent|never|please don't|pls dont|best not|better not|no need "
        "to|needn't|need not|not to|you don't (have|need) to|you dont (have|need) to|u dont (have|need) "
        "to|u don't (have|need) to|without|rather you didn't|don't be|dont be|can't|cant|mustn't|must "
        "not|promise (me )?((you|u) )?(won't|wont|not to)|promise not to|swear (you|u) (won't|wont)|"
        "make sure (you|u) (don't|dont|never)|remember not to|just don't|just dont|why would (you|u)|"
        "not a word|won't) {really}"
    ),
    "body_part": ("body|legs|bum|figure|eyes|smile|lips|hair|voice|chest|curves|face|shape|thighs|muscles|abs|skin|feet"),
    "sweet": (
        "gorgeous|beautiful|sexy|cutie|princess|handsome|babe|baby|bby|sweetheart|sweetie|darling|"
        "darlin|angel|hot stuff|hottie|pretty (thing|girl|boy|lady|face)|stunning|my (love|lovely|"
        "princess|star|girl|queen|king|special (girl|boy|one)|favourite)|cariad|honey|hun|lovely girl"
    ),
}
