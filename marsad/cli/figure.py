"""The path from the claims of an incident to its figures: replayed, so that it can be printed beside the claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from marsad.model import Article, Claim, Incident, Range, Weapon, WeaponRange
from marsad.reconcile.copies import families
from marsad.reconcile.figures import Settled, settle
from marsad.reconcile.sources import Sources, credited
from marsad.store import journal, view

BY_HAND = "the figure was set by a person"
Counted = tuple[str, Range | WeaponRange, list[Claim]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What people said about one incident: ids of the claims that they rejected, names of the fields that they set."""

    rejected: frozenset[str] = frozenset()
    set_by_hand: frozenset[str] = frozenset()


def judged(connection: sa.Connection, incident: Incident) -> Judged:
    """The judgements in force that bear on the figures of `incident`."""
    force = journal.standing(journal.entries(connection))
    named = {name for entry in force if entry.kind == "reject" for name in entry.subjects}
    fields = {e.field for e in force if e.kind == "set" and e.field and view.living_id(connection, e.subjects[0]) == incident.id}
    return Judged(rejected=frozenset(named & {claim.id for claim in incident.claims}), set_by_hand=frozenset(fields))


def roles(incident: Incident, articles: Mapping[str, Article], people: Judged = Judged()) -> dict[str, str]:
    """What each claim that counts people or munitions does for its figure: "low, best", "superseded", "rejected".

    By the rules of the codebook, section 4, over the reports of this incident. A figure that a person set says so
    beside every claim.
    """
    of = _sources(incident, articles)
    out = dict.fromkeys(people.rejected, "rejected")
    for field, final, claims in _counted(incident):
        standing = [claim for claim in claims if claim.id not in people.rejected]
        settled = settle(standing, of, articles)
        same = (settled.range.low, settled.range.best, settled.range.high) == (final.low, final.best, final.high)
        for claim in standing:
            out[claim.id] = BY_HAND if field in people.set_by_hand else _role(claim, settled) if same else ""
    return out


def _sources(incident: Incident, articles: Mapping[str, Article]) -> dict[str, str]:
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in incident.claims:
        told[claim.evidence.article].append(claim)
    reports = {name: articles[name] for name in incident.reports}
    return Sources(told, reports, families(reports, credited(incident.claims))).table(incident.claims)


def _counted(incident: Incident) -> list[Counted]:
    """Each figure of the incident: its field, the figure, and the claims that it was made of."""
    out: list[Counted] = [
        (field, figures, [c for c in incident.claims if c.field == field])
        for field, figures in (("fatalities", incident.fatalities), ("injuries", incident.injuries))
    ]
    for weapon in incident.weapons:
        out.append(("weapons", weapon, [c for c in incident.claims if isinstance(c.value, Weapon) and c.value.type == weapon.type]))
    return [one for one in out if one[2]]


def _role(claim: Claim, settled: Settled) -> str:
    aside = dict(settled.set_aside).get(claim.id)
    if aside is not None:
        return aside
    if claim.id not in settled.standing:
        return ""
    low, high, total = claim.value.low, claim.value.high, settled.range
    gives = {"low": low == total.low, "best": low == total.best, "high": (low if high is None else high) == total.high}
    return ", ".join(end for end, given in gives.items() if given)

