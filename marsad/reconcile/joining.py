"""The stage as a whole: what single articles tell, joined into the record."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from marsad.errors import MarsadError
from marsad.model import Article, Claim, Incident, Judgement, Problem, Tally, ToldIncident
from marsad.reconcile import days, judgements as people, links
from marsad.reconcile.cluster import Grouped, Join, group
from marsad.reconcile.copies import Family, families
from marsad.reconcile.fields import build, reading_order
from marsad.reconcile.same import Weighing, weigh
from marsad.reconcile.sources import Sources, credited
from marsad.reconcile.traits import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """What a set of told incidents comes to."""

    incidents: tuple[Incident, ...]
    """Sorted by id."""
    tallies: tuple[Tally, ...]
    """As given, with `incidents` naming incidents of this record instead of told incidents."""
    forwards: Mapping[str, str]
    """Ids that were given out before and are no longer: the incident that each is part of now."""
    families: tuple[Family, ...] = ()
    refusals: tuple[Join, ...] = ()
    """Pairs that had much for them and were not joined, with the reason."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What all incidents are built on."""

    told: Mapping[str, ToldIncident]
    articles: Mapping[str, Article]
    """By id, without their texts."""
    sources: Sources
    in_force: tuple[Judgement, ...]
    reasons: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def rejected(self) -> frozenset[str]:
        return frozenset(s for j in self.in_force if j.kind == "reject" for s in j.subjects)


def why(one: ToldIncident, other: ToldIncident, articles: Mapping[str, Article]) -> Weighing:
    """The evidence for and against two told incidents being one, apart from what their neighbours add.

    `Weighing.words()` prints it in one line; `marsad.reconcile.weights.tables().why` says what each weight rests on.
    """
    return weigh(read(one, articles.get(one.article)), read(other, articles.get(other.article)))


def incident_id(told_key: str) -> str:
    """The id of the incident that a told incident founds: "MRS-" and 10 hex digits of the SHA-256 of its key.

    >>> incident_id("a0123456789abcdef.1")
    'MRS-661389096c'
    """
    return "MRS-" + hashlib.sha256(told_key.encode()).hexdigest()[:10]


def reconcile(
    told: Sequence[ToldIncident], articles: Mapping[str, Article], tallies: Sequence[Tally] = (),
    judgements: Sequence[Judgement] = (), previous: Mapping[str, str] = {},
) -> Reconciliation:
    """Join told incidents into the record, by the codebook's sections 4 to 7.

    `articles` by id (text, outlet, date of publication); `judgements` is the whole journal; `previous` maps told keys
    to the incident ids they had, so that ids given out before are forwarded. The same told incidents give the same
    record and the same ids, whatever their order and whatever came before.
    Raises MarsadError when two told incidents have one key, or one comes without its article.
    """
    by_key = _by_key(told, articles)
    claims = _claims_by_article(by_key.values())
    found = families(articles, credited(c for cs in claims.values() for c in cs))
    shelf = {name: replace(articles[name], text="", raw=b"") for name in sorted({t.article for t in told} | {f.origin for f in found})}
    sources = Sources(claims, shelf, found)
    grouped = group([read(t, shelf[t.article]) for t in by_key.values()], _copied(by_key.values(), sources))
    in_force = people.active(judgements)
    founders = {incident_id(key): key for key in by_key}
    groups, reasons, problems = people.regroup(grouped.groups, in_force, founders)
    ground = _Ground(told=by_key, articles=shelf, sources=sources, in_force=in_force, reasons=_reasons(grouped, reasons))
    made, more = _incidents(groups, ground, founders)
    home = {key: incident.id for incident in made for key in incident.told}
    return Reconciliation(
        incidents=made, tallies=links.of_tallies(tallies, home), forwards=_forwards(previous, in_force, founders, home, made),
        families=found, refusals=grouped.refusals, problems=(*problems, *more),
    )


def _by_key(told: Sequence[ToldIncident], articles: Mapping[str, Article]) -> dict[str, ToldIncident]:
    by_key = {t.key: t for t in sorted(told, key=lambda t: t.key)}
    if len(by_key) != len(told):
        twice = sorted(key for key, n in Counter(t.key for t in told).items() if n > 1)
        raise MarsadError(f"told incidents with one key: {', '.join(twice[:5])}; read each article once")
    known = set(articles)
    homeless = [key for key, t in by_key.items() if t.article not in known]
    if homeless:
        raise MarsadError(f"told incidents without their articles: {', '.join(homeless[:5])}; hand over all articles read")
    return by_key


def _claims_by_article(told) -> dict[str, list[Claim]]:
    out: dict[str, dict[str, Claim]] = defaultdict(dict)
    for t in told:
        out[t.article].update((c.id, c) for c in t.claims)
    return {article: [claims[i] for i in sorted(claims)] for article, claims in out.items()}


def _copied(told, sources: Sources) -> dict[tuple[str, str], int]:
    """Pairs of told keys whose occurrence is told by the same copied words, and by how many claims."""
    holders: dict[str, list[ToldIncident]] = defaultdict(list)
    for t in told:
        for claim in t.claims:
            if claim.field == "occurrence" and claim.id in sources.said_with:
                holders[claim.id].append(t)
    out: dict[tuple[str, str], int] = defaultdict(int)
    for claim, mine in holders.items():
        for other in sources.said_with[claim]:
            for a, b in ((a, b) for a in mine for b in holders.get(other, ()) if a.key < b.key and a.article != b.article):
                out[(a.key, b.key)] += 1
    return out


def _reasons(grouped: Grouped, people_said: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Lines by told key: the machine's joins under the second of the two keys, people's under those they touched."""
    out: dict[str, list[str]] = defaultdict(list)
    for joins in grouped.joins.values():
        for join in joins:
            out[join.other].append(f"{join.one} + {join.other}: {join.reason}")
    for key, lines in people_said.items():
        out[key] += lines
    return out


# ---------------------------------------------------------------- incidents


def _incidents(groups: Sequence[tuple[str, ...]], ground: _Ground, founders: Mapping[str, str]) -> tuple[tuple[Incident, ...], list[Problem]]:
    named = {incident_id(_founder(keys, ground)): keys for keys in groups}
    home = {key: own for own, keys in named.items() for key in keys}
    dropped = {home[founders[s]] for j in ground.in_force if j.kind == "reject" for s in j.subjects if s in founders}
    home = {key: own for key, own in home.items() if own not in dropped}
    made = {own: _incident(own, keys, home, ground) for own, keys in named.items() if own not in dropped}
    when = days.give({own: i.when for own, i in made.items()}, {own: [(l.type, l.incident) for l in i.links] for own, i in made.items()})
    problems: list[Problem] = []
    for own in made:
        if when[own] is not made[own].when:
            made[own] = replace(made[own], when=when[own])
    for own, set_by in _settings(ground.in_force, founders, home, problems).items():
        made[own], trouble = people.correct(made[own], set_by)
        problems += trouble
    return tuple(made[own] for own in sorted(made)), problems


def _founder(keys: Sequence[str], ground: _Ground) -> str:
    """The told incident that an incident is named after: of the article published first, then by key.

    A function of the set alone, so that ids do not depend on the order in which articles arrive; reports that arrive
    as they are published leave the ids as they are.
    """
    def age(key: str) -> tuple:
        article = ground.articles.get(ground.told[key].article)
        return (article.published or "9999") if article is not None else "9999", key

    return min(keys, key=age)


def _incident(own: str, keys: Sequence[str], home: Mapping[str, str], ground: _Ground) -> Incident:
    told = [ground.told[key] for key in keys]
    unique = {c.id: c for t in told for c in t.claims}
    claims = sorted(unique.values(), key=lambda c: reading_order(c, ground.articles))
    kinds = {t.article: t.sub_event_type for t in reversed(told)}
    fields = build(claims, ground.articles, ground.sources, kinds, ground.rejected)
    return Incident(
        id=own, sub_event_type=fields.sub_event_type, when=fields.when, where=fields.where,
        perpetrators=fields.perpetrators, targets=fields.targets, weapons=fields.weapons, fatalities=fields.fatalities,
        injuries=fields.injuries, claims=tuple(claims), links=links.of_incident(told, home, own),
        reports=tuple(sorted({t.article for t in told})), independent_sources=fields.independent_sources,
        conflicts=fields.conflicts, responsibility=fields.responsibility, told=tuple(keys),
        reasons=tuple(line for key in keys for line in ground.reasons.get(key, ())),
    )


def _settings(in_force, founders, home, problems: list[Problem]) -> dict[str, list[Judgement]]:
    """The "set" judgements by the incident that they now concern."""
    out: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in in_force:
        if judgement.kind == "set":
            own = home.get(founders.get(judgement.subjects[0], ""))
            if own is None:
                problems.append(people.problem(judgement, f"no such incident in this project: {judgement.subjects[0]}"))
            else:
                out[own].append(judgement)
    return out


def _forwards(previous, in_force, founders, home, made) -> dict[str, str]:
    """Every id that people or an earlier run used and that names no incident now, with the one that holds its founder."""
    alive = {incident.id for incident in made}
    used = {s for j in in_force for s in j.subjects if s in founders} | set(previous.values())
    carried = {own: key for key, own in sorted(previous.items(), reverse=True)}
    out = {}
    for dead in sorted(used - alive):
        living = home.get(founders.get(dead, "")) or home.get(carried.get(dead, ""))
        if living is not None:
            out[dead] = living
    return out
