"""Lines of a page and what each is: headline, byline, dateline, heading, bullet, button, running text.

The top of the page, down to the first line that reads like running text, is the head. Words that mark a kind
of line are terms of class seg.* in `languages/<code>/terms/segments.tsv`; they count only where they open it.
"""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.scan import Hit, Page

FINAL = frozenset(".؟?!…")
BULLETS = frozenset("•-–—*●▪◾◼■□▫◦‣►▶✔✅🔴🔵🔹🔸🔻⭕·")
CLOSING = frozenset('»"”›)]')
# Counted on 29 articles of 20 outlets: headlines have 4 to 17 words, bylines up to 7, paragraphs 18 and more.
KICKER_WORDS = 3
BYLINE_WORDS = 7
SUBHEAD_WORDS = 10
HEAD_LINE_WORDS = 30
BODY_WORDS = 18
SHORT_BODY_WORDS = 8
DATE_LINE_WORDS = 16
# Classes whose hits make a line news rather than a byline or a date.
NEWS = frozenset(("act", "harm", "weapon", "light", "people"))
TOLD = frozenset(("say.verb", "say.prep", "say.as", "say.passive"))
MARKED = {"seg.skip": "boilerplate", "seg.list": "boilerplate", "seg.end": "boilerplate", "seg.source": "boilerplate",
          "seg.summary": "boilerplate", "seg.update": "dateline"}


class Line(NamedTuple):
    i: int
    j: int
    words: int
    """Words and numbers."""
    ends: bool
    """Whether it ends like a sentence."""
    marker: str | None
    """Class of the seg.* term that opens it."""
    bullet: bool
    title: bool
    """Marked as a heading (Markdown)."""


def lines_of(page: Page) -> list[Line]:
    tokens = page.tokens
    breaks = [k for k, t in enumerate(tokens) if t.kind == "break"]
    if len(breaks) >= 4:
        breaks = _without_wraps(page, breaks)
    starts = [0, *(k + 1 for k in breaks)]
    ends = [*breaks, len(tokens)]
    return [_line(page, i, j) for i, j in zip(starts, ends, strict=True) if i < j]


def _without_wraps(page: Page, breaks: list[int]) -> list[int]:
    """`breaks` without the newlines that only wrap a paragraph to a column (text saved at a fixed width)."""
    tokens, wraps, single, before = page.tokens, [], 0, 0
    for k in breaks:
        width = tokens[k].start - before
        if page.text.count("\n", tokens[k].start, tokens[k].end) == 1:
            single += 1
            if 50 <= width <= 130 and tokens[k - 1].norm not in FINAL | {":"} and k + 1 < len(tokens) and tokens[k + 1].norm not in BULLETS:
                wraps.append(k)
        before = tokens[k].end
    return [k for k in breaks if k not in set(wraps)] if len(wraps) >= 4 and len(wraps) >= .6 * single else breaks


def _line(page: Page, i: int, j: int) -> Line:
    tokens = page.tokens
    words = sum(1 for t in tokens[i:j] if t.kind != "mark")
    last = j - 1
    while last > i and tokens[last].norm in CLOSING:
        last -= 1
    first = i
    while first < j - 1 and tokens[first].kind == "mark":
        first += 1
    marker = next((h.cls for h in page.at.get(first, ()) if h.cls.startswith("seg.") and _opens(page, h, first, j)), None)
    bullet = tokens[i].norm in BULLETS and j - i > 1 or (
        tokens[i].kind == "number" and len(tokens[i].norm) < 3 and j - i > 3 and tokens[i + 1].norm in "-.)" and tokens[i + 1].start == tokens[i].end)
    title = tokens[i].norm == "#" and i + 1 < j and (tokens[i + 1].norm == "#" or tokens[i + 1].start > tokens[i].end)
    return Line(i, j, words, tokens[last].norm in FINAL, marker, bullet, title)


def _opens(page: Page, hit: Hit, first: int, j: int) -> bool:
    """Whether a seg.* word marks its line: alone, before a colon or a bar, or (features open=any) wherever it opens one."""
    return hit.i == first and (hit.j >= j or hit.entry.has("open", "any") or page.tokens[hit.j].norm in ":|/»>-–()"
                               or hit.entry.has("open", "short") and j - first <= 14)


# ---------------------------------------------------------------- kinds of lines


def kinds_of(page: Page, lines: list[Line]) -> list[str]:
    kinds: list[str] = []
    headline = None
    for k, line in enumerate(lines):
        kind = _head_kind(page, lines, k, kinds, headline)
        if kind is None:
            break
        if kind == "headline":
            headline = headline or line
        kinds.append(kind)
    skipping, periods = "", _has_periods(lines)
    for line in lines[len(kinds):]:
        kind, skipping = _body_kind(page, line, skipping, periods, headline)
        kinds.append(kind)
    return kinds


def _head_kind(page: Page, lines: list[Line], k: int, kinds: list[str], headline: Line | None) -> str | None:
    """The kind of a line of the head, or None where the head is over."""
    line = lines[k]
    if line.marker in ("seg.skip", "seg.update", "seg.list"):
        return MARKED[line.marker]
    if _is_date(page, line):
        return "dateline"
    if headline is None:
        return _first_kind(page, lines, k)
    if line.bullet or line.marker == "seg.summary":
        return None
    if _same(page, line, headline):
        return "headline"
    if line.marker == "seg.byline" and line.words <= BYLINE_WORDS * 2 and not line.ends and not _is_news(page, line):
        return "byline"
    if line.words >= BODY_WORDS or line.ends and line.words >= SHORT_BODY_WORDS:
        return None
    if line.words <= BYLINE_WORDS and not line.ends and not _is_news(page, line):
        return "byline" if k + 1 < len(lines) else None
    decked = kinds.count("headline") >= 3 or "byline" in kinds or "dateline" in kinds[kinds.index("headline"):]
    return None if decked or line.ends else "headline"


def _first_kind(page: Page, lines: list[Line], k: int) -> str | None:
    """Before the headline: a section label, the headline itself, or (None) no headline at all."""
    line = lines[k]
    if line.bullet or line.marker == "seg.summary" or line.words >= HEAD_LINE_WORDS or line.ends and line.words >= SHORT_BODY_WORDS:
        return None
    if line.title or k + 1 == len(lines):
        return "headline"
    crumb = any(t.norm in ("»", ">", "›", "|") for t in page.tokens[line.i:line.j]) and line.words <= BYLINE_WORDS and not _is_news(page, line)
    below = lines[k + 1]
    label = line.words <= KICKER_WORDS and not below.ends and KICKER_WORDS < below.words < HEAD_LINE_WORDS and not _is_news(page, line)
    if _is_credit(page, line):
        return "byline"
    byline = line.marker == "seg.byline" and line.words <= KICKER_WORDS and not _is_news(page, line)
    return "boilerplate" if crumb or label else "byline" if byline else "headline"


def _is_date(page: Page, line: Line) -> bool:
    """A line that gives the day of publication and little else."""
    if line.words > DATE_LINE_WORDS or line.ends:
        return False
    tokens = page.tokens[line.i:line.j]
    dated = sum(1 for t in tokens if t.kind == "number" and (len(t.norm) >= 5 or len(t.norm) == 4 and t.norm[:2] in ("19", "20", "14")
                                                             or ":" in t.norm))
    if not dated or _is_news(page, line):
        return False
    known: set[int] = set()
    for k in range(line.i, line.j):
        for hit in page.at.get(k, ()):
            if hit.group != "term" or hit.cls.startswith(("time.", "seg.")):
                known.update(range(hit.i, hit.j))
    return sum(1 for k in range(line.i, line.j) if page.tokens[k].kind == "word" and k not in known) <= 6


def _is_credit(page: Page, line: Line) -> bool:
    """A line of nothing but places, agencies and days: "غزة - الأناضول"."""
    if line.words > BYLINE_WORDS:
        return False
    known: set[int] = set()
    named = False
    for k in range(line.i, line.j):
        for hit in page.at.get(k, ()):
            if hit.group in ("place", "outlet") or hit.cls == "seg.byline" or hit.cls.startswith("time."):
                known.update(range(hit.i, hit.j))
                named = named or hit.group == "outlet" or hit.cls == "seg.byline"
    return named and all(page.tokens[k].kind != "word" or k in known for k in range(line.i, line.j))


def _is_news(page: Page, line: Line) -> bool:
    return any(h.entry.cls.partition(".")[0] in NEWS for k in range(line.i, line.j) for h in page.at.get(k, ()))


def _same(page: Page, line: Line, headline: Line) -> bool:
    words = [t.norm for t in page.tokens[line.i:line.j] if t.kind != "mark"]
    return words == [t.norm for t in page.tokens[headline.i:headline.j] if t.kind != "mark"]


def _has_periods(lines: list[Line]) -> bool:
    """Whether this outlet ends its paragraphs with full stops; where it does, a line without one is no paragraph."""
    long = [line for line in lines if line.words >= BODY_WORDS]
    return sum(line.ends for line in long) * 2 >= len(long)


def _body_kind(page: Page, line: Line, skipping: str, periods: bool, headline: Line | None) -> tuple[str, str]:
    """(kind, what goes on being skipped) of a line below the head. `skipping`: "", "list" or "all"."""
    if skipping == "all":
        return "boilerplate", "all"
    if line.marker in MARKED:
        # "read also: …" on one line is all there is; alone or before a colon it opens a list
        opens_list = line.marker == "seg.list" and line.words <= KICKER_WORDS + 1
        return MARKED[line.marker], "all" if line.marker == "seg.end" else "list" if opens_list else skipping
    if headline is not None and _same(page, line, headline):
        return "headline", ""
    if skipping == "list" and (line.bullet or not line.ends) and line.words < HEAD_LINE_WORDS:
        return "boilerplate", "list"
    if line.bullet:
        return "bullet", ""
    if line.title:
        return "subheading", ""
    short = line.words <= (SUBHEAD_WORDS if periods else BYLINE_WORDS)
    question = page.tokens[line.j - 1].norm in "؟?"
    if short and (not line.ends or question) and not _is_told(page, line):
        return "subheading", ""
    return "body", ""


def _is_told(page: Page, line: Line) -> bool:
    """A short line that is a sentence all the same: it opens with a verb of speech or carries one on."""
    return any(h.cls in TOLD or h.cls.startswith("source.") for h in page.at.get(line.i, ())) or page.tokens[line.j - 1].norm in "،,"
