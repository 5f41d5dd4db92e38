"""Who says what: for every stretch of a page its chain, outlet → agency → source, and how sure it is told.

A verb of speech gives what follows it to its source, until another source speaks; a trailing "according to X"
gives what stands before it; "and added" carries the last source over; what nobody is named for is the
outlet's own. Who speaks is not who does: `speaker_tokens` are for the event reader to leave alone.
"""

from __future__ import annotations

import bisect
from typing import NamedTuple

from marsad.extract.scan import Hit, Page
from marsad.extract.segments import Layout, Sentence
from marsad.extract.sources import QUOTES, RELAYS, Source, SourceReader
from marsad.languages.pack import Pack
from marsad.model import Link
from marsad.text import norm

SEVERAL = "byline_mix"
"""The registry's id of "agencies", several and unnamed: no link by itself."""
UNNAMED_OUTLET = "the article's outlet"
LEAD_IN = 9
"""Tokens before the first verb of speech of a sentence that may only set the scene ("فجر الجمعة، أعلنت …")."""
MARK_REACH = 26
"""Tokens after a verb within which the sign of speech must come: the longest asides between قال and إن have 24."""
ADVERBS = frozenset(("time.weekday", "time.part", "time.relday", "time.anaphor", "time.qual", "say.aside", "say.channel"))
PREPOSITIONS = frozenset("علي عن من الي في بعد قبل دون حول مع بين ضد".split())
CUES = frozenset(("say.verb", "say.part", "say.passive", "say.prep", "say.as", "say.own", "say.turn", "say.reset", "say.back",
                  "say.in", "say.masdar", "say.content"))
LINKING = frozenset("كان كانت قد اذ حيث وقد".split())
OPENS, CLOSES = frozenset("«“„"), frozenset("»”")
COMMAS = frozenset("،,؛;")
HAPPENED = ("act", "harm.killed", "harm.hurt", "harm.mixed")
EVENTS = ("act", "harm.killed", "harm.hurt", "harm.toll", "harm.mixed", "harm.tally", "light")

Links = tuple[Link, ...]


class Region(NamedTuple):
    """Characters [start, end): said by `links` (inside the outlet; none: the outlet itself)."""

    start: int
    end: int
    links: Links
    certainty: str
    rules: tuple[str, ...]


class Spoken(NamedTuple):
    """A verb of speech as read: who (links), from token `i`; `subject` is the source phrase, where one is printed."""

    i: int
    j: int
    verb: Hit
    links: Links
    subject: Source | None


class Attribution:
    """The speakers of one page."""

    def __init__(self, page: Page, outlet: Link, agency: Link | None, shared: bool):
        self._page, self._outlet, self._agency, self._shared = page, outlet, agency, shared
        self.regions: list[Region] = []
        self.spoken: list[Spoken] = []
        self._sources: set[int] = set()
        self._starts: list[int] = []
        self._headlines: list[tuple[int, int]] = []

    def chain(self, start: int, end: int) -> tuple[Link, ...]:
        """The chain for the characters [start, end), outermost first; the outlet's link is always there.

        >>> [link.name for link in attribution.chain(40, 60)]
        ['نشرة الوادي', 'Reuters', 'مصدر أمني']
        """
        region = self._region(start, end)
        links = region.links if region else ()
        return (self._outlet, *self._relayed(links, start), *links)

    def certainty(self, start: int, end: int) -> str:
        """"stated" or "hedged", by the verb and the sort of source; hedges of the clause itself are `reality`'s."""
        region = self._region(start, end)
        return region.certainty if region else "stated"

    def rules(self, start: int, end: int) -> tuple[str, ...]:
        """Ids of the terms that made the chain, in their order."""
        region = self._region(start, end)
        return region.rules if region else ()

    def speaker_tokens(self) -> frozenset[int]:
        """The tokens of all source phrases."""
        return frozenset(self._sources)

    def _region(self, start: int, end: int) -> Region | None:
        at = bisect.bisect_right(self._starts, max(start, 0)) - 1
        if at >= 0 and self.regions[at].end > start:
            return self.regions[at]
        return self.regions[at + 1] if at + 1 < len(self.regions) and self.regions[at + 1].start < end else None

    def _relayed(self, links: Links, start: int) -> Links:
        """The agency of the dispatch, where it stands between the outlet and what is said here."""
        agency = self._agency
        if agency is None or any(a <= start < b for a, b in self._headlines) or links and links[0].name == agency.name:
            return ()
        if self._shared and (not links or links[0].kind in RELAYS):  # a text made from an agency's and the outlet's own reports
            return ()
        return (agency,)

    def close(self) -> None:
        self.regions.sort()
        self._starts = [r.start for r in self.regions]


def attribute(page: Page, layout: Layout, pack: Pack, registry, outlet: str | None) -> Attribution:
    """Who speaks where on `page`. `outlet`: the outlet as the article was received with it, None if unknown."""
    return _Reader(page, layout, registry, outlet).read()


# ---------------------------------------------------------------- the dispatch


def _agency(page: Page, layout: Layout, registry, outlet: str | None) -> tuple[Link | None, bool]:
    """(the one agency that the head or foot of the page credits, whether the outlet names itself or others beside it)."""
    found: dict[str, Link] = {}
    shared = False
    for block in layout.blocks:
        foot = block.kind == "boilerplate" and any(h.cls == "seg.source" for h in page.at.get(block.i, ()))
        if block.kind not in ("byline", "dateline") and not foot:
            continue
        hits = [h for k in range(block.i, block.j) for h in page.at.get(k, ()) if h.group == "outlet"]
        agencies = {h.entry.id: h for h in hits if registry.outlets[h.entry.id].kind == "agency" and h.entry.id != SEVERAL
                    and (not h.entry.has("weak") or len(hits) == 1)}
        for id, hit in agencies.items():
            found[id] = Link(name=registry.outlets[id].name_en, kind="agency", surface=page.text[hit.start:hit.end])
        shared |= bool(agencies) and any(t.norm in "+" for t in page.tokens[block.i:block.j])
    if len(found) != 1:
        return None, False
    (id, link), = found.items()
    entry = registry.outlets[id]
    return (None, False) if outlet and norm(outlet) in (norm(entry.name_ar), norm(entry.name_en), norm(link.surface or "")) else (link, shared)


class _Said(NamedTuple):
    """A source that spoke: the links up to it, and what later mentions of it are told by."""

    links: Links
    source: Source


class _Reader:
    """Walks the sentences of one page and remembers who has spoken."""

    def __init__(self, page: Page, layout: Layout, registry, outlet: str | None):
        self.page, self.layout, self.tokens = page, layout, page.tokens
        self.reader = SourceReader(page, registry)
        self.outlet = outlet
        agency, shared = _agency(page, layout, registry, outlet)
        first = Link(name=outlet or UNNAMED_OUTLET, kind="outlet", surface=None)
        self.out = Attribution(page, first, agency, shared)
        self.history: list[_Said] = []
        self.last: Links = ()
        self.last_certainty = "stated"
        self.open: tuple[Links, str] | None = None  # a quotation that goes on
        self.listing: tuple[Links, str] | None = None  # "as follows:" and its bullets
        self.cues: list[Hit] = [h for h in page.hits if h.entry.cls in CUES]
        self.cue_starts = [h.i for h in self.cues]

    def read(self) -> Attribution:
        for sentence in self.layout.sentences:
            kind = sentence.block.kind
            if kind in ("boilerplate", "byline", "dateline"):
                continue
            if kind == "headline":
                self.out._headlines.append((sentence.start, sentence.end))
            if kind != "bullet":
                self.listing = None
            _SentenceReader(self, sentence).read()
        self.out.close()
        return self.out

    # ---------------------------------------------------------------- memory

    def remember(self, links: Links, source: Source | None, certainty: str) -> None:
        self.last, self.last_certainty = links, certainty
        if source is not None:
            self.history.append(_Said(links, source))

    def resolve(self, source: Source) -> Links:
        """The links of `source`: its own, or those of the earlier source that it refers back to."""
        if source.own:
            return ()
        if source.doc and (source.definite or source.head == "src.bayan") and len(source.stems) == 1 and self.last:
            return self._again(self.last, source)
        if source.new or source.cls == "outlet":
            return (source.link,)
        for said in reversed(self.history):
            if self._refers(source, said.source):
                return self._again(said.links, source)
        if source.definite and len(source.stems) == 1 and source.link.kind in RELAYS:
            for said in reversed(self.history):  # "the agency": the relay inside an earlier chain
                for n, link in enumerate(said.links):
                    if link.kind == source.link.kind or source.link.kind == "media" and link.kind == "agency" and source.head != "src.wikala":
                        return self._again(said.links[: n + 1], source)
        return (source.link,)

    def _again(self, links: Links, source: Source) -> Links:
        return (*links[:-1], Link(name=links[-1].name, kind=links[-1].kind, anonymous=links[-1].anonymous, surface=source.link.surface))

    def _refers(self, now: Source, then: Source) -> bool:
        """Whether `now` may be a second mention of `then`."""
        if now.cls == "actor" and now.link.name != " ".join((now.link.surface or "").split()):
            return now.link.name == then.link.name  # known by name
        if now.cls == "nation" or now.cls == "actor" and not now.definite and now.link.name != then.link.name:
            return False
        if now.cls in ("source.noun", "source.title") and not now.definite and not (now.cls == "source.title" and now.stems == then.stems):
            return False
        if now.head is not None and now.head == then.head and then.cls == now.cls:
            return now.stems <= then.stems
        # a surname, "the cell", "the army": words of an earlier, longer name
        return bool(now.stems) and len(now.stems) <= 3 and now.stems < then.stems and (
            then.cls != "source.noun" or now.cls == "source.noun" or not then.link.anonymous)


class _SentenceReader:
    """Reads the speakers of one sentence."""

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

    # ---------------------------------------------------------------- the walk

    def read(self) -> None:
        self._begin()
        low = bisect.bisect_left(self.memory.cue_starts, self.i)
        high = bisect.bisect_left(self.memory.cue_starts, self.j)
        if high > low or self._may_begin_with_source():
            self._colon()
            for cue in self.memory.cues[low:high]:
                if cue.i >= self.done or cue.entry.cls == "say.own":
                    self._cue(cue)
        self._flush(self.j)
        self._finish()

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

    def _may_begin_with_source(self) -> bool:
        return any(t.norm == ":" for t in self.tokens[self.i:min(self.i + 12, self.j)])

    def _colon(self) -> None:
        """"المرصد: …", "وسائل إعلام عبرية: …"; in headlines also "…: حماس"."""
        colon = next((k for k in range(self.i + 1, min(self.i + 12, self.j - 1)) if self.tokens[k].norm == ":"), None)
        if colon is None:
            return
        start = self.i
        while start < colon and (self.tokens[start].kind == "mark" or self._is(start, "say.aside", "time")):
            start += 1
        source = self.reader.read(start, colon, known_only=True)
        if source is None or source.j < colon and any(self.tokens[k].kind == "word" for k in range(source.j, colon)):
            return
        if source.cls == "nation" or source.cls == "source.noun" and source.doc and self.sentence.block.kind == "headline":
            return
        self._speak(source, self.memory.resolve(source), source.certainty, "speech.colon", start, colon)

    # ---------------------------------------------------------------- cues

    def _cue(self, cue: Hit) -> None:
        cls = cue.entry.cls
        if cls == "say.verb":
            self._verb(cue)
        elif cls == "say.prep":
            self._prep(cue)
        elif cls == "say.as":
            self._as(cue)
        elif cls == "say.part":
            self._part(cue)
        elif cls == "say.own":
            self._trail(cue.i, cue.j, self.links or self.memory.last, cue.entry.features.get("certainty", self.certainty), cue.entry.id)
        elif cls == "say.reset":
            self._reset(cue)
        elif cls == "say.passive":
            self._passive(cue)
        elif cls == "say.back":
            self._back(cue)
        elif cls == "say.in":
            self._in(cue)
        elif cls == "say.content":
            self._content(cue)
        elif cls == "say.masdar" and cue.clitic.endswith("ب"):
            self._verb(cue)

    def _is(self, k: int, *classes: str) -> bool:
        return any(h.entry.cls in classes or h.entry.cls.partition(".")[0] in classes for h in self.page.at.get(k, ()))

    def _that(self, k: int) -> bool:
        """أن, إن and their like; not كأن, which the letters of كان would also be."""
        return any(h.entry.cls == "say.content" and "ك" not in h.clitic for h in self.page.at.get(k, ()))

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

    def _verb(self, cue: Hit) -> None:
        """A verb of speech: its source, what the source says, and whether it is speech at all."""
        features = cue.entry.features
        need = features.get("need", "")
        if need in ("got", "statement") or "obj" in cue.tags and "recipient" not in features or self._no_verb(cue):
            return
        start = self._skip(cue.j)
        subject = None if self._that(start) or self._is(start, "say.masdar") else self.reader.read(start, self.j)
        if subject is not None and (subject.i != start and self.tokens[start].norm not in QUOTES or not self._subject(cue, subject)):
            subject = None
        after = subject.j if subject is not None else start
        mark = self._mark(after, cue)
        front = None
        if "و" not in cue.clitic:
            front = self._front(cue)
            if front is not None and subject is not None and subject.known and not (self._meets(front, cue) or "recipient" in features):
                front = None
        if subject is not None and (front is not None or not subject.known and mark is None):
            subject, after = None, start
        source = subject or front
        if not self._holds(need, features, source, mark, after, cue):
            return
        links, certainty = self._who(source, features, cue)
        if source is not None and source.doc:
            links, end = self._issuer(source, links, source.j)
            after = max(after, end) if source is subject else after
        if source is None and not links:
            if need in ("person", "source", "both", "relay") or cue.entry.cls == "say.masdar":
                return
        links, after, source = self._relay(cue, links, after, source, mark)
        links = self._told_to(links, after, mark if mark is not None else min(after + MARK_REACH, self.j), features)
        begin = cue.i if front is None else min(front.i, cue.i)
        end = max(after, cue.j)
        if mark is not None and mark > end and self._that(mark) and not any(self._is(n, *EVENTS) for n in range(end, mark)):
            end = mark  # "وقال مسؤولان، تحدثا لرويترز شريطة …، إن"
        self._speak(source, links, certainty, cue.entry.id, begin, end, cue)

    def _no_verb(self, cue: Hit) -> bool:
        """A noun of the same letters ("على ذكر الضحايا"), or a verb inside a relative clause ("المشروع الذي يشير إلى")."""
        if cue.i == self.i:
            return False
        before = self.tokens[cue.i - 1].norm
        if before in PREPOSITIONS and cue.entry.cls == "say.verb" and not cue.clitic:
            return True
        return any(h.entry.features.get("do") == "relative" for h in self.page.at.get(cue.i - 1, ()))

    def _subject(self, cue: Hit, subject: Source) -> bool:
        """Whether the phrase behind the verb can be who speaks."""
        if subject.known:
            glued = any(h.clitic and h.clitic != "و" and h.entry.id == subject.head for h in self.page.at.get(subject.i, ()))
            return not glued and not (subject.doc and not subject.definite and len(subject.stems) == 1)
        return not self._is(subject.i, "people", "site", *HAPPENED) and "قول" not in self.tokens[subject.i].norm

    def _mark(self, k: int, cue: Hit) -> int | None:
        """The token of the sign of speech after `k`: أن, إن, a colon, an opening quotation, the verb's own preposition."""
        tokens = self.tokens
        for n in range(k, min(k + MARK_REACH, self.j)):
            token = tokens[n]
            if token.kind == "mark":
                if token.norm == ":" or n == k and token.norm in OPENS | {'"'} or token.norm in OPENS | {'"'} and tokens[n - 1].norm == ":":
                    return n
                continue
            if self._that(n) or self._is(n, "say.masdar"):
                return n
            if n == k and token.norm in ("الي", "علي", "عن", "من") or n <= k + 3 and (
                    any(h.clitic == "ب" for h in self.page.at.get(n, ())) or n == k and "via" in cue.entry.features and token.norm[:1] == "ل" and len(token.norm) > 3):
                return n
            if n > k and (self._is(n, "say.turn", "say.part") or any(
                    h.entry.cls == "say.verb" and "و" in h.clitic for h in self.page.at.get(n, ()))):
                return None
        return None

    def _front(self, cue: Hit) -> Source | None:
        """The source before its verb: "المسؤول الدفاعي أردف أن", "لكن المرصد أكد أن", "وكان ماروتو أوضح"."""
        low = max(self.done, self.i)
        for k in range(cue.i - 1, low - 1, -1):
            if (self._that(k) or self._is(k, "say.turn", "say.reset")) and k < cue.i - 1:
                low = k + 1
                break
        if cue.i - low > 16:
            return None
        k = low
        while k < cue.i:
            if self.tokens[k].kind == "word" and not (self.reader.ends(k) and self.reader.head(k) is None):
                source = self.reader.read(k, cue.i, known_only=True)
                if source is not None and self._stands_before(source, cue):
                    return source
                if source is not None:
                    return None
            k += 1
        if self._is(low, "conn") or self.tokens[cue.i - 1].norm in ("قد",) or self._is(cue.i - 1, "say.turn"):
            return None
        return self._named_before(low, cue)

    def _meets(self, source: Source, cue: Hit) -> bool:
        """Whether the source stands right before its verb, as a subject does: "بغداد تنعى", "مصدران قد أبلغوا"."""
        if source.i > self.i and self.tokens[source.i - 1].norm in PREPOSITIONS:
            return False
        return all(self.tokens[n].norm in LINKING or self.tokens[n].norm in QUOTES for n in range(source.j, cue.i))

    def _stands_before(self, source: Source, cue: Hit) -> bool:
        """Whether only an aside stands between the source phrase and its verb."""
        if source.doc and not source.definite:
            return False
        first = next((h for h in self.page.at.get(source.i, ()) if h.entry.id == source.head), None)
        if first is not None and first.clitic and set(first.clitic) - set("وف") and not source.cls == "outlet":
            return False
        return not any(self._is(n, *HAPPENED) for n in range(source.j, cue.i))

    def _named_before(self, low: int, cue: Hit) -> Source | None:
        """"وكان ماروتو أوضح": a name that was a source before, right before the verb."""
        k = cue.i - 1
        while k > low and self.tokens[k].norm in ("قد", "كان", "كانت"):
            k -= 1
        for start in range(max(low, k - 2), k + 1):
            if self.reader.ends(start) or self.tokens[start].kind != "word":
                continue
            source = self.reader.read(start, k + 1)
            if source is not None and source.j == k + 1 and any(self.memory._refers(source, s.source) for s in self.memory.history):
                return source
        return None

    def _holds(self, need: str, features, source: Source | None, mark: int | None, after: int, cue: Hit) -> bool:
        """Whether what the verb needs to be a verb of speech is there."""
        known = source is not None and source.known
        if "toll" in features.get("object", ""):
            return known and any(self._is(n, "say.toll") for n in range(after, min(after + 6, self.j)))
        if need == "mark":
            return mark is not None
        if need == "source":
            return known
        if need == "person":
            return known and source is not None and source.person
        if need == "both":
            return known and mark is not None
        if need == "relay":
            at = self._relay_word(after, features)
            if at is None or features["relay"] == "إلى" and not known:
                return False
            inner = self.reader.read(at + 1, self.j)
            if inner is not None and features["relay"] == "إلى" and not any(self._is(n, "say.masdar") for n in range(inner.i, min(inner.j + 3, self.j))):
                return False  # a deed is ascribed, not words
            return inner is not None and (inner.known or mark is not None) and (known or bool(self.memory.last) and self.memory.last[0].kind in RELAYS)
        if need in ("reply", "speech"):
            return (known or "و" in cue.clitic) and any(
                self.tokens[n].norm in ("بان", "بانه", "بانها", "قائلا", "قائله", "بالقول", ":", "حديثه", "حديثها") for n in range(after, min(after + 3, self.j)))
        if need == "blame":
            return any("مسوولي" in t.norm or "مسءولي" in t.norm for t in self.tokens[cue.i:min(cue.i + 14, self.j)])
        return known or mark is not None

    def _relay_word(self, k: int, features) -> int | None:
        """The token of the relay's preposition (نقلت … عن), before any sign of speech."""
        want = norm(features.get("relay", ""))
        for n in range(k, min(k + 14, self.j)):
            if self.tokens[n].norm == want:
                return n
            if self._that(n) or self._is(n, "say.verb", "say.turn"):
                return None
        return None

    def _who(self, source: Source | None, features, cue: Hit) -> tuple[Links, str]:
        memory = self.memory
        certainty = features.get("certainty", "stated")
        if source is None:
            links = self.links if self.links and self.spoke else memory.last
            if "plural" in cue.tags and not (memory.history and memory.history[-1].source.plural_like):
                links = self.links if self.spoke else ()
            return links, certainty if certainty != "stated" or self.spoke else memory.last_certainty if links else "stated"
        return memory.resolve(source), certainty if certainty != "stated" else source.certainty

    def _relay(self, cue: Hit, links: Links, after: int, source: Source | None, mark: int | None) -> tuple[Links, int, Source | None]:
        """With the inner source of a relay: "نقلت رويترز عن مصدرين أمنيين قولهما إن"."""
        if "relay" not in cue.entry.features:
            return links, after, source
        at = self._relay_word(after, cue.entry.features)
        if at is None:
            return links, after, source
        inner = self.reader.read(at + 1, self.j)
        if inner is None or self._is(at + 1, *HAPPENED) and not inner.known:
            return links, after, source
        if source is None:  # "ونقلت عن": whichever relay spoke last
            links = next((links[: n + 1] for n in range(len(links) - 1, -1, -1) if links[n].kind in RELAYS), ())
        else:
            self.memory.history.append(_Said(links, source))
            self.memory.out._sources.update(range(source.i, source.j))
        resolved = self.memory.resolve(inner)
        if len(resolved) > 1 and links and resolved[0].name == links[0].name:
            return resolved, inner.j, inner
        return (*links, *resolved), inner.j, inner

    def _told_to(self, links: Links, k: int, end: int, features) -> Links:
        """With the agency or paper to which the source spoke: "قال مسؤول لرويترز", "في بيان تلقته فرانس برس"."""
        if not links:
            return links
        for n in range(k, min(end + 1, self.j)):
            for hit in self.page.at.get(n, ()):
                if hit.entry.group != "outlet" and not ("media" in hit.entry.features and ("def" in hit.tags or self._names_outlet(hit))):
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
        if any(link.name == relay[-1].name for link in links):
            return links
        self.memory.history.append(_Said(relay[-1:], source))
        return (relay[-1], *links)

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

    def _bounded(self, k: int) -> bool:
        """Whether a new clause, not what was said, begins at token `k`."""
        if any(h.clitic[:1] in ("و", "ف") and h.clitic for h in self.page.at.get(k, ())):
            return True
        before = k - 1
        while before > self.i and (self.tokens[before].norm in QUOTES or self._is(before, "say.aside", "time") or self.tokens[before].norm in LINKING):
            before -= 1
        return self.tokens[before].norm in COMMAS or self._is(before, "say.turn")

    # ---------------------------------------------------------------- according to

    def _prep(self, cue: Hit) -> None:
        k = self._skip(cue.j)
        if k < self.j and self.tokens[k].norm == "ل":
            k += 1
        source = self.reader.read(k, self.j)
        if source is None or not source.known and not self._closes(source.j):
            return
        links = self.memory.resolve(source)
        end = source.j
        if not links:
            return
        links, end = self._issuer(source, links, end)
        stop = next((n for n in range(end, min(end + 9, self.j)) if self.tokens[n].norm in COMMAS | {".", ":"}), min(end + 9, self.j))
        links = self._told_to(links, end, stop, {})
        if end < self.j and (self._is(end, "say.got", "say.channel", "time.weekday", "time.part", "time.relday") or any(
                h.entry.cls == "say.verb" and ("obj" in h.tags or h.entry.id == "say.tahaddatha") for h in self.page.at.get(end, ()))):
            end = self._tail(end)
        certainty = cue.entry.features.get("certainty", source.certainty)
        self._place(cue, source, links, end, certainty)

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

    def _closes(self, k: int) -> bool:
        return k >= self.j or self.tokens[k].kind == "mark"

    def _place(self, cue: Hit, source: Source, links: Links, end: int, certainty: str) -> None:
        """Give "according to X" its reach: what stands before it, what follows it, or the clause around it."""
        first = all(self.tokens[n].kind == "mark" or self._is(n, "say.aside", "time", "say.turn", "say.back") for n in range(self.i, cue.i))
        follows = self.tokens[end] if end < self.j else None
        if first and follows is not None and any(t.kind == "word" for t in self.tokens[end:self.j]):
            self._speak(source, links, certainty, cue.entry.id, self.i, end)
            return
        self.memory.out._sources.update(range(source.i, source.j))
        if first and cue.i - self.i <= 1:  # a sentence of its own: it belongs to the one before
            self._lend(links, certainty, cue.entry.id)
            self.memory.remember(links, source, certainty)
            return
        self.memory.history.append(_Said(links, source))
        if follows is not None and follows.norm == ":":
            self._speak(source, links, certainty, cue.entry.id, self.at, end)
            return
        ends = follows is None or follows.norm in ".)" or not any(t.kind == "word" for t in self.tokens[end:self.j])
        conjunct = follows is not None and (self._is(end, "say.turn") or follows.kind == "word" and follows.norm[:1] == "و")
        turned = follows is not None and follows.norm in COMMAS and end + 1 < self.j and self._is(end + 1, "say.turn")
        if ends or conjunct or turned:
            self._trail(cue.i, end, links, certainty, cue.entry.id)
            self.memory.last, self.memory.last_certainty = links, certainty
            return
        keep, at = self.links, self.at
        self.links, self.certainty, self.rules = combined(keep, links) if keep else links, certainty, (cue.entry.id,)
        self.at = self._clause_start(cue.i) if follows is not None and follows.norm not in COMMAS else at
        if self.at > at:
            self._cover(at, self.at, keep, "stated", ())
        self.spoke, self.done = True, end
        self.memory.last, self.memory.last_certainty = self.links, certainty

    def _clause_start(self, k: int) -> int:
        for n in range(k - 1, self.at, -1):
            if self.tokens[n].norm in COMMAS:
                return n + 1
        return self.at

    def _trail(self, i: int, end: int, links: Links, certainty: str, rule: str) -> None:
        """Close what stands before a trailing source, and give it to that source."""
        links = combined(self.links, links) if self.links else links
        if end > self.at:
            self._cover(self.at, end, links, certainty, (rule,))
        self.at = self.done = end
        self.links, self.certainty, self.rules, self.outer = self._rest(), "stated", (), ()
        self.spoke = bool(self.links)

    def _rest(self) -> Links:
        """Who speaks after a trailing source: whoever spoke before it in the sentence."""
        return self.links if self.spoke else ()

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

    def _as(self, cue: Hit) -> None:
        """"حسبما أفاد المرصد", "كما قال الوزير"; at the head of a sentence كما only says "also"."""
        if all(self.tokens[n].kind == "mark" for n in range(self.i, cue.i)) and self.tokens[cue.i].norm.lstrip("و") in ("كما", "فيما"):
            return
        verb = next((h for h in self.page.at.get(cue.j, ()) if h.entry.cls == "say.verb"), None)
        at = cue.j
        if verb is not None:
            at = verb.j
        elif "لدي" not in self.tokens[cue.j - 1].norm and "من" != self.tokens[cue.j - 1].norm:
            return
        start = self._skip(at)
        source = self.reader.read(start, self.j)
        if source is None:
            if verb is not None and self._closes(at):
                self._trail(cue.i, at, self.links or self.memory.last, self.certainty, cue.entry.id)
            return
        if not source.known and not self._closes(source.j):
            return
        mark = self._mark(source.j, cue)
        own_clause = self.tokens[cue.i].norm.lstrip("و") in ("فيما", "كما", "في")
        if own_clause and (mark is not None and self._that(mark) or not (self._closes(source.j) or mark is not None and verb and "relay" in verb.entry.features)):
            return  # a clause of its own: "فيما قال المرصد إن", "فيما ردت القوات"
        links, after, inner = self._relay(verb, self.memory.resolve(source), source.j, source, mark) if verb else (self.memory.resolve(source), source.j, source)
        if not links:
            return
        links = self._told_to(links, after, min(after + 6, self.j), verb.entry.features if verb else {})
        self._place(cue, inner or source, links, self._tail(after), source.certainty)
        self.done = max(self.done, after)

    def _tail(self, k: int) -> int:
        """Past what still belongs to the source clause: "في حصيلة أولى أمس", "لـ«رويترز»"."""
        while k < self.j and (self.tokens[k].norm not in COMMAS | {".", ":"}) and self.tokens[k].kind != "break":
            word = self.tokens[k]
            if word.kind == "word" and (self._is(k, "say.turn", "act", "light") or word.norm[:1] == "و" and self._is(k, "say.verb", *HAPPENED)):
                break
            k += 1
        return k

    # ---------------------------------------------------------------- the small ones

    def _part(self, cue: Hit) -> None:
        """"مضيفا أن": whoever spoke goes on; or it says nothing (إصابات مؤكدة)."""
        opens = self._that(cue.j) or cue.j < self.j and self.tokens[cue.j].norm in ("الي", "علي", ":", "«", "“", '"')
        boundary = cue.i == self.i or self.tokens[cue.i - 1].norm in COMMAS | CLOSES or "و" in cue.clitic
        if not (opens or boundary) or cue.entry.features.get("need") == "mark" and self._mark(cue.j, cue) is None:
            return
        if cue.entry.features.get("need") == "blame" and not self._holds("blame", {}, None, None, cue.j, cue):
            return
        spoke = self.memory.last if self.spoke or not self.links else self.links
        if self.links and self.spoke:
            spoke = self.links
        if not spoke:
            return
        certainty = cue.entry.features.get("certainty", self.certainty if self.spoke else self.memory.last_certainty)
        if spoke != self.links or certainty != self.certainty:
            self._flush(cue.i)
            self.links, self.certainty, self.rules, self.outer = spoke, certainty, (cue.entry.id,), ()
        self.spoke, self.done = True, cue.j

    def _reset(self, cue: Hit) -> None:
        if cue.i - self.i > 1 and not (self.tokens[cue.i - 1].norm in COMMAS and "background" in cue.entry.features):
            return
        self._flush(cue.i)
        self.links, self.certainty, self.rules, self.outer = (), "stated", (), ()
        self.spoke = False

    def _passive(self, cue: Hit) -> None:
        if cue.entry.features.get("only") == "opening" and cue.i - self.i > 1 and self.links:
            return
        if self.spoke and not self._bounded(cue.i):
            return
        self._flush(cue.i)
        self.links, self.certainty, self.rules = (), cue.entry.features.get("certainty", "stated"), (cue.entry.id,)
        self.spoke, self.done = False, cue.j

    def _back(self, cue: Hit) -> None:
        """"جاء ذلك في بيان لقيادة المنطقة.": the sentence before gets its source."""
        for n in range(cue.j, min(cue.j + 8, self.j)):
            source = self.reader.read(n, self.j, known_only=True)
            if source is None or source.doc:
                continue
            links = self.memory.resolve(source)
            self.memory.out._sources.update(range(source.i, source.j))
            self._lend(links, source.certainty, cue.entry.id)
            self.memory.remember(links, source, source.certainty)
            return

    def _in(self, cue: Hit) -> None:
        """"جاء في بيان الوزارة أن": the issuer speaks."""
        for n in range(cue.j, min(cue.j + 4, self.j)):
            source = self.reader.read(n, self.j, known_only=True)
            if source is not None and (not source.doc or source.definite and len(source.stems) == 1):
                if self._mark(source.j, cue) is not None or not source.doc:
                    self._speak(source, self.memory.resolve(source), source.certainty, cue.entry.id, cue.i, source.j)
                return

    def _content(self, cue: Hit) -> None:
        """"… وأن": what the outer speaker said goes on after an inner one."""
        if "و" in cue.clitic and self.outer and self.links != self.outer:
            self._flush(cue.i)
            self.links, self.outer = self.outer, ()


def combined(outer: Links, inner: Links) -> Links:
    """One chain of two that hold for one stretch: a relay passes on, a later primary source takes over."""
    if not outer or not inner:
        return inner or outer
    if outer[-1].name == inner[-1].name:
        return outer if len(outer) >= len(inner) else inner
    names = {link.name for link in inner}
    kept = tuple(link for link in outer if link.name not in names)
    if inner[-1].kind in RELAYS:
        return (*inner, *kept)
    return (*(link for link in kept if link.kind in RELAYS), *inner)
