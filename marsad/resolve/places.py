"""Mentions of places → known places. Candidates are weighed; a tie gives what they share, or nothing.

Order of evidence (design.md 2.7): the place that directly qualifies the name, then the governorates and certain
places of the article by distance, then its countries, then fame. A wrong place is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from marsad.model import Place
from marsad.registry.lookup import PlaceEntry, Registry
from marsad.resolve.mentions import Context, PlaceMention
from marsad.resolve.transliterate import transliterate
from marsad.text import norm

# Weights of evidence: a qualifier outweighs all else; governorate and distance together outweigh a certain name.
QUALIFIER, CONTRADICTED = 200.0, -200.0
DIVISION, NEAR, COUNTRY, STRONG = 25.0, 20.0, 15.0, 30.0
# Kilometres: beyond FAR a certain place says nothing; within SAME two candidates are one place to the reader.
FAR, SAME = 200.0, 25.0
COUNTRYSIDE_KM = 20.0
# Below this lead the better candidate is not chosen.
LEAD = 2.0
WIDE = ("country", "governorate")
# Site words before which only a place of their own kind can stand.
DIVIDERS = ("province", "district", "city")
# Site words that stand before common nouns as well ("محيط القاعدة", "منطقة العمليات").
VAGUE = ("area", "road", "countryside")
# Fame (place-kinds.tsv) from which a name that is also a word may stand on its country alone.
TOWN = 4


def kilometres(a: PlaceEntry, b: PlaceEntry) -> float:
    """Great-circle distance of two places.

    >>> from marsad.registry.lookup import load
    >>> p = load().places
    >>> round(kilometres(p["sy.damascus.damascus"], p["lb.beirut.beirut"]), -1)
    80.0
    """
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742 * asin(sqrt(h))


def to_place(entry: PlaceEntry) -> Place:
    """The record's form of a registry entry."""
    return Place(
        id=entry.id, name=entry.name_en, name_ar=entry.name_ar, precision=entry.precision, country=entry.country,
        site=entry.name_en if entry.precision == "site" else None, admin1=entry.admin1_en, lat=entry.lat,
        lon=entry.lon, uncertainty_km=entry.uncertainty_km,
    )


def resolve_places(mentions: Sequence[PlaceMention], registry: Registry, context: Context) -> tuple[Place | None, ...]:
    """The known place of each mention, in order; None where the text does not decide.

    A name that the registry does not know but that a site word announces becomes a place with the position of the
    governorate or country that holds it, never more precise than that.

    >>> from marsad.model import Span
    >>> from marsad.registry.lookup import load
    >>> asad = PlaceMention(span=Span(start=0, end=9), surface="عين الأسد", candidates=("iq.anbar.ain-al-asad-air-base",))
    >>> resolve_places([asad], load(), Context())[0].admin1
    'Al-Anbar'
    """
    work = _Work(mentions, registry, context)
    work.settle()
    return tuple(work.place(index) for index in range(len(mentions)))


class _Anchors:
    """The places that an article is sure of so far, in the shapes in which candidates are held against them."""

    def __init__(self, known: Sequence[PlaceEntry], context: Context) -> None:
        self.known = known
        self.divisions = {a.admin1_id for a in known}
        self.narrow = list({a.id: a for a in known if a.precision not in WIDE}.values())
        counts = Counter(context.countries) + Counter([a.country for a in known if a.country])
        if context.incident_country:
            counts[context.incident_country] += 3
        self._counts, self._most = counts, max(counts.values(), default=0)

    def share(self, country: str | None) -> float:
        """How much the article is about `country`, from 0 to 1."""
        return self._counts[country] / self._most if country and self._most else 0.0

    def nearness(self, entry: PlaceEntry) -> float:
        """How near the nearest other certain place is, from 0 (beyond FAR, or none) to 1."""
        distances = [kilometres(entry, a) for a in self.narrow if a.id != entry.id]
        return max(0.0, 1 - min(distances) / FAR) if distances else 0.0


class _Work:
    """The mentions of one article while they are being decided. `chosen` only ever grows."""

    def __init__(self, mentions: Sequence[PlaceMention], registry: Registry, context: Context) -> None:
        self.mentions, self.registry, self.context = mentions, registry, context
        self.candidates = [self._candidates(mention) for mention in mentions]
        self.chosen: dict[int, PlaceEntry] = {}
        self.told: dict[str, Place] = {}
        self.shared: dict[int, PlaceEntry] = {}

    def settle(self) -> None:
        """Certain names first; then rounds in which each round sees only what earlier rounds decided."""
        for index, mention in enumerate(self.mentions):
            candidates = self.candidates[index]
            if len(candidates) == 1 and mention.strength(candidates[0]) == "strong":
                self.chosen[index] = self._fit(mention, self.registry.places[candidates[0]])
        while True:
            anchors = _Anchors(self._anchors(), self.context)
            fresh = {i: entry for i in range(len(self.mentions)) if i not in self.chosen and (entry := self._decide(i, anchors))}
            if not fresh:
                return
            self.chosen.update(fresh)

    def place(self, index: int) -> Place | None:
        mention = self.mentions[index]
        entry = self.chosen.get(index) or self.shared.get(index)
        if entry is None:
            return self._unknown(index) if not mention.candidates and mention.site_word else None
        word = self.registry.site_words.get(mention.site_word or "")
        if word and word.gloss and entry.kind not in word.kinds and entry.precision == "settlement":
            return self._around(entry) if word.id == "countryside" else self._site_at(entry, mention, word.gloss)
        if entry.id not in self.told:
            self.told[entry.id] = to_place(entry)
        return self.told[entry.id]

    # ------------------------------------------------------------ candidates

    def _fit(self, mention: PlaceMention, entry: PlaceEntry) -> PlaceEntry:
        """Of a city after "محافظة" or "ريف" the division that bears its name."""
        word = self.registry.site_words.get(mention.site_word or "")
        if word and word.id in ("province", "countryside") and entry.admin1_id and entry.kind in ("city", "town"):
            division = self.registry.places[entry.admin1_id]
            if division.name_ar == entry.name_ar or (word.id == "countryside" and entry.kind == "city"):
                return division
        return entry

    def _candidates(self, mention: PlaceMention) -> Sequence[str]:
        word = self.registry.site_words.get(mention.site_word or "")
        if word is None:
            return mention.candidates
        named = () if word.id == "countryside" else self.registry.site_names.get(norm(mention.surface), ())  # the countryside of a town is around it
        sites = [c for c in named if c not in mention.candidates]
        fitting = [c for c in (*mention.candidates, *sites) if self.registry.places[c].kind in word.kinds]
        return fitting or mention.candidates

    def _decide(self, index: int, anchors: _Anchors) -> PlaceEntry | None:
        mention = self.mentions[index]
        scored = []
        verdicts = {c: self._held(index, self.registry.places[c]) for c in self.candidates[index]}
        if mention.strong and not any(verdict is not False for verdict in verdicts.values()):
            # A certain name is not unsaid by a place that only seems to qualify it.
            verdicts = dict.fromkeys(verdicts)
        for candidate, held in verdicts.items():
            entry = self.registry.places[candidate]
            if self._kept_company(mention, candidate, entry, held, anchors):
                scored.append((self._score(mention, candidate, entry, held, anchors), candidate))
        scored.sort(key=lambda item: (-item[0], item[1]))
        if not scored or scored[0][0] < CONTRADICTED / 2:
            return None
        best = self.registry.places[scored[0][1]]
        rivals = [self.registry.places[c] for score, c in scored[1:] if score > scored[0][0] - LEAD]
        rivals = [r for r in rivals if kilometres(best, r) > SAME]
        if not rivals:
            return self._fit(mention, best)
        divisions = {r.admin1_id for r in (best, *rivals)}
        if len(divisions) == 1 and best.admin1_id and mention.site_word is not None:
            self.shared[index] = self.registry.places[best.admin1_id]
        return None

    def _score(self, mention: PlaceMention, candidate: str, entry: PlaceEntry, held: bool | None, anchors: _Anchors) -> float:
        score = QUALIFIER if held else CONTRADICTED if held is False else 0.0
        if entry.precision not in WIDE:
            score += NEAR * anchors.nearness(entry)
        if entry.admin1_id and entry.admin1_id in anchors.divisions:
            score += DIVISION
        score += COUNTRY * anchors.share(entry.country)
        score += STRONG if mention.strength(candidate) == "strong" else 0.0
        return score + entry.fame

    def _kept_company(self, mention: PlaceMention, candidate: str, entry: PlaceEntry, held: bool | None, anchors: _Anchors) -> bool:
        """A weak name counts only beside something that speaks for it."""
        strength = mention.strength(candidate)
        word = self.registry.site_words.get(mention.site_word or "")
        announced = bool(word and (entry.kind in word.kinds or word.id not in DIVIDERS))
        if strength == "strong":
            return True
        if strength == "site":
            return announced and word.id not in VAGUE and (bool(held) or self._at_country(entry, anchors))
        if strength == "word":
            return announced or (mention.in_place and (bool(held) or self._at_home(entry, anchors)))
        return announced or bool(held) or mention.in_place or anchors.share(entry.country) > 0

    def _at_country(self, entry: PlaceEntry, anchors: _Anchors) -> bool:
        """Is the country of the candidate named, or none at all?"""
        return anchors.share(entry.country) > 0 or not (self.context.countries or anchors.known)

    def _at_home(self, entry: PlaceEntry, anchors: _Anchors) -> bool:
        """Is the article about the candidate's governorate, or, for a town, about its country?"""
        if entry.admin1_id and any(a.admin1_id == entry.admin1_id and a.id != entry.id for a in anchors.known):
            return True
        return entry.fame >= TOWN and entry.country is not None and anchors.share(entry.country) == 1.0

    # ------------------------------------------------------------ qualifiers

    def _qualifiers(self, index: int) -> Iterator[PlaceEntry]:
        for other in self.mentions[index].qualified_by:
            if other in self.chosen:
                yield self.chosen[other]

    def _held(self, index: int, entry: PlaceEntry) -> bool | None:
        """Do the places that qualify the mention hold this candidate? None: nothing qualifies it (yet)."""
        verdicts = [self._holds(q, entry) for q in self._qualifiers(index)]
        return all(verdicts) if verdicts else None

    def _holds(self, outer: PlaceEntry, inner: PlaceEntry) -> bool:
        if outer.precision == "country" and outer.kind == "country":
            return inner.country == outer.country
        if outer.kind == "admin1":
            return inner.admin1_id == outer.id
        if outer.kind == "city" and inner.admin1_id and inner.admin1_id == outer.admin1_id:
            return True
        blur = 2 * outer.uncertainty_km if outer.kind == "area" else outer.uncertainty_km
        return kilometres(outer, inner) <= blur + inner.uncertainty_km + 60.0

    def _anchors(self) -> list[PlaceEntry]:
        known = [self.registry.places[id] for id in self.context.anchors if id in self.registry.places]
        return known + [self.chosen[i] for i in sorted(self.chosen)]

    # ------------------------------------------------------------ places that only the text knows

    def _around(self, entry: PlaceEntry) -> Place:
        """The countryside of a town that is not the seat of a governorate."""
        return replace(to_place(entry), id=None, precision="district", uncertainty_km=COUNTRYSIDE_KM)

    def _site_at(self, entry: PlaceEntry, mention: PlaceMention, gloss: str) -> Place:
        """A base, airport or field named after a town: the town's position, no more precise than the town."""
        name = f"{entry.name_en} {gloss}"
        return Place(
            name=name, name_ar=f"{mention.site_word} {mention.surface}", precision="settlement", site=name,
            country=entry.country, admin1=entry.admin1_en, lat=entry.lat, lon=entry.lon,
            uncertainty_km=max(10.0, entry.uncertainty_km),
        )

    def _unknown(self, index: int) -> Place:
        mention = self.mentions[index]
        holder = next(iter(sorted(self._qualifiers(index), key=lambda e: e.uncertainty_km)), None) or self._only_holder()
        name = transliterate(mention.surface)
        if holder is None:
            return Place(name=name, name_ar=mention.surface, precision="unknown")
        wide = holder.precision in WIDE
        return Place(
            name=name, name_ar=mention.surface, precision=holder.precision if wide else "district",
            country=holder.country, admin1=holder.admin1_en, lat=holder.lat, lon=holder.lon,
            uncertainty_km=holder.uncertainty_km if wide else holder.uncertainty_km + 20.0,
        )

    def _only_holder(self) -> PlaceEntry | None:
        """The only governorate of the article, or failing that its only country."""
        anchors = self._anchors()
        divisions = {a.admin1_id for a in anchors if a.admin1_id}
        if len(divisions) == 1:
            return self.registry.places[divisions.pop()]
        countries: Mapping[str, int] = Counter(a.country for a in anchors if a.country)
        country = next(iter(countries)) if len(countries) == 1 else self.context.main_country()
        return self.registry.places.get(country.lower()) if country else None
