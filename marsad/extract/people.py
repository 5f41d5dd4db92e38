"""How many people a noun phrase names: "three soldiers and a contractor", "a British soldier and another", "two of them".

The phrase begins at a given token; what governs it is the caller's business (`harm`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from marsad.extract.numerals import hit_of
from marsad.extract.quantities import Quantity
from marsad.extract.scan import SEE_THROUGH, Page
from marsad.languages.pack import Entry, Pack
from marsad.text import norm

COUNTED, ONE, TWO, SOME, DEFINITE, BARE = "counted", "one", "two", "some", "definite", "bare"
_FORCES = frozenset({"nation", "actor"})
_TANWIN = "\u064b"


_known: dict[str, frozenset[str]] = {}


def _not_a_noun(pack: Pack) -> frozenset[str]:
    if pack.fingerprint not in _known:
        _known[pack.fingerprint] = frozenset(map(norm, pack.settings["quantities"]["not_a_noun"]))
    return _known[pack.fingerprint]


class Word(NamedTuple):
    """A people word at a token: what it is and how many it names by its form."""

    entry: Entry
    number: str
    definite: bool
    clitic: str
    start: int
    j: int


class People(NamedTuple):
    """A phrase at tokens [i, j) naming `low` to `high` people; `sort` says how it counts.

    sort: counted (a number), one, two, some (عدد من), bare (a plural without a number), definite.
    `i_noun`..`j_noun` is the party as printed (None: not said); `unknown` a noun that no table has.
    """

    i: int
    j: int
    start: int
    low: int
    high: int | None
    approximate: bool
    sort: str
    party: tuple[int, int, int] | None
    parts: tuple[tuple[int, str], ...]
    terms: tuple[str, ...]
    unknown: bool = False
    thing: bool = False
    former: bool = False
    clitic: str = ""
    accusative: bool = False


class PeopleReader:
    """People phrases of one page; `numbers` are its quantities."""

    def __init__(self, page: Page, pack: Pack, quantities: Iterable[Quantity]):
        self.page, self.heads = page, pack.heads
        self.starts: dict[int, Quantity] = {q.i: q for q in quantities if q.kind != "ordinal"}
        given: Mapping = pack.settings["quantities"]
        self.not_a_noun = _not_a_noun(pack)
        self.reach = given["harm"]["party"]

    # ------------------------------------------------------------ words

    def word(self, k: int) -> Word | None:
        """The people word at token `k`: of the people table, a casualty noun, or a nation's adjective."""
        if k >= len(self.page.tokens) or self.page.tokens[k].kind != "word":
            return None
        hits = self.page.at.get(k, ())
        if any(hit.entry.cls == "trap" for hit in hits):
            return None
        for hit in hits:
            if hit.entry.cls == "people" or hit.entry.cls.startswith("harm.") and hit.entry.features.get("form") == "noun":
                return Word(hit.entry, self._number(k, hit.entry, hit.tags), "def" in hit.tags, hit.clitic, hit.start, hit.j)
        for hit in hits:
            if hit.j - hit.i > 1:
                for entry, tags in self._alone(k, hit.clitic):
                    if entry.cls == "people":
                        end = hit.j if hit.entry.group == "actor" else k + 1
                        return Word(entry, self._number(k, entry, tags), "def" in tags, hit.clitic, hit.start, end)
        return self._of_nation(k)

    def _alone(self, k: int, clitic: str) -> list[tuple[Entry, frozenset[str]]]:
        """What the token means by itself, where a longer name hides it (جنود إسرائيليون)."""
        rest = self.page.tokens[k].norm[len(clitic):]
        node = self.heads.get(rest)
        return [(r.entry, r.tags) for r in node[0]] if node else []

    def _number(self, k: int, entry: Entry, tags: frozenset[str]) -> str:
        if "dual" in tags or "dual" in entry.features:
            unclear = "sound" in entry.features and self.page.tokens[k].norm.endswith("ين")
            return "unclear" if unclear else "dual"
        return "plural" if "plural" in tags or "plural" in entry.features else "one"

    def _of_nation(self, k: int) -> Word | None:
        """أميركيين, بريطانيا with its tanwin, فلسطينية: a nationality that stands for a person."""
        hit = next((h for h in self.page.at.get(k, ()) if h.entry.group == "nation"), None)
        if hit is None or hit.j - hit.i > 1:
            return None
        word = self.page.tokens[k].norm
        definite = word[len(hit.clitic):].startswith("ال")
        raw = self.page.text[self.page.tokens[k].start:self.page.tokens[k].end]
        if hit.entry.features.get("form") == "name":
            return Word(hit.entry, "one", False, hit.clitic, hit.start, k + 1) if _TANWIN in raw else None
        number = "unclear" if word.endswith("ين") else "plural" if word.endswith("ون") else "dual" if word.endswith("ان") else "one"
        return Word(hit.entry, number, definite, hit.clitic, hit.start, k + 1)

    def thing(self, k: int) -> bool:
        """Whether the word at `k` is known and is no person."""
        hits = self.page.at.get(k, ())
        return bool(hits) and any(h.entry.cls in ("harm.thing", "site", "weapon", "num.unit") or h.entry.group == "place" for h in hits)

    # ------------------------------------------------------------ one group

    def group(self, k: int) -> People | None:
        """The people counted or named by the phrase at token `k`, without what و adds."""
        tokens = self.page.tokens
        if k >= len(tokens):
            return None
        if tokens[k].kind == "mark" and tokens[k].norm in SEE_THROUGH:
            return self.group(k + 1)
        quantity = self.starts.get(k) or (self.starts.get(k + 1) if tokens[k].kind == "word" and len(tokens[k].norm) < 3 else None)
        if quantity is not None:
            return self._counted(quantity)
        one_of = hit_of(self.page, k, {"num.oneof"})
        if one_of is not None:
            return self._one_of(k, one_of.clitic)
        word = self.word(k)
        return self._named(k, word) if word is not None else None

    def _counted(self, quantity: Quantity) -> People | None:
        if quantity.unit is not None or quantity.kind in ("percent", "fraction", "ordinal"):
            return None
        k, at = quantity.i, quantity.noun_at
        if quantity.definite and at is not None and at < k:
            return None
        word = self.word(at) if at is not None else None
        if quantity.kind == "dual" and word is None or word is not None and "doer" in word.entry.features:
            return None
        clitic = next((h.clitic for h in self.page.at.get(k, ()) if h.clitic), "")
        if k and self.page.tokens[k - 1].end == quantity.start and len(self.page.tokens[k - 1].norm) == 1:
            clitic = self.page.tokens[k - 1].norm
        low, high, sort = quantity.low, quantity.high, TWO if quantity.kind == "dual" else COUNTED
        if low is None:
            if word is None and (at is None or at < k):
                return None
            low, high, sort = 1, None, SOME
        if sort == COUNTED and quantity.kind == "fuzzy" or isinstance(low, float):
            low = int(low)
        if word is None or word.clitic and at != k:
            unknown = at is not None and at >= k and not self.page.at.get(at)
            end = quantity.last if quantity.last and not (at is not None and self.page.at.get(at)) else quantity.j
            return People(k, max(end, quantity.j), quantity.start, low, high, quantity.approximate, sort, None, (), quantity.terms,
                          unknown, at is not None and at >= k and self.thing(at), quantity.former, clitic)
        party, end = self._party(at, word)
        end = max(end, quantity.last, quantity.j)
        return People(k, end, quantity.start, low, high, quantity.approximate, sort, party, (), (*quantity.terms, word.entry.id),
                      False, word.entry.cls != "people" and word.entry.group == "term", quantity.former, clitic)

    def _one_of(self, k: int, clitic: str) -> People | None:
        """أحد الجنود, إحدى الطالبات, أحد عناصر الأمن."""
        word = self.word(k + 1)
        if word is None or word.number == "one" and word.entry.group == "term" or word.clitic:
            return None
        party, end = self._party(k + 1, word)
        return People(k, end, self.page.tokens[k].start + len(clitic), 1, 1, False, ONE, party, (), (word.entry.id,), clitic=clitic)

    def _named(self, k: int, word: Word) -> People | None:
        if word.entry.cls != "people" and word.entry.group == "term" or "doer" in word.entry.features or self._is_adjective(k, word):
            return None
        party, end = self._party(k, word)
        raw = self.page.text[word.start:self.page.tokens[word.j - 1].end]
        accusative = _TANWIN in raw or self.page.tokens[k].norm.endswith("ا")
        low, high, sort = {"one": (1, 1, ONE), "dual": (2, 2, TWO), "unclear": (2, None, BARE), "plural": (1, None, BARE)}[word.number]
        if word.definite or "rank" in word.entry.features:
            sort = DEFINITE
        if "group" in word.entry.features:
            low, high = 1, None
        two = self.starts.get(end)
        if two is not None and two.low == two.high == 2 and two.kind == "cardinal" and word.number in ("unclear", "dual"):
            low, high, sort, end = 2, 2, TWO, two.j
        return People(k, end, word.start, low, high, False, sort, party, (), (word.entry.id,), clitic=word.clitic, accusative=accusative)

    def _is_adjective(self, k: int, word: Word) -> bool:
        """أميركي and مدني behind a noun say what it is (مطارا مدنيا); a person behind a verb, a number or nothing."""
        if word.clitic or k == 0 or "adj" not in word.entry.features and word.entry.group != "nation":
            return False
        before = self.page.tokens[k - 1]
        if before.kind != "word" or before.norm in self.not_a_noun:
            return False
        ends = [h for at in (k - 1, k - 2, k - 3) for h in self.page.at.get(at, ()) if h.j == k]
        return not any(h.entry.cls.startswith(("harm.", "num.", "prep", "conn", "say")) for h in ends)

    # ------------------------------------------------------------ its tail and what is added

    def _party(self, k: int, word: Word) -> tuple[tuple[int, int, int] | None, int]:
        """((first token, token after, start) of whom it names or None, token after the phrase)."""
        tokens = self.page.tokens
        owned = k > 0 and tokens[k - 1].norm == "من" or any(h.entry.id == "ppl.of" for h in self.page.at.get(k, ()))
        end = self._of(k) if owned else self._adjectives(word.j)
        if end < len(tokens) and tokens[end].norm == "من":
            tail = self._of(end + 1)
            said = tail > end + 1
            end = tail if said else end
        if end == word.j and ("generic" in word.entry.features or word.entry.cls.startswith("harm.")):
            return None, end
        if word.entry.cls.startswith("harm."):
            first = word.j + (tokens[word.j].norm == "من")
            return (first, end, tokens[first].start), end
        return (k, end, word.start), end

    def _adjectives(self, j: int) -> int:
        tokens = self.page.tokens
        for _ in range(3):
            at = j
            while at < len(tokens) and tokens[at].norm in SEE_THROUGH:
                at += 1
            hits = self.page.at.get(at, ())
            near = next((h for h in hits if h.entry.group in _FORCES or h.entry.cls == "people" and "kin" not in h.entry.features), None)
            if near is None or near.clitic:
                return j
            j = near.j
            while j < len(tokens) and tokens[j].norm in SEE_THROUGH and at > 0 and tokens[at - 1].norm in SEE_THROUGH:
                j += 1
        return j

    def _of(self, j: int) -> int:
        """The end of what من opens: من الحشد الشعبي, من منتسبي الدفاع الجوي, من عناصره."""
        tokens, first = self.page.tokens, j
        while j < min(len(tokens), first + self.reach):
            hits = self.page.at.get(j, ())
            near = next((h for h in hits if h.entry.group in _FORCES or h.entry.cls == "people" or h.entry.cls.startswith("source.")), None)
            if near is not None and not near.clitic:
                j = near.j
            elif tokens[j].norm in SEE_THROUGH and j + 1 < len(tokens):
                j += 1
            elif j > first and tokens[j].kind == "word" and tokens[j].norm not in self.not_a_noun and self._of_them(j, hits):
                j += 1
            else:
                break
        return j

    def _of_them(self, j: int, hits: list) -> bool:
        """Whether the word at `j` goes on with a name: of no table, or a definite noun, without و."""
        bodies = any(h.entry.id == "ppl.of" or h.entry.cls == "people" and "construct" in h.tags for h in self.page.at.get(j - 1, ()))
        return bodies and not any(h.clitic for h in hits) or self.page.tokens[j].norm.startswith("ال") and all(not h.clitic for h in hits)

    def phrase(self, k: int) -> People | None:
        """The whole phrase at `k` with the people that و or "besides" adds, as one figure with parts."""
        first = self.group(k)
        if first is None or first.thing or first.unknown or first.sort in (DEFINITE, BARE):
            return first
        groups = [first]
        while (more := self._added(groups[-1].j)) is not None:
            groups.append(more)
        if len(groups) == 1:
            return first
        high = None if any(g.high is None for g in groups) else sum(g.high for g in groups)
        parts = tuple((g.low, self.words(g.party) or "") for g in groups)
        return first._replace(
            j=groups[-1].j, low=sum(g.low for g in groups), high=high, approximate=any(g.approximate for g in groups),
            party=(first.party[0], groups[-1].j, first.party[2]) if first.party else None, parts=parts,
            terms=tuple(t for g in groups for t in g.terms),
        )

    def _added(self, j: int) -> People | None:
        tokens = self.page.tokens
        plus = hit_of(self.page, j, {"harm.plus"}) or (hit_of(self.page, j + 1, {"harm.plus"}) if j < len(tokens) and tokens[j].norm == "،" else None)
        at = plus.j if plus else j + (j < len(tokens) and tokens[j].norm == "و")
        more = self.group(at)
        if more is None or more.thing or more.unknown or more.sort == DEFINITE or more.party is None and more.sort == COUNTED and not self._others(more):
            return None
        if not plus and at == j and not more.clitic.startswith("و"):
            return None
        return None if self._verb_follows(more.j) else more

    def _others(self, more: People) -> bool:
        return any(t.startswith("ppl.") for t in more.terms)

    def _verb_follows(self, k: int) -> bool:
        """A verb of harm right behind takes the last group for itself: وأربعة جُرحوا."""
        return any(
            h.entry.cls in ("harm.killed", "harm.hurt") and h.entry.features.get("form") in ("verb", "intrans") and not h.clitic and "plural" in h.tags
            for h in self.page.at.get(k, ())
        )

    def words(self, party: tuple[int, int, int] | None) -> str | None:
        """The party as printed."""
        if party is None:
            return None
        return self.page.text[party[2]:self.page.tokens[party[1] - 1].end]
