"""One noun group: a site word with its place name, an actor with its nationality, people and whose they are."""

from __future__ import annotations

from marsad.extract.scan import SEE_THROUGH
from marsad.mentions import Hit, Page, Phrase

# Classes of nouns; the class of a name is its group.
NOUNS = frozenset(("site", "people", "place", "actor", "nation"))
DEFINITE = frozenset(("def", "poss"))
# One-letter prepositions glued to a word, and the slot that each opens.
GLUED = {"ب": "in", "ل": "for", "ك": "like"}
# What may follow a noun inside one group: a base and its name, people and their side; two sides are two groups.
FOLLOWS = {
    "site": frozenset(("site", "place", "actor", "nation", "people")),
    "people": frozenset(("actor", "nation")),
    "actor": frozenset(("nation",)),
    "place": frozenset(("nation",)),
    "nation": frozenset(("nation",)),
}
# "eighteen men of the group": the group is part of the noun, no origin.
PARTITIVE = frozenset(("من", "في"))
OWNED = frozenset(("people", "actor"))
# Site words whose next word is a name even when no table knows it (قرية جلنقي); codebook: a named place is a claim.
NAMING_SITES = frozenset("village town city camp district neighbourhood subdistrict governorate base".split())
# Forms of a site word behind which no name of its own stands.
NO_NAME_BEHIND = frozenset(("def", "poss", "dual", "plural"))
# First words of two-word place names.
COMPOUND = frozenset("ابو ابي ام بيت دير تل تله عين كفر وادي بني الشيخ شيخ خربه راس جبل عبد خان بئر بير برج حوش رسم ذي باب قصر سوق مزرعه مزارع".split())


class NounGroups:
    """Reads the noun groups of one page."""

    def __init__(self, page: Page, taken: frozenset[int], not_names: frozenset[str]):
        """`taken`: tokens that other layers own; `not_names`: words that never name a village."""
        self.page, self.taken, self.not_names = page, taken, not_names

    def read(self, latest: list[Hit], j: int, gov: str | None, listed: bool) -> Phrase:
        """The noun group that the nouns `latest` begin. `listed`: a place stands before it, which "and" may go on with."""
        k, clitic = latest[0].i, latest[0].clitic
        if clitic:
            if listed and clitic.startswith("و"):  # خشام والحسينية: in a row of places a place
                latest = [h for h in latest if h.entry.cls == "place"] or latest
            for letter in clitic:
                gov = GLUED.get(letter, gov if letter not in "وف" else None)
        gathered = latest
        name, end = self._unknown_name(latest, latest[0].j, j)
        while name is None and end < j:
            latest = self._continued(end, j, latest)
            if not latest:
                break
            gathered = gathered + latest
            name, end = self._unknown_name(latest, latest[0].j, j)
        return self._made(gathered, k, end, gov, clitic, name)

    def _continued(self, at: int, j: int, latest: list[Hit]) -> list[Hit]:
        """The next nouns of a group that ends with `latest`: glued, or after one or two definite adjectives that no table knows."""
        tokens, skipped = self.page.tokens, 0
        while at < j and skipped < 3:
            token = tokens[at]
            known = self.page.at.get(at)
            if token.kind == "mark" and token.norm in SEE_THROUGH:
                at += 1
                continue
            if known or token.norm in PARTITIVE:
                return self._next(at, j, latest, bool(skipped))
            if token.kind != "word" or not token.norm.startswith("ال") or at in self.taken:
                return []
            at += 1
            skipped += 1
        return []

    def _next(self, at: int, j: int, latest: list[Hit], skipped: bool) -> list[Hit]:
        """The nouns at the known word `at` that belong to the group; `skipped`: over adjectives, which only a nationality joins."""
        known = self.page.at.get(at, ())
        last = {h.entry.cls for h in latest}
        follows = FOLLOWS["site"] if "site" in last else frozenset().union(*[FOLLOWS[cls] for cls in last])
        if "actor" in last and any(["generic" in h.entry.features for h in latest]):
            follows |= FOLLOWS["people"]  # قوات الأمن الداخلي
        if "site" not in follows and any([h.entry.cls == "site" for h in known]):
            return []  # شبان | دورية إسرائيلية: a site word opens a group of its own
        if at not in self.taken:
            nouns = [h for h in known if h.entry.cls in follows and not h.clitic]
            if nouns:
                return nouns if not skipped or any([h.entry.cls == "nation" for h in nouns]) else []
        by = self.page.tokens[at].norm
        return self._owner(at + 1, j, by) if by in PARTITIVE and not skipped and last & OWNED else []

    def _owner(self, at: int, j: int, by: str) -> list[Hit]:
        """Whose men they are, at token `at` behind "of" or "in"."""
        if at >= j or at in self.taken:
            return []
        owner = [h for h in self.page.at.get(at, ()) if h.entry.cls in ("actor", "nation") and not h.clitic]
        if by != "من":  # "a leader in the group", not "a soldier in the capital"
            owner = [h for h in owner if h.entry.cls == "actor" and not {"weak", "generic"} & h.entry.features.keys()]
        return owner

    def _unknown_name(self, hits: list[Hit], end: int, j: int) -> tuple[str | None, int]:
        """The name after a naming site word when no table knows it."""
        site = hits[0]
        if len(hits) > 1 or site.entry.cls != "site" or site.entry.features.get("kind") not in NAMING_SITES or site.tags & NO_NAME_BEHIND:
            return None, end
        at = end
        while at < j and self.page.tokens[at].kind == "mark" and self.page.tokens[at].norm in SEE_THROUGH:
            at += 1
        if at >= j or at in self.taken or self.page.tokens[at].kind != "word" or self.page.at.get(at):
            return None, end
        word = self.page.tokens[at]
        if word.norm in self.not_names or word.norm.endswith(("يه", "يات")) and word.norm.startswith("ال"):
            return None, end
        if len(word.norm) < 3 and word.norm not in COMPOUND:
            return None, end
        last = at
        if word.norm in COMPOUND and at + 1 < j and self.page.tokens[at + 1].kind == "word":
            last = at + 1
        return self.page.text[word.start:self.page.tokens[last].end], last + 1

    def _made(self, hits: list[Hit], i: int, j: int, gov: str | None, clitic: str, name: str | None) -> Phrase:
        first, of = hits[0], _by_class(hits)
        site = of["site"][0] if "site" in of else None
        if site is not None and len(hits) > 1:  # القاعدة is the base, whatever town or group bears the name
            of = _by_class([h for h in hits if h is site or h.i != site.i or "weak" not in h.entry.features])
        places = of.get("place", ())
        return Phrase(
            i, j, first.start, self.page.tokens[j - 1].end, gov, "و" in clitic, not first.tags.isdisjoint(DEFINITE),
            site, tuple([h for h in places if h.i == places[0].i]), name, of.get("actor", ()), of.get("nation", ()), of.get("people", ()),
        )


def _by_class(hits: list[Hit]) -> dict[str, tuple[Hit, ...]]:
    out: dict[str, tuple[Hit, ...]] = {}
    for hit in hits:
        out[hit.entry.cls] = (*out.get(hit.entry.cls, ()), hit)
    return out
