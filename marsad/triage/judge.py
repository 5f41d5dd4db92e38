"""Is an article worth reading: does it hold conflict words at all?

One scan over the folded text. A word of conflict and crime is enough; words that sport, markets and films use too
count unless more words of those stand beside them. Reading in vain costs milliseconds, not reading
costs an incident, so everything doubtful is worth reading.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from marsad.errors import PackError
from marsad.languages import pack
from marsad.model import Article
from marsad.text import SKIP, fold, norm

COLUMNS = ("id", "strength", "match", "form", "note")
STRENGTHS = ("strong", "weak", "other", "front")
MATCHES = ("within", "begin", "word")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether an article is worth reading, and why: the ids (`triage.tsv`) of the words that decided, sorted.

    Not worth reading: `why` names the `other` words, or nothing when no word of the table stands in the text.
    """

    worth: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    id: str
    strength: str
    match: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageWords:
    """The words of one language, ready to scan: `words[n]` is what the scanner's pattern `n` stands for."""

    scanner: AhoCorasick
    words: tuple[Word, ...]
    fronts: frozenset[str]


@functools.cache
def load_triage(language: str) -> TriageWords:
    """The table `languages/<language>/triage.tsv`. Raises PackError with file, line or row, and what to do.

    >>> load_triage("ar").fronts >= {"و", "ال"}
    True
    """
    path = pack.HERE / language / "triage.tsv"
    if not path.is_file():
        raise PackError(f"{path}: there is no such table, so nothing in {language!r} can be judged; add it or do not read this language")
    words: dict[str, Word] = {}
    fronts = {""}
    for row in pack.rows(path, COLUMNS):
        form = norm(row["form"])
        if row["strength"] not in STRENGTHS or row["match"] not in MATCHES or not form:
            raise PackError(f"{path}: {row['id']}: strength is one of {' '.join(STRENGTHS)}, match one of {' '.join(MATCHES)}, and form a word")
        if form in words:
            raise PackError(f"{path}: {row['id']}: the form stands in {words[form].id} already; leave one out")
        if row["strength"] == "front":
            fronts.add(form)
        else:
            words[form] = Word(id=row["id"], strength=row["strength"], match=row["match"])
    return TriageWords(scanner=AhoCorasick(words), words=tuple(words.values()), fronts=frozenset(fronts))


def worth_reading(article: Article, words: TriageWords) -> Verdict:
    """Whether `article` holds words of conflict: one strong word, or at least as many weak ones as words of other fields.

    The title counts as text. A headline alone is judged like any other text.

    >>> article = Article(id="a0", text="مقتل جنديين بقصف", sha256="", raw=b"", encoding="utf-8")
    >>> worth_reading(article, load_triage("ar"))
    Verdict(worth=True, why=('fire.qasf', 'kill.qatl'))
    """
    text = f"{article.title}\n{article.text}" if article.title else article.text
    found = [words.words[number] for number in _scan(fold(text).replace(SKIP, ""), words)]
    strong, weak, other = ([word.id for word in found if word.strength == strength] for strength in ("strong", "weak", "other"))
    if strong:
        return Verdict(worth=True, why=tuple(sorted(strong)))
    worth = len(weak) >= max(1, len(other))
    return Verdict(worth=worth, why=tuple(sorted(weak if worth else other)))


def _scan(folded: str, words: TriageWords) -> set[int]:
    """The numbers of the words that stand in the text."""
    found: set[int] = set()
    for number, start, end in words.scanner.find_matches_as_indexes(folded, overlapping=True):
        if number not in found and _stands(folded, start, end, words.words[number].match, words.fronts):
            found.add(number)
    return found


def _stands(folded: str, start: int, end: int, match: str, fronts: frozenset[str]) -> bool:
    """Whether what was found at `start:end` is where its `match` wants it."""
    if match == "within":
        return True
    if match == "word" and folded[end : end + 1].isalpha():
        return False
    first, longest = start, max(map(len, fronts))
    # One letter more than any front is enough to know: a "word" may be as long as the text.
    while first and start - first <= longest and folded[first - 1].isalpha():
        first -= 1
    return folded[first:start] in fronts
