"""Facts of one article → groups, one a told incident.

The same thing told in headline, lead, body and background is one group; two sites, two days, two sides, two
waves are two. Evidence is weighed in `gather/weights.toml`; nothing is joined across a veto.
"""

from __future__ import annotations

import functools
import pathlib
import tomllib
from dataclasses import dataclass, field

from marsad.gather.days import narrower, overlap, within
from marsad.gather.facts import RANK, Fact, apart_km, holds, same_place, with_where
from marsad.gather.kinds import compatible, is_vague, may_found, only_loosely, same_kind
from marsad.model import Actor, Moment, Place


# "the two raids … on the Damshqiyeh outskirts of the town": a definite noun may name a part or a neighbour of the place.
NEXT_TO_KM = 8


@functools.cache
def weights() -> dict[str, float]:
    """Weights of evidence for one article, each with its reason in the file."""
    path = pathlib.Path(__file__).parent / "weights.toml"
    return {key: row["weight"] for key, row in tomllib.loads(path.read_text(encoding="utf8")).items()}


# Clauses that tell of something before the news.
EARLIER = frozenset(("background", "after", "response"))


@dataclass(slots=True)
class Group:
    """An incident being put together."""

    n: int
    facts: list[Fact] = field(default_factory=list)
    harms: list = field(default_factory=list)
    weapons: list = field(default_factory=list)
    answers: list[tuple[int, Fact]] = field(default_factory=list)
    """Groups that this one answers, with the fact that says so."""
    where: Place | None = None
    moment: Moment | None = None
    assumed: Moment | None = None
    """The days of the news, for an incident that nothing has dated yet."""

    @property
    def doers(self) -> list[Actor]:
        return [a for f in self.facts for a in f.doers]

    @property
    def targets(self) -> list[Actor]:
        return [a for f in self.facts for a in f.targets]

    @property
    def kinds(self) -> list[str]:
        return [f.kind for f in self.facts]

    def add(self, fact: Fact) -> None:
        """Take `fact` in, and its place and day where they say more."""
        self.facts.append(fact)
        place = fact.where
        own = fact.spot is None and not fact.pointed
        finer = place is not None and self.where is not None and RANK.get(place.precision, 0) > RANK.get(self.where.precision, 0)
        if place is not None and (self.where is None or own and finer and holds(self.where, place)):
            self.where = place
        self.moment = narrower(self.moment, fact.when)


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


@dataclass(slots=True)
class Scene:
    """The day that the text last set: what follows without a day of its own is told of it, for a while."""

    when: Moment | None = None
    stamp: str | None = None
    sentence: int = -1

    def move(self, fact: Fact) -> None:
        """A told day sets the scene; the background of an article leaves it."""
        if fact.when is not None:
            self.when, self.stamp, self.sentence = fact.when, fact.stamp, fact.sentence
        elif fact.mention.relation == "background" or fact.sentence - self.sentence > SCENE_TOKENS:
            self.when = None


def apart(scene: Scene, group: Group) -> bool:
    """Whether the day last set is not that of `group`: another day, or not among the days of the news for one without a day."""
    if scene.when is None:
        return False
    if scene.stamp is not None:
        return scene.stamp not in stamps(group)
    if group.moment is not None:
        return overlap(scene.when, group.moment) is False
    return group.assumed is None or not within(scene.when, group.assumed)


# How many tokens a told day reaches over what follows: about three sentences of a news text.
SCENE_TOKENS = 110


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
                    if other is not group and other.where and same_place(place, other.where) and compatible(fact, other) and _day(fact, other) is not None and fact not in other.facts:
                        other.facts.append(with_where(fact, place))


def points_back(fact: Fact) -> bool:
    """Whether the words speak of something told before: "the shelling", "the rockets were launched from"."""
    rockets = [w for w in fact.mention.weapons if w.definite or w.anaphoric]
    return fact.mention.definite or bool(rockets) and fact.mention.frame in ("launch", "fall") and all(w.low is None for w in fact.mention.weapons)


def founds(fact: Fact) -> bool:
    """Whether a fact alone is an incident: it has a place of its own, or a day and a known side (codebook 1)."""
    told = bool(fact.moments or fact.mention.harms or fact.doers or fact.targets or any(w.low is not None for w in fact.mention.weapons))
    again = fact.mention.definite and (not told or fact.mention.plural and fact.when is None)
    if again or points_back(fact) and fact.where is None:
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
    if (fact.where is None or scene is not None and scene.when is not None) and last.n == latest:
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


def stamps(group: Group) -> set[str]:
    """The days named for a group that nothing places on a calendar."""
    return {f.stamp for f in group.facts if f.stamp is not None}


def last_told(group: Group) -> int:
    """Number of the fact of `group` told last."""
    return max((f.n for f in group.facts), default=-1)


def _shared_weapon(fact: Fact, group: Group) -> bool:
    mine = {w.type for w in fact.mention.weapons}
    return bool(mine & {w.type for f in group.facts for w in f.mention.weapons})


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


def again(fact: Fact) -> bool:
    """Whether the words tell a further act of a row (تجدد القصف، مرة أخرى، من جديد)."""
    words = (*fact.mention.waves, *fact.mention.acts)
    return any(h.entry.features.get("wave") in ("second", "again", "next") for h in words)


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
    return all(a.id is None or a.certainty != "stated" or a.id.startswith(("gen_", "civ_", "armed_")) for a in actors)


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
