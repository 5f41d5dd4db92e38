"""Independent sources: who, in the end, says a claim.

Codebook, section 6: two claims are independent when their innermost links differ and neither text is a copy of the
other. So a claim is named after the innermost link of its chain; inside a copied stretch it is named as the same words
are in the origin, or as the copy that credits somebody has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from marsad.model import Article, Claim, Link
from marsad.reconcile.copies import Family
from marsad.text import norm

_norm = lru_cache(maxsize=1 << 16)(norm)


def own_source(claim: Claim, article: Article | None) -> str:
    """The source that a claim's own chain names.

    A named innermost link is that name. An anonymous one ("a security source") is told apart by whom it spoke to: the
    security source of one agency is not that of another. No chain, or only the outlet: the outlet, or the article
    where even the outlet is unknown.

    >>> from marsad.model import Evidence, Figure, Link
    >>> said = Evidence(article="a1", start=0, end=3, quote="two")
    >>> who = (Link(name="Al-Wadi", kind="outlet"), Link(name="security source", kind="official", anonymous=True))
    >>> own_source(Claim(id="c", field="fatalities", value=Figure(low=2, high=2), certainty="stated",
    ...                  polarity="affirmed", attribution=who, evidence=said), None)
    'security source < al-wadi'
    """
    chain = claim.attribution
    if _of_outlet(claim):
        return _outlet(chain, claim, article)
    last = chain[-1]
    if not last.anonymous:
        return _norm(last.name)
    heard_by = _norm(chain[-2].name) if len(chain) > 1 and chain[-2].kind != "outlet" else _outlet(chain[:1], claim, article)
    return f"{_norm(last.name)} < {heard_by}"


def _outlet(chain: Sequence[Link], claim: Claim, article: Article | None) -> str:
    if chain and chain[0].kind == "outlet" and chain[0].name:
        return _norm(chain[0].name)
    if article is not None and article.outlet:
        return _norm(article.outlet)
    return f"article {claim.evidence.article}"


def _of_outlet(claim: Claim) -> bool:
    """True when nobody stands behind the outlet."""
    return not claim.attribution or claim.attribution[-1].kind == "outlet"


def credited(claims: Iterable[Claim]) -> frozenset[str]:
    """Names of the agencies and media that anybody gives as a source: their own text is the origin of its copies."""
    return frozenset(link.name for c in claims for link in c.attribution if link.kind in ("agency", "media"))


class Sources:
    """The independent source of every claim: `of(claim)`. Built once for all claims of a reconciliation.

    Attributes: `said_with` maps a claim id to the ids of the claims that are the same words in another copy.
    """

    def __init__(self, claims: Mapping[str, Sequence[Claim]], articles: Mapping[str, Article], families: Sequence[Family]) -> None:
        """`claims`: the claims of each article, by article id."""
        self._articles = articles
        self._shared: dict[str, str] = {}
        self._taken: set[str] = set()
        self.said_with: dict[str, tuple[str, ...]] = {}
        self._trace(claims, families)

    def of(self, claim: Claim) -> str:
        shared = self._shared.get(claim.id)
        return shared if shared is not None else own_source(claim, self._articles.get(claim.evidence.article))

    def table(self, claims: Sequence[Claim]) -> dict[str, str]:
        """Claim id to independent source, for the claims of one incident.

        What a page says in its own name (headline, lead) and, with the same value, in somebody else's, is that
        somebody's: telling it twice does not make a second source.
        """
        out = {c.id: self.of(c) for c in claims}
        behind = {(c.evidence.article, c.field, c.value): out[c.id] for c in reversed(claims) if not _of_outlet(c)}
        for claim in claims:
            if _of_outlet(claim):
                out[claim.id] = behind.get((claim.evidence.article, claim.field, claim.value), out[claim.id])
        return out

    def independent(self, claims: Sequence[Claim]) -> frozenset[str]:
        """The independent sources of one incident. An outlet that names its sources is not one beside them."""
        out = self.table(claims)
        sourced = {c.evidence.article for c in claims if not _of_outlet(c)}
        return frozenset(out[c.id] for c in claims if not (_of_outlet(c) and c.evidence.article in sourced))

    def _trace(self, claims: Mapping[str, Sequence[Claim]], families: Sequence[Family]) -> None:
        parent: dict[str, str] = {}
        by_id: dict[str, Claim] = {}
        outlet_of: dict[str, str] = {}
        for family, copy, stretch in ((f, c, s) for f in families for c in f.copies for s in c.stretches):
            theirs = [c for c in claims.get(family.origin, ()) if _touch(c, stretch.origin.start, stretch.origin.end)]
            for mine in claims.get(copy.article, ()):
                if not _inside(mine, stretch.copy.start, stretch.copy.end):
                    continue
                by_id[mine.id] = mine
                self._taken.add(mine.id)
                twins = [t for t in theirs if t.field == mine.field and _same_words(mine, t, stretch)]
                for twin in twins:
                    by_id[twin.id] = twin
                    _join(parent, mine.id, twin.id)
                if not twins and _of_outlet(mine):
                    outlet_of.setdefault(mine.id, family.origin)
        self._name(parent, by_id, outlet_of)

    def _name(self, parent: dict[str, str], by_id: Mapping[str, Claim], outlet_of: Mapping[str, str]) -> None:
        groups: dict[str, list[str]] = defaultdict(list)
        for claim in sorted(by_id):
            groups[_root(parent, claim)].append(claim)
        for members in groups.values():
            if len(members) == 1:
                continue
            best = min((by_id[m] for m in members), key=self._telling)
            source = own_source(best, self._articles.get(best.evidence.article))
            for member in members:
                self._shared[member] = source
                self.said_with[member] = tuple(m for m in members if m != member)
        for claim, origin in outlet_of.items():
            article = self._articles.get(origin)
            if claim not in self._shared:
                self._shared[claim] = _norm(article.outlet) if article is not None and article.outlet else f"article {origin}"

    def _telling(self, claim: Claim) -> tuple:
        """Sorts first the chain that says most: somebody behind the outlet, the longer chain, the origin's own."""
        return _of_outlet(claim), -len(claim.attribution), claim.id in self._taken, claim.evidence.article, claim.id


def _touch(claim: Claim, start: int, end: int) -> bool:
    return claim.evidence.start < end and start < claim.evidence.end


def _inside(claim: Claim, start: int, end: int) -> bool:
    """At least half of the claim's words lie in start..end."""
    length = claim.evidence.end - claim.evidence.start
    return 2 * (min(end, claim.evidence.end) - max(start, claim.evidence.start)) >= max(1, length)


def _same_words(mine: Claim, theirs: Claim, stretch) -> bool:
    """True when the two quotes are the same words at the same place of the stretch."""
    scale = (stretch.origin.end - stretch.origin.start) / max(1, stretch.copy.end - stretch.copy.start)
    start = stretch.origin.start + (mine.evidence.start - stretch.copy.start) * scale
    end = stretch.origin.start + (mine.evidence.end - stretch.copy.start) * scale
    slack = 40
    near = theirs.evidence.start < end + slack and start - slack < theirs.evidence.end
    return near and (mine.value == theirs.value or _norm(mine.evidence.quote) == _norm(theirs.evidence.quote))


def _root(parent: dict[str, str], item: str) -> str:
    while parent.get(item, item) != item:
        parent[item] = parent.get(parent[item], parent[item])
        item = parent[item]
    return item


def _join(parent: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first
