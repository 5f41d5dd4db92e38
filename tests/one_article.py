"""One text through the reader: extract, resolve, gather, and the joining of this one article, as the pipeline does it.

Triage is left out: what is no news is for the reader to see, and single sentences are too short for triage.
"""

from __future__ import annotations

import dataclasses
import functools
import pathlib
import tomllib

from event_notation import mismatches
from marsad.extract.article import extract
from marsad.gather import gather
from marsad.languages import pack
from marsad.mentions import EventMention, Extraction, Phrase
from marsad.model import Article, Incident, Reading, Tally
from marsad.pipeline import article_of
from marsad.reconcile import reconcile
from marsad.registry import lookup
from marsad.resolve.known import resolve

CASES = pathlib.Path(__file__).parent / "cases/ar"
PUBLISHED = "2024-06-10"
"""A Monday."""


@functools.cache
def kit() -> tuple[pack.Pack, lookup.Registry]:
    return pack.load("ar"), lookup.load()


def article(text: str, published: str | None = PUBLISHED) -> Article:
    return dataclasses.replace(article_of(text, published=published, outlet="جريدة الأثر", language="ar"), path="page.txt")


def found(text: str, published: str | None = PUBLISHED) -> Extraction:
    """What extraction finds in `text`."""
    return extract(article(text, published), *kit())


def reading(page: Article) -> Reading:
    """What gather puts together from one article."""
    extraction = extract(page, *kit())
    return gather(page, extraction, resolve(extraction, kit()[1]))


def told(text: str, published: str | None = PUBLISHED) -> Reading:
    return reading(article(text, published))


def record(text: str, published: str | None = PUBLISHED) -> tuple[list[Incident], list[Tally]]:
    """The incidents and tallies of `text` alone."""
    page = article(text, published)
    one = reading(page)
    made = reconcile(one.incidents, {page.id: page}, one.tallies)
    return list(made.incidents), list(made.tallies)


def incidents(text: str, published: str | None = PUBLISHED) -> list[Incident]:
    return record(text, published)[0]


# ---------------------------------------------------------------- event mentions, in words


def events(text: str, published: str | None = PUBLISHED) -> tuple[EventMention, ...]:
    return found(text, published).events


def event(text: str) -> EventMention:
    """The only act of `text`."""
    (one,) = events(text)
    return one


def words(text: str, phrases: tuple[Phrase, ...]) -> list[str]:
    """Phrases as printed."""
    return [text[p.start:p.end] for p in phrases]


# ---------------------------------------------------------------- cases


def cases(name: str) -> list[dict]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf8")).get("case", [])


def wrong(case: dict) -> list[str]:
    """What the reader gets wrong in a case of events, one line a difference."""
    return mismatches(case["expect"], incidents(case["text"], case["published"]))
