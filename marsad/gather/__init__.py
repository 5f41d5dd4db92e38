"""One article's incidents: its facts joined, its figures given to the incident that they belong to.

A stage: `gather(article, extraction, resolution) → Reading`.
"""

from __future__ import annotations

from datetime import date, timedelta

from marsad.extract.mentions import Extraction
from marsad.gather.claims import ClaimMaker
from marsad.gather.facts import facts
from marsad.gather.figures import assign
from marsad.gather.join import Group, join
from marsad.gather.kinds import sub_event_type
from marsad.gather.links import told_links
from marsad.gather.tallies import tallies
from marsad.model import Article, Moment, Reading, ToldIncident
from marsad.resolve.known import Resolution

__all__ = ["gather"]


def gather(article: Article, extraction: Extraction, resolution: Resolution) -> Reading:
    """The incidents and tallies that `article` tells of.

    Raises nothing for odd text; an article without acts gives an empty Reading.
    """
    if extraction.domain not in ("news", "history"):
        return Reading(article=article.id, incidents=(), tallies=())
    found = facts(extraction, resolution)
    groups = join(found)
    assign(groups, extraction, resolution)
    maker = ClaimMaker(article, extraction, resolution)
    incidents = []
    for group in groups:
        kind = sub_event_type(group)
        claims = list(maker.of_group(group, kind))
        if not any(c.field == "when" for c in claims):
            moment = news_of_the_day(article, extraction, group)
            if moment is not None:
                claims.append(maker.inferred_day(group, moment))
        key = f"{article.id}.{group.n}"
        incidents.append(ToldIncident(key=key, article=article.id, sub_event_type=kind, claims=tuple(claims),
                                      links=told_links(article, group, groups)))
    return Reading(article=article.id, incidents=tuple(incidents), tallies=tallies(article, extraction, groups))


def news_of_the_day(article: Article, extraction: Extraction, group: Group) -> Moment | None:
    """The day before publication to the day of it, for an act that headline or lead tells without a day; else up to it.

    Press reports of the kind that Marsad reads appear on the day of the act or the next; wider where it stands deep in the text.
    """
    if extraction.anchor is None:
        return None
    day: date = extraction.anchor
    first = min(f.sentence for f in group.facts)
    leads = [s.i for s in extraction.layout.sentences if s.block.kind in ("headline", "body", "bullet")][:4]
    earliest = (day - timedelta(days=1)).isoformat() if first in leads else None
    if earliest is None:
        return Moment(earliest=None, latest=day.isoformat(), precision="unknown", basis="inferred")
    return Moment(earliest=earliest, latest=day.isoformat(), precision="day", basis="inferred")
