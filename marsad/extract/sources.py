"""Who can speak: the noun phrase of a source at a token, and the link of the chain that it makes.

"المتحدث باسم التحالف العقيد …", "مصدر أمني عراقي ثان", "وكالة «رويترز»", "أحد سكان المدينة": a head that is a
source noun, a title, an outlet or an actor, and the words that belong to it. A word that no table knows may be
a source too, where a verb of speech says so.
"""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.scan import Hit, Page
from marsad.extract.source_extent import QUOTES, VOICES, Extent, Words, stem
from marsad.languages.pack import Pack
from marsad.model import Link
from marsad.text import SKIP

CLOSERS = {"»": "«", "”": "“", "›": "‹", ")": "("}
# Registry kinds of outlets and actors → kinds of links (codebook, section 5).
OUTLET_KIND = {"agency": "agency", "monitor": "monitor", "official": "official", "medical": "medical", "un": "official",
               "ngo": "monitor", "civil_defence": "civil_defence", "armed_group_media": "armed_group"}
ACTOR_KIND = {"state_forces": "military", "external_forces": "military", "rebel_group": "armed_group",
              "political_militia": "armed_group", "identity_militia": "armed_group"}
ARMED = frozenset(("military", "armed_group"))
RELAYS = frozenset(("agency", "media", "outlet"))
"""Kinds of links that pass on what others say."""
MONITORING = frozenset(("src.marsad", "src.shabaka", "src.munazzama", "src.nashit"))
"""Nouns that an outlet's name may follow and that then are that outlet: "نشطاء المرصد"."""
CLOSED = frozenset("ان : . بان انه انها".split())
"""Words and signs that surely end a phrase."""


class Source(NamedTuple):
    """A source phrase: tokens [i, j); `link` as it stands alone; what is needed to tell what it refers back to."""

    i: int
    j: int
    link: Link
    head: str | None
    """Id of the term, outlet or actor at its head; None: words that no table knows."""
    cls: str
    """source.noun, source.title, outlet, actor or "" (unknown)."""
    stems: frozenset[str]
    definite: bool
    doc: bool
    """A statement or report: whoever issued it speaks."""
    own: bool
    """The outlet's own correspondent."""
    plural: bool
    certainty: str
    opinion: bool
    thing: bool
    """No person or body: information, reports."""
    org: bool
    """A body of people, not a person."""
    new: bool
    """Told apart from an earlier one: a second, another source."""

    @property
    def known(self) -> bool:
        return self.head is not None

    @property
    def plural_like(self) -> bool:
        """Whether "they said" may mean it."""
        return self.plural or self.cls in ("nation", "actor") or (self.link.surface or "").endswith(("ون", "ين", "ان"))

    @property
    def person(self) -> bool:
        return self.cls in ("outlet", "source.title") or self.known and not (self.link.kind in ARMED and (self.org or self.cls == "actor"))

class SourceReader:
    """Reads the source phrases of one page."""

    def __init__(self, page: Page, registry, pack: Pack):
        self.page, self.registry, self.pack = page, registry, pack
        self._read: dict[tuple[int, int, bool], Source | None] = {}
        self._words = Words(page, registry)
        named: dict[int, list[str]] = {}
        for hit in page.hits:
            if hit.entry.group == "outlet":
                named.setdefault(hit.i, []).append(hit.entry.id)
        self._sure = {ids[0] for ids in named.values() if len(ids) == 1}
        self._heads: dict[int, Hit | None] = {}

    def read(self, k: int, limit: int, known_only: bool = False) -> Source | None:
        """The source phrase that begins at token `k` (quotation marks skipped), before token `limit`; None if there is none."""
        key = (k, limit, known_only)
        if key not in self._read:
            self._read[key] = self._find(k, limit, known_only)
        return self._read[key]

    def _find(self, k: int, limit: int, known_only: bool) -> Source | None:
        tokens = self.page.tokens
        while k < limit and tokens[k].norm in QUOTES:
            k += 1
        if k >= limit or tokens[k].kind != "word":
            return None
        one = self._hit(k, "source.one")
        at = one.j if one is not None else k
        head = self.head(at) if at < limit else None
        if one is not None and head is None:
            return None
        if head is None and (known_only or self._words.ends(k) or len(tokens[k].norm) < 3):
            return None
        end = head.j if head is not None else k + 1
        if end >= limit or tokens[end].norm in CLOSED:
            return self._source(k, end, head, 0)
        extent = Extent(self._words, self.head, k, end, limit, head)
        return self._source(k, extent.end, head, extent.unknown)

    def ends(self, k: int) -> bool:
        """Whether the word at `k` cannot belong to a source phrase."""
        return self._words.ends(k)

    # ---------------------------------------------------------------- heads

    def _hit(self, k: int, cls: str) -> Hit | None:
        return next((h for h in self.page.at.get(k, ()) if h.entry.cls == cls), None)

    def head(self, k: int) -> Hit | None:
        """The hit at token `k` that can head a source phrase: an outlet first, then a source noun or title, then an actor."""
        if k not in self._heads:
            self._heads[k] = self._find_head(k)
        return self._heads[k]

    def _find_head(self, k: int) -> Hit | None:
        best: Hit | None = None
        outlet: Hit | None = None
        for hit in self.page.at.get(k, ()):
            if hit.entry.group == "outlet":
                if not self._words.by_chance(hit) and (outlet is None or self._better(hit, outlet)):
                    outlet = hit
            elif hit.entry.cls in ("source.noun", "source.title"):
                best = hit
            elif hit.entry.id == "adj.another" and hit.entry.cls == "source.adj":
                best = best or hit
            elif (best is None or best.entry.cls == "source.adj") and (hit.entry.group == "actor" or _is_people(hit)):
                best = hit
        if outlet is None and best is not None and best.entry.has("generic") and best.j > best.i + 1:
            best = self._noun_of(best)
        return outlet or best

    def _better(self, hit: Hit, than: Hit) -> bool:
        """Of two outlets with one name: the one that the page names otherwise, too, else the monitor."""
        if (hit.entry.id in self._sure) != (than.entry.id in self._sure):
            return hit.entry.id in self._sure
        return self.registry.outlets[hit.entry.id].kind == "monitor" != self.registry.outlets[than.entry.id].kind

    def _noun_of(self, hit: Hit) -> Hit:
        """The source noun that opens a longer generic word ("ناشط إعلامي", "سكان محليون"); the hit itself where none does."""
        word = self.page.tokens[hit.i].norm[len(hit.clitic):]
        readings, _ = self.pack.heads.get(word, ((), {}))
        reading = next((r for r in readings if r.entry.cls in ("source.noun", "source.title")), None)
        return Hit(hit.i, hit.j, hit.start, hit.end, hit.clitic, reading.entry, reading.tags) if reading else hit

    # ---------------------------------------------------------------- what it is

    def _source(self, i: int, j: int, head: Hit | None, unknown: int) -> Source:
        page = self.page
        hits = [h for k in range(i, j) for h in page.at.get(k, ())]
        start, end = page.tokens[i].start, page.tokens[j - 1].end
        merged = head is not None and head.i == i and head.clitic.endswith("ل") and page.tokens[i].norm.lstrip("وف").startswith("لل")
        if head is not None and head.i == i and head.clitic and not merged:
            start = head.start
        surface = page.text[start:end]
        if surface[-1:] in CLOSERS and surface.count(surface[-1]) > surface.count(CLOSERS[surface[-1]]):
            surface, end = surface[:-1], end - 1
        features = head.entry.features if head is not None else {}
        outlet = self._outlet_of(head, hits)
        kind = self._kind(head, hits, outlet)
        definite = head is not None and "def" in head.tags or page.tokens[i].norm.startswith("ال")
        anonymous = "anonymous" in features and outlet is None and not (definite and unknown and head.entry.cls == "source.title")
        name = self._printed(start, end)
        if merged:
            name = "ال" + name[name.index("لل") + 2:]  # للخارجية → الخارجية
        if outlet is not None and not (outlet is head and j > head.j and stem(page.tokens[head.i].norm) in VOICES):
            name = self.registry.outlets[outlet.entry.id].name_en
        elif head is not None and head.entry.group == "actor" and not head.entry.has("generic"):
            name = self.registry.actors[head.entry.id].name_en
        adjectives = [h for h in hits if h.entry.cls == "source.adj" or h.entry.cls == "num.ord"]
        hedged = features.get("certainty", "stated") if outlet is None else "stated"
        return Source(
            i=i, j=j, link=Link(name=name, kind=kind, anonymous=anonymous, surface=surface),
            head=head.entry.id if head is not None else None,
            cls="" if head is None else "outlet" if outlet is not None else "nation" if features.get("strength") == "state" else head.entry.cls,
            stems=frozenset(stem(t.norm) for k, t in enumerate(page.tokens[i:j], i) if t.kind == "word" and not self._hit(k, "say.same")),
            definite=definite, doc="doc" in features, thing=features.get("also") == "thing", org="org" in features, own="own" in features, plural="plural" in features,
            certainty=hedged, opinion=features.get("content") == "opinion",
            new=any(h.entry.id == "adj.another" or h.entry.cls == "num.ord" and h.entry.features.get("value") in ("2", "3") for h in adjectives),
        )

    def _outlet_of(self, head: Hit | None, hits: list[Hit]) -> Hit | None:
        """The outlet that the phrase names, itself or behind "agency", "channel", "correspondent of", "director of"."""
        if head is None:
            return None
        if head.entry.group == "outlet":
            return head
        if "media" in head.entry.features or head.entry.features.get("of") == "outlet" or head.entry.id in MONITORING:
            adjectives = {h.i for h in hits if h.entry.group == "nation"}
            best = None
            for hit in hits:
                if head.entry.id == "src.nashit" and hit.entry.group == "outlet" and self._words.kind_of(hit) != "monitor":
                    continue
                if hit.entry.group == "outlet" and hit.clitic == "" and not (hit.entry.has("weak") and hit.i in adjectives):
                    best = hit if best is None or hit.i == best.i and self._better(hit, best) else best
            return best
        return None

    def _kind(self, head: Hit | None, hits: list[Hit], outlet: Hit | None) -> str:
        if outlet is not None:
            return OUTLET_KIND.get(self.registry.outlets[outlet.entry.id].kind, "media")
        if head is None:
            return "official"
        if head.entry.group == "actor":
            return _actor_kind(head)
        if head.entry.group == "nation":
            return "government"
        kind = head.entry.features.get("kind", "unnamed")
        rest = [h for h in hits if h is not head and h.i > head.i]
        bodies = [h for h in rest if "body" in head.entry.features and (h.entry.group in ("actor", "outlet") or "org" in h.entry.features)]
        if bodies:
            body = bodies[0]
            if body.entry.group == "outlet":
                return OUTLET_KIND.get(self.registry.outlets[body.entry.id].kind, "media")
            return _actor_kind(body) if body.entry.group == "actor" else body.entry.features.get("kind", kind)
        if kind in ("unnamed", "official"):
            told = [h.entry.features["kind"] for h in rest if h.entry.cls in ("source.adj", "source.noun") and h.entry.features.get("kind") != "unnamed"]
            return told[0] if told and (kind == "unnamed" or told[0] in ("military", "medical")) else kind
        return kind

    def _printed(self, start: int, end: int) -> str:
        """The printed words, marks and outer quotation marks off, spaces single."""
        text = self.page.text[start:end]
        if SKIP in self.page.folded[start:end]:
            text = "".join(c for c, f in zip(text, self.page.folded[start:end], strict=True) if f != SKIP)
        text = " ".join(text.split()).strip(" ،,:")
        pairs = {"«": "»", "“": "”", '"': '"'}
        if text[:1] in pairs and text.endswith(pairs[text[:1]]) and text.count(text[0]) <= 2:
            text = text[1:-1]
        return text.rstrip('"«“') if text.count('"') % 2 and text.endswith('"') else text


def _is_people(hit: Hit) -> bool:
    """A state or a people as a speaker: "إيران", "الأميركيون"."""
    return hit.entry.group == "nation" and (hit.entry.features.get("form") == "name" or "def" in hit.tags and hit.entry.features.get("form") == "adj_pl")


def _actor_kind(hit: Hit) -> str:
    sort = hit.entry.features.get("class")
    if sort in ("police", "security", "intelligence"):
        return "official"
    if sort in ("government", "regime"):
        return "government"
    if sort in ("people", "persons"):
        return "witness"
    return ACTOR_KIND.get(hit.entry.features.get("kind", ""), "local")
