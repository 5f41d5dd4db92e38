"""Which language a text is in, by its letters and its small words.

A rule of our own because it is small, fast, and right where libraries are not: Persian typed with Arabic keys,
headlines, Sorani. The letters and words are in `languages.tsv`.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources

from marsad.errors import PackError
from marsad.text import SKIP, fold

SAMPLE = 2_000
"""Code points that are looked at: the small words have settled by then, and a text of any length costs the same."""

LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u0750-\u077f"
"""Letters of the Arabic script, for use inside a class of a regular expression."""

LEAST_ARABIC_SCRIPT = 0.5
"""Share of all letters; an Arabic article with names and links in Latin letters keeps far more."""

LEAST_ENGLISH = 0.12
"""Share of English small words; English news has .3 to .45, headlines .1 to .3, French and German below .06."""

COLUMNS = ["id", "language", "kind", "form", "weight", "note"]

_ARABIC_WORD = re.compile(f"[{LETTERS}]+")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORD = re.compile("[a-z]+")
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What shows a language: whole words (folded), letters (untouched), beginnings of words (folded), by weight."""

    words: Mapping[str, float] = field(default_factory=dict)
    letters: Mapping[str, float] = field(default_factory=dict)
    heads: Mapping[str, float] = field(default_factory=dict)


@functools.cache
def traits() -> Mapping[str, Traits]:
    """The table `languages.tsv`, by language. Raises PackError with file, line and rule."""
    path = resources.files("marsad.ingest") / "languages.tsv"
    found: dict[str, dict[str, dict[str, float]]] = {}
    header = None
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if cells != COLUMNS:
                raise PackError(f"{path}:{number}: the columns must be {' '.join(COLUMNS)}, not {' '.join(cells)}")
            continue
        if len(cells) != len(COLUMNS) or cells[2] not in ("word", "letter", "head"):
            raise PackError(f"{path}:{number}: six cells with a TAB between them, the third word, letter or head")
        language, kind, form, weight = cells[1:5]
        form = chr(int(form.removeprefix("U+"), 16)) if kind == "letter" else fold(form)
        found.setdefault(language, {"words": {}, "letters": {}, "heads": {}})[f"{kind}s"][form] = float(weight)
    return {language: Traits(**its) for language, its in found.items()}


@functools.cache
def function_words() -> frozenset[str]:
    """The small words of all languages in Arabic letters, folded."""
    return frozenset(word for language, its in traits().items() if language != "en" for word in its.words)


def language_of(text: str) -> str | None:
    """ "ar", "fa", "ur", "ckb", "ps" or "en"; None for another language, or for too little text to tell.

    Text in Arabic letters is Arabic unless another language shows more of its letters and small words.

    >>> language_of("قتل ثلاثة جنود في قصف على بلدة كفرنبل"), language_of("سه نفر در این حادثه کشته شدند")
    ('ar', 'fa')
    """
    sample = _MARKS.sub("", text[:SAMPLE])
    words = _ARABIC_WORD.findall(sample)
    if not words or sum(map(len, words)) < LEAST_ARABIC_SCRIPT * sum(map(len, _WORD.findall(sample))):
        return _latin(sample)
    written = Counter(words)
    folded = Counter(_ARABIC_WORD.findall(fold(sample).replace(SKIP, "")))
    scores = {language: _score(its, folded, written) for language, its in traits().items() if language != "en"}
    # On a tie Arabic, then the language with the fewest letters of its own: nothing spoke for the others.
    return max(scores, key=lambda language: (scores[language], language == "ar", -len(traits()[language].letters)))


def _score(its: Traits, folded: Counter[str], written: Counter[str]) -> float:
    """Weight of what was found, by word."""
    total = sum(folded[word] * its.words[word] for word in folded.keys() & its.words.keys())
    if its.heads:
        heads = tuple(its.heads)
        total += max(its.heads.values()) * sum(times for word, times in folded.items() if word.startswith(heads))
    if signs := its.letters.keys() & set("".join(written)):
        heaviest = sorted(signs, key=its.letters.__getitem__, reverse=True)
        total += sum(times * next((its.letters[sign] for sign in heaviest if sign in word), 0.0) for word, times in written.items())
    return total / folded.total()


def _latin(sample: str) -> str | None:
    words = _LATIN_WORD.findall(sample.lower())
    small = traits()["en"].words
    return "en" if words and sum(word in small for word in words) >= LEAST_ENGLISH * len(words) else None
