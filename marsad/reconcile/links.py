"""Links between incidents: from the keys of told incidents to the ids of the incidents that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from marsad.model import IncidentLink, Tally, ToldIncident
from dataclasses import replace


def of_incident(told: Iterable[ToldIncident], home: Mapping[str, str], own: str) -> tuple[IncidentLink, ...]:
    """The links of incident `own`, each type and partner once with the words that come first.

    `home`: incident id by told key. A link to itself (two told incidents that were joined) is dropped, as is one to a
    told incident that is in no incident.
    """
    out: dict[tuple[str, str], IncidentLink] = {}
    found = sorted(
        ((link, home[link.incident]) for t in told for link in t.links if link.incident in home),
        key=lambda f: (f[0].evidence.article, f[0].evidence.start, f[0].evidence.end, f[0].type),
    )
    for link, partner in found:
        if partner != own:
            out.setdefault((link.type, partner), IncidentLink(type=link.type, incident=partner, evidence=link.evidence))
    return tuple(out[key] for key in sorted(out))


def of_tallies(tallies: Iterable[Tally], home: Mapping[str, str]) -> tuple[Tally, ...]:
    """The tallies with the ids of the incidents that they cover, sorted by tally id."""
    mapped = (replace(t, incidents=tuple(dict.fromkeys(home[k] for k in t.incidents if k in home))) for t in tallies)
    return tuple(sorted(mapped, key=lambda t: (t.id, t.evidence.article, t.evidence.start)))
