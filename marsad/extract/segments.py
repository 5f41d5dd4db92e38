"""Page → blocks (headline, dateline, body, bullet, boilerplate …) and sentences, as ranges of tokens.

A block is a line, except where a line opens with a dateline ("بغداد (رويترز) - …") or a bullet with a head of
its own ("• الجمعة 12 تشرين الثاني، الصنمين. …"): those become two blocks. The top of the page, down to the
first line that reads like running text, is the head; there the headline, dateline and byline are told apart.
Words that mark a kind of line are terms of class seg.* in `languages/<code>/terms/segments.tsv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from marsad.extract.scan import Page
from marsad.languages.pack import Pack

FINAL = frozenset(".؟?!…")
BULLETS = frozenset("•-–—*●▪◾◼■□▫◦‣►▶✔✅🔴🔵🔹🔸🔻⭕·")
OPENING = frozenset('«"“‹([„')
CLOSING = frozenset('»"”›)]')
# Counted on 29 articles of 20 outlets: headlines have 4 to 17 words, bylines up to 7, paragraphs 18 and more.
KICKER_WORDS = 3
BYLINE_WORDS = 7
SUBHEAD_WORDS = 10
HEAD_LINE_WORDS = 30
BODY_WORDS = 18
SHORT_BODY_WORDS = 8
BULLET_HEAD_WORDS = 7
DATELINE_TOKENS = 16
BULLET_HEAD = 9
"""Level of the head of a bullet until headings are nested."""
# Classes whose hits make a line news rather than a byline or a date.
NEWS = ("act", "harm", "weapon", "light", "people")
TOLD = ("say.verb", "say.prep", "say.as", "say.passive")
MARKED = {"seg.skip": "boilerplate", "seg.list": "boilerplate", "seg.end": "boilerplate", "seg.source": "boilerplate",
          "seg.summary": "boilerplate", "seg.update": "dateline"}


class Block(NamedTuple):
    """Tokens [i, j), characters [start, end). `kind`: headline, subheading, dateline, byline, boilerplate, bullet, body.

    `level` is the depth of a subheading (1 outermost; place and day headings nest in their order on the page), else 0.
    """

    kind: str
    i: int
    j: int
    start: int
    end: int
    level: int = 0


class Sentence(NamedTuple):
    """Tokens [i, j), characters [start, end), and the block that it is in."""

    i: int
    j: int
    start: int
    end: int
    block: Block


class Layout(NamedTuple):
    """The blocks and sentences of a page, in order. Together the blocks hold every token but line breaks."""

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    above: Mapping[int, tuple[Block, ...]]
    """The subheadings that a block stands under, by the first token of the block; most have none."""

    def heading_of(self, sentence: Sentence) -> tuple[Block, ...]:
        """The headings above `sentence`, outermost first: its day and place may have to be taken from them."""
        return self.above.get(sentence.block.i, ())


class _Line(NamedTuple):
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


def segment(page: Page, pack: Pack) -> Layout:
    """The layout of `page`. Pure and total: any text gives a layout, an empty one an empty layout.

    >>> segment(Scanner(pack).page("قصف على البلدة\\n\\nقتل ثلاثة أشخاص في قصف على البلدة أمس."), pack).blocks[0].kind
    'headline'
    """
    lines = _lines(page)
    if not lines:
        return Layout((), (), {})
    kinds = ["body"] if len(lines) == 1 else _kinds(page, lines)
    blocks = [block for line, kind in zip(lines, kinds, strict=True) for block in _blocks_of(page, line, kind)]
    blocks = _cut_dateline(page, blocks)
    blocks, above = _nest(page, blocks)
    sentences = [s for block in blocks for s in _sentences(page, block)]
    return Layout(tuple(blocks), tuple(sentences), above)


# ---------------------------------------------------------------- lines


def _lines(page: Page) -> list[_Line]:
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


def _line(page: Page, i: int, j: int) -> _Line:
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
    return _Line(i, j, words, tokens[last].norm in FINAL, marker, bullet, title)


def _opens(page: Page, hit, first: int, j: int) -> bool:
    """Whether a seg.* word marks its line: alone, before a colon or a bar, or (features open=any) wherever it opens one."""
    return hit.i == first and (hit.j >= j or hit.entry.has("open", "any") or page.tokens[hit.j].norm in ":|/»>-–()"
                               or hit.entry.has("open", "short") and j - first <= 14)


# ---------------------------------------------------------------- kinds of lines


def _kinds(page: Page, lines: list[_Line]) -> list[str]:
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


def _head_kind(page: Page, lines: list[_Line], k: int, kinds: list[str], headline: _Line | None) -> str | None:
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


def _first_kind(page: Page, lines: list[_Line], k: int) -> str | None:
    """Before the headline: a section label, the headline itself, or (None) no headline at all."""
    line = lines[k]
    if line.bullet or line.marker == "seg.summary" or line.words >= HEAD_LINE_WORDS or line.ends and line.words >= SHORT_BODY_WORDS:
        return None
    if line.title or k + 1 == len(lines):
        return "headline"
    crumb = any(t.norm in ("»", ">", "›", "|") for t in page.tokens[line.i:line.j]) and line.words <= BYLINE_WORDS and not _is_news(page, line)
    below = lines[k + 1]
    label = line.words <= KICKER_WORDS and not below.ends and KICKER_WORDS < below.words < HEAD_LINE_WORDS and not _is_news(page, line)
    byline = line.marker == "seg.byline" and line.words <= KICKER_WORDS and not _is_news(page, line)
    return "boilerplate" if crumb or label else "byline" if byline else "headline"


def _is_date(page: Page, line: _Line) -> bool:
    """A line that gives the day of publication and little else."""
    if line.words > DATELINE_TOKENS or line.ends:
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


def _is_news(page: Page, line: _Line) -> bool:
    return any(h.cls.split(".")[0] in NEWS for k in range(line.i, line.j) for h in page.at.get(k, ()))


def _same(page: Page, line: _Line, headline: _Line) -> bool:
    words = [t.norm for t in page.tokens[line.i:line.j] if t.kind != "mark"]
    return words == [t.norm for t in page.tokens[headline.i:headline.j] if t.kind != "mark"]


def _has_periods(lines: list[_Line]) -> bool:
    """Whether this outlet ends its paragraphs with full stops; where it does, a line without one is no paragraph."""
    long = [line for line in lines if line.words >= BODY_WORDS]
    return sum(line.ends for line in long) * 2 >= len(long)


def _body_kind(page: Page, line: _Line, skipping: str, periods: bool, headline: _Line | None) -> tuple[str, str]:
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


def _is_told(page: Page, line: _Line) -> bool:
    """A short line that is a sentence all the same: it opens with a verb of speech or carries one on."""
    return any(h.cls in TOLD or h.cls.startswith("source.") for h in page.at.get(line.i, ())) or page.tokens[line.j - 1].norm in "،,"


# ---------------------------------------------------------------- blocks


def _block(page: Page, kind: str, i: int, j: int, level: int = 0) -> Block:
    return Block(kind, i, j, page.tokens[i].start, page.tokens[j - 1].end, level)


def _blocks_of(page: Page, line: _Line, kind: str) -> list[Block]:
    """The block of a line; a bullet whose first sentence is a short head gives two."""
    if kind == "bullet":
        stop = next((k for k in range(line.i + 1, line.j - 1) if _is_end(page, k, line.j)), None)
        if stop is not None and sum(1 for t in page.tokens[line.i:stop] if t.kind != "mark") <= BULLET_HEAD_WORDS:
            return [_block(page, "subheading", line.i, stop + 1, BULLET_HEAD), _block(page, kind, stop + 1, line.j)]
    return [_block(page, kind, line.i, line.j)]


def _cut_dateline(page: Page, blocks: list[Block]) -> list[Block]:
    """With the dateline that opens the first paragraph ("بيروت (أ ف ب) - …", "الساحل - وكالات: …") as a block of its own."""
    at = next((n for n, b in enumerate(blocks) if b.kind == "body"), None)
    if at is None:
        return blocks
    block, known, named, framed, cut = blocks[at], set(), False, False, None
    for k in range(block.i, min(block.i + DATELINE_TOKENS, block.j - 1)):
        token = page.tokens[k]
        hits = [h for h in page.at.get(k, ()) if h.group in ("place", "outlet") or h.cls.startswith(("time.", "seg."))]
        for hit in hits:
            known.update(range(hit.i, hit.j))
            named = named or hit.group == "outlet" or hit.cls == "seg.byline"
        framed = framed or token.norm in "(-–—/"
        if token.kind == "mark" and token.norm in ":-–—/" and (named or token.norm not in ":/") and framed and k > block.i:
            cut = k  # "سانا: …" is a speaker, "بيروت (سانا): …" a dateline
        elif token.kind == "word" and k not in known:
            break
    if cut is None or cut + 1 >= block.j:
        return blocks
    cut += page.tokens[cut + 1].norm in ":-–—/" and cut + 2 < block.j
    parts = [_block(page, "dateline", block.i, cut + 1), _block(page, "body", cut + 1, block.j)]
    return [*blocks[:at], *parts, *blocks[at + 1:]]


def _nest(page: Page, blocks: list[Block]) -> tuple[list[Block], dict[int, tuple[Block, ...]]]:
    """Levels of the subheadings, and for each block those above it.

    Day and place headings nest in the order in which they first come; any other heading opens a new section.
    """
    out: list[Block] = []
    above: dict[int, tuple[Block, ...]] = {}
    stack: list[tuple[str, Block]] = []
    for block in blocks:
        own_head = block.kind == "bullet" and out and out[-1].kind == "subheading" and stack[-1][0] == "bullet"
        if stack and stack[-1][0] == "bullet" and not own_head:
            stack.pop()
        if block.kind == "subheading":
            sort = "bullet" if block.level == BULLET_HEAD else _sort(page, block)
            sorts = [s for s, _ in stack]
            if sort in sorts:
                del stack[sorts.index(sort):]
            elif sort == "other":
                stack.clear()
        if stack:
            above[block.i] = tuple(b for _, b in stack)
        if block.kind == "subheading":
            block = block._replace(level=len(stack) + 1)
            stack.append((sort, block))
        out.append(block)
    return out, above


def _sort(page: Page, block: Block) -> str:
    hits = [h for k in range(block.i, block.j) for h in page.at.get(k, ())]
    return "day" if any(h.cls.startswith("time.") for h in hits) else "place" if any(h.group == "place" for h in hits) else "other"


# ---------------------------------------------------------------- sentences


def _is_end(page: Page, k: int, limit: int) -> bool:
    """Whether the sign at token `k` ends a sentence (the last of several signs in a row)."""
    tokens = page.tokens
    sign = tokens[k].norm
    if sign not in FINAL or k + 1 < limit and tokens[k + 1].norm in FINAL and tokens[k + 1].start == tokens[k].end:
        return False
    dots = k > 0 and tokens[k - 1].norm in FINAL and tokens[k - 1].end == tokens[k].start
    if k + 1 < limit and tokens[k + 1].norm in ")]":  # (...): words left out of a quotation
        return False
    if sign != "." or dots or k == 0:
        return True
    before = tokens[k - 1]
    if before.kind == "word" and len(before.norm) == 1:  # د. محمد, أ.ف.ب; but "أ ف ب." ends
        return any(h.j == k and h.j - h.i >= 3 for h in page.at.get(k - 3, ())) and (k + 1 >= limit or tokens[k + 1].start > tokens[k].end)
    glued = k + 1 < limit and tokens[k + 1].start == tokens[k].end
    return not (glued and tokens[k + 1].kind == "number" and before.kind == "number")


def _sentences(page: Page, block: Block) -> list[Sentence]:
    out, i, k = [], block.i, block.i
    while k < block.j:
        label = block.kind == "headline" and k - i <= 4 and page.tokens[k].norm in "." and page.tokens[k - 1].norm == "."  # درعا.. عبوة
        if page.tokens[k].kind == "mark" and not label and _is_end(page, k, block.j):
            while k + 1 < block.j and page.tokens[k + 1].norm in CLOSING and page.tokens[k + 1].norm != "(" and (
                    page.tokens[k + 1].norm != '"' or page.tokens[k + 1].start == page.tokens[k].end):
                k += 1
            out.append(Sentence(i, k + 1, page.tokens[i].start, page.tokens[k].end, block))
            i = k + 1
        k += 1
    if i < block.j and (not out or any(page.tokens[n].kind != "mark" for n in range(i, block.j))):
        out.append(Sentence(i, block.j, page.tokens[i].start, page.tokens[block.j - 1].end, block))
    return out
