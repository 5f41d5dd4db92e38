"""Kinds of act: which may be one incident, which may found one, and the ACLED sub-event type of a group."""

from __future__ import annotations

import functools
import pathlib
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.gather.facts import Fact
    from marsad.gather.groups import Group


@functools.cache
def table() -> dict[str, Any]:
    """`kinds.toml`: for each short kind its sub-event type and what it may be told as."""
    return tomllib.loads((pathlib.Path(__file__).parent / "kinds.toml").read_text(encoding="utf8"))


def entailed(kind: str, role: str) -> str | None:
    """Who by the act's own nature does ("doer") or suffers ("target") it: protesters protest."""
    return table()["kind"][kind].get(role)


def is_vague(kind: str) -> bool:
    """Whether the kind says only that there was an attack or a blast."""
    return bool(table()["kind"][kind].get("vague"))


def compatible(fact: Fact, group: Group) -> bool:
    """Whether `fact` may tell of the act of `group` as far as kinds go."""
    told = [f.told for f in group.facts]
    known = [k for k in told if not is_vague(k)] or told
    if any(_pair(fact.told, kind) for kind in known):
        return True
    return fact.mention.definite and any(_pair(fact.told, kind, "loose") for kind in known)


def only_loosely(fact: Fact, group: Group) -> bool:
    """Whether only a definite noun's looseness makes the kinds agree."""
    told = [f.told for f in group.facts]
    known = [k for k in told if not is_vague(k)] or told
    return not any(_pair(fact.told, kind) for kind in known)


def same_kind(fact: Fact, group: Group) -> bool | None:
    """Whether words or weapons give both the same kind; None when one is vague."""
    kinds = {k for k in group.kinds if not is_vague(k)}
    if is_vague(fact.kind) or not kinds:
        return None
    return fact.kind in kinds


def _pair(a: str, b: str, name: str = "with") -> bool:
    rows = table()["kind"]
    return a == b or b in rows[a].get(name, ()) or a in rows[b].get(name, ())


def may_found(fact: Fact) -> bool:
    """Whether a mention of this kind may found an incident: a bare blast needs harm or a weapon."""
    row = table()["kind"][fact.kind]
    need = row.get("needs", ())
    have = {"headline": fact.mention.block == "headline", "harm_beside": fact.harmed, "weapon": bool(fact.mention.weapons), "harm": bool(fact.mention.harms), "doer": bool(fact.doers), "verb": fact.mention.carried or any(h.entry.features.get("form") in ("verb", "passive") for h in fact.mention.acts), "target": bool(fact.targets or fact.mention.targets)}
    return not need or any(have[n] for n in need)


def sub_event_type(group: Group) -> str:
    """The ACLED sub-event type of a group, by codebook section 2.

    The most telling kind wins; with only vague words the weapon decides, then whom it hit.
    """
    rows = table()["kind"]
    votes = Counter(k for k in group.kinds if not is_vague(k))
    by_weapon = _by_weapon(group)
    if votes:
        top = votes.most_common(1)[0][0]
        if top == "protest" and any((h.low or 0) > 0 for h in (*group.harms, *(h for f in group.facts for h in f.mention.harms))):
            top = "protest_force"  # people killed or hurt at a protest: excessive force
        ranked = max(votes, key=lambda k: (votes[k] + rows[k].get("rank", 0), k))
        kind = ranked if rows[ranked].get("rank") and rows[ranked]["rank"] >= rows[top].get("rank", 0) else top
        if kind == "shelling" and by_weapon == "Air/drone strike" and "air" in votes:
            return by_weapon
        own = _by_weapon(group, own=True)
        if kind == "attack" and own:
            return own  # killed by a drone, by shells
        return rows[kind]["type"]
    if by_weapon:
        return by_weapon
    return _vague_type(group)


def _vague_type(group: Group) -> str:
    """An attack of which nothing says how: by the words' own default, then by whom it hit."""
    rows, armed = table()["kind"], set(table()["armed"]["kinds"])
    defaults = [h.entry.features["default"] for f in group.facts for h in f.mention.acts if "default" in h.entry.features]
    if any(a.kind in armed for a in group.targets):
        return rows[next((d for d in defaults if d != "attack"), "clash")]["type"]
    return rows[group.kinds[0]]["type"] if group.kinds and group.kinds[0] == "blast" else "Attack"


SIDE_RULES = ("vs_armed", "vs_civil", "vs_crowd", "by_state", "by_crowd", "by_rebel")


def told_kind(fact_kind: str, mention, doers, targets) -> str:
    """The kind of act once the sides are known: the words say what a state, a crowd, an armed target make of it."""
    if is_vague(fact_kind):
        return fact_kind  # the whole incident decides, see `sub_event_type`
    rules = {k: h.entry.features[k] for h in mention.acts for k in SIDE_RULES if k in h.entry.features and h.entry.features.get("kind") == fact_kind}
    armed = set(table()["armed"]["kinds"])
    tests = {
        "by_state": any(a.kind in ("state_forces", "external_forces") for a in doers),
        "by_rebel": any(a.kind in ("rebel_group", "political_militia", "identity_militia") for a in doers),
        "by_crowd": any(a.kind in ("rioters", "protesters") for a in doers),
        "vs_crowd": any(a.kind in ("rioters", "protesters") for a in targets),
        "vs_civil": any(a.kind == "civilians" for a in targets),
        "vs_armed": any(a.kind in armed for a in targets) and any(a.kind in armed for a in doers),
    }
    return next((kind for rule, kind in rules.items() if tests[rule]), fact_kind)


EXPLOSIVE = ("generic", "shelling", "air", "blast", "attack")


def by_means(kind: str, weapons: tuple, acts: tuple) -> str:
    """A vague kind made plain by the first weapon of its clause that names a kind; any other kind as it is."""
    if kind in EXPLOSIVE and any(w.type == "chemical" for w in weapons):
        return "chemical"
    if kind == "shelling" and weapons and all(w.type in ("aircraft", "drone") for w in weapons) and any(abs(w.i - act.j) <= 2 or abs(act.i - w.j) <= 3 for w in weapons for act in acts):
        return "air"  # قصف الطيران: the aircraft beside the word says more than the word
    if not is_vague(kind) and kind != "attack":
        return kind
    means = table()["means"]
    return next((means[w.type] for w in weapons if w.type in means), kind)


def _by_weapon(group: Group, *, own: bool = False) -> str | None:
    """What the munitions say: the type with more of them; equal, from the air (codebook 2)."""
    count: Counter[str] = Counter()
    types = table()["weapon"]
    told = [w for f in group.facts for w in f.mention.weapons]
    for weapon in told if own else group.weapons or told:
        kind = types.get(weapon.type)
        if kind:
            count[kind] += weapon.low or 1
    if not count:
        return None
    return max(count, key=lambda k: (count[k], k == "Air/drone strike", k))
