"""Emoji as staff may use them: what is one, which close a message, which only mark a line.

Emoji are read from the text as it was typed: Unicode's own, a platform's names (`:smile:`, `<:name:1234567890123456>`) and
the faces of punctuation (`:)`, `<3`). The ranges are those of Unicode's emoji blocks (UTS #51), without digits and letters.
"""

import re
from typing import Final

#: What kisses and what loves; `kisses.py` answers for these at the end of a message.
FACES: Final = "💋😘😚😗😙💏🫦"
HEARTS: Final = "❤♥💕💖💗💓💞💘💝🥰😍🫶"

_PICTURE = r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b05-\u2b55\u231a-\u23ff\u2764]"
_JOINED = r"[\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_NAMED = r"<a?:[A-Za-z0-9_]{2,32}:[0-9]{15,20}>|(?<![\w:]):(?=[a-z+])[a-z0-9_+-]{1,40}:(?:skin-tone-[2-6]:)?(?![\w:])"
_FACE = r"(?<![\w:;.,)(\]])(?:[:;=]['^o-]?[)(DPpO|*]{1,3}|<3|[xX]D{1,3}|\^[_.-]?\^)(?![\w/])"
_ONE = rf"(?:{_PICTURE}{_JOINED}{{0,12}}|{_NAMED}|{_FACE})"

#: Emoji that stand together, as one.
CLUSTER: Final = re.compile(rf"{_ONE}(?:[ ]{{0,2}}{_ONE}){{0,30}}")
#: Emoji that mark, point or count, and say nothing of the writer: ⚠ 📌 ✅ ➡ 🕐 🚌 🔗 and the coloured dots and squares.
_MARKS: Final = (
    "⚠📌📍📅📆🗓✅❌☑✔✖✓✗🚫⛔❗❕❓❔‼⁉ℹ➡⬅⬆⬇↗↘▶◀⏩⏰⏱⏲⌚⌛⏳🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛🔗📎📝📄📃📋📧📨📩✉📞☎📱💻📢📣📰🔔🔕"
    "🅿🚌🚐🚍🚗🚦🚧♿🚻🏟🔴🟠🟡🟢🔵🟣🟤⚪⚫🟥🟧🟨🟩🟦⬛⬜◼◻▪▫🔺🔻🔹🔸🔷🔶★☆⭐🌟👉👇👆👈☝🔒🔓🔑🆕🆗🆓🔟💷💳🧾📷🎫🎟🩹⛑🚑🆘♻"
)
_MARK_NAMES: Final = (
    r":(?:warning|white_check_mark|heavy_check_mark|ballot_box_with_check|x|no_entry(?:_sign)?|pushpin|round_pushpin|"
    r"calendar|date|"
    r"spiral_calendar(?:_pad)?|clock[0-9]{1,4}|alarm_clock|bell|link|paperclip|memo|e-?mail|envelope|"
    r"telephone(?:_receiver)?|phone|"
    r"arrow_[a-z_]{2,20}|point_(?:right|left|down|up)|(?:large_)?(?:red|blue|green|orange|yellow|white|black)_(?:circle|"
    r"square)|"
    r"information_source|exclamation|question|mega|loudspeaker|bus|minibus|car|construction|one|two|three|four|five|six|"
    r"seven|eight|"
    r"nine|zero|star|new|lock|key|ticket|camera):"
)
MARKS: Final = re.compile(rf"(?:(?:[{_MARKS}]{_JOINED}{{0,12}}|{_MARK_NAMES})[ ]{{0,2}}){{1,30}}")
#: Behind the last words of a message there may be kisses, and a name on a line of its own or a few words long.
CLOSES: Final = re.compile(
    r"[\s.!?)*_~]{0,8}(?:[xX]{1,8}[\s.!]{0,4})?(?:(?:Mrs?|Miss|Ms|Dr|Coach|The)\.? )?(?:[A-Z][\w'’.-]{0,20} ?){0,4}"
    r"(?:[xX]{1,8})?[\s.!]{0,4}\Z"
)
