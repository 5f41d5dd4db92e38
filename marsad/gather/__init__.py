"""One article's incidents: its facts joined, its figures given to the incident that they belong to.

A stage: `gather(article, extraction, resolution) → Reading`.
"""

from __future__ import annotations

from datetime import date, timedelta

from marsad.mentions import Extraction, Resolution
from marsad.gather.claims import ClaimMaker
from marsad.gather.facts import facts
from marsad.gather.figures import assign
from marsad.gather.groups import EARLIER, Group
from marsad.gather.join import join
from marsad.gather.kinds import sub_event_type
from marsad.gather.links import told_links
from marsad.gather.tallies import tallies
from marsad.model import Article, Moment, Reading, ToldIncident

__all__ = ["gather"]


def gather(article: Article, extraction: Extraction, resolution: Resolution) -> Reading:
    """The incidents and tallies that `article` tells of.

    Raises nothing for odd text; an article without acts gives an empty Reading.
    """
    if extraction.domain not in ("news", "history"):
        return Reading(article=article.id, incidents=(), tallies=())
    found = facts(extraction, resolution)
    groups = join(found, news_days(extraction))
    assign(groups, extraction, resolution)
    maker = ClaimMaker(article, extraction, resolution)
    incidents = []
    for group in groups:
        kind = sub_event_type(group)
        claims = list(maker.of_group(group, kind))
        if not any(c.field == "when" for c in claims):
            moment = news_of_the_day(extraction, group, groups)
            if moment is not None:
                claims.append(maker.inferred_day(group, moment))
        key = f"{article.id}.{group.n}"
        incidents.append(ToldIncident(key=key, article=article.id, sub_event_type=kind, claims=tuple(claims),
                                      links=told_links(article, group, groups)))
    return Reading(article=article.id, incidents=tuple(incidents), tallies=tallies(article, extraction, groups))


def news_of_the_day(extraction: Extraction, group: Group, groups: list[Group]) -> Moment | None:
    """The days that are left for an act told without one, basis "inferred"; None when nothing bounds it.

    An act that a report tells as its news, not as background, is of the day of publication or the day before:
    so it is with the press that Marsad reads. Background is only bounded by the day of publication.
    """
    news = news_days(extraction)
    if news is not None and all(f.mention.relation in EARLIER for f in group.facts):
        return Moment(earliest=None, latest=news.latest, precision="unknown", basis="inferred")
    return news


def news_days(extraction: Extraction) -> Moment | None:
    """The day of publication and the day before it, where the article's date is known."""
    if extraction.anchor is None:
        return None
    day = date.fromisoformat(str(extraction.anchor)[:10])
    return Moment(earliest=(day - timedelta(days=1)).isoformat(), latest=day.isoformat(), precision="day", basis="inferred")
