"""Swearing, slurs and sexual language, however it is disguised (clauses 3.1, 3.2, 3.6).

The words are in `_words`, and those that the organisation added in its settings. How sure a finding is follows their level:
strong words are certain, medium ones worth a look, so that a profile sets its level by its thresholds. A word counts only as
a whole word. Words that are as often innocent as not (a cock crows, Dick Turpin rides) count only where the sentence leaves
no doubt or the writer disguised them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from moderation.context import Context
from moderation.detectors import Hit, View, saw
from moderation.detectors._own_words import SCORE, Looked, looked
from moderation.detectors._phrases import Phrase, Said, best, said, table
from moderation.detectors._speech import NAMES, reported
from moderation.detectors._words import ANYWHERE, INNOCENT, INNOCENT_BESIDE, WORDS, Level, Word
from moderation.model import Category, Finding

_TOKEN = re.compile(r"(?<![a-z0-9*])[a-z][a-z*]{1,40}")
# Signs for letters, read more boldly than the `words` layer may: only the words of the list come of it.
_LEET = re.compile(r"(?<![a-z0-9@$!|+])(?=[0-9@$!|+]{0,8}[a-z])(?=[a-z]{0,16}[0-9@$!|+])[a-z0-9@$!|+]{4,20}(?![a-z0-9])")
_SIGNS = str.maketrans("013457@$!|+", "oieastasiit")
_POSTCODE = re.compile(r"[a-z]{1,2}[0-9]{1,2}[a-z]?")
_RUN = re.compile(r"(.)\1*")
_SCORES = {"profanity": 920, "sexual": 850, "hate": 950, "insult": 850}
_MEDIUM = 480
_REASONS = {
    "profanity": "This looks like swearing.",
    "hate": "This looks like a slur against people for who they are.",
    "sexual": "This looks like sexual language.",
    "insult": "This looks like a coarse insult.",
}
_BESIDE = {word: re.compile(rf"(?<![a-z])(?:{beside})(?![a-z])") for word, beside in INNOCENT_BESIDE.items()}
#: Innocent in themselves, and not when somebody takes the trouble to hide them.
_DOUBTFUL = {
    word: Word(word, "profanity", Level.STRONG)
    for word in ("dick", "dicks", "cock", "cocks", "pussy", "prick", "pricks", "tit")
}

_TABLE = r"""
profanity 900 ({you}|you are such|{you_are}|such|being|what|stop being|acting like|like|absolute|total|
    complete|massive|these|those|bunch of|load of|proper|right|little|fucking|bloody) (a |an )?((massive|
    total|complete|little|absolute|fucking|proper|big|huge|right|stupid|such a|sad) ){0,2}(dick|dicks|cock|
    cocks|prick|pricks|knob|knobs|nob|nobs|pussy|pussies|fanny|bell end|bawbag|bawbags|bellend)
    // dick (turpin|whittington|tracy|howser|van|francis|advocaat)|whittington|robin|crow|cockerel|hen|
    pussy (cat|willow|foot)|fanny (price|pack)|butter|door|spotted|knob of|cocks? up|uncle|aunt
profanity 880 (dick|knob|nob|cock|bell|prick|tit) (head|end|face|sucker|womble)s?
    // {you} (dick|cock) head|village|tent|church|lane|road
profanity 900 son of a bitch|mother fuck(er|ers|ing|in)|(arse|ass|bum) holes?|bull ?shit|holy shit|shut the
    f up|f off
profanity 760 piss(ed)? off|kiss my (ass|arse)|lick my (arse|ass)|up your (arse|ass)|piss take|eat shit
    // (really|am|so|well|bit|proper|was|got|being) pissed off
profanity 480 sod off|bugger off|effing|f'ing|poor sod|daft sod|jog on you|{you} (daft |silly |old )?(git|
    sod)|bugger all
    // git (push|pull|add|commit|hub|repo|clone|branch|merge)
sexual 920 (suck|sucking|sucked|lick|licking|licked|sit on|eat|eating|ride|finger|fingering|fingered) (my|
    his|a|{your}|her|on my|some|me|u|you) .. (dick|cock|balls|knob|nob|pussy|clit|tits|ass|arse|bollocks|
    willy|off|fanny)
    // drives|ticks|dust
sexual 900 dick pics?|(send|snd|show|post|trade|swap|sell|want|got|any|see) (me |us )?({your} |some |
    ur )?(nudes?|tits|boobs|pussy|dick|naked (pics?|photos?|selfies?))
sexual 880 (have|had|having|want|wanna have) (to have )?sex (with|wi|w) (me|{you}|her|him|them|my|{your}|a)|
    ({want_to}|let's|lets|gonna|going to|i'd|would|i will) (shag|bang|screw|smash|rail|bone) ({you} |me |
    her |him |{your} mum|his mum)|(shag|shags|shagged|shagging|banged|banging|fucked) ({your}|his|her|my|
    {you}) (mum|mam|mom|sister|nan|dad)?
sexual 880 (make|made|makes) (me|{you}|her|him) cum|cum (on|in|inside|over|for|4|all over) (me|{you}|her|my|
    {your}|his)|about to cum|i'm cumming|anal sex|oral sex|(jerk|jerking|jack|jacking|toss|tossing|wank|
    wanking) (me |him |myself |himself )?off
sexual 800 ({my}|{your}|his|her|big|huge|hard|tiny|massive|small|nice|got a big|her nice) (cock|dick|pussy|
    clit|boobs|tits|titties|fanny|nipples)
    // crow|hen|chicken|rooster|farm|cockerel|pussy (cat|willow)|fanny pack|pocket|blue|great|coal|pain|
    bird|feeder|name
hate 940 jungle bunn(y|ies)|porch monkeys?|cotton pickers?|sand (monkey|nigger)s?|curry munchers?|carpet
    munchers?|fudge packers?|shirt lifters?|(bum|arse|ass) bandits?|batty (boy|man|men|boys)|camel jockeys?|
    dune coons?|zipper ?heads?|slant eyes?|towel heads?|rag heads?|bum boys?|gas chamber jews?|moon
    crickets?|he ?- ?she
"""
_PHRASES = table(_TABLE, NAMES)
_EMOJI = re.compile("🖕|🍆[^a-z0-9]{0,3}(?:💦|🍑|👅)|(?:🍑|👅|👌)[^a-z0-9]{0,3}🍆|👉[^a-z0-9]{0,2}👌")


class Profanity:
    name = "offensive/profanity"
    version = 1
    clauses = ("3.1", "3.2", "3.6")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        own = looked(context.organisation.own_words)
        heard = [*_words(view, own), *((_score(what, what.phrase.score), what) for what in said(view, _PHRASES))]
        heard.extend(_signs(view))
        heard.extend((what.phrase.score, what) for what in said(view, own.phrases))
        for score, what in best(heard, across_kinds=True):
            kind = what.phrase.kind
            yield saw(self, Category.OFFENSIVE, kind, what.hit, score, _REASONS[kind])


def _score(what: Said, score: int) -> int:
    # Swearing stays swearing in a quotation; a slur that is passed on or condemned is for a person to judge (map 3.2).
    return min(score, 600) if what.phrase.kind in ("hate", "sexual", "insult") and reported(what) else score


def _words(view: View, own: Looked) -> Iterator[tuple[int, Said]]:
    for hit, token in _tokens(view):
        word, sure = _known(token)
        if word is None and (kind := own.kind(token)):
            yield SCORE, Said(_PHRASE[kind], hit, hit.match.string, *hit.match.span())
            continue
        if word is None:
            doubtful = _DOUBTFUL.get(token)
            if doubtful is None or not _disguised(view, hit):
                continue
            word, sure = doubtful, 800
        start, end = hit.match.span()
        what = Said(_PHRASE[word.kind], hit, hit.match.string, start, end)
        beside = _BESIDE.get(word.letters)
        if beside is None or not what.near(beside, 30, 30):
            yield _score(what, min(sure, _SCORES[word.kind]) if word.level is Level.STRONG else min(sure, _MEDIUM)), what


def _tokens(view: View) -> Iterator[tuple[Hit, str]]:
    for hit in view.find("words", _TOKEN):
        token = hit.match[0]
        yield hit, token
        # "such a s l u t" reads "aslut": the article was a letter by itself as well.
        if token[0] in "aiu" and hit.end - hit.start > len(token) + 1 and "*" not in token:
            start, end = view.readings[hit.part].words.span(hit.match.start() + 1, hit.match.end())
            yield Hit(hit.part, start, end, hit.match), token[1:]
    for hit in view.find("folded", _TOKEN):
        yield hit, hit.match[0]
    for hit in view.find("folded", _LEET):
        if not _POSTCODE.fullmatch(hit.match[0]):
            token = hit.match[0].rstrip("!|+").translate(_SIGNS)
            if len(token) > 3:
                yield hit, token


def _signs(view: View) -> Iterator[tuple[int, Said]]:
    for hit in view.find("folded", _EMOJI):
        kind = "profanity" if hit.match[0] == "🖕" else "sexual"
        yield 760, Said(_PHRASE[kind], hit, hit.match.string, *hit.match.span())


_PHRASE = {kind: Phrase(kind, score, _TOKEN) for kind, score in _SCORES.items()}


def _disguised(view: View, hit: Hit) -> bool:
    """Whether the writer took trouble: letters of another script, signs for letters, spaces between them."""
    return view.parts[hit.part].text[hit.start : hit.end].lower() != hit.match[0]


@lru_cache(maxsize=4096)
def _known(token: str) -> tuple[Word | None, int]:
    """The word that a token is, and how sure that is."""
    if "*" in token:
        return _starred(token)
    word = WORDS.get(token)
    if word is not None:
        return word, 1000
    if any(inside in token for inside in ANYWHERE) and not any(good in token for good in INNOCENT):
        return Word(token, "hate" if "nigga" in token else "profanity", Level.STRONG), 900
    runs = [(match[1], len(match[0])) for match in _RUN.finditer(token)]
    if len(runs) < len(token) and token not in INNOCENT:
        for form in _BY_RUNS.get("".join(letter for letter, _ in runs), ()):
            lengths = [len(match[0]) for match in _RUN.finditer(form.letters)]
            if all(length >= least for (_, length), least in zip(runs, lengths, strict=True)):
                return form, 880
    return None, 0


def _starred(token: str) -> tuple[Word | None, int]:
    """`f**k`, `sh*t`, `f***`: a star is any letter or none inside a word, exactly one letter each at its end."""
    shown = token.rstrip("*")
    letters = shown.replace("*", "")
    trailing = len(token) - len(shown)
    if (len(letters) < 2 and trailing < 3) or (trailing == 1 and "*" not in shown):
        return None, 0
    pattern = re.compile(shown.replace("*", "[a-z]?") + "[a-z]" * trailing)
    for word in _BY_FIRST.get(token[0], ()):
        if word.level is Level.STRONG and pattern.fullmatch(word.letters):
            return word, 860 if len(letters) > 1 else 740
    return None, 0


def _indexed() -> tuple[dict[str, list[Word]], dict[str, list[Word]]]:
    by_runs: dict[str, list[Word]] = {}
    by_first: dict[str, list[Word]] = {}
    for word in (*WORDS.values(), *_DOUBTFUL.values()):
        by_first.setdefault(word.letters[0], []).append(word)
        if word.level is Level.STRONG and word.letters not in _DOUBTFUL:
            by_runs.setdefault(_RUN.sub(r"\1", word.letters), []).append(word)
    return by_runs, by_first


_BY_RUNS, _BY_FIRST = _indexed()

DETECTOR = Profanity()
