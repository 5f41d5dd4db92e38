"""Facts of one article → groups, one a told incident.

The same thing told in headline, lead, body and background is one group; two sites, two days, two sides, two
waves are two. Evidence is weighed in `weigh.py`; nothing is joined across a veto.
"""

from __future__ import annotations

from datetime import date, timedelta

from marsad.gather.facts import RANK, Fact, holds, same_place, with_where
from marsad.gather.groups import EARLIER, Group, Scene
from marsad.gather.kinds import compatible, is_vague, may_found, same_kind
from marsad.gather.weigh import apart, evidence, on_another_day, points_back, weights
from marsad.model import Moment

# The longest time that an act over a whole land may be told with and still be one act.
MONTH = timedelta(days=31)


def join(facts: list[Fact], news: Moment | None = None) -> list[Group]:
    """Groups in order of their first fact; facts that can found no incident and fit none are dropped.

    `news`: the days that an act told as news without a day can be of, when the article's date is known.
    """
    groups: list[Group] = []
    waiting: list[Fact] = []
    scene = Scene()
    for fact in facts:
        if is_general(fact):
            continue
        fact = _pointed(fact, groups)
        group = best(fact, groups, scene)
        split = group if group is not None and own_line(fact, group) else None
        if split is not None:  # the site may have its incident already
            its_own = [g for g in groups if g.where and same_place(fact.where, g.where) and evidence(fact, g) is not None and not apart(scene, g)]
            if its_own:
                group, split = its_own[-1], None
        if split is not None or group is None and founds(fact):
            group = Group(len(groups), moment=split.moment if split else None, assumed=None if fact.mention.relation in EARLIER else news)
            groups.append(group)
        if group is None:
            waiting.append(fact)
        else:
            group.add(fact)
        scene.move(fact)
    for fact in waiting:  # told before its incident had a place, as in a headline
        group = beside(fact, groups) or introduced(fact, groups) or best(fact, groups, Scene()) or _only_fit(fact, groups)
        if group is not None:
            group.add(fact)
    _share(groups)
    for group in groups:
        group.facts.sort(key=lambda f: f.n)
    return groups


def introduced(fact: Fact, groups: list[Group]) -> Group | None:
    """The group of the next fact, which an answer without a place opens: "the artillery answered. Six shells on …"."""
    if fact.where is not None or not fact.mention.answers:
        return None
    following = [g for g in groups for f in g.facts if f.n == fact.n + 1 and not g.doers and same_kind(fact, g)]
    return following[0] if following else None


def beside(fact: Fact, groups: list[Group]) -> Group | None:
    """The group of the clause next to `fact` in its sentence: rockets that "were launched", and "hit the base"."""
    if fact.where is not None or fact.mention.relation in ("response", "after", "before"):
        return None
    forward = fact.mention.frame == "launch"  # rockets are launched, then hit; people are hit, then die
    near = [((f.n > fact.n) != forward, g.n, g) for g in groups for f in g.facts if f.sentence == fact.sentence and abs(f.n - fact.n) == 1]
    near = [row for row in near if evidence(fact, row[2]) is not None]
    return min(near, key=lambda row: row[:2])[2] if near else None


def is_general(fact: Fact) -> bool:
    """Attacks on many lands at once are background, no act (الهجمات على القوات في سوريا والعراق)."""
    countries = {p.country for p in ((fact.where,) if fact.where else ()) + fact.others + fact.around if p.precision == "country"}
    return fact.mention.plural and len(countries) > 1 and fact.when is None


def over_a_campaign(fact: Fact) -> bool:
    """Over more than a month and a whole land or province: a tally, never an incident (codebook: tally)."""
    when = fact.when
    if when is None or when.earliest is None or when.latest is None or fact.where is not None and RANK.get(fact.where.precision, 0) >= 2:
        return False
    return date.fromisoformat(when.latest[:10]) - date.fromisoformat(when.earliest[:10]) > MONTH


def own_line(fact: Fact, group: Group) -> bool:
    """Whether a site that a group named in one breath with its own now has a line or a figure of its own (codebook 1)."""
    if fact.where is None or group.where is None or same_place(fact.where, group.where) or holds(fact.where, group.where) or holds(group.where, fact.where):
        return False
    counted = bool(fact.mention.harms) or any(w.low is not None for w in fact.mention.weapons)
    return counted or fact.where.precision == "site"


def _share(groups: list[Group]) -> None:
    """A fact that names several sites in one breath also feeds the incidents of those sites."""
    for group in groups:
        for fact in list(group.facts):
            for place in fact.others:
                for other in groups:
                    if other is not group and other.where and same_place(place, other.where) and compatible(fact, other) and not on_another_day(fact, other) and fact not in other.facts:
                        other.facts.append(with_where(fact, place))


def founds(fact: Fact) -> bool:
    """Whether a fact alone is an incident: it has a place of its own, or a day and a known side (codebook 1)."""
    told = bool(fact.moments or fact.mention.harms or fact.doers or fact.targets or any(w.low is not None for w in fact.mention.weapons))
    again = fact.mention.definite and (not told or fact.mention.plural and fact.when is None)
    if again or points_back(fact) and fact.where is None or over_a_campaign(fact):
        return False
    if not may_found(fact):
        return False
    named = fact.where is not None and fact.where.id is None and bool(fact.where.name_ar)
    if fact.where is not None and (named or RANK.get(fact.where.precision, 0) >= 2):
        return True
    dated = fact.when is not None
    if fact.where is not None:
        return dated and bool(fact.doers or fact.targets or fact.mention.harms)
    day = dated and fact.mention.relation not in ("after", "before") and fact.when is not None and fact.when.precision in ("day", "part_of_day", "hour", "minute")
    return day and bool(fact.doers) and bool(fact.targets or fact.mention.harms) and not is_vague(fact.kind)


def best(fact: Fact, groups: list[Group], scene: Scene) -> Group | None:
    """The group that `fact` belongs to with enough evidence, or None."""
    latest = max((f.n for g in groups for f in g.facts if f.n < fact.n), default=-1)
    scored = [(score, group) for group in groups if (score := evidence(fact, group, latest, scene)) is not None]
    if not scored:
        return None
    top, group = max(scored, key=lambda pair: (pair[0], pair[1].n))
    return group if top >= weights()["enough"] else None


def _only_fit(fact: Fact, groups: list[Group]) -> Group | None:
    """The one group that nothing tells apart from `fact`, when there is just one."""
    fitting = [g for g in groups if (score := evidence(fact, g)) is not None and score > 0]
    return fitting[0] if len(fitting) == 1 else None


def _pointed(fact: Fact, groups: list[Group]) -> Fact:
    """A definite site word without a name ("the base", "the town") stands for the last such place told."""
    if fact.where is not None or fact.anaphor is None:
        return fact
    if fact.back is not None and fact.back_beside:
        return with_where(fact, fact.back)
    for group in reversed(groups):
        words = {p.site.entry.features.get("kind") for f in group.facts for p in (*f.mention.targets, *f.mention.sites) if p.site}
        if group.where is not None and fact.anaphor in words:
            return with_where(fact, group.where)
    return with_where(fact, fact.back) if fact.back is not None else fact
