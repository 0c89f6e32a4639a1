"""Characters that pass for Latin letters: data of our own.

Here stand only the shapes that neither Unicode's compatibility forms (fullwidth, mathematical, superscript, Roman
numerals) nor `anyascii` turn into the letter that a reader sees; `anyascii` goes by sound, and reads the Cyrillic `с` as
`s`. Drawn up from the alphabets of "fancy text" generators and from well-known look-alikes of other scripts. Digits of
other scripts are not here: they stay digits, for telephone numbers; the word layer reads them as leet.
"""

# Each letter and what is drawn like it.
LOOKALIKES = {
    "a": "ΔΛᎪᏗᗅᗩᴧ∀∆卂",
    "b": "ƄΒβВЪЬвъьᏏᏰᏴᑲᗷᗺ乃",
    "c": "¢ƆɔςϲϹСсፈᏟᑕᴐ₵Ⲥⲥ匚",
    "d": "ժᎠᎴᏧᑯᗞᗡᗪ",
    "e": "ΞΣξЄЗзєҽᎬᏋ℮ⴹ乇",
    "f": "ғſɟʄϜբᎦᖴ₣千ꓝ",
    "g": "ƃԌցᎶᏀᏳ₲",
    "h": "ɥΗНнђԩᎻᏂ卄",
    "i": "וเᎥ丨",
    "j": "յןנᎫᏠᒍﻮﾌ",
    "k": "ĸқҜҟҠӄᏦᛕ₭",
    "l": "ǀʅ˥ӀӏᏝᏞᒪⲒⳐㄥ",
    "m": "ϺᎷᗰᛖ爪",
    "n": "ηπИПпղռภᏁᑎ₦∩几",
    "o": "ΘθσѲѳഠ๏Ꭷ⊙◯ⵔ〇ㄖ",
    "p": "ƿΡρРрթקᎮᏢᑭᚹ₱卩",
    "q": "ǫգզᎤᑫ",
    "r": "ГЯгяᎡᏒᖇ尺",
    "s": "ƨЅѕՏֆรᏕᏚᔕ₴丂ꭍ",
    "t": "ՇեᎢᏖ†₮⊥ㄒ",
    "u": "υЦицՄՍմնยᏌᏬᑌᑘ∪",
    "v": "νѴѵงᏉᏙᐯ",
    "w": "ωШЩшщѡաฬᏇᏊᏔᏯᗯ₩山",
    "x": "×ΧχХхҳӾאጀ᙮ᚷⵝ乂",
    "y": "¥γУуҮүՎץყᎩᎽㄚ",
    "z": "ՀፚᏃᘔ乙",
}

# Letters that are only ever drawn upside down, and every character that an upside-down text may hold with what it is
# when the page is turned.
TURNED = "ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ∀ƆƎℲ⅁ꓘ⅂˥ᴚ⊥⅄ᗺᗡ"
_UPRIGHT = "acefghijkmrtvwyacefgkllrtybd"
ROTATED = dict(zip(TURNED, _UPRIGHT, strict=True)) | dict(
    zip("nubqdpsoxzlıſԀΛ∩MWHINOSXZ0869˙'¡¿", "unqbpdsoxzlijpvuwmhinosxz0896.,!?", strict=True)
)
