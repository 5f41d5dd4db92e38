"""Who says what: for every stretch of a page its chain, outlet → agency → source, and how sure it is told.

A verb of speech gives what follows it to its source, until another source speaks; a trailing "according to X"
gives what stands before it; "and added" carries the last source over; what nobody is named for is the
outlet's own. Who speaks is not who does: `speaker_tokens` are for the event reader to leave alone.
"""

from __future__ import annotations

import bisect

from marsad.extract.according import According
from marsad.extract.attribution import UNNAMED_OUTLET, Attribution, Links, Said, dispatch_of
from marsad.extract.scan import Hit, Page
from marsad.extract.segments import Layout
from marsad.extract.sources import RELAYS, Source, SourceReader
from marsad.extract.responsibility import BLAMES, PHRASES, read_responsibility
from marsad.extract.saying import Saying
from marsad.languages.pack import Pack
from marsad.model import Link

CUES = frozenset(("say.verb", "say.part", "say.passive", "say.prep", "say.as", "say.own", "say.turn", "say.reset", "say.back",
                  "say.in", "say.masdar", "say.content"))
READ = CUES | PHRASES


def attribute(page: Page, layout: Layout, pack: Pack, registry, outlet: str | None) -> Attribution:
    """Who speaks where on `page`. `outlet`: the outlet as the article was received with it, None if unknown."""
    reader = _Reader(page, layout, registry, pack, outlet)
    attribution = reader.read()
    attribution.responsibility = read_responsibility(page, attribution, reader.reader, reader.blame)
    return attribution


class _Reader:
    """Walks the sentences of one page and remembers who has spoken."""

    def __init__(self, page: Page, layout: Layout, registry, pack: Pack, outlet: str | None):
        self.page, self.layout, self.tokens = page, layout, page.tokens
        self.reader = SourceReader(page, registry, pack)
        self.outlet = outlet
        agency, shared = dispatch_of(page, layout, registry, outlet)
        first = Link(name=outlet or UNNAMED_OUTLET, kind="outlet", surface=None)
        self.out = Attribution(page, first, agency, shared)
        self.history: list[Said] = []
        self.last: Links = ()
        self.last_certainty = "stated"
        self.open: tuple[Links, str] | None = None  # a quotation that goes on
        self.listing: tuple[Links, str] | None = None  # "as follows:" and its bullets
        told = [h for h in page.hits if h.entry.cls in READ]
        self.cues: list[Hit] = [h for h in told if h.entry.cls in CUES]
        self.blame: list[Hit] = [h for h in told if h.entry.id in BLAMES or h.entry.cls not in CUES]
        self.cue_starts = [h.i for h in self.cues]
        self.sorts: dict[int, frozenset[str]] = {}

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
        if source is not None and links:
            self.history.append(Said(links, source))

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


class _SentenceReader(Saying, According):
    """Reads the speakers of one sentence."""

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
