"""Verbs of speech: whether one is told, by whom, to whom, and on whose behalf."""

from __future__ import annotations

from marsad.extract.attribution import Links, Said
from marsad.extract.scan import Hit
from marsad.extract.sources import QUOTES, RELAYS, Source
from marsad.extract.telling import COMMAS, CLOSES, EVENTS, HAPPENED, LINKING, MARK_REACH, Telling
from marsad.text import norm

CLAUSES = frozenset(("say.content", "say.verb", "say.turn"))
PREPOSITIONS = frozenset("علي عن من الي في بعد قبل دون حول مع بين ضد".split())


class Saying(Telling):
    """The part of a sentence's reading that verbs and participles of speech decide."""

    def _verb(self, cue: Hit) -> None:
        """A verb of speech: its source, what the source says, and whether it is speech at all."""
        features = cue.entry.features
        need = features.get("need", "")
        if need in ("got", "statement") or "obj" in cue.tags and "recipient" not in features or self._no_verb(cue):
            return
        subject, front, after, mark = self._around(cue)
        source = subject or front
        if not self._holds(need, features, source, mark, after, cue):
            return
        links, certainty = self._who(source, features, cue)
        if source is not None and source.doc:
            links, end = self._issuer(source, links, source.j)
            after = max(after, end) if source is subject else after
        if source is None and not links and (need in ("person", "source", "both", "relay") or cue.entry.cls == "say.masdar"):
            return
        links, after, source = self._relay(cue, links, after, source, mark)
        links = self._through(links, after, mark)
        links = self._told_to(links, after, mark if mark is not None else min(after + MARK_REACH, self.j), features)
        end = max(after, cue.j)
        if mark is not None and mark > end and self._that(mark) and not any(self._is(n, *EVENTS) for n in range(end, mark)):
            end = mark  # "وقال مسؤولان، تحدثا لرويترز شريطة …، إن"
        self._speak(source, links, certainty, cue.entry.id, cue.i if front is None else min(front.i, cue.i), end, cue)

    def _around(self, cue: Hit) -> tuple[Source | None, Source | None, int, int | None]:
        """(source behind the verb, source before it, where the words after verb and source begin, the sign of speech)."""
        start = self._skip(cue.j)
        subject = None if self._that(start) or self._is(start, "say.masdar") else self.reader.read(start, self.j)
        if subject is not None and (subject.i != start and self.tokens[start].norm not in QUOTES or not self._subject(cue, subject)):
            subject = None
        after = subject.j if subject is not None else start
        mark = self._mark(after, cue)
        front = None
        if "و" not in cue.clitic and not (subject is not None and subject.known and self._opens(cue)):
            front = self._front(cue)
            if front is not None and subject is not None and subject.known and not (self._meets(front, cue) or "recipient" in cue.entry.features):
                front = None
        if subject is not None and (front is not None or not subject.known and mark is None):
            subject, after = None, start
        return subject, front, after, mark

    def _opens(self, cue: Hit) -> bool:
        """Whether the verb opens its clause, so that no subject can stand before it."""
        return cue.i == self.i or self.tokens[cue.i - 1].kind == "mark" and self.tokens[cue.i - 1].norm not in QUOTES or self._that(cue.i - 1)

    def _second(self, k: int) -> bool:
        """Whether a second body is named in the clause behind token `k`."""
        for n in range(k, min(k + 10, self.j)):
            if self.tokens[n].norm in COMMAS:
                return False
            head = self.reader.head(n)
            if head is not None and (head.entry.group != "term" or "org" in head.entry.features):
                return True
        return False

    def _through(self, links: Links, low: int, mark: int | None) -> Links:
        """With an inner source set between a verb and its sign of speech: "ذكرت قناة، نقلا عن مصدر، أن"."""
        for n in range(low, mark if mark is not None else low):
            prep = next((h for h in self.page.at.get(n, ()) if h.entry.cls == "say.prep" and h.entry.has("relayed")), None)
            inner = self.reader.read(prep.j, self.j) if prep is not None else None
            if inner is not None:
                self.memory.out._sources.update(range(inner.i, inner.j))
                return (*links, *self.memory.resolve(inner))
        return links

    def _no_verb(self, cue: Hit) -> bool:
        """A noun of the same letters ("على ذكر الضحايا"), another sense, or a relative clause ("المشروع الذي يشير إلى")."""
        if any(t.norm == cue.entry.features.get("bar") for t in self.tokens[cue.j:cue.j + 3]):
            return True  # "أفاد المهاجمون من الضباب"
        if cue.i == self.i:
            return False
        if self.tokens[cue.i - 1].norm in PREPOSITIONS and cue.entry.cls == "say.verb" and not cue.clitic:
            return True
        return any(h.entry.features.get("do") == "relative" for h in self.page.at.get(cue.i - 1, ()))

    def _subject(self, cue: Hit, subject: Source) -> bool:
        """Whether the phrase behind the verb can be who speaks."""
        if cue.entry.features.get("content") == "blame" and not self._second(subject.j):
            return False  # "واتهمت الجيش": the accused, not the accuser
        if subject.known:
            glued = any(h.clitic and h.clitic != "و" and h.entry.id == subject.head for h in self.page.at.get(subject.i, ()))
            return not glued and not (subject.doc and not subject.definite and len(subject.stems) == 1)
        return not self._is(subject.i, "people", "site", *HAPPENED) and "قول" not in self.tokens[subject.i].norm

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
            if n in self.page.at and not self._sorts(n).isdisjoint(CLAUSES):
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
        elif links:
            self.memory.history.append(Said(links, source))
            self.memory.out._sources.update(range(source.i, source.j))
        resolved = self.memory.resolve(inner)
        if len(resolved) > 1 and links and resolved[0].name == links[0].name:
            return resolved, inner.j, inner
        return (*links, *resolved), inner.j, inner

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
