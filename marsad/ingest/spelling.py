"""How well a text is spelled as Arabic: tells right bytes-to-letters tables from wrong ones."""

from __future__ import annotations

import re

from marsad.ingest.language import LETTERS, function_words
from marsad.text import fold

_AR = f"[{LETTERS}]"
_MARK = "\u064b-\u0655"
_PLAIN = f"\\s\\u00a0\u060c\u061b\u061f\u0640\u0660-\u0669\u200c-\u200f«»“”‘’•…–—"

# What a wrong table leaves behind: a letter that only ends words, in the middle of one; a sign or a letter of
# another script glued to an Arabic letter; a vowel mark on nothing; a sign that is neither letter nor punctuation.
_ODD = re.compile(
    f"[ةى](?={_AR})"
    f"|[\\\\^`{{|}}~]|(?<={_AR})[\\[_@<]|[\\]_@>](?={_AR})"
    f"|[A-Za-z](?={_AR})|(?<={_AR})[A-Za-z]"
    f"|(?<!{_AR})(?<![{_MARK}])[{_MARK}]"
    f"|(?![{_PLAIN}{_MARK}]|{_AR})[^\\x00-\\x7f]"
)
_LETTER = re.compile(_AR)
_LATIN = re.compile("[A-Za-z]")

COMMON = re.compile("[اليمنورتبهدعسى]")
"""The commonest letters: 71 to 77 of 100 in Arabic news, as many in Persian, 22 in Russian KOI8 bytes read as Arabic.
Urdu has 47, and makes up for it in small words; other bytes that reach 60 fail by their odd signs."""

COMMON_EXPECTED = 0.6

ENOUGH_LETTERS = 40
"""Below this many letters their shares say little, and count for less."""

ARTICLES = ("ال", "وال", "بال", "لل")


def arabic_score(text: str) -> float:
    """Below .5: not Arabic, or read with the wrong table; from 1 to 3: Arabic letters, rightly read.

    The share of Arabic among the letters, less five times what no Arabic text holds; plus what the commonest
    letters have above their least share, twice the share of small words and that of words with the article.

    >>> arabic_score("قصف على بلدة في الجنوب") > 1
    True
    """
    good = len(_LETTER.findall(text))
    if not good:
        return 0.0
    odd = len(_ODD.findall(text))
    words = fold(text).split()
    small = sum(word in function_words() for word in words)
    articles = sum(word.startswith(ARTICLES) for word in words)
    purity = (good - 5 * odd) / good
    common = (len(COMMON.findall(text)) / good - COMMON_EXPECTED) * min(1.0, good / ENOUGH_LETTERS)
    script = good / (good + len(_LATIN.findall(text)))
    return script * (purity + 4 * common + (2 * small + articles) / len(words))

