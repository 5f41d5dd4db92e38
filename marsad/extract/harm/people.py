"""How many people a noun phrase names: "three soldiers and a contractor", "a British soldier and another", "two of them".

The phrase begins at a given token; what governs it is the caller's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from marsad.extract.harm.words import TANWIN, Word, WordReader
from marsad.extract.hits import hit_of, word_at
from marsad.extract.quantities import Quantity
from marsad.extract.scan import SEE_THROUGH
from marsad.languages.pack import Pack
from marsad.mentions import Page
from marsad.text import norm

COUNTED, ONE, TWO, SOME, DEFINITE, BARE = "counted", "one", "two", "some", "definite", "bare"
_ONE_OF = frozenset({"num.oneof"})
_FORCES = frozenset({"nation", "actor"})
_QUALIFIES = frozenset({"adj", "doer", "other"})
_THINGS = frozenset({"harm.thing", "site", "weapon", "num.unit"})
_PROCLITICS = "وفبلك"
_NISBA = ("ي", "يا", "يه", "يين", "يون", "يان")
_OF_RANK = norm("برتبة")
Party = tuple[int, int, int]
"""First token, token after, first character."""


class People(NamedTuple):
    """A phrase at tokens [i, j) naming `low` to `high` people; `sort` says how it counts.

    sort: counted (a number), one, two, some (عدد من), bare (a plural without a number), definite.
    `party` is whom it names (None: not said); `unknown` a noun that no table has; `thing` a noun of no people,
    or a `casualty` noun (its class), which counts by itself.
    """

    i: int
    j: int
    start: int
    low: int
    high: int | None
    sort: str
    approximate: bool = False
    party: Party | None = None
    parts: tuple[tuple[int, str], ...] = ()
    terms: tuple[str, ...] = ()
    unknown: bool = False
    thing: bool = False
    casualty: str = ""
    former: bool = False
    clitic: str = ""
    accusative: bool = False


class PeopleReader(WordReader):
    """People phrases of one page; `starts` are its quantities by first token."""

    def __init__(self, page: Page, pack: Pack, quantities: Iterable[Quantity]):
        super().__init__(page, pack)
        self.starts: dict[int, Quantity] = {q.i: q for q in quantities if q.kind not in ("ordinal", "percent", "fraction") and q.unit is None}
        self.reach: int = pack.settings["quantities"]["harm"]["party"]

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
        one_of = word_at(self.page, self.pack, k, _ONE_OF)
        if one_of is not None:
            return self._one_of(k, one_of.clitic)
        word = self.word(k)
        return self._named(k, word) if word is not None else None

    def _counted(self, quantity: Quantity) -> People | None:
        """A number and the people that it counts, or a number alone."""
        k, at = quantity.i, quantity.noun_at
        word = self.word(at) if at is not None else None
        if quantity.definite and at is not None and at < k or quantity.kind == "dual" and word is None or word is not None and word.has("doer"):
            return None
        low, high, sort = quantity.low, quantity.high, TWO if quantity.kind == "dual" else COUNTED
        if low is None:
            if word is None and (at is None or at < k):
                return None
            low, high, sort = 1, None, SOME
        made = People(
            i=k, j=max(quantity.last, quantity.j), start=quantity.start, low=int(low), high=None if high is None else int(high), sort=sort,
            approximate=quantity.approximate, terms=quantity.terms, former=quantity.former, clitic=self._clitic(quantity),
        )
        if word is None or word.clitic and at != k:
            known = bool(at is not None and self.page.at.get(at))
            behind = at is not None and at >= k
            return made._replace(j=quantity.j if known else made.j, unknown=behind and not known, thing=self._thing(at))
        party, end = self.tail(at, word)
        thing = word.entry.cls != "people" and word.entry.group == "term"
        return made._replace(j=max(end, made.j), party=party, terms=(*quantity.terms, word.entry.id), thing=thing, casualty=word.entry.cls if thing else "")

    def _clitic(self, quantity: Quantity) -> str:
        before = self.page.tokens[quantity.i - 1] if quantity.i else None
        if before is not None and before.end == quantity.start and len(before.norm) == 1 and before.kind == "word":
            return before.norm
        return next((h.clitic for h in self.page.at.get(quantity.i, ()) if h.entry.id in quantity.terms), "")

    def _thing(self, k: int | None) -> bool:
        """Whether the word at `k` is known and is no person."""
        return any(h.entry.cls in _THINGS or h.entry.group == "place" for h in self.page.at.get(k, ()))

    def _one_of(self, k: int, clitic: str) -> People | None:
        """أحد الجنود, إحدى الطالبات, أحد عناصر الأمن."""
        word = self.word(k + 1)
        if word is None or word.number == "one" and word.entry.group == "term" or word.clitic:
            return None
        party, end = self.tail(k + 1, word)
        return People(i=k, j=end, start=self.page.tokens[k].start + len(clitic), low=1, high=1, sort=ONE, party=party, terms=(word.entry.id,), clitic=clitic)

    def _named(self, k: int, word: Word) -> People | None:
        """People without a number: a singular is one, a dual two, a plural some."""
        if word.entry.cls != "people" and word.entry.group == "term" or word.has("doer") or self.is_adjective(k, word):
            return None
        party, end = self.tail(k, word)
        low, high, sort = {"one": (1, 1, ONE), "dual": (2, 2, TWO), "unclear": (2, None, BARE), "plural": (1, None, BARE)}[word.number]
        two = self.starts.get(end)
        if word.has("group"):
            low, high = 1, None
        elif two is not None and two.low == two.high == 2 and two.kind == "cardinal" and word.number in ("unclear", "dual"):
            low, high, sort, end = 2, 2, TWO, two.j
        if word.definite or word.has("rank"):
            sort = DEFINITE
        raw = self.page.text[word.start:self.page.tokens[word.j - 1].end]
        return People(i=k, j=end, start=word.start, low=low, high=high, sort=sort, party=party, terms=(word.entry.id,), clitic=word.clitic,
                      accusative=TANWIN in raw or self.page.tokens[k].norm.endswith("ا"))

    # ------------------------------------------------------------ its tail

    def tail(self, k: int, word: Word) -> tuple[Party | None, int]:
        """(whom the phrase at `k` names, the token after it): جنود أميركيين, عناصر من الحشد الشعبي."""
        tokens = self.page.tokens
        owned = k > 0 and tokens[k - 1].norm == "من" or any(h.entry.id == "ppl.of" for h in self.page.at.get(k, ()))
        end = self._of(k) if owned else self._adjectives(word.j)
        if end < len(tokens) and tokens[end].norm == "من":
            behind = self._of(end + 1)
            end = behind if behind > end + 1 else end
        casualty = word.entry.cls.startswith("harm.")
        if end <= word.j and (casualty or word.has("generic")):
            return None, word.j
        if casualty and word.j < end:
            first = word.j + (tokens[word.j].norm == "من")
            return (first, end, tokens[first].start), end
        return (k, end, word.start), end

    def _adjectives(self, j: int) -> int:
        tokens = self.page.tokens
        for _ in range(3):
            at = j
            while at < len(tokens) and tokens[at].norm in SEE_THROUGH:
                at += 1
            if at + 1 < len(tokens) and tokens[at].norm == _OF_RANK:
                j = at + 2
                continue
            hits = self.page.at.get(at, ())
            person = any(h.entry.cls == "people" and not _QUALIFIES & h.entry.features.keys() for h in hits)
            near = next((h for h in hits if h.entry.group in _FORCES or h.entry.cls == "people"), None)
            if near is None and self._nisba(at):
                j = at + 1
                continue
            if near is None or near.clitic or person:
                return j
            j = near.j
            while at > 0 and tokens[at - 1].norm in SEE_THROUGH and j < len(tokens) and tokens[j].norm in SEE_THROUGH:
                j += 1
        return j

    def _nisba(self, k: int) -> bool:
        """An adjective in ي that no table has, or one that means nothing else here: قيادي ميداني, شرطي محلي."""
        token = self.page.tokens[k] if k < len(self.page.tokens) else None
        if token is None or token.kind != "word" or len(token.norm) < 5 or not token.norm.endswith(_NISBA) or token.norm in self.not_a_noun:
            return False
        if token.norm[0] in _PROCLITICS:
            return False
        return all(h.entry.cls.startswith(("source.", "time.qual")) for h in self.page.at.get(k, ()))

    def _of(self, j: int) -> int:
        """The end of what من opens: من الحشد الشعبي, من منتسبي الدفاع الجوي, من عناصره."""
        tokens, first = self.page.tokens, j
        while j < min(len(tokens), first + self.reach):
            hits = self.page.at.get(j, ())
            near = next((h for h in hits if h.entry.group in _FORCES or h.entry.cls == "people" or h.entry.cls.startswith("source.")), None)
            if near is not None and not near.clitic:
                j = near.j
            elif tokens[j].norm in SEE_THROUGH or j > first and self._goes_on(j):
                j += 1
            else:
                break
        quotes = sum(token.norm in SEE_THROUGH for token in tokens[first:j])
        return j - 1 if quotes % 2 and tokens[j - 1].norm in SEE_THROUGH else j

    def _goes_on(self, j: int) -> bool:
        """Whether the word at `j` goes on with a name: of no table, or a definite noun, without و."""
        token = self.page.tokens[j]
        if token.kind != "word" or token.norm in self.not_a_noun or any(h.clitic for h in self.page.at.get(j, ())):
            return False
        men_of = any(h.entry.id == "ppl.of" or h.entry.cls == "people" and "construct" in h.tags for h in self.page.at.get(j - 1, ()))
        return men_of or token.norm.startswith("ال") and not self.page.tokens[j - 1].norm.startswith("ال")

    # ------------------------------------------------------------ what is added

    def phrase(self, k: int) -> People | None:
        """The whole phrase at `k` with the people that و or "besides" adds, as one figure with parts."""
        first = self.group(k)
        if first is None or first.thing or first.unknown or first.sort in (DEFINITE, BARE):
            return first
        groups = [first]
        while (more := self._added(groups[-1].j)) is not None and more.j > groups[-1].j:
            groups.append(more)
        if len(groups) == 1:
            return first
        end = groups[-1].j
        return first._replace(
            j=end, low=sum(g.low for g in groups), high=None if any(g.high is None for g in groups) else sum(g.high or 0 for g in groups),
            approximate=any(g.approximate for g in groups), party=(first.party[0], end, first.party[2]) if first.party else None,
            parts=tuple((g.low, self.words(g.party) or "") for g in groups), terms=tuple(t for g in groups for t in g.terms),
        )

    def _added(self, j: int) -> People | None:
        tokens = self.page.tokens
        comma = j < len(tokens) and tokens[j].norm == "،"
        plus = hit_of(self.page, j + comma, {"harm.plus"})
        at = plus.j if plus else j + (j < len(tokens) and tokens[j].norm == "و")
        more = self.group(at)
        if more is None or more.thing or more.unknown or more.sort == DEFINITE or self._verb_follows(more.j):
            return None
        if more.sort == COUNTED and more.party is None and not any(t.startswith("ppl.") for t in more.terms):
            return None
        return more if plus or at > j or more.clitic.startswith("و") else None

    def _verb_follows(self, k: int) -> bool:
        """A verb of harm right behind takes the last group for itself: وأربعة جُرحوا."""
        return any(
            h.entry.cls in ("harm.killed", "harm.hurt") and h.entry.features.get("form") in ("verb", "intrans") and not h.clitic and "plural" in h.tags
            for h in self.page.at.get(k, ())
        )

    def words(self, party: Party | None) -> str | None:
        """The party as printed."""
        return self.page.text[party[2]:self.page.tokens[party[1] - 1].end] if party is not None else None
