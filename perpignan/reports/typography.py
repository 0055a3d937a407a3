"""Write text as a French printer would, and as any font can show it.

Whatever a citizen or an agent typed comes out as plain text: control and direction
marks go, emoji become words, endless words can be cut.
"""

import re
import unicodedata

THIN = "\u202f"
NO_BREAK = "\u00a0"
MAY_BREAK = "\u200b"
LONGEST_WORD = 60
PIECE = 20

#: Marks that change the direction of what follows: a name could disguise another.
DIRECTION = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
INVISIBLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\uffff{DIRECTION}]")
NEW_LINE = re.compile("\r\n|[\r\u2028\u2029\x85]")
ENDLESS = re.compile(rf"[^\s{MAY_BREAK}]{{{LONGEST_WORD},}}")
PIECES = re.compile(f".{{{PIECE}}}")

EMOJI = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\u2640\u2642\U0001f000-\U0001faff]*"
    "|[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]"
)
#: Signs that our fonts draw: kept as they are.
DRAWN = frozenset("★☆☐☑☒☎♀♂♠♣♥♦♪♫✓✔✗✘➔➜➤⚠")
NAMES = {
    "😀": "grand sourire",
    "😁": "grand sourire",
    "😂": "rire aux larmes",
    "🤣": "fou rire",
    "🙂": "sourire",
    "😊": "sourire",
    "😉": "clin d'œil",
    "😍": "yeux en cœur",
    "😎": "lunettes de soleil",
    "🤔": "perplexité",
    "😐": "visage neutre",
    "🙁": "moue",
    "😢": "larme",
    "😭": "pleurs",
    "😡": "colère",
    "😱": "effroi",
    "❤": "cœur",
    "💔": "cœur brisé",
    "👍": "pouce levé",
    "👎": "pouce baissé",
    "👏": "applaudissements",
    "🙏": "mains jointes",
    "💪": "bras musclé",
    "👋": "salut de la main",
    "🎉": "fête",
    "🔥": "feu",
    "⭐": "étoile",
    "✅": "coche verte",
    "❌": "croix rouge",
    "❓": "point d'interrogation",
    "❗": "point d'exclamation",
    "💡": "ampoule",
    "🚲": "vélo",
    "🚴": "cycliste",
    "🚶": "piéton",
    "🚌": "bus",
    "🚗": "voiture",
    "🚮": "poubelle",
    "🗑": "poubelle",
    "🌳": "arbre",
    "🌴": "palmier",
    "🌱": "pousse",
    "☀": "soleil",
    "🌞": "soleil",
    "🏠": "maison",
    "🏪": "commerce",
    "🛒": "chariot",
    "📱": "téléphone",
    "💻": "ordinateur",
    "💶": "billets",
    "🐶": "chien",
}


def plain(text: str) -> str:
    """Keep what can be read: letters, signs, spaces and line ends."""
    text = INVISIBLE.sub("", NEW_LINE.sub("\n", text).replace("\t", " "))
    text = EMOJI.sub(_in_words, unicodedata.normalize("NFC", text))
    return ENDLESS.sub(lambda word: PIECES.sub(rf"\g<0>{MAY_BREAK}", word.group()), text)


def typeset(text: str) -> str:
    """Write the French way: no-break spaces, curved apostrophes."""
    text = plain(text)
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r" +(?=[;!?](?:\s|$))", THIN, text)
    text = re.sub(r" +(?=[:»](?:[\s.,;)]|$))", NO_BREAK, text)
    text = re.sub(r"« +", f"«{NO_BREAK}", text)
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", THIN, text)
    return re.sub(r"(?<=\d) (?=[%€°]|[kM]€)", NO_BREAK, text)


def address(url: str) -> str:
    """Let an address be cut after its slashes and signs."""
    return re.sub(r"([/?&=#._-]+)", rf"\1{MAY_BREAK}", plain(url))


def _in_words(emoji: re.Match[str]) -> str:
    sign = emoji.group()[0]
    if sign in DRAWN:
        return sign
    if sign not in NAMES and unicodedata.category(sign) in {"Mn", "Me", "Sk", "Cf"}:
        return ""
    return f"({NAMES.get(sign, 'émoji')})"
