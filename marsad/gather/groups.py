"""An incident of one article while it is put together, and the day that the text last set."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.gather.days import narrower
from marsad.gather.facts import RANK, Fact, holds
from marsad.model import Actor, Moment, Place

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


# How many tokens a told day reaches over what follows: about three sentences of a news text.
SCENE_TOKENS = 110


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


def stamps(group: Group) -> set[str]:
    """The days named for a group that nothing places on a calendar."""
    return {f.stamp for f in group.facts if f.stamp is not None}


def last_told(group: Group) -> int:
    """Number of the fact of `group` told last."""
    return max((f.n for f in group.facts), default=-1)
