"""Folding, tokens and offsets: one floor under all language work.

`fold` maps one code point to one code point, so an offset into the folded text is an offset into
the page. Marks that carry no letter (harakat, tatweel, bidi and zero-width signs) become `SKIP`
and drop out of a token's `norm`.
"""

from __future__ import annotations

import re
import sys
from typing import NamedTuple

SKIP = "\x00"

# Chained replacement keeps lengths and is 50 times as fast as str.translate on Arabic text.
_SAME_LETTER = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
    "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ە": "ه", "ھ": "ه",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u3000": " ", "\t": " ", "\u2028": "\n", "\u2029": "\n",
    "ﷲ": "ا",
}
_DIGITS = {chr(0x0660 + d): str(d) for d in range(10)} | {chr(0x06F0 + d): str(d) for d in range(10)}
_MARKS = [chr(c) for c in (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD),
                           *range(0x06DF, 0x06E9), *range(0x06EA, 0x06EE), 0x0640,
                           *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD)]
_FOLDED = _SAME_LETTER | _DIGITS | dict.fromkeys(_MARKS, SKIP)
# Looking for each sign in turn is fastest in a page; in a word it is faster to look up the few signs that are there.
_WORD_LENGTH = 64
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_PRESENTATION: dict[str, str] = {}


def _presentation(match: re.Match[str]) -> str:
    """One letter for one presentation form; a ligature keeps its first letter and its length of one."""
    import unicodedata

    form = match.group()
    if form not in _PRESENTATION:
        plain = unicodedata.normalize("NFKC", form).strip() or form
        _PRESENTATION[form] = _SAME_LETTER.get(plain[0], plain[0])
    return _PRESENTATION[form]


def fold(text: str) -> str:
    """The spelling-blind form of `text`, code point for code point (`len(fold(t)) == len(t)`).

    Hamza carriers, alef maqsura, ta marbuta and their Persian look-alikes become one letter each, digits
    become ASCII, Latin letters lower case, marks become SKIP.

    >>> fold("قاعدةٌ ٤٢").replace(SKIP, "")
    'قاعده 42'
    """
    if _FORMS.search(text):
        text = _FORMS.sub(_presentation, text)
    for old in _FOLDED if len(text) > _WORD_LENGTH else _FOLDED.keys() & text:
        if old in text:
            text = text.replace(old, _FOLDED[old])
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def norm(text: str) -> str:
    """`fold` without the skipped marks and with single spaces: the key under which words are looked up.

    >>> norm("  الصّاروخيّة ")
    'الصاروخيه'
    """
    return " ".join(fold(text).replace(SKIP, "").split())


class Token(NamedTuple):
    """A word, a number or one sign. `start`/`end` are code points of the article; `norm` is its folded form.

    `kind`: "word", "number" (digits with inner . , : / -), "mark" (one sign of punctuation), "break" (newlines).
    """

    start: int
    end: int
    norm: str
    kind: str


_PARTS = {
    # The first half only makes the common case fast: plain letters with nothing behind them that belongs to the word.
    "word": r"[ء-ي]+(?![^\W\d_a-z]|\x00)|[^\W\d_a-z\x00][^\W\d_a-z]*(?:\x00+[^\W\d_a-z]*)*",
    "number": r"\d+(?:[.,:/\-\u066b\u066c]\d+)*",
    "latin": r"[a-z](?:[a-z0-9]|[-'’.](?=[a-z0-9]))*",
    "break": r"\s*\n\s*",
    "mark": r"[^\s\x00]",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{part})" for kind, part in _PARTS.items()))
# A page in pieces that leave nothing out: a token with the blank before it, or what is no token.
_PIECE = re.compile(" ?(?:{word}|{number}|{latin}|{mark})|{break}|\\s+|\\x00+".format(**_PARTS))
_MOST_PIECES = 20_000
_pieces: dict[str, tuple[int, str, str | None]] = {}
"""(where in it the token begins, its norm, its kind; None: no token) by piece: texts say most things over and over."""


def _piece(text: str) -> tuple[int, str, str | None]:
    """What token a piece holds; kept for its next time."""
    blank = text.isspace() and "\n" not in text  # asked first: the search would take long over a page of blanks
    match = None if blank else _TOKEN.search(text)
    if match is None:
        known = (0, "", None)
    elif match.lastgroup == "break":
        known = (match.start(), "\n", "break")
    else:
        kind = "word" if match.lastgroup == "latin" else match.lastgroup
        known = (match.start(), sys.intern(match.group().replace(SKIP, "")), kind)
    if len(text) <= _WORD_LENGTH:
        if len(_pieces) >= _MOST_PIECES:
            _pieces.clear()
        _pieces[text] = known
    return known


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text, in order. A letter run glued to digits ("ب3") is two tokens.

    >>> [t.norm for t in tokens(fold("ب3 صواريخ، و«قاعدةٌ»"))]
    ['ب', '3', 'صواريخ', '،', 'و', '«', 'قاعده', '»']
    """
    out: list[Token] = []
    add, get, make = out.append, _pieces.get, tuple.__new__  # a page has hundreds of tokens: Token(…) takes twice as long
    start = 0
    for text in _PIECE.findall(folded):
        end = start + len(text)
        begin, norm, kind = get(text) or _piece(text)
        if kind is not None:
            add(make(Token, (start + begin, end, norm, kind)))
        start = end
    return out
