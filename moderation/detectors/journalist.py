"""Somebody writes for the press and asks (policy map 8.15): whoever speaks for the organisation answers, and no staff besides.

One sign is not enough: people say where they work, read the paper, ask for a comment on an essay. Two make it likely: somebody
is of the press, wants to be told something, and means to publish it. Some phrases only the press uses ("right of reply").
Where none is met, slighter signs close together are weighed (`_press_cues`), those of a blog or of a reporter at the gate too.
The model's reading of the whole message is weighed in.
"""

from collections.abc import Iterable
from typing import Final

from moderation.context import Context
from moderation.detectors import View
from moderation.detectors._evidence import of_one_kind
from moderation.detectors._phrases import Said, best, compiled, said, table
from moderation.detectors._press_cues import CUES, NOT_THE_PRESS, PUBLISHERS, WANTING
from moderation.detectors._speech import LAUGH
from moderation.detectors._weighed import REACH, weighed
from moderation.model import Category, Finding

_NAMES: Final = {
    "i_am": "i'm|i am|im|i|this is|it's|its|we're|we are|here is|hello from|hi from|name is|name's|me",
    "from": "from|with|at|for|write for|writing for|work for|works for|working for|reporting for|reporter (for|at|with)|"
    "on behalf of|representing|in touch from|messaging from|calling from|freelancing for|covering .. for",
    "paper": "(evening|daily|sunday|weekly|morning) (post|telegraph|news|mail|echo|star|express|mirror|times|standard|record|"
    "gazette|"
    "chronicle|argus|herald|mercury)|telegraph|gazette|herald|chronicle|evening standard|guardian|observer|mercury|argus|"
    "courier|advertiser|examiner|echo|tribune|express and star|"
    "bbc( [a-z]{2,12}){0,2}|itv( [a-z]{2,12})?|sky (sports )?news|channel (4|four|5|five)( news)?|talksport|"
    "newsquest|national world|press association|pa media|reuters|news ?desk|newsroom|(local|news) (paper|press|radio|"
    "news|website|site|"
    "agency)|newspapers?|the paper|community (news|radio|paper)|radio [a-z]{3,15}|the press|the media|"
    "{paperlike}",
    "paperlike": "radio [a-z]{3,15}|[a-z]{3,15} radio|[a-z]{3,15} (live|post|news|times|fm|journal|citizen|press|standard|mail|"
    "star|reporter)",
    "who": "reporter|journalist|news editor|sports editor|correspondent|features writer|press photographer|news producer|"
    "documentary maker|columnist|producer (on|for|with|at)|researcher (on|for|with|at)",
    "piece": "story|article|report|exclusive|documentary|programme|investigation|podcast|news item|feature",
}
#: Somebody says that they are of the press.
_IS_PRESS: Final = """
journalist 860 {i_am} ((also|a|an|the|actually|currently|just|hoping) ){0,2}((freelance|local|trainee|senior|
    sports|news|junior|crime|education|investigative|broadcast) )?{who}
journalist 860 ((freelance|local|trainee|senior|sports|news|junior|crime|education|investigative|broadcast)
    )?{who} (here|speaking|for|from|with|at)
journalist 850 {i_am} .. {from} .. {paper}|from .. {paperlike} here|{paper} (here|speaking)|{i_am} .. (in touch|
    writing|messaging|calling|ringing) (from|for) .. {paper}
journalist 850 (cover|covering|reporting on|writing|writing up|do|doing|filming|producing|produce|making|
    researching|working on) ... (for|with) .. {paper}
journalist 850 {i_am} .. (produce|make|present|run|edit) (a|the) .. (podcast|news|paper|programme|radio show)|my
    (news )?editor|our (newsroom|readers|viewers|listeners)|[a-z]{3,12} (news|gazette|herald|echo|telegraph|
    live) END
"""
#: They want to be told something …
_ASKS: Final = """
journalist 840 (can|could|would|will|may|are|is|do|does|any|for|have|give|get|want|wants|like|love|after|need|
    needs) ((you|u|i|we|anyone|anybody|someone|somebody|the|a|an|club|school|coach|committee|nursery|able|to|
    give|giving|fancy|offer|provide|make|have|us|me|any|get|like|please|your|few|some|quick|time|for|send|over|
    out|welfare|officer|chair|manager|want|wish|willing|happy|be|who|would|best|ask) ){0,8}(comment|confirm|
    respond|hear from|ring me|call me|contact me|chat|quotes?|statement|interview|interviewed|response|reaction|
    side of|line from|questions|speak|talk|chat)
journalist 840 (looking|hoping|keen|trying|want|wants|wanting|would like|like|love|willing|asking) (to|for) ..
    (speak|talk|chat|interview|be interviewed|hear|parents|players|comments?|quotes?|someone|anyone|families)|
    happy to (talk|speak|chat)
journalist 840 (contacting|approaching|asking|in touch with) (you|the club|the school) for (a )?(comment|
    statement)|invite .. (onto|on to|on) (our|the) .. (show|programme|podcast)|(share|sharing|tell|telling)
    (their|your|us your|us their) (experiences?|story|stories|side)|(our|the) (paper|newspaper|programme)
    understands|(anyone|anybody|who|someone) .. (fancy|fancies|willing|up for) (giving|being|talking)|(send|
    issue|release) .. (a )?statement|(is|was) it true|any (comment|truth|reaction)|(on|off) the record|heard
    about (what|the)|how many (children|people|kids) were|come on the show|(lines?|words) from the (club|school|
    college)|need witnesses|what's (going on|happening|happened)|what is going on|wants? a (line|comment|quote)|
    put me in touch
"""
#: … and mean to publish it.
_PUBLISHES: Final = compiled(
    "(a|an|the|this|our|my|that|tomorrow's|friday's|sunday's|week's) (([a-z]{3,12}|short|news|lead|front page) "
    ")?{piece}|piece (on|about|into)|"
    "(publish|publishing|publishes|published|filming|going to air|broadcasting|broadcast)|go(es|ing)? to (print|press)|"
    "(friday's|saturday's|sunday's|monday's|tomorrow's|thursday's|tuesday's|wednesday's|next week's|this week's) "
    "(paper|edition|news)|"
    "deadline|front page|allegations?|grassroots|suspended|police|arrested|newspaper|the paper|our paper|claims|"
    "sacking|sacked|ofsted|"
    "(breakfast|our|the|tonight's|morning) show|on air|go live|appear online|online (this|tonight|later)|website|for "
    "the {paper}",
    _NAMES,
)
#: What nobody else says.
_PRESS_TALK: Final = """
journalist 880 right of reply|request for (a )?(comment|statement)|(declined|refused) to comment|before (we|it|
    they) (publish|publishes|go to print|goes to print|run (it|the story))|(intends?|plans?|about|going) to
    publish
journalist 860 (press|media) (enquiry|inquiry|query|enquiries|inquiries|officer|office)|(who|whom) (handles|
    deals with|speaks to|does) (your |the |our )?(press|media)
journalist 850 (speak|talk|chat) (to|with) (our|a) (reporter|journalist)|go to print|for (print|publication)|
    quote for .. (paper|edition)
"""
_NOT_PRESS: Final = compiled(
    "(school|class|club|year [0-9]{1,2}|student|youth|our own|team|college|house) (newspaper|paper|magazine|newsletter|mag|"
    "news ?letter|blog)|newsletter|club (website|podcast|page|site|socials)|homework|english lesson|media studies|"
    "essay|coursework|(story|film|book|poem) about (a|an|my)|my (dad|mum|uncle|aunt|sister|brother|mate|gran)|"
    "(school|my) project|minecraft|roblox|(did you|have you|anyone) (see|seen|read)|match report|crossword|"
    "(we're|we are|you're|he's|she's|was|were|been) in the (paper|[a-z]{3,12} (telegraph|gazette|herald|echo|post|news))|"
    "press (ups?|play|the|button|start|x|a|enter|send|hard|high|conference game)|bench press|"
    "wannabe|pretend(ing)?|dressed (up )?as|want to be|wanna be|when i grow up|used to be",
    {},
)
_IS, _ASK, _TALK = table(_IS_PRESS, _NAMES), table(_ASKS, _NAMES), table(_PRESS_TALK, _NAMES)
#: "… at the Gazette": they have said whose they are.
_OF_PAPER: Final = compiled("(for|from|with|at|on|of|to) .. {paper}", _NAMES)
_FAINT: Final = 350
#: What slight signs must weigh together: about somebody of the press, and what they want.
#: And how sure that is: less than what is said outright.
_ENOUGH: Final = 650
_SUMMED: Final = 720


_REASON: Final = "Somebody who writes for the press may be asking here."


class Journalist:
    name = "comment/journalist"
    version = 3
    clauses = ("8.15",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        each = ((_score(what), what) for what in said(view, (*_IS, *_ASK, *_TALK), "folded"))
        heard = best((score, what) for score, what in each if score)
        if not any(score > _FAINT for score, _ in heard):  # nothing said outright: do slight signs add up to it?
            signs = weighed(said(view, CUES, "folded"), PUBLISHERS, WANTING)
            heard += [(_sum(what), what) for weight, what in signs if weight >= _ENOUGH]
        most = _FAINT if context.author.is_staff else 1000  # they tell of the press, and of when the club was in the paper
        yield from of_one_kind(self, Category.COMMENT, "journalist", context, heard, _REASON, most)


def _score(what: Said) -> int:
    """How sure one sign is, with what stands around it."""
    if what.phrase in _ASK and not what.near(_PUBLISHES):
        return 0
    alone = what.phrase in _IS and not _asks_too(what)
    if alone or what.near(_NOT_PRESS) or what.near(LAUGH):
        return _FAINT
    return what.phrase.score


def _asks_too(what: Said) -> bool:
    """Whether somebody of the press wants something; who says which paper they report for has said that."""
    if what.phrase is _IS[0] and what.after(_OF_PAPER, 40):
        return True
    return what.near(_PUBLISHES) or any(what.near(rule.pattern) for rule in _ASK)


def _sum(what: Said) -> int:
    """How sure signs are that add up, with all that stands as near as they do."""
    not_press = any(what.near(frame, REACH, REACH) for frame in (_NOT_PRESS, NOT_THE_PRESS, LAUGH))
    return _FAINT if not_press else _SUMMED


DETECTOR = Journalist()
