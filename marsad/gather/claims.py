"""A group of facts → claims: each cell with its value, its shortest words, and the chain of who says so."""

from __future__ import annotations

import hashlib

from marsad.mentions import Extraction, Resolution
from marsad.gather.facts import Fact
from marsad.gather.groups import Group
from marsad.model import Actor, Article, Claim, Evidence, Figure, Link, Moment, Occurrence, Place, Statement, Value, Weapon

ORDER = ("stated", "hedged", "unconfirmed")


class ClaimMaker:
    """Makes the claims of one article."""

    def __init__(self, article: Article, extraction: Extraction, resolution: Resolution):
        self.article, self.extraction, self.resolution = article, extraction, resolution

    def claim(self, field: str, value: Value, start: int, end: int, made_by: tuple[str, ...], *,
              certainty: str = "stated", polarity: str = "affirmed") -> Claim:
        """One claim over `text[start:end]`, said by whoever speaks there."""
        chain = self.extraction.attribution.chain(start, end)
        certainty = max(certainty, self.extraction.attribution.certainty(start, end), key=ORDER.index)
        quote = self.article.text[start:end]
        evidence = Evidence(article=self.article.id, start=start, end=end, quote=quote)
        key = claim_key(field, value, evidence, chain, polarity)
        return Claim(id=key, field=field, value=value, certainty=certainty, polarity=polarity,
                     attribution=chain, evidence=evidence, made_by=made_by)

    # ---------------------------------------------------------------- by field

    def of_group(self, group: Group, sub_event_type: str) -> tuple[Claim, ...]:
        """All claims of `group`, in order of the text, none twice."""
        made: list[Claim] = []
        for fact in group.facts:
            made += self._of_fact(fact, sub_event_type)
        for harm in group.harms:
            made.append(self._harm(harm))
        made += [self._weapon(w) for w in _named_once(group.weapons)]
        made += self._place_pointed_to(group, made)
        unique = {c.id: c for c in made}
        return tuple(sorted(unique.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.field, c.id)))

    def _of_fact(self, fact: Fact, sub_event_type: str) -> list[Claim]:
        mention = fact.mention
        terms = tuple(h.entry.id for h in mention.acts) + (f"frame.{mention.frame}", *mention.rules)
        certainty = mention.stance.certainty if mention.stance is not None else "stated"
        polarity = mention.stance.polarity if mention.stance is not None else "affirmed"
        out = [self.claim("occurrence", Occurrence(sub_event_type=sub_event_type), mention.start, mention.end, terms,
                          certainty=certainty, polarity=polarity)]
        out += self._where(fact, terms)
        for field, phrases, sides in (("perpetrators", mention.doers, fact.doers), ("targets", (*mention.targets, *mention.sites), fact.targets)):
            for actor in sides:  # entailed by the act itself: its own words are the evidence
                if actor.id in ("protesters", "rioters") and not any(actor.id == a.id for p in phrases for a in self.resolution.sides(p)):
                    out.append(self.claim(field, actor, mention.start, mention.end, (*terms, "side.entailed")))
            told = {a.id or a.name: a for a in sides}
            for phrase in phrases:
                for actor in (told[key] for a in self.resolution.sides(phrase) if (key := a.id or a.name) in told):
                    out.append(self.claim(field, actor, phrase.start, phrase.end, (*terms, actor.id or "actor.unknown"), certainty=actor.certainty))
        if fact.when is not None:
            moment = fact.moments[0]
            out.append(self.claim("when", fact.when, moment.start, moment.end, tuple(moment.terms)))
        out += [self._origin(p, terms) for p in mention.origins if p.is_place or p.site is not None]
        return out

    def _where(self, fact: Fact, terms: tuple[str, ...]) -> list[Claim]:
        out = []
        if fact.spot is not None and fact.where is not None:
            return [self.claim("where", fact.where, *fact.spot, (*terms, "place.heading", fact.where.id or "place.unknown"))]
        for phrase in (*fact.mention.targets, *fact.mention.sites):
            place = self.resolution.place(phrase) if phrase.is_place else None
            if place is not None and (place == fact.where or place in fact.others):
                others = tuple(o.name or o.name_ar or "" for o in fact.others) if place == fact.where else ()
                value = place if not others else _with_sites(place, others)
                if place == fact.where:
                    out.append(self.claim("where", value, phrase.start, phrase.end, (*terms, place.id or "place.unknown")))
        return out[:1]

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


def _with_sites(place: Place, sites: tuple[str, ...]) -> Place:
    from dataclasses import replace

    return replace(place, sites=sites)


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


def claim_key(field: str, value: Value, evidence: Evidence, chain: tuple[Link, ...], polarity: str) -> str:
    """The id of a claim: the same words, value and speaker give the same id in every run."""
    words = f"{field}|{value!r}|{evidence.article}|{evidence.start}|{evidence.end}|{'|'.join(link.name for link in chain)}|{polarity}"
    return "c" + hashlib.sha256(words.encode()).hexdigest()[:16]


__all__ = ["Actor", "ClaimMaker", "claim_key"]
