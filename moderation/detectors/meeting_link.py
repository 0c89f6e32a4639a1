"""Video meetings that anybody who sees the link could join (policy map 6.10).

Posted where children read, a link without a passcode, and without a word about one or about a waiting room, is found whoever
posted it. One with a passcode is found where no member of staff posted it. Services without passcodes (Meet, the older Teams
links) ask strangers to knock, so those are worth a look and no more.
"""

import re
from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._links import Link, links
from moderation.model import Category, Finding, Role

_REASONS = {
    "meeting_without_passcode": "This looks like a video meeting that anybody could join, without a passcode.",
    "meeting_not_by_staff": "This looks like a video meeting that no member of staff has arranged.",
}
#: Services whose links can carry a passcode, or whose rooms are open until somebody shuts them.
_OPEN = re.compile(
    r"""(?:[a-z0-9-]{1,40}\.)?zoom(?:gov)?\.(?:us|com)/(?:j|my|w|s|wc)/. | teams\.(?:microsoft|live)\.com/meet/.
    | (?:[a-z0-9-]{1,40}\.)?webex\.com/.
    | meet\.jit\.si/. | 8x8\.vc/. | (?:[a-z0-9-]{1,40}\.)?whereby\.com/.
    | join\.skype\.com/. | facetime\.apple\.com/join | talky\.io/. | brave\.com/talk
    | (?:v\.)?ringcentral\.com/join | (?:app\.)?gotomeet(?:ing)?\.(?:me|com)/. | bluejeans\.com/.
    | meet\.ffmuc\.net/. | discord\.com/(?:events|stages)/.""",
    re.VERBOSE,
)
_KNOCKING = re.compile(
    r"meet\.google\.com/(?!landing|new\b)[a-z]|g\.co/meet/.|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|dl/launcher)"
)
#: "Zoom ID 812 3456 7890", with no link at all.
_NUMBER = re.compile(
    r"(?<![a-z])(?:zoom|meeting)(?: meeting| call)? ?i\.?d\.?(?: is| no\.?|"
    r" number)? ?[:=-]? ?[0-9]{3}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}(?![0-9])"
)
_IN_THE_LINK = re.compile(r"[?&#](?:pwd|p|passcode|password|tk|pw)=[^&\s]", re.IGNORECASE)
_PASSCODE = re.compile(
    r"(?<![a-z])(?:pass ?-?(?:code|word)|pwd|pw|p/w|access code|pin)(?: is| will be| to follow| by| sent| from| in|"
    r"[ ]?[:=-])|waiting ?room|lobby|"
    r"(?:need|ask|have|get|with|use|for|sent|send|emailed|e-mailed) (?:you )?(?:me |us |the |a |your )?pass ?-?(?:code|word)|"
    r"(?:i|we|staff|host)(?:'ll| will) (?:let|admit) (?:you|everyone|people|each)|knock to"
)
_NONE = re.compile(
    r"(?<![a-z])(?:no|without|not|don't|dont|any|skip the) (?:a |any |need (?:a |for a )?|have a )?(?:pass ?-?(?:code|"
    r"word)|waiting ?room|lobby|pin)"
)


class MeetingLink:
    name = "link/meeting"
    version = 1
    clauses = ("6.10",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        if not context.may_reach_children:
            return
        said = any(_PASSCODE.search(text) and not _NONE.search(text) for text in (r.folded.text for r in view.readings))
        for link in links(view):
            if context.allowed.allows("link", link.address):
                continue
            open_, knocking = _OPEN.match(link.address), _KNOCKING.match(link.address)
            safe = said or _IN_THE_LINK.search(link.path)
            if (open_ or knocking) and not safe:
                yield self._saw("meeting_without_passcode", link, 850 if open_ else 600)
            elif (open_ or knocking) and not context.author.is_staff:
                by_adult = context.author.role in (Role.PARENT, Role.EMPLOYER)
                yield self._saw("meeting_not_by_staff", link, 500 if by_adult else 720)
        if not said:
            for hit in view.find("folded", _NUMBER):
                yield saw(self, Category.LINK, "meeting_without_passcode", hit, 740, _REASONS["meeting_without_passcode"])

    def _saw(self, kind: str, link: Link, score: int) -> Finding:
        return saw(self, Category.LINK, kind, (link.part, link.start, link.end), score, _REASONS[kind])


DETECTOR = MeetingLink()
