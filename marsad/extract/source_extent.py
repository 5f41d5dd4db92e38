"""How far the noun phrase of a source reaches: its adjectives, its body, a name in quotation marks or commas."""

from __future__ import annotations

import functools

from marsad.extract.scan import Hit, Page

QUOTES = frozenset('«»"“”„‟‹›')
LONGEST = 12
"""Tokens of a source phrase: title, body and a full name; longer ones are clauses misread."""
UNKNOWN = 4
"""Words no table knows that may follow one another in a source phrase: a name has up to four."""
# Hits that a source phrase may run over, and hits at which it ends.
INSIDE = frozenset(("source.adj", "source.noun", "source.title", "say.same", "num.ord"))
ENDINGS = frozenset("say prep conn act light harm weapon num time trap wave resp modal hedge deny".split())
BODY_PREPOSITIONS = frozenset(("في", "من", "ب", "لدي"))
VOICE_OF = frozenset(("باسم", "بلسان", "باسمه", "باسمها"))
VOICES = frozenset(("متحدث", "ناطق"))
RELATIONAL = ("ي", "يه", "يون", "يين", "يان", "يات")
"""Endings of adjectives of origin: what may follow an unnamed source besides the words that the pack knows."""
SUFFIXES = ("ون", "ين", "تين", "تان", "ان", "ات", "ه", "ي", "ا")
# Kinds of outlets of the registry that stand behind a source ("the spokesman of the mission"); the others take words down.
BODIES = frozenset(("monitor", "official", "medical", "un", "ngo", "civil_defence", "armed_group_media"))
LISTENERS = frozenset(("agency", "broadcaster", "newspaper", "outlet"))


@functools.lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A rough stem of a folded word, only to compare two mentions of one source ("المصادر الأمنية", "مصدرين أمنيين")."""
    word = word.removeprefix("ال")
    for suffix in SUFFIXES:
        if len(word) > len(suffix) + 2 and word.endswith(suffix):
            return word[: -len(suffix)]
    return word


class Words:
    """What the words of a page can be to a source phrase."""

    def __init__(self, page: Page, registry):
        self.page, self.registry = page, registry

    def by_chance(self, hit: Hit) -> bool:
        """Whether an outlet's name at this place is rather the ordinary word (البيان, كان)."""
        return hit.entry.has("weak") and hit.j - hit.i == 1 and self._common(hit.i)

    def _common(self, k: int) -> bool:
        """Whether the word at `k` is an ordinary word of reports before it is an outlet's name (البيان, كان)."""
        return any(h.entry.cls in ("source.noun", "say.stop") or h.entry.cls.startswith("time.") for h in self.page.at.get(k, ()))

    def inside(self, k: int) -> list[Hit]:
        """The hits at token `k` that may belong to a source phrase."""
        return [h for h in self.page.at.get(k, ()) if h.entry.cls in INSIDE or h.entry.group != "term" and not (
            h.entry.group == "outlet" and self.by_chance(h))]

    def ends(self, k: int) -> bool:
        """Whether the word at `k` cannot belong to a source phrase."""
        ended = False
        for hit in self.page.at.get(k, ()):
            cls = hit.entry.cls
            if cls in INSIDE or hit.entry.group != "term" and not (hit.entry.group == "outlet" and self.by_chance(hit)):
                return hit.clitic != "" and hit.clitic[0] not in "و"
            if cls.partition(".")[0] in ENDINGS or cls == "source.anonymous":
                ended = True
        return ended

    def kind_of(self, hit: Hit) -> str:
        """The registry's kind of an outlet."""
        return self.registry.outlets[hit.entry.id].kind

    def is_body(self, hit: Hit) -> bool:
        """Whether a source may belong to `hit`: a force, ministry, hospital; no outlet that takes down words, no capital."""
        if hit.entry.group == "outlet":
            return self.kind_of(hit) in BODIES
        if hit.entry.group == "actor":
            return hit.entry.features.get("strength") != "state"
        return hit.entry.cls == "source.noun" and not {"doc", "media", "of", "own"} & hit.entry.features.keys()


class Extent:
    """Walks from a head to the end of its phrase; `end` and `unknown` (words that no table knows) are the result."""

    def __init__(self, words: Words, heads, i: int, j: int, limit: int, head: Hit | None):
        self.words, self.page, self.tokens = words, words.page, words.page.tokens
        self.heads, self.limit, self.head, self.first = heads, limit, head, j
        features = head.entry.features if head is not None else {}
        term = head is not None and head.entry.group == "term"
        self.term = head is None or term
        self.voice = head is not None and stem(self.tokens[head.i].norm) in VOICES
        self.named = not self.term and not self.voice
        self.org = "org" in features
        self.closed = head is not None and "def" in head.tags  # "the source": adjectives and names may follow, no body
        self.indefinite = term and head.entry.cls == "source.noun" and "anonymous" in features and not self.closed
        self.titled = not self.term and head.entry.group == "outlet"  # the body is named: a second title is somebody else
        self.quoted = sum(1 for t in self.tokens[i - 1 if i else 0:j] if t.norm in QUOTES) % 2 == 1
        self.embodied = False
        self.unknown = 0
        self.end = self._walk(j)

    def _walk(self, j: int) -> int:
        while j < self.limit and j - self.first < LONGEST:
            kind = self.tokens[j].kind
            step = self._mark(j) if kind == "mark" else self._word(j) if kind == "word" else j + 1 if kind == "number" and self.quoted else 0
            if not step:
                break
            j = step
        while j > self.first and self.tokens[j - 1].kind == "mark" and self.tokens[j - 1].norm not in "»\"”)›":
            j -= 1
        return j

    def _mark(self, j: int) -> int:
        sign = self.tokens[j].norm
        if sign in QUOTES:
            self.quoted = not self.quoted if sign == '"' else sign in "«“„‹"
            return j + 1
        return self._bracket(j) or self._apposition(j)

    def _word(self, j: int) -> int:
        if self.tokens[j].norm in VOICE_OF:
            self.closed, self.titled = False, True
            return j + 1
        inside = self.words.inside(j)
        if any(h.clitic == "" for h in inside):
            return self._known(inside)
        if any(h.clitic == "و" and (h.entry.cls.startswith("source.") or h.entry.group in ("outlet", "actor")) for h in inside):
            return max(h.j for h in inside)
        if inside or self.words.ends(j):
            step = 0 if self.named else self._body(j)
            self.embodied = self.embodied or bool(step)
            return step
        return self._unknown(j)

    def _known(self, inside: list[Hit]) -> int:
        """Past a known word that may belong to the phrase; 0 where it begins another one."""
        adjective = any(h.entry.cls in ("source.adj", "say.same", "num.ord") or h.entry.features.get("form", "").startswith("adj") for h in inside)
        if not adjective:
            if self.named or self.closed and not any(self._person(h) for h in inside):
                return 0
            if self.indefinite and any(h.entry.group == "actor" and h.entry.has("generic") for h in inside):
                return 0
        if self._listens(inside) or self.titled and any(h.entry.cls == "source.title" and h.entry.id != "title.rank" for h in inside):
            return 0
        return max(h.j for h in inside if h.clitic == "")

    def _unknown(self, j: int) -> int:
        """Past a word that no table knows, where it may be part of a name; 0 where it is not."""
        word = self.tokens[j].norm
        definite, relational = word.startswith("ال"), word.endswith(RELATIONAL)
        if self.org and (self.closed and definite and not relational or word.startswith(("فت", "في", "فق"))):
            return 0  # "شددت الكتيبة الحصار": the verb's object; "أما … الحزب فتعود": the answer to أما
        construct = definite and (j == self.first or self.embodied or self.tokens[self.first].norm.startswith("ال"))  # "مسؤول الإعلام"
        if not self.quoted and (self.named or self.unknown >= UNKNOWN or self.indefinite and not construct and (definite or not relational)):
            return 0
        self.unknown += 1
        return j + 1

    def _listens(self, inside: list[Hit]) -> bool:
        """An agency or paper to which the source spoke: "أبلغ مصدر أمني رويترز"; no part of its name."""
        if self.head is None or not self.term or {"media", "of", "doc"} & self.head.entry.features.keys():
            return False
        return any(h.entry.group == "outlet" and not h.entry.has("weak") and self.words.kind_of(h) in LISTENERS for h in inside) and not any(
            g.entry.group == "nation" for g in inside)

    def _person(self, hit: Hit) -> bool:
        """A title or the name of a spokesman: may follow "the spokesman"."""
        return hit.entry.cls == "source.title" or hit.entry.group == "outlet" and self.words.kind_of(hit) == "official"

    def _bracket(self, j: int) -> int:
        """After a short bracket inside the phrase, "(البنتاغون)"; 0 where it is none."""
        if self.tokens[j].norm != "(":
            return 0
        return next((k + 1 for k in range(j + 1, min(j + 8, self.limit)) if self.tokens[k].norm == ")"), 0)

    def _apposition(self, j: int) -> int:
        """After a name set between commas: "مدير المرصد، رامي عبد الرحمن، …"; 0 where there is none."""
        if self.tokens[j].norm not in "،," or self.head is None or self.head.entry.cls != "source.title":
            return 0
        for k in range(j + 1, min(j + 6, self.limit)):
            if self.tokens[k].norm in "،,":
                return k if k > j + 1 else 0
            if self.tokens[k].kind != "word" or self.words.ends(k):
                # "وزير الدفاع الأميركي، لويد أوستن كان أعلن": the verb closes the name
                return k if k > j + 2 and self.tokens[k].norm in ("كان", "كانت") else 0
        return 0

    def _body(self, j: int) -> int:
        """After "in the police", "of the hospital …" behind a head; 0 where the words are another slot."""
        if self.head is None or j + 1 >= self.limit or not self.term and not self.voice:
            return 0
        word = self.tokens[j].norm
        if word not in BODY_PREPOSITIONS:
            inner = self.heads(j)
            glued = inner is not None and self.words.is_body(inner) and (inner.clitic == "ب" or inner.clitic == "ل" and "body" in self.head.entry.features)
            return inner.j if glued else 0
        inner = self.heads(j + 1)
        if inner is not None and inner.clitic == "" and self.words.is_body(inner):
            return inner.j
        place = next((h for h in self.page.at.get(j + 1, ()) if h.entry.group == "place"), None)
        if place is not None and place.j < self.limit and self.head.entry.cls != "source.noun" and self.tokens[place.j].kind == "word" and not self.words.ends(place.j):
            return place.j  # "المتحدث باسم التحالف في سوريا واين ماروتو"
        return j + 2 if word == "من" and any(h.entry.group == "nation" or h.entry.cls == "people" for h in self.page.at.get(j + 1, ())) else 0
