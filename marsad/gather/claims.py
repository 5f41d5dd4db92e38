"""A group of facts → claims: each cell with its value, its shortest words, and the chain of who says so."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from marsad.mentions import EventMention, Extraction, Phrase, Resolution
from marsad.gather.facts import Fact
from marsad.gather.groups import Group
from marsad.model import Actor, Article, Claim, Evidence, Figure, Link, Moment, Occurrence, Statement, Value, Weapon

ORDER = ("stated", "hedged", "unconfirmed")


class ClaimMaker:
    """Makes the claims of one article."""

    def __init__(self, article: Article, extraction: Extraction, resolution: Resolution):
        self.article, self.extraction, self.resolution = article, extraction, resolution
        self._shown: dict[int, tuple[Value, str]] = {}

    def claim(self, field: str, value: Value, start: int, end: int, made_by: tuple[str, ...], *,
              certainty: str = "stated", polarity: str = "affirmed") -> Claim:
        """One claim over `text[start:end]`, said by whoever speaks there."""
        attribution = self.extraction.attribution
        chain = attribution.chain(start, end)
        if certainty != ORDER[-1]:
            certainty = max(certainty, attribution.certainty(start, end), key=ORDER.index)
        evidence = Evidence(article=self.article.id, start=start, end=end, quote=self.article.text[start:end])
        key = claim_key(field, self._repr(value), evidence, chain, polarity)
        return Claim(id=key, field=field, value=value, certainty=certainty, polarity=polarity,
                     attribution=chain, evidence=evidence, made_by=made_by)

    def _repr(self, value: Value) -> str:
        """`repr(value)`, made once for a place or side that many claims share; kept by identity, for 1 equals True."""
        known = self._shown.get(id(value))
        if known is None:
            known = self._shown[id(value)] = (value, repr(value))
        return known[1]

    # ---------------------------------------------------------------- by field

    def of_group(self, group: Group, sub_event_type: str) -> tuple[Claim, ...]:
        """All claims of `group`, in order of the text, none twice."""
        made: list[Claim] = []
        occurrence = Occurrence(sub_event_type=sub_event_type)
        for fact in group.facts:
            made += self._of_fact(fact, occurrence)
        for harm in group.harms:
            made.append(self._harm(harm))
        made += [self._weapon(w) for w in _named_once(group.weapons)]
        made += self._place_pointed_to(group, made)
        unique = {c.id: c for c in made}
        return tuple(sorted(unique.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.field, c.id)))

    def _of_fact(self, fact: Fact, occurrence: Occurrence) -> list[Claim]:
        mention = fact.mention
        terms = (*(h.entry.id for h in mention.acts), f"frame.{mention.frame}", *mention.rules)
        certainty = mention.stance.certainty if mention.stance is not None else "stated"
        polarity = mention.stance.polarity if mention.stance is not None else "affirmed"
        out = [self.claim("occurrence", occurrence, mention.start, mention.end, terms, certainty=certainty, polarity=polarity)]
        out += self._where(fact, terms)
        if fact.doers:
            out += self._sides("perpetrators", mention, mention.doers, fact.doers, terms)
        if fact.targets:
            out += self._sides("targets", mention, (*mention.targets, *mention.sites), fact.targets, terms)
        if fact.when is not None:
            moment = fact.moments[0]
            out.append(self.claim("when", fact.when, moment.start, moment.end, tuple(moment.terms)))
        out += [self._origin(p, terms) for p in mention.origins if p.is_place or p.site is not None]
        return out

    def _sides(self, field: str, mention: EventMention, phrases: tuple[Phrase, ...], sides: tuple[Actor, ...], terms: tuple[str, ...]) -> list[Claim]:
        """The claims that `sides` act or suffer, by the `phrases` that name them."""
        out = []
        told = [(phrase, self.resolution.sides(phrase)) for phrase in phrases]
        for actor in sides:  # entailed by the act itself: its own words are the evidence
            if actor.id in ("protesters", "rioters") and not any(actor.id == a.id for _, named in told for a in named):
                out.append(self.claim(field, actor, mention.start, mention.end, (*terms, "side.entailed")))
        meant = {a.id or a.name: a for a in sides}
        for phrase, named in told:
            for actor in (meant[key] for a in named if (key := a.id or a.name) in meant):
                out.append(self.claim(field, actor, phrase.start, phrase.end, (*terms, actor.id or "actor.unknown"), certainty=actor.certainty))
        return out

    def _where(self, fact: Fact, terms: tuple[str, ...]) -> list[Claim]:
        """The claim where it was: by the heading that says so, else by the first phrase that names the place."""
        where = fact.where
        if where is None:
            return []
        if fact.spot is not None:
            return [self.claim("where", where, *fact.spot, (*terms, "place.heading", where.id or "place.unknown"))]
        for phrase in (*fact.mention.targets, *fact.mention.sites):
            place = self.resolution.place(phrase) if phrase.is_place else None
            if place is where or place == where:
                others = tuple(o.name or o.name_ar or "" for o in fact.others)
                value = place if not others else replace(place, sites=others)
                return [self.claim("where", value, phrase.start, phrase.end, (*terms, place.id or "place.unknown"))]
        return []

    def _place_pointed_to(self, group: Group, made: list[Claim]) -> list[Claim]:
        """A group whose place was only pointed at ("the base") still says where, by the words that point."""
        if group.where is None or any(c.field == "where" for c in made) or not group.facts:
            return []
        mention = group.facts[0].mention
        return [self.claim("where", group.where, mention.start, mention.end, ("place.anaphor",))]

    def _origin(self, phrase, terms: tuple[str, ...]) -> Claim:
        place = self.resolution.place(phrase) if phrase.is_place else None
        actors = self.resolution.sides(phrase)
        name = (place.name or place.name_ar) if place else actors[0].name if actors else None
        return self.claim("origin", Statement(kind="origin", name=name), phrase.start, phrase.end, terms)

    def _harm(self, harm) -> Claim:
        value = Figure(low=harm.low, high=harm.high, approximate=harm.approximate, party=harm.party,
                       partial=harm.partial, parts=tuple(harm.parts or ()), withdrawn=harm.former)
        hedged = "hedged" if getattr(harm, "hedged", False) else "stated"
        return self.claim(harm.field, value, harm.start, harm.end, tuple(harm.terms), certainty=hedged)

    def _weapon(self, weapon) -> Claim:
        value = Weapon(type=weapon.type, low=weapon.low, high=weapon.high, approximate=weapon.approximate)
        return self.claim("weapons", value, weapon.start, weapon.end, tuple(weapon.terms))

    def inferred_day(self, group: Group, moment: Moment) -> Claim:
        """The days that the article's own date leaves open for an act that it tells as news."""
        mention = group.facts[0].mention
        return self.claim("when", moment, mention.start, mention.end, ("when.article_date",))


def _named_once(weapons: list) -> list:
    """Counted munitions all; of those only named, the first of each type."""
    seen: set[str] = set()
    out = []
    for weapon in weapons:
        counted = weapon.low is not None or weapon.high is not None
        if counted or weapon.type not in seen:
            out.append(weapon)
        seen.add(weapon.type)
    return out


def claim_key(field: str, shown: str, evidence: Evidence, chain: tuple[Link, ...], polarity: str) -> str:
    """The id of a claim: the same words, value (`shown`: its repr) and speaker give the same id in every run."""
    words = f"{field}|{shown}|{evidence.article}|{evidence.start}|{evidence.end}|{'|'.join([link.name for link in chain])}|{polarity}"
    return "c" + hashlib.sha256(words.encode()).hexdigest()[:16]


__all__ = ["Actor", "ClaimMaker", "claim_key"]
