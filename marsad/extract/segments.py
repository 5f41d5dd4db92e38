"""Page → blocks (headline, dateline, body, bullet, boilerplate …) and sentences, as ranges of tokens.

A block is a line, except where a line opens with a dateline ("بغداد (رويترز) - …") or a bullet with a head of
its own ("• الجمعة 12 تشرين الثاني، الصنمين. …"): those become two blocks. What a line is, `lines` tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from marsad.extract.lines import CLOSING, FINAL, Line, kinds_of, lines_of
from marsad.extract.scan import Page
from marsad.languages.pack import Pack

BULLET_HEAD_WORDS = 7
DATELINE_TOKENS = 16
BULLET_HEAD = 9
"""Level of the head of a bullet until headings are nested."""


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


def segment(page: Page, pack: Pack) -> Layout:
    """The layout of `page`. Pure and total: any text gives a layout, an empty one an empty layout.

    >>> segment(Scanner(pack).page("قصف على البلدة\\n\\nقتل ثلاثة أشخاص في قصف على البلدة أمس."), pack).blocks[0].kind
    'headline'
    """
    lines = lines_of(page)
    if not lines:
        return Layout((), (), {})
    kinds = ["body"] if len(lines) == 1 else kinds_of(page, lines)
    blocks = [block for line, kind in zip(lines, kinds, strict=True) for block in _blocks_of(page, line, kind)]
    blocks = _cut_dateline(page, blocks)
    blocks, above = _nest(page, blocks)
    sentences = [s for block in blocks for s in _sentences(page, block)]
    return Layout(tuple(blocks), tuple(sentences), above)


# ---------------------------------------------------------------- blocks


def _block(page: Page, kind: str, i: int, j: int, level: int = 0) -> Block:
    return Block(kind, i, j, page.tokens[i].start, page.tokens[j - 1].end, level)


def _blocks_of(page: Page, line: Line, kind: str) -> list[Block]:
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
    tokens, out, i = page.tokens, [], block.i
    for k in [n for n in range(block.i, block.j) if tokens[n].kind == "mark" and tokens[n].norm in FINAL]:
        label = block.kind == "headline" and k - i <= 4 and tokens[k].norm == "." and tokens[k - 1].norm == "."  # درعا.. عبوة
        if k < i or label or not _is_end(page, k, block.j):
            continue
        while k + 1 < block.j and tokens[k + 1].norm in CLOSING and (tokens[k + 1].norm != '"' or tokens[k + 1].start == tokens[k].end):
            k += 1
        out.append(Sentence(i, k + 1, tokens[i].start, tokens[k].end, block))
        i = k + 1
    if i < block.j and (not out or any(tokens[n].kind != "mark" for n in range(i, block.j))):
        out.append(Sentence(i, block.j, tokens[i].start, tokens[block.j - 1].end, block))
    return out
