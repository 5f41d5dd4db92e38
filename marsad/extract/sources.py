"""Who can speak: the noun phrase of a source at a token, and the link of the chain that it makes.

"المتحدث باسم التحالف العقيد …", "مصدر أمني عراقي ثان", "وكالة «رويترز»", "أحد سكان المدينة": a head that is a
source noun, a title, an outlet or an actor, and the words that belong to it. A word that no table knows may be
a source too, where a verb of speech says so.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from marsad.extract.scan import Hit, Page
from marsad.languages.pack import Pack
from marsad.model import Link
from marsad.text import SKIP

CLOSERS = {"»": "«", "”": "“", "›": "‹", ")": "("}
QUOTES = frozenset('«»"“”„‟‹›')
LONGEST = 12
"""Tokens of a source phrase: title, body and a full name; longer ones are clauses misread."""
UNKNOWN = 4
"""Words no table knows that may follow one another in a source phrase: a name has up to four."""
# Registry kinds of outlets and actors → kinds of links (codebook, section 5).
OUTLET_KIND = {"agency": "agency", "monitor": "monitor", "official": "official", "medical": "medical", "un": "official",
               "ngo": "monitor", "civil_defence": "civil_defence", "armed_group_media": "armed_group"}
ACTOR_KIND = {"state_forces": "military", "external_forces": "military", "rebel_group": "armed_group",
              "political_militia": "armed_group", "identity_militia": "armed_group"}
ARMED = frozenset(("military", "armed_group"))
RELAYS = frozenset(("agency", "media", "outlet"))
"""Kinds of links that pass on what others say."""
# Hits that a source phrase may run over, and hits at which it ends.
INSIDE = frozenset(("source.adj", "source.noun", "source.title", "say.same", "num.ord"))
ENDINGS = frozenset("say prep conn act light harm weapon num time trap wave resp modal hedge deny".split())
BODY_PREPOSITIONS = frozenset(("في", "من", "ب", "لدي", "عن"))
VOICE_OF = frozenset(("باسم", "بلسان", "باسمه", "باسمها"))
VOICES = frozenset(("متحدث", "ناطق"))
RELATIONAL = ("ي", "يه", "يون", "يين", "يان", "يات")
"""Endings of adjectives of origin: what may follow an unnamed source besides the words that the pack knows."""
SUFFIXES = ("ون", "ين", "تين", "تان", "ان", "ات", "ه", "ي", "ا")


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


@functools.lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A rough stem of a folded word, only to compare two mentions of one source ("المصادر الأمنية", "مصدرين أمنيين")."""
    word = word.removeprefix("ال")
    for suffix in SUFFIXES:
        if len(word) > len(suffix) + 2 and word.endswith(suffix):
            return word[: -len(suffix)]
    return word


class SourceReader:
    """Reads the source phrases of one page."""

    def __init__(self, page: Page, registry, pack: Pack):
        self.page, self.registry, self.pack = page, registry, pack
        named: dict[int, list[str]] = {}
        for hit in page.hits:
            if hit.entry.group == "outlet":
                named.setdefault(hit.i, []).append(hit.entry.id)
        self._sure = {ids[0] for ids in named.values() if len(ids) == 1}
        self._heads: dict[int, Hit | None] = {}

    def read(self, k: int, limit: int, known_only: bool = False) -> Source | None:
        """The source phrase that begins at token `k` (quotation marks skipped), before token `limit`; None if there is none."""
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
        if head is None and (known_only or self.ends(k) or len(tokens[k].norm) < 3):
            return None
        j, unknown = self._extend(k, head.j if head is not None else k + 1, limit, head)
        return self._source(k, j, head, unknown)

    # ---------------------------------------------------------------- words

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
                if not self._by_chance(hit) and (outlet is None or self._better(hit, outlet)):
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

    def _by_chance(self, hit: Hit) -> bool:
        """Whether an outlet's name at this place is rather the ordinary word (البيان, كان)."""
        return hit.entry.has("weak") and hit.j - hit.i == 1 and self._common(hit.i)

    def _common(self, k: int) -> bool:
        """Whether the word at `k` is an ordinary word of reports before it is an outlet's name (البيان, كان)."""
        return any(h.entry.cls in ("source.noun", "say.stop") or h.entry.cls.startswith("time.") for h in self.page.at.get(k, ()))

    def ends(self, k: int) -> bool:
        """Whether the word at `k` cannot belong to a source phrase."""
        ended = False
        for hit in self.page.at.get(k, ()):
            cls = hit.entry.cls
            if cls in INSIDE or hit.entry.group != "term" and not (hit.entry.group == "outlet" and self._by_chance(hit)):
                return hit.clitic != "" and hit.clitic[0] not in "و"
            if cls.partition(".")[0] in ENDINGS or cls == "source.anonymous":
                ended = True
        return ended

    def _extend(self, i: int, j: int, limit: int, head: Hit | None) -> tuple[int, int]:
        """(where the phrase from `i` ends, how many words in it no table knows)."""
        tokens, first, unknown = self.page.tokens, j, 0
        named = head is not None and head.entry.group != "term" and stem(tokens[head.i].norm) not in VOICES
        indefinite = head is not None and head.entry.cls == "source.noun" and head.entry.has("anonymous") and "def" not in head.tags
        named_body = head is not None and "org" in head.entry.features
        closed = head is not None and "def" in head.tags  # "the source": adjectives and names may follow, no body
        after_body = False
        titled = head is not None and head.entry.group == "outlet"  # the body is named: a second title is somebody else
        quoted = sum(1 for t in tokens[i - 1 if i else 0:j] if t.norm in QUOTES) % 2 == 1
        while j < limit and j - first < LONGEST:
            token = tokens[j]
            if token.kind == "mark":
                if token.norm in QUOTES:
                    quoted = not quoted if token.norm == '"' else token.norm in "«“„‹"
                    j += 1
                    continue
                step = self._bracket(j, limit) or self._apposition(j, limit, head)
                if not step:
                    break
                j = step
                continue
            if token.kind != "word":
                if token.kind == "number" and quoted:
                    j += 1
                    continue
                break
            inside = [h for h in self.page.at.get(j, ()) if h.entry.cls in INSIDE or h.entry.group != "term" and not self._by_chance(h)]
            if token.norm in VOICE_OF:
                j, closed, titled = j + 1, False, True
                continue
            if inside and any(h.clitic == "" for h in inside):
                adjective = any(h.entry.cls in ("source.adj", "say.same", "num.ord") or h.entry.features.get("form", "").startswith("adj") for h in inside)
                if (named or closed and not any(self._person(h) for h in inside)) and not adjective:
                    break
                if indefinite and not adjective and any(h.entry.group == "actor" and h.entry.has("generic") for h in inside):
                    break
                if self._listens(inside, head) or titled and any(h.entry.cls == "source.title" and h.entry.id != "title.rank" for h in inside):
                    break
                j = max(h.j for h in inside if h.clitic == "")
                continue
            if inside and any(h.clitic == "و" and (h.entry.cls.startswith("source.") or h.entry.group in ("outlet", "actor")) for h in inside):
                j = max(h.j for h in inside)
                continue
            if self.ends(j) or inside:
                step = self._body(j, limit, head) if not named else 0
                if not step:
                    break
                j = step
                continue
            construct = token.norm.startswith("ال") and (j == first or after_body or tokens[first].norm.startswith("ال"))  # "مسؤول الإعلام"
            if closed and named_body and token.norm.startswith("ال") and not token.norm.endswith(RELATIONAL):
                break  # "شددت الكتيبة الحصار": the object of the verb
            if not quoted and (named or unknown >= UNKNOWN or indefinite and not construct and (
                    token.norm.startswith("ال") or not token.norm.endswith(RELATIONAL))):
                break
            if named_body and token.norm.startswith(("فت", "في", "فق")):
                break  # "أما … تبناها الحزب فتعود إلى": the answer to أما
            unknown += 1
            j += 1
        while j > first and tokens[j - 1].kind == "mark" and tokens[j - 1].norm not in "»\"”)›":
            j -= 1
        return j, unknown

    def _listens(self, inside: list[Hit], head: Hit | None) -> bool:
        """An agency or paper to which the source spoke: "أبلغ مصدر أمني رويترز"; no part of its name."""
        if head is None or head.entry.group != "term" or {"media", "of", "doc"} & head.entry.features.keys():
            return False
        return any(h.entry.group == "outlet" and not h.entry.has("weak") and self.registry.outlets[h.entry.id].kind in ("agency", "broadcaster", "newspaper", "outlet")
                   and not any(g.entry.group == "nation" for g in inside) for h in inside)

    def _person(self, hit: Hit) -> bool:
        """A title or the name of a spokesman: may follow "the spokesman"."""
        return hit.entry.cls == "source.title" or hit.entry.group == "outlet" and self.registry.outlets[hit.entry.id].kind == "official"

    def _bracket(self, j: int, limit: int) -> int:
        """After a short bracket inside the phrase, "(البنتاغون)"; 0 where it is none."""
        if self.page.tokens[j].norm != "(":
            return 0
        return next((k + 1 for k in range(j + 1, min(j + 8, limit)) if self.page.tokens[k].norm == ")"), 0)

    def _apposition(self, j: int, limit: int, head: Hit | None) -> int:
        """After a name set between commas: "مدير المرصد، رامي عبد الرحمن، …"; 0 where there is none."""
        if self.page.tokens[j].norm not in "،," or head is None or head.entry.cls != "source.title":
            return 0
        for k in range(j + 1, min(j + 6, limit)):
            if self.page.tokens[k].norm in "،,":
                return k if k > j + 1 else 0
            if self.page.tokens[k].kind != "word" or self.ends(k):
                # "وزير الدفاع الأميركي، لويد أوستن كان أعلن": the verb closes the name
                return k if k > j + 2 and self.page.tokens[k].norm in ("كان", "كانت") else 0
        return 0

    def _body(self, j: int, limit: int, head: Hit | None) -> int:
        """After "in the police", "of the hospital …" behind a head; 0 where the words are another slot."""
        word = self.page.tokens[j].norm
        if head is None or j + 1 >= limit or head.entry.group != "term" and stem(self.page.tokens[head.i].norm) not in VOICES:
            return 0
        if word in BODY_PREPOSITIONS:
            inner = self.head(j + 1)
            if inner is not None and inner.clitic == "" and self._is_body(inner):
                return inner.j
            place = next((h for h in self.page.at.get(j + 1, ()) if h.entry.group == "place"), None)
            if place is not None and place.j < limit and head.entry.cls != "source.noun" and self.page.tokens[place.j].kind == "word" and not self.ends(place.j):
                return place.j  # "المتحدث باسم التحالف في سوريا واين ماروتو"
            return j + 2 if word == "من" and any(h.entry.group == "nation" or h.entry.cls == "people" for h in self.page.at.get(j + 1, ())) else 0
        inner = self.head(j)
        if inner is None or not self._is_body(inner):
            return 0
        return inner.j if inner.clitic == "ب" or inner.clitic == "ل" and "body" in head.entry.features else 0

    def _is_body(self, hit: Hit) -> bool:
        """Whether a source may belong to `hit`: a force, ministry, hospital; no outlet that takes down words, no capital."""
        if hit.entry.group == "outlet":
            return self.registry.outlets[hit.entry.id].kind in OUTLET_KIND and self.registry.outlets[hit.entry.id].kind != "agency"
        if hit.entry.group == "actor":
            return hit.entry.features.get("strength") != "state"
        return hit.entry.cls == "source.noun" and not {"doc", "media", "of", "own"} & hit.entry.features.keys()

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
        name = self.words(start, end)
        if merged:
            name = "ال" + name[name.index("لل") + 2:]  # للخارجية → الخارجية
        if outlet is not None:
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
        if "media" in head.entry.features or head.entry.features.get("of") == "outlet" or head.entry.id in ("src.marsad", "src.shabaka", "src.munazzama"):
            adjectives = {h.i for h in hits if h.entry.group == "nation"}
            best = None
            for hit in hits:
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

    def words(self, start: int, end: int) -> str:
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
