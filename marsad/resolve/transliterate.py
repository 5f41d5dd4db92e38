"""Plain English spelling of an Arabic name that the registry does not know."""

from __future__ import annotations

import re

_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "ء": "", "پ": "p", "چ": "ch", "گ": "g", "ڤ": "v",
}
_VOWELS = {"ا": "a", "أ": "a", "إ": "i", "آ": "a", "ى": "a", "ئ": "i", "ؤ": "u", "ة": "a", "و": "u", "ي": "i"}
_GLIDES = {"و": "w", "ي": "y"}
_MARKS = re.compile("[\u064b-\u0655\u0670\u0640\u200b-\u200f\u2066-\u2069]")


def _is_vowel(word: str, index: int) -> bool:
    """و and ي are consonants at the beginning and before another vowel letter."""
    letter = word[index : index + 1]
    return letter in _VOWELS and not (letter in _GLIDES and (index == 0 or word[index + 1 : index + 2] in ("ا", "ة", "و", "ي")))


def _word(word: str) -> str:
    """Short vowels are not written in Arabic: an `a` goes after the first of two consonants that meet."""
    if word.endswith("ية") and len(word) > 3:
        return _word(word[:-1]) + "ya"
    out: list[str] = []
    after_vowel = False
    for index, letter in enumerate(word):
        if letter and _is_vowel(word, index):
            sound = _VOWELS[letter]
            if not (out and out[-1].endswith(sound)):
                out.append(sound)
            after_vowel = True
            continue
        sound = _GLIDES.get(letter) or _CONSONANTS.get(letter, "")
        filled = index + 1 < len(word) and not _is_vowel(word, index + 1) and not after_vowel
        out.append(sound + "a" if filled else sound)
        after_vowel = filled
    return "".join(out)


def transliterate(name: str) -> str:
    """The name in Latin letters: readable and the same every time, not a scholar's spelling.

    >>> transliterate("تل الورد")
    'Tal Al-Ward'
    """
    words = []
    for word in _MARKS.sub("", name).split():
        article = word.startswith("ال") and len(word) > 4
        latin = _word(word[2:] if article else word).capitalize()
        words.append(f"Al-{latin}" if article else latin)
    return " ".join(word for word in words if word)
