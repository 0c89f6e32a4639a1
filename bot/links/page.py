"""A page as HTML: one column, no program, nothing fetched from anywhere, to be read from 320 pixels of width on."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from bot.counter.agreeing import MEANS
from bot.links import words
from bot.links.parts import Part
from bot.links.words import Choice

#: Colours keep a contrast of 7 to 1 in the light and in the dark; what is pressed is 48 pixels high.
STYLE: Final = """
:root { color-scheme: light dark; --text: #1b1b1b; --back: #fff; --quiet: #474747; --line: #767676; --yes: #0b4f6c; --on: #fff }
@media (prefers-color-scheme: dark) {
  :root { --text: #f2f2f2; --back: #161616; --quiet: #c9c9c9; --line: #8f8f8f; --yes: #9fd8ef; --on: #111 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text) }
body { font: 1.125rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .25rem 0 1rem }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 .75rem }
p { margin: 0 0 1rem }
.from, footer { color: var(--quiet) }
.from { margin: 0 }
.said { border-left: .3rem solid var(--yes); padding: .5rem .75rem; font-weight: 600 }
.statement { border: 1px solid var(--line); border-radius: .4rem; padding: 1rem 1rem 0; margin: 0 0 1rem }
form { margin: 1.5rem 0 }
button {
  display: block; width: 100%; min-height: 3rem; margin: 0 0 .75rem; padding: .6rem 1rem; font: inherit; font-weight: 600;
  border: 2px solid var(--yes); border-radius: .4rem; background: var(--back); color: var(--yes); cursor: pointer
}
button.filled { background: var(--yes); color: var(--on) }
button:focus-visible { outline: 3px solid var(--text); outline-offset: 3px }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: 1rem }
"""

_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
#: What a browser may do with such a page: show it, and send its form back to where it came from.
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
}

_WHOLE: Final = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
#: The button that is filled. A yes and a no look alike: nobody is led to either.
_FILLED: Final = Choice.CONFIRM


def question_page(organisation: str, parts: Sequence[Part], until: str, ask: str) -> str:
    """What is asked, with a button for each answer that can be given now. `until` is the last day of the link."""
    offers = any(part.offers for part in parts)
    body = [
        _p(words.SENT.format(organisation=organisation), "from"),
        *(line for number, part in enumerate(parts) for line in _part(part, first=number == 0)),
        _footer([*([words.NOTHING_YET.format(until=until)] if offers else []), ask]),
    ]
    return _page(parts[0].title, body)


def plain_page(title: str, paragraphs: Sequence[str], organisation: str = "", footer: Sequence[str] = ()) -> str:
    """A heading and paragraphs. Without an `organisation` it is not said whose page this is."""
    sent = [_p(words.SENT.format(organisation=organisation), "from")] if organisation else []
    return _page(title, [*sent, f"<h1>{escape(title)}</h1>", *map(_p, paragraphs), *([_footer(footer)] if footer else [])])


def _part(part: Part, first: bool) -> Iterator[str]:
    level = "h1" if first else "h2"
    yield f"<{level}>{escape(part.title)}</{level}>"
    if part.said:
        yield _p(words.SAID[part.said], "said")
    yield from map(_p, part.paragraphs)
    if part.clauses:
        yield '<div class="statement">'
        yield from (_p(f"{clause.number} {clause.text}") for clause in part.clauses)
        yield "</div>"
    if part.means and part.offers:
        *means, after = part.means
        yield _p(MEANS.format(button=words.LABELS[Choice.YES]))
        yield f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in means)}</ul>"
        yield _p(after)
    if part.offers:
        yield '<form method="post">'
        for choice, label in part.offers:
            filled = ' class="filled"' if choice is _FILLED else ""
            yield f'<button{filled} name="says" value="{choice.value}">{escape(label)}</button>'
        yield "</form>"


def _page(title: str, body: Sequence[str]) -> str:
    return _WHOLE.format(title=escape(title), style=STYLE, body="\n".join(body))


def _p(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _footer(lines: Sequence[str]) -> str:
    return f"<footer>{''.join(map(_p, lines))}</footer>"
