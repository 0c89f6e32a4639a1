"""Keys and passwords that were posted (policy map 7.7): whoever has one can act in somebody else's name.

A key is known by its form alone, so it is certain; a password only by the words around it, so a person looks. The code of a
meeting is none: it is meant to be handed on (map 6.10), and so are those of a router or a gate. Sources: what Discord, Slack,
GitHub, Amazon and Google document of the forms of their keys.
"""

import re
from collections.abc import Iterator
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.model import Category, Finding

_KEY: Final = re.compile(
    r"""(?<![A-Za-z0-9_.-])(?:
        [MNO][A-Za-z0-9_-]{22,28}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,45}   # a bot on Discord
      | xox[abeoprs]-[A-Za-z0-9-]{10,250} | xapp-[0-9]-[A-Za-z0-9-]{20,250}   # an app on Slack
      | gh[opsur]_[A-Za-z0-9]{36,255} | github_pat_[A-Za-z0-9_]{22,255}
      | (?:AKIA|ASIA)[A-Z0-9]{16} | AIza[A-Za-z0-9_-]{35}
    )(?![A-Za-z0-9_])
      | (?:discord(?:app)?\.com/api/(?:v[0-9]{1,2}/)?webhooks/[0-9]{15,20}/[A-Za-z0-9_-]{50,90})
      | (?:hooks\.slack\.com/(?:services|workflows|triggers)/[A-Z0-9]{6,14}/[A-Za-z0-9]{6,20}/[A-Za-z0-9]{16,64})
      | -----BEGIN[ ](?:[A-Z]{2,12}[ ]){0,2}PRIVATE[ ]KEY-----""",
    re.VERBOSE,
)
_OF: Final = (
    r"(?:account|log-?in|e-?mail|gmail|hotmail|outlook|insta(?:gram)?|facebook|twitter|tik ?tok|you ?tube|discord|slack|"
    r"admin|website|page|laptop|computer|drive|portal|system|bot|server)"
)
_PASSWORD: Final = re.compile(
    rf"(?<![a-z0-9])(?P<of>{_OF}(?:'s)?[ ](?:[a-z]{{1,12}}[ ]){{0,2}})?(?:pass ?words?|passwd|pw|pwd)"
    rf"(?P<for>[ ](?:for|to|of|on)[ ](?:[a-z']{{1,12}}[ ]){{0,4}}?{_OF}(?:[ ]account)?)?"
    r"(?:[ ]{0,2}(?:is|was|=|:|now)){1,2}[ ]{0,2}(?P<word>[^\s]{6,64})"
)
_SEVERAL_KINDS: Final = (re.compile(r"[^\W\d_]"), re.compile(r"[\d!-/:-@\[-`{-~£€]"))
_CERTAIN, _LIKELY = 970, 760


class Secret:
    name = "confidential/secret"
    version = 1
    clauses = ("7.7",)

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        for hit in view.find("raw", _KEY):
            yield saw(self, Category.CONFIDENTIAL, "secret", hit, _CERTAIN, "This looks like a secret key.")
        for hit in view.find("folded", _PASSWORD):
            word = hit.match["word"].rstrip(".,;!?)\"'")
            if (hit.match["of"] or hit.match["for"]) and len(word) > 5 and all(kind.search(word) for kind in _SEVERAL_KINDS):
                span = view.readings[hit.part].folded.span(hit.match.start("word"), hit.match.start("word") + len(word))
                place = (hit.part, *span)
                yield saw(self, Category.CONFIDENTIAL, "password", place, _LIKELY, "This looks like an account's password.")


DETECTOR = Secret()
