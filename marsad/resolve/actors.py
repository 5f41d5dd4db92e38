"""Mentions of actors → known actors. What decides a weak word is data: actors-decide.tsv and forces.tsv."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from marsad.model import Actor
from marsad.registry.lookup import ActorEntry, Decision, Registry
from marsad.resolve.mentions import ActorMention, Context

# Classes of generic words that, undecided, are still an armed party that nobody names.
UNNAMED = ("unknown", "gunmen", "fighters", "gang", "rebels", "label")
# … and those that, undecided, say nothing.
SILENT = ("members", "enemy", "occupation", "regime", "group", "coalition", "government", "peacekeepers")
# Which arm of a state soldiers, officers and crews of a nation belong to.
ARMS = {
    "army": "army", "soldiers": "army", "forces": "army", "air_defence": "army", "air_force": "air_force", "navy": "navy",
    "police": "police", "security": "police", "border": "border", "government": "government",
    "intelligence": "intelligence", "members": "army", "occupation": "army", "enemy": "army",
}
# Arms that the record tells as the armed forces of their state, as ACLED does.
TOLD_AS_FORCES = ("air_force", "navy", "government", "command")
ARMED_PEOPLE = ("fighters", "gunmen", "forces", "factions", "militia", "members", "soldiers")


def kind_abroad(entry: ActorEntry, country: str | None) -> str:
    """The kind of an actor where the act was: state forces outside their own country are external forces.

    >>> from marsad.registry.lookup import load
    >>> kind_abroad(load().actors["us"], "SY"), kind_abroad(load().actors["us"], "US")
    ('external_forces', 'state_forces')
    """
    abroad = country is not None and entry.countries and country not in entry.countries
    return "external_forces" if entry.kind == "state_forces" and abroad else entry.kind


def resolve_actors(mentions: Sequence[ActorMention], registry: Registry, context: Context,
                   beside: Sequence[ActorMention] = ()) -> tuple[Actor | None, ...]:
    """The known actor of each mention, in order; None where the text does not decide.

    `beside`: names elsewhere in the article, which help to decide and are not asked for.

    >>> from marsad.model import Span
    >>> from marsad.registry.lookup import load
    >>> soldiers = ActorMention(span=Span(start=0, end=4), surface="جنود", candidates=("gen_soldiers",), nations=("us",))
    >>> resolve_actors([soldiers], load(), Context())[0].name
    'Military Forces of the United States'
    """
    work = _Work(mentions, registry, context, beside)
    return tuple([work.actor(index) for index in range(len(mentions))])


class _Work:
    def __init__(self, mentions: Sequence[ActorMention], registry: Registry, context: Context, beside: Sequence[ActorMention]) -> None:
        self.mentions, self.registry, self.context = mentions, registry, context
        self.main_country = context.main_country()
        self.named = self._named((*mentions, *beside))

    @cached_property
    def arms(self) -> set[str]:
        """Bodies that the record tells as the armed forces of their state."""
        return {id for (_, arm), ids in self.registry.forces.items() if arm in TOLD_AS_FORCES for id in ids}

    def _named(self, mentions: Sequence[ActorMention]) -> dict[str, list[int]]:
        """Actors named in full, and the bodies that they belong to, with where they are named."""
        named: dict[str, list[int]] = {}
        for mention in mentions:
            sure = [c for c in mention.candidates if self.registry.actors[c].role == "named" and mention.strength(c) == "strong"]
            current = self._choose(sure, None)
            while current is not None:
                named.setdefault(current.id, []).append(mention.span.start)
                current = self.registry.actors.get(current.parent or "")
        return named

    def actor(self, index: int, seen: frozenset[int] = frozenset()) -> Actor | None:
        mention = self.mentions[index]
        if mention.of is not None and mention.of not in seen and self._is_generic(mention):
            inner = self.actor(mention.of, seen | {index})
            if inner is not None:
                return inner
        if not mention.candidates:
            return self._of_nation(mention, "army") if mention.nations else None
        named = self._name(mention)
        if named is not None:
            return self._told(named)
        generic = [e for c in mention.candidates if (e := self.registry.actors[c]).role == "generic"]
        return self._generic(mention, generic[0]) if generic else None

    # ------------------------------------------------------------ names

    def _name(self, mention: ActorMention) -> ActorEntry | None:
        standing: dict[str, list[str]] = {}
        for candidate in mention.candidates:
            if self.registry.actors[candidate].role != "generic":
                standing.setdefault(mention.strength(candidate), []).append(candidate)
        if not standing:
            return None
        country = self._country(mention)
        if "strong" in standing:
            return self._choose(standing["strong"], country)
        if named := [c for c in standing.get("bare", ()) if c in self.named]:
            return self._choose(named, country)
        if "state" in standing and mention.in_role:
            stand_in = self._choose(standing["state"], country)
            return self.registry.actors.get(stand_in.parent or "") if stand_in else None
        known = [c for c in standing.get("shared", ()) if country in self.registry.actors[c].countries or c in self.named]
        decided = [e for c in standing.get("shared", ()) if (e := self._decided(mention, c, country))]
        return decided[0] if decided else self._choose(known, country)

    def _choose(self, candidates: Sequence[str], country: str | None) -> ActorEntry | None:
        """The one that existed then, then the one of the country, then a body rather than its part, then the older."""
        entries = [self.registry.actors[c] for c in candidates]
        if len(entries) < 2:
            return entries[0] if entries else None
        alive = [e for e in entries if self._alive(e)] or entries
        return min(alive, key=lambda e: (country not in e.countries, e.parent is not None, e.year_from or 0, e.id))

    def _alive(self, entry: ActorEntry | Decision) -> bool:
        year = self.context.year
        if year is None:
            return True
        return (entry.year_from is None or entry.year_from <= year) and (entry.year_to is None or year <= entry.year_to)

    # ------------------------------------------------------------ generic words

    def _is_generic(self, mention: ActorMention) -> bool:
        return all(self.registry.actors[c].role == "generic" for c in mention.candidates)

    def _nation(self, mention: ActorMention) -> str | None:
        """The one country that the adjectives name."""
        if not mention.nations:
            return None
        countries = {c for n in mention.nations if n in self.registry.nations for c in self.registry.nations[n].countries}
        return countries.pop() if len(countries) == 1 else None

    def _country(self, mention: ActorMention) -> str | None:
        return self._nation(mention) or self.main_country

    def _generic(self, mention: ActorMention, entry: ActorEntry) -> Actor | None:
        sort = self.registry.actor_classes.get(entry.id, "group")
        if sort in ("people", "persons", "protesters", "rioters"):
            decided = self._decided(mention, entry.id, self._country(mention))
            return self._told(decided) if decided else self._people(mention, entry)
        if sort in ("unknown", "unknown_air", "settlers"):
            return self._unidentified(entry, sort)
        if mention.nations and sort in ARMS and (sort not in ARMED_PEOPLE or self._nation(mention)):
            arm = self._of_nation(mention, ARMS[sort])
            if arm is not None:
                return arm
        for id in (entry.id, *mention.nations):
            decided = self._decided(mention, id, self._country(mention))
            if decided is not None:
                return self._told(decided)
        if mention.nations and sort in ARMED_PEOPLE:
            return self._men_of(mention, entry)
        return None if sort in SILENT else self._unidentified(entry, sort)

    def _decided(self, mention: ActorMention, id: str, country: str | None) -> ActorEntry | None:
        for row in self.registry.decisions.get(id, ()):
            if row.country not in (None, country) or not self._alive(row) or (row.needs and not row.needs & self.named.keys()):
                continue
            if row.actor == "last":
                found = self._last(row, mention)
            elif row.actor.startswith("arm:"):
                found = self._arm(country, row.actor[4:])
            else:
                found = self.registry.actors[row.actor]
            if found is not None:
                return found
        return None

    def _last(self, row: Decision, mention: ActorMention) -> ActorEntry | None:
        before = [(max(p for p in places if p < mention.span.start), id) for id, places in self.named.items()
                  if id in row.needs and any(p < mention.span.start for p in places)]
        return self.registry.actors[max(before)[1]] if before else None

    def _arm(self, country: str | None, arm: str) -> ActorEntry | None:
        if country is None:
            return None
        ids = self.registry.forces.get((country, arm)) or self.registry.forces.get((country, "army"), ())
        found = self._choose(ids, country)
        # A state in the role of its government is spoken of as its forces: that is what acts.
        return self.registry.actors.get(found.parent or "", found) if found and found.role == "state" else found

    def _of_nation(self, mention: ActorMention, arm: str) -> Actor | None:
        found = self._arm(self._nation(mention), arm)
        return self._told(found) if found else None

    # ------------------------------------------------------------ what is told

    def _told(self, entry: ActorEntry) -> Actor:
        if entry.parent and entry.id in self.arms:
            entry = self.registry.actors[entry.parent]
        kind = kind_abroad(entry, self.context.incident_country)
        return Actor(id=entry.id, name=entry.name_en, name_ar=entry.name_ar, kind=kind)

    def _unidentified(self, entry: ActorEntry, sort: str) -> Actor:
        name = "Unidentified Armed Group" if sort in UNNAMED else entry.name_en
        return Actor(id=entry.id, name=name, name_ar=entry.name_ar, kind=entry.kind)

    def _people(self, mention: ActorMention, entry: ActorEntry) -> Actor:
        names = [self.registry.nations[n] for n in mention.nations if n in self.registry.nations]
        if not names:
            return Actor(id=entry.id, name=entry.name_en, name_ar=entry.name_ar, kind=entry.kind)
        english, arabic = names[0].name_en, names[0].name_ar or mention.surface
        return Actor(id=entry.id, name=f"{entry.name_en} ({english})", name_ar=f"{entry.name_ar} ({arabic})", kind=entry.kind)

    def _men_of(self, mention: ActorMention, entry: ActorEntry) -> Actor:
        """Fighters, factions or militias of a nation that no rule names."""
        nation = self.registry.nations[mention.nations[0]]
        label = entry.name_en.replace(" (unnamed)", "")
        return Actor(id=entry.id, name=f"{label} ({nation.name_en})", name_ar=f"{entry.name_ar} ({nation.name_ar or ''})", kind=entry.kind)
