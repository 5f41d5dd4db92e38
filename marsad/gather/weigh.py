"""Does a fact tell of this incident? Weights of evidence (`weights.toml`) and what no weight can outbid."""

from __future__ import annotations

import functools
import pathlib
import tomllib

from marsad.gather.days import overlap, within
from marsad.gather.facts import Fact, apart_km, holds, same_place
from marsad.gather.groups import Group, Scene, last_told, stamps
from marsad.gather.kinds import compatible, only_loosely, same_kind

# "the two raids … on the Damshqiyeh outskirts of the town": a definite noun may name a part or a neighbour of the place.
NEXT_TO_KM = 8


@functools.cache
def weights() -> dict[str, float]:
    """Weights of evidence for one article, each with its reason in the file."""
    path = pathlib.Path(__file__).parent / "weights.toml"
    return {key: row["weight"] for key, row in tomllib.loads(path.read_text(encoding="utf8")).items()}


def evidence(fact: Fact, group: Group, latest: int = -1, scene: Scene | None = None) -> float | None:
    """Sum of the weights that speak for `fact` being of `group`; None when something tells them apart.

    `latest`: number of the fact that was told last before this one.
    """
    w = weights()
    if not compatible(fact, group):
        return None
    place, day, sides = _place(fact, group), _day(fact, group), _sides(fact, group)
    if place is None or day is None or sides is None:
        return None
    total = place + day + sides
    if only_loosely(fact, group):
        total += w["loose_kind"]
    if points_back(fact) and (fact.where is None or place > 0):
        total += w["definite"]
    total += w[{None: "vague_kind", True: "same_kind", False: "other_kind"}[same_kind(fact, group)]]
    if same_kind(fact, group) is False and not points_back(fact) and not _shared_weapon(fact, group):
        total += w["other_weapon"]
    if fact.mention.answers and last_told(group) >= latest >= 0 and not any(f.mention.answers for f in group.facts):
        total += w["answer"]
    last = group.facts[-1]
    if (fact.where is None or 0 < place < w["same_place"] or scene is not None and scene.when is not None) and last.n == latest:
        total += w["just_told"]
    if last.sentence == fact.sentence:
        total += w["same_sentence"] if fact.mention.relation in ("result", "relative", "same", "cause") else 0
    if fact.mention.relation in ("response", "after") and last.n == fact.n - 1 and last.sentence == fact.sentence:
        total -= w["told_as_another"]
    if scene is not None and scene.when is not None and fact.when is None:
        meet = scene.stamp in stamps(group) if scene.stamp else overlap(scene.when, group.moment)
        total += w["same_scene"] if meet else -w["same_scene"] if apart(scene, group) else 0
    if again(fact) and place <= 0:
        total -= w["another_wave"]
    return total


def _place(fact: Fact, group: Group) -> float | None:
    w = weights()
    if fact.where is None or group.where is None:
        return 0.0
    mine = (fact.where, *fact.others)
    theirs = [p for f in group.facts for p in ((f.where,) if f.where else ()) + f.others]
    if same_place(fact.where, group.where):
        return w["same_place"]
    if any(same_place(a, b) for a in mine for b in theirs):
        return w["shared_place"]
    if holds(fact.where, group.where) or holds(group.where, fact.where):
        return w["place_inside"]
    if fact.mention.definite and any(apart_km(a, b) <= NEXT_TO_KM for a in mine for b in theirs):
        return w["place_beside"]
    return None


def on_another_day(fact: Fact, group: Group) -> bool:
    """Whether the days told cannot be one."""
    return _day(fact, group) is None


def _day(fact: Fact, group: Group) -> float | None:
    w = weights()
    if fact.stamp is not None and stamps(group):
        return w["same_day"] if fact.stamp in stamps(group) else None
    meet = overlap(fact.when, group.moment)
    if meet is None and fact.when is not None and again(fact):
        return None  # renewed this morning: not what was told without a day
    if meet is None and group.moment is None and overlap(fact.when, group.assumed) is False:
        return w["other_news"]
    if meet is None:
        return 0.0
    return w["same_day"] if meet else None


def _sides(fact: Fact, group: Group) -> float | None:
    w = weights()
    doers, targets = _ids(group.doers), _ids(group.targets)
    mine, victims = _ids(fact.doers), _ids(fact.targets)
    if mine and targets and mine & targets and not mine & doers or victims and doers and victims & doers and not victims & targets:
        return None  # the other side acting: an answer is an incident of its own
    total = 0.0
    if mine and doers:
        if not mine & doers:
            allied = fact.camps & {c for f in group.facts for c in f.camps}  # the Americans, the coalition
            return 0.0 if allied or _generic(fact.doers) or _generic(group.doers) else None
        total += w["same_doer"]
    if victims and targets:
        if victims & targets:
            total += w["same_target"]
        elif not (_generic(fact.targets) or _generic(group.targets)):
            total -= w["other_target"]
    return total


def _ids(actors) -> set[str]:
    return {a.id or a.name for a in actors}


def _generic(actors) -> bool:
    return all(a.id is None or a.certainty != "stated" or a.id.startswith(("gen_", "civ", "armed_", "unid_", "unnamed_")) for a in actors)


def _shared_weapon(fact: Fact, group: Group) -> bool:
    mine = {w.type for w in fact.mention.weapons}
    return bool(mine & {w.type for f in group.facts for w in f.mention.weapons})


def apart(scene: Scene, group: Group) -> bool:
    """Whether the day last set is not that of `group`: another day, or not among the days of the news for one without a day."""
    if scene.when is None:
        return False
    if scene.stamp is not None:
        return scene.stamp not in stamps(group)
    if group.moment is not None:
        return overlap(scene.when, group.moment) is False
    return group.assumed is None or not within(scene.when, group.assumed)


def again(fact: Fact) -> bool:
    """Whether the words tell a further act of a row (تجدد القصف، مرة أخرى، من جديد)."""
    words = (*fact.mention.waves, *fact.mention.acts)
    return any(h.entry.features.get("wave") in ("second", "again", "next") for h in words)


def points_back(fact: Fact) -> bool:
    """Whether the words speak of something told before: "the shelling", "the rockets were launched from"."""
    rockets = [w for w in fact.mention.weapons if w.definite or w.anaphoric]
    return fact.mention.definite or bool(rockets) and fact.mention.frame in ("launch", "fall") and all(w.low is None for w in fact.mention.weapons)
