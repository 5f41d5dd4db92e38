"""Harm and munitions → the incident that they belong to, also sentences later.

A figure in the clause of an act belongs to that act; one in a clause of its own belongs to the act that it
follows from: the same sentence first, then the incident last told. A toll over several is a tally.
"""

from __future__ import annotations

from marsad.mentions import Extraction, Resolution
from marsad.gather.facts import holds, same_place
from marsad.gather.groups import Group

# How many sentences a figure may stand behind the act that it belongs to before it belongs to nothing.
REACH = 6


def assign(groups: list[Group], extraction: Extraction, resolution: Resolution) -> None:
    """Give each harm and munition of the article to one of `groups`, in place; what fits none is left out."""
    if not groups:
        return
    spots = _spots(groups)
    order = {s.i: n for n, s in enumerate(extraction.layout.sentences)}
    for harm in extraction.harms:
        if harm.tally:
            continue
        group = _owner(harm.i, groups, spots, extraction, order)
        group = _placed(harm, group, groups, extraction, resolution)
        if group is not None:
            group.harms.append(harm)
    for weapon in extraction.munitions:
        if weapon.partial:
            continue
        group = _owner(weapon.i, groups, spots, extraction, order, weapon=True)
        if group is not None:
            group.weapons.append(weapon)


def _spots(groups: list[Group]) -> list[tuple[int, int, int, Group]]:
    """(clause start, clause end, sentence, group) of every fact, in order of the text."""
    return sorted(((*f.mention.clause, f.sentence, g) for g in groups for f in g.facts), key=lambda s: s[:3])


def _owner(i: int, groups: list[Group], spots: list, extraction: Extraction, order: dict[int, int], *, weapon: bool = False) -> Group | None:
    for start, end, _, group in spots:
        if start <= i < end:
            return group
    sentence = next((s for s in extraction.layout.sentences if s.i <= i < s.j), None)
    if sentence is None or sentence.block.kind == "boilerplate":
        return None
    if any(e.clause[0] <= i < e.clause[1] for e in extraction.events) and weapon:
        return None  # the clause of an act that is no incident: a threat, a drill
    told = [e for e in extraction.events if e.sentence == sentence.i and e.clause[0] <= i]
    if told and not any(start == told[-1].clause[0] for start, *_ in spots):
        return None  # it follows from an act of this sentence that became no incident
    here = [s for s in spots if s[2] == sentence.i]
    if here:
        before = [s for s in here if s[0] <= i]
        return (before[-1] if before else here[0])[3]
    if weapon:
        return None
    if any(e.clause[0] <= i < e.clause[1] for e in extraction.events):
        return None
    earlier = [s for s in spots if s[0] <= i]
    if not earlier:
        return spots[0][3] if sentence.block.kind == "headline" else None
    last = earlier[-1]
    return last[3] if order[sentence.i] - order.get(last[2], 0) <= REACH else None


def _placed(harm, group: Group | None, groups: list[Group], extraction: Extraction, resolution: Resolution) -> Group | None:
    """A figure with a place of its own belongs to the incident of that place, or to none."""
    loose = next((l for l in extraction.loose if l.harm is harm), None)
    if loose is None or not loose.sites:
        return group
    places = [p for s in loose.sites if (p := resolution.place(s)) is not None]
    if not places:
        return group
    fits = [g for g in groups if g.where and any(same_place(p, g.where) or holds(p, g.where) or holds(g.where, p) for p in places)]
    if group in fits:
        return group
    return fits[-1] if fits else None
