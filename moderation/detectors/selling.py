"""Adults who use the organisation's place to earn for themselves (policy map 3.11).

It takes an offer (what is sold, a price, a way to pay) and that it is the writer's own. The organisation's fees, kit, raffles
and collections are its business; a sponsored run is charity.
"""

from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._phrases import Said, best, compiled, said, table
from moderation.model import Category, Finding

_NAMES = {
    "my": "my|our own|my own|me for|with me for",
    "service": "(1 ?(:|to|2|-|on) ?1|one (to|on|2) one|one2one|121|private|personal|extra|individual)( (1 ?(to|:) ?1|"
    "batting|bowling|swimming|maths|football|guitar|"
    "piano|dance|gymnastics|fitness|english|tennis|online|gcse))? (coaching|lessons?|tuition|sessions?|training|tutoring|"
    "classes|tutor|coach|trainer)",
    "goods": "(coaching|course|courses|book|e ?book|merch|merchandise|shop|store|business|academy|camp|camps|products?|"
    "programme|plan|supplements?|"
    "cakes?|candles?|jewellery|crypto course|training plan|online course|etsy|depop|vinted|onlyfans|patreon)",
    "pay": "(paypal|pay ?pal|venmo|cash ?app|monzo|revolut|bank transfer|cash only|cash or transfer|cash in hand|crypto|"
    "bitcoin|buy ?me ?a ?coffee|ko ?fi|patreon)",
    "price": "£ ?[0-9]{1,4}|[0-9]{1,4} ?(quid|pounds?|gbp)|[0-9]{1,3} ?an? (hour|session|lesson)|half price|"
    "[0-9]{1,2} ?% (off|discount)",
}
_RULES = table(
    """
selling 860 (buy|book|try|join|order|check out|sign up (to|for)|get|shop|visit|support|subscribe to) {my} {goods}
selling 860 (buy|book|order) {my} {service}|{my} (private |own )(coaching|lessons|tuition|clients|business|academy)
selling 850 (i|i'm|i am|i've|i'll) (be )?(do|doing|offer|offering|run|running|give|giving|sell|selling|have|got|been doing)
    (some |a few )?{service}
selling 850 {service} ... ({price}|{pay}|dm me|message me|pm me|text me|whatsapp me|contact me|book (now|with me)|
    spaces with me)
selling 850 (use|enter|with) (my |our )?((referral|discount|promo|affiliate) )?code [a-z]{2,12}[0-9]{1,3}|(use|with) my (code|
    link) ... ({price}|off|discount|checkout)
selling 840 {my} (referral|affiliate|discount|promo) (link|code)|link in (my )?bio|swipe up|limited (spaces|slots) .. (dm|
    message) me|
    (dm|message|pm|inbox|text) me (to (book|order|buy|join my|earn)|for (prices|price list|rates|details of my|my price))
selling 840 (pay|payment|send|paid|deposit) .. (by|via|to|on|with|through|using) (my )?{pay} // club|school|committee|
    treasurer|subs|fees|match fee|kit|raffle|tickets|deposit for the
selling 820 (side hustle|be your own boss|work from home opportunity|earn (£ ?[0-9]{2,5}|[0-9]{2,5} a (week|month)|
    extra (cash|money|income) )|passive income|financial freedom|
    join my (team|downline)|forever living|herbalife|avon (rep|order)|body ?shop at home|crypto (signals|course|
    trading group)|forex)
selling 800 (i'm|im|i am|i've got|i have) ... (selling|for sale) ... {price}|(for sale|selling) {my} ... {price}
selling 780 (follow|like|subscribe to|check out) {my} (business|shop|company|only ?fans|etsy|brand|new business|coaching page|
    fitness page)
""",
    _NAMES,
)
_OURS = compiled(
    "(club|school|pre ?school|nursery|team|squad|committee|pta|friends of|society|troop|pack|charity|fundrais[a-z]{2,4}|"
    "raffle|tombola|proceeds|donations?|raise|"
    "raising|raised|sponsor[a-z]{0,5}|justgiving|bake sale|funds|subs|membership|bursary|free of charge|hardship)",
    {},
)
_DECLINES = compiled(
    "(not|never|don't|dont|no|isn't|aren't|can't|cannot|please avoid|policy|rule|allowed|shouldn't|must not|nobody|"
    "scam|beware) ... ",
    {},
)


class Selling:
    name = "staff-conduct/selling"
    version = 1
    clauses = ("3.11",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        if not context.author.may_be_adult:
            return
        for score, what in best((_score(what), what) for what in said(view, _RULES, "folded")):
            reason = "Somebody seems to be selling or advertising for themselves here."
            yield saw(self, Category.STAFF_CONDUCT, what.phrase.kind, what.hit, score, reason)


def _score(what: Said) -> int:
    if what.near(_OURS) or what.before(_DECLINES, 40):
        return min(what.phrase.score, 350)
    return what.phrase.score


DETECTOR = Selling()
