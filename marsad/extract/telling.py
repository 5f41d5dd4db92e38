"""The state of reading one sentence: who speaks from where, and what the words around a cue are."""

from __future__ import annotations

import functools

from marsad.extract.attribution import Links, Region, Said, Spoken, combined
from marsad.extract.scan import Hit
from marsad.extract.segments import Sentence
from marsad.extract.sources import QUOTES, RELAYS, Source
from marsad.text import norm

LEAD_IN = 9
"""Tokens before the first verb of speech of a sentence that may only set the scene ("فجر الجمعة، أعلنت …")."""
MARK_REACH = 26
"""Tokens after a verb within which the sign of speech must come: the longest asides between قال and إن have 24."""
ADVERBS = frozenset(("time.weekday", "time.part", "time.relday", "time.anaphor", "time.qual", "say.aside", "say.channel"))
LINKING = frozenset("كان كانت قد اذ حيث وقد".split())
OPENS, CLOSES = frozenset("«“„"), frozenset("»”")
LEADING = frozenset("الي علي عن من".split())
COMMAS = frozenset("،,؛;")
STOPS = frozenset(("say.turn", "say.part", "say.verb"))
NOTHING: frozenset[str] = frozenset()
HAPPENED = ("act", "harm.killed", "harm.hurt", "harm.mixed")
EVENTS = (*HAPPENED, "harm.toll", "harm.tally", "light")


@functools.cache
def sorts_of(cls: str) -> tuple[str, str]:
    """A class and the class that it is under: ("harm.killed", "harm")."""
    return cls, cls.partition(".")[0]


class Telling:
    """One sentence while it is read; `memory` is what the page remembers of those who spoke."""

    def __init__(self, memory: _Reader, sentence: Sentence):
        self.memory, self.sentence = memory, sentence
        self.page, self.tokens, self.reader = memory.page, memory.tokens, memory.reader
        self.i, self.j = sentence.i, sentence.j
        self.links: Links = ()
        self.outer: Links = ()
        self.certainty = "stated"
        self.rules: tuple[str, ...] = ()
        self.at = sentence.i  # where the running region begins
        self.spoke = False
        self.quoted_from = -1
        self.scene = True  # nothing but the setting so far
        self.done = sentence.i  # tokens up to here have been read as part of a cue
        self.covered: list[tuple[int, int, Links, str, tuple[str, ...]]] = []

    def _begin(self) -> None:
        memory = self.memory
        if memory.open is not None:
            self.links, self.certainty = memory.open
        elif self.sentence.block.kind == "bullet" and memory.listing is not None:
            self.links, self.certainty = memory.listing

    def _finish(self) -> None:
        memory, tokens = self.memory, self.tokens
        span = tokens[self.i:self.j]
        opened = sum(1 for t in span if t.norm in OPENS) - sum(1 for t in span if t.norm in CLOSES)
        odd = sum(1 for t in span if t.norm == '"') % 2
        end_of_block = self.j >= self.sentence.block.j
        if memory.open is not None:
            closing = opened < 0 or odd
            memory.open = None if closing or end_of_block else memory.open
        elif self.links and self.spoke and (opened > 0 or odd) and not end_of_block:
            memory.open = (self.links, self.certainty)
        if self.sentence.block.kind != "bullet":
            memory.listing = (self.links, self.certainty) if self.links and tokens[self.j - 1].norm == ":" else None

    def _flush(self, to: int) -> None:
        """Close the running region before token `to`."""
        if to > self.at:
            self._cover(self.at, to, self.links, self.certainty, self.rules)
        self.at = max(self.at, to)

    def _cover(self, i: int, j: int, links: Links, certainty: str, rules: tuple[str, ...]) -> None:
        if (links or certainty != "stated" or rules) and any(t.kind != "mark" for t in self.tokens[i:j]):
            self.memory.out.regions.append(Region(self.tokens[i].start, self.tokens[j - 1].end + 1, links, certainty, rules))

    # ---------------------------------------------------------------- words

    def _sorts(self, k: int) -> frozenset[str]:
        """The classes, and the classes above them, of the words that begin at token `k`."""
        sorts = self.memory.sorts.get(k)
        if sorts is None:
            sorts = self.memory.sorts[k] = frozenset(name for h in self.page.at.get(k, ()) for name in sorts_of(h.entry.cls))
        return sorts

    def _is(self, k: int, *classes: str) -> bool:
        """Whether a word of one of `classes` (or of a class under it) begins at token `k`."""
        return k in self.page.at and not self._sorts(k).isdisjoint(classes)

    def _that(self, k: int) -> bool:
        """أن, إن and their like; not كأن, which the letters of كان would also be."""
        return k in self.page.at and "say.content" in self._sorts(k) and any(h.entry.cls == "say.content" and "ك" not in h.clitic for h in self.page.at[k])

    def _skip(self, k: int) -> int:
        """Past adverbs, channels and dashes between a verb and its subject."""
        while k < self.j:
            token = self.tokens[k]
            if token.kind == "number" or token.norm in "-–—":
                k += 1
                continue
            hit = next((h for h in self.page.at.get(k, ()) if h.entry.cls in ADVERBS), None)
            if hit is None or self.reader.head(k) is not None:
                return k
            k = hit.j
        return k

    def _closes(self, k: int) -> bool:
        return k >= self.j or self.tokens[k].kind == "mark"

    def _bounded(self, k: int) -> bool:
        """Whether a new clause, not what was said, begins at token `k`."""
        if any(h.clitic[:1] in ("و", "ف") and h.clitic for h in self.page.at.get(k, ())):
            return True
        before = k - 1
        while before > self.i and (self.tokens[before].norm in QUOTES or self._is(before, "say.aside", "time") or self.tokens[before].norm in LINKING):
            before -= 1
        turned = any(h.j == before + 1 and h.entry.cls == "say.turn" for n in range(max(before - 2, self.i), before + 1) for h in self.page.at.get(n, ()))
        return turned or self.tokens[before].norm in COMMAS

    def _mark(self, k: int, cue: Hit) -> int | None:
        """The token of the sign of speech after `k`: أن, إن, a colon, an opening quotation, the verb's own preposition."""
        tokens = self.tokens
        for n in range(k, min(k + MARK_REACH, self.j)):
            token = tokens[n]
            if token.kind == "mark":
                opens = token.norm in OPENS or token.norm == '"'
                if token.norm == ":" or opens and (n == k or tokens[n - 1].norm == ":"):
                    return n
                continue
            sorts = self._sorts(n) if n in self.page.at else NOTHING
            if "say.masdar" in sorts or "say.content" in sorts and self._that(n) or n <= k + 3 and self._leads(n, n == k, cue):
                return n
            if n > k and not sorts.isdisjoint(STOPS) and ("say.verb" not in sorts or any(
                    h.entry.cls in STOPS and (h.entry.cls != "say.verb" or "و" in h.clitic) for h in self.page.at[n])):
                return None
        return None

    def _leads(self, n: int, first: bool, cue: Hit) -> bool:
        """Whether a preposition at token `n` leads into what is said: "تحدث عن", "أفاد … بسقوط", "أشار إلى"."""
        word = self.tokens[n].norm
        if first and (word in LEADING or "via" in cue.entry.features and word[:1] == "ل" and len(word) > 3):
            return True
        return word[:1] in "بو" and any(h.clitic == "ب" for h in self.page.at.get(n, ()))

    # ---------------------------------------------------------------- who

    def _speak(self, source: Source | None, links: Links, certainty: str, rule: str, begin: int, end: int, verb: Hit | None = None) -> None:
        """From here on `links` speak."""
        nested = self.spoke and bool(self.links) and not self._bounded(begin) and source is not None
        if nested:
            self.outer = self.outer or self.links
            links = links if links[0] in self.links else (*self.links, *links)
        scene = not self.spoke and begin - self.i <= LEAD_IN and not any(
            self._is(n, *EVENTS) and not self._is(n, "time.part", "time.relday") for n in range(self.i, begin))
        self._flush(self.i if scene and self.at == self.i else begin)
        self.links, self.certainty = links, certainty
        self.rules = (rule,)
        self.spoke = True
        self.done = end
        if source is not None:
            self.memory.out._sources.update(range(source.i, source.j))
        self.memory.remember(links, source, certainty)
        if verb is not None:
            self.memory.out.spoken.append(Spoken(verb.i, self.j, verb, links, source))

    def _trail(self, i: int, end: int, links: Links, certainty: str, rule: str) -> None:
        """Close what stands before a trailing source, and give it to that source."""
        links = combined(self.links, links) if self.links else links
        if end > self.at:
            self._cover(self.at, end, links, certainty, (rule,))
        self.at = self.done = end
        self.links, self.certainty, self.rules, self.outer = self.links if self.spoke else (), "stated", (), ()
        self.spoke = bool(self.links)

    def _lend(self, links: Links, certainty: str, rule: str) -> None:
        """Give the sentence before this one to `links`."""
        regions = self.memory.out.regions
        before = next((s for s in reversed(self.memory.layout.sentences) if s.j <= self.i), None)
        if before is None:
            return
        touched = False
        for n, region in enumerate(regions):
            if region.start >= before.start and region.start < before.end:
                regions[n] = region._replace(links=combined(region.links, links), rules=(*region.rules, rule))
                touched = True
        if not touched:
            regions.append(Region(before.start, before.end, links, certainty, (rule,)))

    def _issuer(self, source: Source, links: Links, end: int) -> tuple[Links, int]:
        """"وفق بيان لوزارة الخارجية", "تقرير للأمم المتحدة": the body behind a document speaks."""
        if not source.doc or end >= self.j:
            return links, end
        for n in range(source.i + 1, min(end + 3, self.j)):
            if any(h.clitic == "ل" for h in self.page.at.get(n, ())) or self.tokens[n - 1].norm == "عن":
                body = self.reader.read(n, self.j, known_only=True)
                if body is not None and not body.doc:
                    self.memory.out._sources.update(range(body.i, body.j))
                    return self.memory.resolve(body), body.j
        return links, end

    def _told_to(self, links: Links, k: int, end: int, features) -> Links:
        """With the agency or paper to which the source spoke: "قال مسؤول لرويترز", "في بيان تلقته فرانس برس"."""
        if not links:
            return links
        for n in range(k, min(end + 1, self.j)):
            for hit in self.page.at.get(n, ()):
                if hit.entry.group != "outlet" and not ("media" in hit.entry.features and ("def" in hit.tags or hit.clitic == "ل" or self._names_outlet(hit))):
                    continue
                before = self.page.at.get(n - 1, ()) if n > self.i else ()
                told = hit.clitic == "ل" or self.tokens[n - 1].norm == "ل" or any(
                    h.entry.cls in ("say.got", "say.channel") or "obj" in h.tags and h.entry.cls == "say.verb" for h in before)
                told = told or n == k and "recipient" in features or self.tokens[n - 1].norm in QUOTES and n >= 2 and self.tokens[n - 2].norm == "ل"
                if told:
                    return self._with_relay(n, links)
        return links

    def _names_outlet(self, hit: Hit) -> bool:
        return any(h.entry.group == "outlet" for k in range(hit.i, min(hit.j + 3, self.j)) for h in self.page.at.get(k, ()))

    def _with_relay(self, n: int, links: Links) -> Links:
        source = self.reader.read(n, min(n + 6, self.j), known_only=True)
        if source is None or links[0].name == source.link.name:
            return links
        self.memory.out._sources.update(range(source.i, source.j))
        relay = self.memory.resolve(source)
        outlet = self.memory.outlet
        if outlet and norm(outlet) in norm(source.link.surface or "") or not relay or relay[-1].kind not in RELAYS:
            return links
        if any(link.name == relay[-1].name for link in links) or len(relay) == 1 and source.definite and source.cls == "source.noun" and relay[0] == source.link:
            return links  # named already, or "the radio", with none above
        self.memory.history.append(Said(relay[-1:], source))
        return (relay[-1], *links)
