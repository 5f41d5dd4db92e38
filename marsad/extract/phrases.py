"""Hits → phrases: who and where, each with the preposition that governs it.

A clause becomes a row of items: markers (act, light verb, speech, connector, preposition) and phrases. A
phrase is a noun group: a site word with its place name, an actor with its nationality, people. Its `gov` is
the slot that the words before it open ("site", "goal", "doer", "origin" …), "of" for a noun glued to the
marker before it, None for a bare noun group.
"""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.scan import SEE_THROUGH
from marsad.mentions import Hit, Page, Phrase
from marsad.text import Token

MARKERS = ("act", "light", "conn", "say", "trap", "wave")
NAMED = ("place", "actor", "nation")
# One-letter prepositions glued to a word, and the slot that each opens.
GLUED = {"ب": "in", "ل": "for", "ك": "like"}
# Words that are numbers themselves, for "about" before them.
NUMBERS = frozenset(("num.word", "num.scale", "num.fuzzy", "num.fraction"))
# What may follow a noun inside one group: a base and its name, people and their side; two sides are two groups.
FOLLOWS = {
    "site": frozenset(("site", "place", "actor", "nation", "people")),
    "people": frozenset(("actor", "nation")),
    "actor": frozenset(("nation",)),
    "place": frozenset(("nation",)),
    "nation": frozenset(("nation",)),
}
# "eighteen men of the group": the group is part of the noun, no origin.
PARTITIVE = frozenset(("من", "في"))
# Site words whose next word is a name even when no table knows it (قرية جلنقي); codebook: a named place is a claim.
NAMING_SITES = frozenset("village town city camp district neighbourhood subdistrict governorate base".split())
# First words of two-word place names.
COMPOUND = frozenset("ابو ابي ام بيت دير تل تله عين كفر وادي بني الشيخ شيخ خربه راس جبل عبد خان بئر بير برج حوش رسم ذي باب قصر سوق مزرعه مزارع".split())


class Marker(NamedTuple):
    """A word that is not a noun group: its readings, the proclitic before it, and its tokens."""

    i: int
    j: int
    hits: tuple[Hit, ...]
    cls: str
    clitic: str

    def feature(self, name: str) -> str | None:
        """The first value that a reading gives to `name`."""
        return next((h.entry.features[name] for h in self.hits if name in h.entry.features), None)


Item = Phrase | Marker | Token


class Chunker:
    """Reads one stretch of tokens into items, left to right."""

    def __init__(self, page: Page, taken: frozenset[int] = frozenset(), not_names: frozenset[str] = frozenset()):
        """`taken`: tokens that other layers own (moments, speakers); `not_names`: words that never name a village."""
        self.page, self.taken, self.not_names = page, taken, not_names
        self._known: dict[tuple[int, int], list[Item]] = {}

    def items(self, i: int, j: int) -> list[Item]:
        """The items of tokens [i, j), in order; read once."""
        known = self._known.get((i, j))
        if known is None:
            known = self._known[i, j] = self._read(i, j)
        return known

    def _read(self, i: int, j: int) -> list[Item]:
        out: list[Item] = []
        gov: str | None = None
        words, at = self.page.tokens, self.page.at
        k = i
        while k < j:
            token = words[k]
            hits = at.get(k)
            if not hits and token.kind == "word" and k not in self.taken:  # a word that no table knows
                if token.norm in GLUED and len(token.norm) == 1 and token.norm != "ك":
                    gov = GLUED[token.norm]
                else:
                    out.append(token)
                    gov = None if gov == "of" else gov
                k += 1
                continue
            hits = hits or ()
            if token.kind == "mark" or token.kind == "break":
                if token.norm not in SEE_THROUGH and token.norm not in "()[]":
                    gov = None
                    out.append(token)
                k += 1
                continue
            slot = next((h for h in hits if h.entry.cls == "prep"), None)
            if slot is not None and slot.j - slot.i == 1 and gov is not None and token.norm in PARTITIVE and k > i and self._number(k - 1):
                out.append(token)  # "three of the group's men": the number goes on with its slot
                k += 1
                continue
            if slot is not None and k not in self.taken and not self._counts(slot) and not any(h.entry.cls in ("act", "light") for h in hits):
                gov = slot.entry.features.get("slot", "in").split("|")[0]
                if gov == "target" and "weak" in slot.entry.features:
                    gov = "to"
                out.append(Marker(i=slot.i, j=slot.j, hits=(slot,), cls="prep", clitic=slot.clitic))
                k = slot.j
                continue
            marks = tuple(h for h in hits if h.entry.cls in MARKERS and not h.entry.id.startswith(OTHERS_TRAPS))
            if marks and any(h.entry.group in ("actor", "place", "outlet") and "weak" not in h.entry.features for h in hits):
                marks = tuple(h for h in marks if h.entry.cls != "trap")  # a name shields its words by itself
            if marks and k not in self.taken:
                marks = self._carried(marks, j)
                marker = Marker(i=k, j=marks[0].j, hits=marks, cls=_first_class(marks), clitic=marks[0].clitic)
                out.append(marker)
                gov = "of" if marker.cls == "act" else None
                k = marker.j
                continue
            listed = bool(out) and isinstance(out[-1], Phrase) and out[-1].is_place
            phrase = self._phrase(k, j, gov, listed) if k not in self.taken else None
            if phrase is None:
                if k in self.taken:
                    out.append(token)
                    gov = None
                elif token.norm in ("ب", "ل") and token.kind == "word":
                    gov = GLUED[token.norm]
                else:
                    out.append(token)
                    gov = None if token.kind == "word" and gov == "of" and not self._number(k) else gov
                k += 1
                continue
            if out and isinstance(out[-1], Token) and out[-1].norm == "و" and len(out) > 1 and isinstance(out[-2], Phrase):
                out.pop()  # an "and" that a quotation mark parts from its word
                phrase = phrase._replace(coordinated=True)
            if phrase.coordinated and out and isinstance(out[-1], Phrase) and phrase.gov in (None, "of"):
                phrase = phrase._replace(gov=out[-1].gov)
            out.append(phrase)
            gov = "then" if phrase.gov != "of" else gov
            gov = None if gov == "then" else gov
            k = phrase.j
        return out

    def _carried(self, marks: tuple[Hit, ...], j: int) -> tuple[Hit, ...]:
        """A verb that may carry an act noun (تعرض ل، وقع) carries it when one follows in the clause."""
        light = tuple(h for h in marks if h.entry.cls == "light")
        if not light or len(light) == len(marks):
            return marks
        noun = any(h.entry.cls == "act" and h.entry.features.get("form") == "noun" for k in range(marks[0].j, j) for h in self.page.at.get(k, ()))
        return light if noun else tuple(h for h in marks if h.entry.cls != "light") or marks

    def _number(self, k: int) -> bool:
        """Whether token `k` is a number."""
        return self.page.tokens[k].kind == "number" or any(h.entry.cls in NUMBERS for h in self.page.at.get(k, ()))

    def _counts(self, prep: Hit) -> bool:
        """نحو before a number is "about", not "towards"."""
        both = any(h.entry.cls == "num.cmp" for h in self.page.at.get(prep.i, ()))
        after = self.page.tokens[prep.j] if prep.j < len(self.page.tokens) else None
        return both and after is not None and (after.kind == "number" or any(h.entry.cls in NUMBERS for h in self.page.at.get(prep.j, ())))

    # ---------------------------------------------------------------- one noun group

    def _nouns(self, k: int) -> list[Hit]:
        return [h for h in self.page.at.get(k, ()) if h.entry.cls in ("site", "people") or h.entry.group in NAMED]

    def _phrase(self, k: int, j: int, gov: str | None, listed: bool) -> Phrase | None:
        """The noun group at token `k`. `listed`: a place stands before it, which "and" may go on with."""
        first = self._nouns(k)
        if not first:
            return None
        clitic = first[0].clitic
        if listed and clitic.startswith("و") and any(h.entry.group == "place" for h in first):
            first = [h for h in first if h.entry.group == "place"]  # خشام والحسينية: in a row of places a place
        for letter in clitic:
            gov = GLUED.get(letter, gov if letter not in "وف" else None)
        gathered, end = list(first), first[0].j
        name, end = self._unknown_name(first, end, j)
        while name is None and end < j:
            more, at = self._continued(end, j, gathered)
            if not more:
                break
            gathered += more
            end = more[0].j
            name, end = self._unknown_name(more, end, j)
        return self._made(gathered, k, end, gov, clitic, name)

    def _continued(self, end: int, j: int, gathered: list[Hit]) -> tuple[list[Hit], int]:
        """The next nouns of the same group: glued, or after one or two definite adjectives that no table knows."""
        at, skipped = end, 0
        while at < j and skipped < 3:
            token = self.page.tokens[at]
            if token.kind == "mark" and token.norm in SEE_THROUGH:
                at += 1
                continue
            last = {_sort(h) for h in gathered if h.i == gathered[-1].i}
            follows = FOLLOWS["site"] if "site" in last else frozenset().union(*(FOLLOWS[s] for s in last))
            if "actor" in last and any("generic" in h.entry.features for h in gathered if h.i == gathered[-1].i):
                follows |= FOLLOWS["people"]  # قوات الأمن الداخلي
            if "site" not in follows and any(h.entry.cls == "site" for h in self.page.at.get(at, ())):
                return [], at  # شبان | دورية إسرائيلية: a site word opens a group of its own
            nouns = [h for h in self._nouns(at) if not h.clitic and _sort(h) in follows]
            if nouns and at not in self.taken:
                if skipped and not any(h.entry.cls == "nation" for h in nouns):
                    return [], at
                return nouns, at
            if token.norm in PARTITIVE and last & {"people", "actor"} and not skipped:
                owner = [h for h in self._nouns(at + 1) if not h.clitic and h.entry.group in ("actor", "nation")] if at + 1 < j else []
                if token.norm != "من":  # "a leader in the group", not "a soldier in the capital"
                    owner = [h for h in owner if h.entry.group == "actor" and not {"weak", "generic"} & h.entry.features.keys()]
                return (owner, at + 1) if owner and at + 1 not in self.taken else ([], at)
            known = self.page.at.get(at)
            if known or token.kind != "word" or not token.norm.startswith("ال") or at in self.taken:
                return [], at
            at += 1
            skipped += 1
        return [], at

    def _unknown_name(self, hits: list[Hit], end: int, j: int) -> tuple[str | None, int]:
        """The name after a naming site word when no table knows it."""
        site = next((h for h in hits if h.entry.cls == "site" and h.entry.features.get("kind") in NAMING_SITES), None)
        if site is None or len(hits) > 1 or site.tags & {"def", "poss", "dual", "plural"}:
            return None, end
        at = end
        while at < j and self.page.tokens[at].kind == "mark" and self.page.tokens[at].norm in SEE_THROUGH:
            at += 1
        if at >= j or at in self.taken or self.page.tokens[at].kind != "word" or self.page.at.get(at):
            return None, end
        word = self.page.tokens[at]
        if word.norm in self.not_names or word.norm.endswith(("يه", "يات")) and word.norm.startswith("ال"):
            return None, end
        if len(word.norm) < 3 and word.norm not in COMPOUND:
            return None, end
        last = at
        if word.norm in COMPOUND and at + 1 < j and self.page.tokens[at + 1].kind == "word":
            last = at + 1
        return self.page.text[word.start:self.page.tokens[last].end], last + 1

    def _made(self, hits: list[Hit], i: int, j: int, gov: str | None, clitic: str, name: str | None) -> Phrase:
        first = hits[0]
        site = next((h for h in hits if h.entry.cls == "site"), None)
        if site is not None:  # القاعدة is the base, whatever town or group bears the name
            hits = [h for h in hits if h is site or h.i != site.i or "weak" not in h.entry.features]
        places = [h for h in hits if h.entry.group == "place"]
        return Phrase(
            i=i, j=j, start=first.start, end=self.page.tokens[j - 1].end, gov=gov,
            coordinated="و" in clitic, definite=bool(first.tags & {"def", "poss"}),
            site=site, places=tuple(h for h in places if h.i == places[0].i), name=name,
            actors=tuple(h for h in hits if h.entry.group == "actor"),
            nations=tuple(h for h in hits if h.entry.group == "nation"),
            people=tuple(h for h in hits if h.entry.cls == "people"),
        )


# Traps of weapons and harm (a march, a figure of speech) are no traps of acts.
OTHERS_TRAPS = ("t.wpn.", "t.harm.")


def _sort(hit: Hit) -> str:
    """site, people, place, actor or nation."""
    return hit.entry.cls if hit.entry.cls in ("site", "people") else hit.entry.group


def _first_class(marks: tuple[Hit, ...]) -> str:
    """A word that is both an act and anything else is read as an act; a trap beats all."""
    classes = {h.entry.cls for h in marks if not h.entry.id.startswith(OTHERS_TRAPS)} or {"wave"}
    return next(c for c in ("trap", "act", "light", "say", "conn", "wave") if c in classes)
