"""Who claims an act, who denies it, who is blamed for it and by whom: never the doer by itself.

Read from the verbs of speech that the speakers' layer found and from the set phrases of class resp.*.
"""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.attribution import Attribution, Links, Spoken
from marsad.extract.reality import tense
from marsad.extract.scan import Hit, Page
from marsad.extract.sources import Source, SourceReader

BLAMES = frozenset(("say.ittahama", "say.ittahama.part", "say.hammala", "say.hammala.part", "say.nasaba", "say.naqala.passive", "say.tabanna"))
PHRASES = frozenset(("resp.unclaimed", "resp.responsible", "resp.involved", "resp.behind", "resp.finger", "resp.disowned", "resp.policy"))
REACH = 14
"""Tokens of a clause in which the accused, or the word responsibility, must stand."""
COMMAS = frozenset("،,؛;.:")
OWN = ("ها", "هم", "نا", "اته", "يه", "ليه")
THAT = frozenset(("ان", "بان"))
ANNOUNCING = frozenset(("say.aalana", "say.akkada"))
SELF = frozenset("انه انها انهم بانه بانها بانهم انهما".split())


class Responsibility(NamedTuple):
    """A statement about who did an act.

    `kind`: claimed_by, denied_by, blamed_on, unclaimed (codebook, section 3), or own: the speaker tells of an act of
    its own ("أعلن الجيش استهداف"), so that it is the doer. `i`, `j` are the tokens of the one named (None: unclaimed),
    `by` the links of whoever says so, `start`, `end` the words of the statement, `at` the first token of its clause.
    """

    kind: str
    i: int | None
    j: int | None
    name: str | None
    by: Links
    start: int
    end: int
    at: int
    rule: str


def read_responsibility(page: Page, attribution: Attribution, sources: SourceReader, hits: list[Hit]) -> tuple[Responsibility, ...]:
    """All statements of responsibility of a page, in the order of the text. `hits`: its words of claim, denial and blame."""
    reader = _Reader(page, attribution, sources)
    out = [found for spoken in attribution.spoken if (found := reader.spoken(spoken)) is not None]
    for hit in hits:
        found = reader.phrase(hit) if hit.entry.cls in PHRASES else reader.adopted(hit) if hit.entry.id == "say.tabanna" else reader.blamed(hit)
        if found is not None:
            out.append(found)
    return tuple(sorted(set(out), key=lambda r: (r.start, r.kind)))


class _Reader:
    def __init__(self, page: Page, attribution: Attribution, sources: SourceReader):
        self.page, self.tokens, self.attribution, self.sources = page, page.tokens, attribution, sources

    def _made(self, kind: str, named: Source | None, by: Links, i: int, j: int, rule: str) -> Responsibility:
        tokens = self.tokens
        while j > i + 1 and tokens[j - 1].kind != "word":
            j -= 1
        return Responsibility(kind, named.i if named else None, named.j if named else None, named.link.name if named else None,
                              by, tokens[i].start, tokens[j - 1].end, i, rule)

    def _end(self, k: int) -> int:
        """Where the clause of token `k` ends."""
        return next((n for n in range(k, min(k + 2 * REACH, len(self.tokens))) if self.tokens[n].norm in COMMAS or self.tokens[n].kind == "break" or n > k and self._speaks(n)),
                    min(k + 2 * REACH, len(self.tokens)))

    def _speaks(self, k: int) -> bool:
        """Whether "and" with a verb of speech opens a clause at token `k`."""
        return self.tokens[k].norm[:1] == "و" and any(h.clitic == "و" and h.entry.cls == "say.verb" for h in self.page.at.get(k, ()))

    def _find(self, cls: str, low: int, high: int) -> Hit | None:
        return next((h for k in range(low, high) for h in self.page.at.get(k, ()) if h.entry.cls == cls), None)

    def _known(self, low: int, high: int) -> Source | None:
        """The first body, state or group named between two tokens."""
        for k in range(low, high):
            head = self.sources.head(k)
            if head is None or head.entry.cls in ("source.title", "source.adj") or head.entry.has("also", "thing"):
                continue
            found = self.sources.read(k, high, known_only=True)
            if found is not None and (found.cls in ("actor", "nation", "outlet") or found.org):
                return found
        return None

    # ---------------------------------------------------------------- verbs of speech

    def spoken(self, spoken: Spoken) -> Responsibility | None:
        """What a verb of speech with its source says of responsibility."""
        verb, end = spoken.verb, min(spoken.j, self._end(spoken.i))
        after = spoken.subject.j if spoken.subject is not None and spoken.subject.i > verb.i else verb.j
        named = self._find("resp.responsible", after, end)
        content = verb.entry.features.get("content")
        if content == "blame":
            return None  # `blamed` reads it, with or without a subject
        if content == "deny":
            word = named or self._find("resp.involved", after, end)
            that = after < len(self.tokens) and self.tokens[after].norm == "ذلك"  # "فيما نفت الحركة ذلك"
            return self._made("denied_by", spoken.subject, spoken.links, spoken.i, end, "resp.nafa") if (word or that) and spoken.subject else None
        if named is not None and spoken.subject is not None and self.tokens[named.j - 1].norm != "المسووليه" and verb.entry.id in ("say.aalana", "say.aqarra", "say.itarafa"):
            return self._made("claimed_by", spoken.subject, spoken.links, spoken.i, end, "resp.aalana")
        return self._own(spoken, after, end)

    def blamed(self, hit: Hit) -> Responsibility | None:
        """"اتهمت الشرطة تنظيما", "محملا الدولة مسؤولية", "نسب الهجوم إلى": somebody blames, or nobody is named who does."""
        end = self._end(hit.j)
        if hit.entry.cls == "say.part" and not (hit.clitic or self.tokens[hit.i - 1].norm in COMMAS):
            return None  # "ثلاثة متهمين بالإرهاب": suspects
        spoken = next((s for s in self.attribution.spoken if s.i == hit.i), None)
        after = spoken.subject.j if spoken is not None and spoken.subject is not None and spoken.subject.i > hit.i else hit.j
        if hit.entry.id.startswith("say.hammala") and self._find("resp.responsible", hit.j, end) is None:
            return None
        if hit.entry.id == "say.nasaba" or hit.entry.cls == "say.prep":
            at = next((k for k in range(hit.j - 1, min(hit.j + 5, end)) if self.tokens[k].norm in ("الي",)), None)
            if at is None or self._find("say.masdar", at, min(at + 8, len(self.tokens))):
                return None
            after = at + 1
        accused = self._known(after, end)
        by = self.attribution.chain(hit.start, hit.end)[1:]
        return self._made("blamed_on", accused, by, hit.i, end, hit.entry.id) if accused else None

    def _own(self, spoken: Spoken, after: int, end: int) -> Responsibility | None:
        """"أعلن الجيش استهداف …", "قالت الجماعة إنها قصفت …", "إن قواته دمرت …": the speaker is the doer."""
        subject = spoken.subject
        if not spoken.links or spoken.links[-1].kind not in ("military", "armed_group", "official"):
            return None
        if subject is not None and not (subject.org or subject.cls in ("actor", "outlet", "source.title")):
            return None
        after = self._past_apposition(after)
        for k in range(after, min(after + 5, self._end(after))):
            acts = [h for h in self.page.at.get(k, ()) if h.entry.cls == "act"]
            if not acts:
                continue
            before = self.tokens[k - 1].norm
            own_loss = any("poss" in h.tags for h in self.page.at.get(k + 1, ()))  # "أعلنت استهداف قواتها"
            told = any(tense(self.page, h) == "past" for h in acts) and (before in SELF or before.endswith(OWN) and self.tokens[k - 2].norm in THAT)
            direct = k == after and subject is not None and spoken.verb.entry.id in ANNOUNCING and any(
                h.entry.features.get("form") != "verb" and "def" not in h.tags for h in acts)
            if (told or direct) and not own_loss:
                name = subject or None
                made = self._made("own", name, spoken.links, spoken.i, max(end, k + 1), "resp.own")
                return made if name else made._replace(name=spoken.links[-1].name)
            return None
        return None

    def _past_apposition(self, k: int) -> int:
        """Past "، الجناح العسكري للحركة،" behind a name."""
        if k < len(self.tokens) and self.tokens[k].norm in "،,":
            return next((n + 1 for n in range(k + 1, min(k + 9, len(self.tokens))) if self.tokens[n].norm in "،,"), k)
        return k

    # ---------------------------------------------------------------- claims and phrases

    def adopted(self, hit: Hit) -> Responsibility | None:
        """"تبنت الكتيبة التفجير", "هجوم تبناه التنظيم"; not a council that adopts a resolution, not what nobody claimed."""
        before = self.tokens[hit.i - 1].norm if hit.i else ""
        if before.lstrip("و") in ("لم", "لا", "احد") or self._find("resp.policy", hit.j, min(hit.j + 6, len(self.tokens))):
            return None
        subject = next((s.subject for s in self.attribution.spoken if s.i == hit.i), None)
        subject = subject or self.sources.read(hit.j, self._end(hit.j), known_only=True)
        if subject is None or subject.cls not in ("actor", "outlet", "nation") and not subject.org:
            return None
        links = self.attribution.chain(hit.start, hit.end)[1:] or (subject.link,)
        return self._made("claimed_by", subject, links, hit.i, self._end(hit.j), "resp.tabanna")

    def phrase(self, hit: Hit) -> Responsibility | None:
        """Set phrases: nobody claimed it, the finger points to, stands behind, was ascribed to."""
        by = self.attribution.chain(hit.start, hit.end)[1:]
        cls, end = hit.entry.cls, self._end(hit.j)
        if cls == "resp.unclaimed":
            return self._made("unclaimed", None, by, hit.i, end, hit.entry.id)
        if cls == "resp.finger":
            accused = self._known(hit.j, end)
            return self._made("blamed_on", accused, by, hit.i, end, hit.entry.id) if accused else None
        if cls == "resp.behind":
            low = max((k for k in range(max(hit.i - REACH, 0), hit.i) if self.tokens[k].norm in COMMAS), default=max(hit.i - REACH, 0))
            accused = self._known(low, hit.i) or self._known(hit.j, end)
            return self._made("blamed_on", accused, by, accused.i if accused.i < hit.i else hit.i, max(hit.j, accused.j), hit.entry.id) if accused else None
        if cls == "resp.disowned":
            named = next((s for s in self.attribution.spoken if s.i <= hit.i < s.j), None)
            return self._made("denied_by", named.subject, by, hit.i, end, hit.entry.id) if named and named.subject else None
        return None
