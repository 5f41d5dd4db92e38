"""Sources told by a preposition ("بحسب", "وفق", "نقلا عن"), and the phrases that end or lend an attribution."""

from __future__ import annotations

from marsad.extract.attribution import Links, Said, combined
from marsad.extract.scan import Hit
from marsad.extract.sources import Source
from marsad.extract.telling import COMMAS, EVENTS, HAPPENED, Telling


class According(Telling):
    """The part of a sentence's reading that prepositions of source and set phrases decide."""

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
        self.memory.history.append(Said(links, source))
        if follows is not None and follows.norm == ":":
            self._speak(source, links, certainty, cue.entry.id, self.at, end)
            return
        left = [n for n in range(end, self.j) if self.tokens[n].kind != "mark"]
        ends = follows is None or follows.norm in ".)" or len(left) <= 3 and not any(self._is(n, *EVENTS) for n in left)
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
        links = self._through(links, after, min(after + 4, self.j))
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
