"""Sentences → clauses: the unit in which one act takes its doer, target, site and means.

A clause begins at a connector, after أن/إن, at a comma before a verb, at "and" + verb, and at a
preposition of cause, time or answer whose noun is an act (رداً على هجوم، إثر قصف، بعد غارة).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.extract.scan import SEE_THROUGH, Hit, Page
from marsad.extract.segments import Layout, Sentence

# Prepositional slots that open a clause of their own when an act follows; the slot is the relation.
EVENT_SLOTS = frozenset(("cause", "after", "before", "response", "simultaneous"))
# "no sooner … than": before a verb it opens the clause that tells the act.
UNTIL = frozenset(("حتي",))
# "in answer to that": the clause itself answers.
THAT = frozenset("ذلك هذا هذه تلك".split())
# "answered in its wake" (ردت على إثرهما).
WAKE = "اثر"
# "that", also behind "and" or "so".
CONTENT = frozenset("ان بان لان".split())
# With a pronoun they open a clause only behind a verb of speech; "believed to be theirs" stays in its clause.
CONTENT_PRONOUN = frozenset("انه انها انهم بانه بانها بانهم".split())
COMMAS = frozenset("،,")
STOPS = frozenset("؛;:")
# Tokens that may open a clause whatever the tables say of them; a word that ends like CONTENT may as well.
LONE = UNTIL | CONTENT_PRONOUN | COMMAS | STOPS
CONTENT_END = "ان"
# Other words open a clause by their class, or by "and" and "so" glued to an act.
OPENERS = ("conn", "prep")
REACH = 6
"""Tokens after such a preposition in which its act must begin."""


class Clause(NamedTuple):
    """Tokens [i, j) of one sentence; `relation` is how it hangs on what stands before it ("" for a first clause)."""

    i: int
    j: int
    relation: str
    sentence: Sentence


def clauses(page: Page, layout: Layout, fired: frozenset[int] | None = None) -> list[Clause]:
    """All clauses of the readable sentences, in order of the text; with `fired`, of sentences that hold such a token."""
    out = []
    openers = _openers(page)
    for sentence in layout.sentences:
        if sentence.block.kind in UNREAD or fired is not None and fired.isdisjoint(range(sentence.i, sentence.j)):
            continue
        out += _split(page, sentence, openers)
    return out


UNREAD = frozenset(("boilerplate", "byline", "dateline"))


def _openers(page: Page) -> set[int]:
    """The tokens that may open a clause at all: few of a page, so that only they are looked at closely."""
    words = {k for k, word in enumerate(page.tokens) if word.norm in LONE or word.norm[-2:] == CONTENT_END}
    return words.union([hit.i for hit in page.hits if hit.clitic or hit.entry.cls in OPENERS])


def _split(page: Page, sentence: Sentence, openers: set[int]) -> list[Clause]:
    cuts: dict[int, str] = {sentence.i: ""}
    for k in range(sentence.i, sentence.j):
        if k not in openers:
            continue
        relation = _opens(page, k, sentence)
        if relation is not None:
            begin, name = relation
            if begin < sentence.j and cuts.get(begin, "") in ("", "and"):  # a connector behind a comma says more than the comma
                cuts[begin] = name
    starts = sorted(cuts)
    ends = [*starts[1:], sentence.j]
    return [Clause(i, j, cuts[i], sentence) for i, j in zip(starts, ends, strict=True) if i < j]


def _opens(page: Page, k: int, sentence: Sentence) -> tuple[int, str] | None:
    """Where a clause begins because of token `k`, and its relation."""
    token, hits = page.tokens[k], page.at.get(k, ())
    if token.kind == "mark":
        if relation_open(page, k, sentence):
            return None
        if token.norm in STOPS or (token.norm in COMMAS and _begins_clause(page, k + 1)):
            return k + 1, "and"
        return None
    if token.kind != "word":
        return None
    opened = _by_word_class(page, k, hits, sentence)
    if opened is not None:
        return opened
    if token.norm in UNTIL and any(_is_verb(h) for h in page.at.get(k + 1, ())):
        return k + 1, "and"
    if token.norm.lstrip("وف") in CONTENT:
        return k + 1, "content"
    if token.norm in CONTENT_PRONOUN and any(h.entry.cls.startswith("say") for h in page.at.get(k - 1, ())):
        return k + 1, "content"
    if k > sentence.i:
        for hit in hits:
            if ("و" in hit.clitic or "ف" in hit.clitic) and _starts_act(hit):
                return k, "and"
    return None


def _by_word_class(page: Page, k: int, hits: Sequence[Hit], sentence: Sentence) -> tuple[int, str] | None:
    """The clause that a connector opens, or a preposition of cause, time or answer before an act."""
    conn = prep = None
    act = False
    for hit in reversed(hits):  # the first of a class counts
        cls = hit.entry.cls
        if cls == "conn":
            conn = hit
        elif cls == "prep":
            prep = hit
        elif cls == "act":
            act = True
    if conn is not None and not act and not _plain_was(page, conn, sentence):
        return k, conn.entry.features.get("do", "split")
    slot = prep.entry.features.get("slot") if prep is not None else None
    if slot not in EVENT_SLOTS:
        return None
    if slot == "response" and prep.j < sentence.j and (page.tokens[prep.j].norm in THAT or page.tokens[prep.j].norm.startswith(WAKE)):
        return k, "answering"
    return (k, slot) if _act_within(page, prep.j, sentence.j) else None


# "was": opens background only as "and … was" at the head of a sentence or with قد.
WAS = frozenset("كان كانت كانوا".split())
PERFECT = "قد"


def _plain_was(page: Page, conn: Hit, sentence: Sentence) -> bool:
    word = page.tokens[conn.i].norm
    if conn.j - conn.i > 1 or word.lstrip("و") not in WAS:
        return False
    if word.startswith("و") and conn.i == sentence.i:
        return False
    return not any(page.tokens[k].norm == PERFECT for k in range(conn.j, min(conn.j + 8, sentence.j)))


def relation_open(page: Page, k: int, sentence: Sentence) -> bool:
    """A comma right after "in answer to that," does not end the clause."""
    return k - 1 >= sentence.i and page.tokens[k].norm in COMMAS and page.tokens[k - 1].norm in THAT


def _starts_act(hit: Hit) -> bool:
    return hit.entry.cls in ("act", "light") or hit.entry.cls.startswith(("say", "harm.killed", "harm.hurt"))


def _is_verb(hit: Hit) -> bool:
    return hit.entry.features.get("form") in ("verb", "passive") or hit.entry.cls in ("light", "conn") or hit.entry.cls.startswith("say")


def _begins_clause(page: Page, k: int) -> bool:
    while k < len(page.tokens) and page.tokens[k].kind == "mark" and page.tokens[k].norm in SEE_THROUGH:
        k += 1
    return any(_is_verb(h) or (_starts_act(h) and h.clitic[:1] in ("و", "ف")) for h in page.at.get(k, ()))


def _act_within(page: Page, k: int, end: int) -> bool:
    for at in range(k, min(k + REACH, end)):
        for hit in page.at.get(at, ()):
            if hit.entry.cls == "act":
                return True
    return False
